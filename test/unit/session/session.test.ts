import { describe, expect, test } from 'vitest';
import { isLive, newSession, SESSION_IDLE_MS, TABLESS_MS } from '../../../src/session/session.ts';

const at = { t: 0, awake: 1_000 };

describe('a session that shows no sign of an agent', () => {
  for (const how of ['debugger', 'handover'] as const)
    test(`by ${how} lasts half an hour while it has a tab`, () => {
      const session = { ...newSession('s', how, at, []), tabs: [1] };
      expect(isLive(session, at.awake + SESSION_IDLE_MS - 1)).toBe(true);
      expect(isLive(session, at.awake + SESSION_IDLE_MS)).toBe(false);
    });

  test('is over sooner where the last tab that was handed over is closed: its rules stand in what the person opens', () => {
    const session = newSession('s', 'handover', at, []);
    expect(isLive(session, at.awake + TABLESS_MS - 1)).toBe(true);
    expect(isLive(session, at.awake + TABLESS_MS)).toBe(false);
  });

  test('by debugger is remembered without a tab: the next one is its own', () => {
    const session = newSession('s', 'debugger', at, []);
    expect(isLive(session, at.awake + SESSION_IDLE_MS - 1)).toBe(true);
  });
});
