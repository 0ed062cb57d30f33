import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { noteHeldNavigation, noteRuling, takeUnread } from '../../../extension/background/told-again.ts';
import type { Ruling } from '../../../src/protocol/told.ts';
import { newSession } from '../../../src/session/session.ts';

const begin = () => newSession('s', 'debugger', { t: 0, awake: 0 }, []);
const SAY = 'Interlock stopped this: x.';
const STOP: Ruling = { verdict: 'ask', rules: ['r'], say: SAY };
const URL_HELD = 'http://elsewhere.example/c?d=1';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('what was stopped in a page that is left at once is said by the next one in its tab, once', () => {
  const session = begin();
  noteRuling(session, 1, 'press', STOP);
  expect(takeUnread(session, 2)).toBeUndefined();
  expect(takeUnread(session, 1)).toBe('Before this page: Interlock stopped this: x.');
  expect(takeUnread(session, 1)).toBeUndefined();
});

test('whoever stayed for longer has read it', () => {
  const session = begin();
  noteRuling(session, 1, 'press', STOP);
  vi.advanceTimersByTime(2_500);
  expect(takeUnread(session, 1)).toBeUndefined();
});

test('what was let through after all is not said, and what else was let through changes nothing', () => {
  const session = begin();
  noteRuling(session, 1, 'press', STOP);
  noteRuling(session, 1, 'other', { verdict: 'allow', rules: [] });
  noteRuling(session, 1, 'press', { verdict: 'allow', rules: [] });
  expect(takeUnread(session, 1)).toBeUndefined();
  noteRuling(session, 1, 'press', STOP);
  noteRuling(session, 1, 'other', { verdict: 'allow', rules: [] });
  expect(takeUnread(session, 1)).toContain('x.');
  noteHeldNavigation(session, 1, URL_HELD, { go: false, say: SAY });
  noteHeldNavigation(session, 1, URL_HELD, { go: true });
  expect(takeUnread(session, 2)).toBeUndefined();
});

test('a navigation that was held is said by the next page in whatever tab, for a minute', () => {
  const session = begin();
  noteHeldNavigation(session, 1, URL_HELD, { go: false, say: SAY });
  vi.advanceTimersByTime(30_000);
  expect(takeUnread(session, 2)).toBe('Before this page, on the way to elsewhere.example: Interlock stopped this: x.');
  noteHeldNavigation(session, 1, URL_HELD, { go: false, say: SAY });
  expect(takeUnread(session, 1)).toContain('x.');
  noteHeldNavigation(session, 1, URL_HELD, { go: false, say: SAY });
  vi.advanceTimersByTime(61_000);
  expect(takeUnread(session, 2)).toBeUndefined();
});
