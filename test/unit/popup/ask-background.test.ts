import { afterEach, expect, it, vi } from 'vitest';

const sendMessage = vi.fn<(message: unknown) => Promise<unknown>>();
vi.mock('webextension-polyfill', () => ({ default: { runtime: { sendMessage } } }));
const { send } = await import('../../../popup/ask-background.ts');

afterEach(() => {
  sendMessage.mockReset();
  vi.useRealTimers();
});

it('puts name and request into the envelope, and parses the answer', async () => {
  sendMessage.mockResolvedValue({ ok: true });
  expect(await send('popup.stop', { on: true })).toEqual({ ok: true, value: { ok: true } });
  expect(sendMessage).toHaveBeenCalledWith({ interlock: 1, name: 'popup.stop', request: { on: true } });
});

it('takes an answer of another shape for unreadable', async () => {
  sendMessage.mockResolvedValue({ ok: 'yes' });
  expect(await send('popup.stop', { on: true })).toEqual({ ok: false, cause: 'unreadable' });
});

it('takes a refusal, and no answer at all, for silence', async () => {
  sendMessage.mockRejectedValueOnce(new Error('refused'));
  expect(await send('popup.stop', { on: true })).toEqual({ ok: false, cause: 'silent' });
  sendMessage.mockResolvedValueOnce(undefined);
  expect(await send('popup.stop', { on: true })).toEqual({ ok: false, cause: 'silent' });
});

it('waits no longer than three seconds', async () => {
  vi.useFakeTimers();
  sendMessage.mockReturnValue(new Promise(() => {}));
  const answer = send('popup.stop', { on: true });
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await answer).toEqual({ ok: false, cause: 'silent' });
});
