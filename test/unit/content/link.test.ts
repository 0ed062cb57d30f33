// The content script's line to the worker, on a browser that refuses as browsers do.
import { beforeAll, describe, expect, test } from 'vitest';
import type { send as Send } from '../../../extension/content/link.ts';

const UNHEARD = 'Could not establish connection. Receiving end does not exist.';
let answers: (() => unknown)[] = [];
let asked = 0;
let send: typeof Send;

beforeAll(async () => {
  const sendMessage = async () => {
    asked += 1;
    return answers.shift()?.();
  };
  Object.assign(globalThis, { chrome: { runtime: { id: 'ours', sendMessage, onMessage: { addListener() {} } } } });
  ({ send } = await import('../../../extension/content/link.ts'));
});

const refuse = (message: string) => () => {
  throw new Error(message);
};

describe('a message', () => {
  test.each([
    ['that nobody hears yet is said again', [refuse(UNHEARD), refuse(UNHEARD), () => ({})], 3, {}],
    ['whose worker died over it is not: it may have been heard', [refuse('The message port closed')], 1, undefined],
    ['to an extension that is gone is not', [refuse('Extension context invalidated.')], 1, undefined],
    ['answered out of shape counts as unanswered', [() => 'yes'], 1, undefined],
    ['that nobody ever hears is given up', Array.from({ length: 9 }, () => refuse(UNHEARD)), 5, undefined],
  ])('%s', async (_, said, times, answer) => {
    answers = said;
    asked = 0;
    expect(await send('page.parsed', {})).toEqual(answer);
    expect(asked).toBe(times);
  });
});
