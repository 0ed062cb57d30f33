import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chunkOf, chunksSince, emptied, restoreHistory } from '../../../extension/background/history.ts';
import type { AgentEvent } from '../../../src/event/event.ts';

const place = { session: 's', tab: '1', frame: '0', url: 'https://a.test/', origin: 'https://a.test', site: 'a.test' };
const event = (seq: number): AgentEvent => ({
  ...place,
  seq,
  t: seq,
  phase: 'dispatched',
  actor: 'agent',
  kind: 'click',
});

/** A worker that saves after each step and keeps `most` records, as storage.ts does; `restartAt` forgets what it wrote. */
function lived(gaps: readonly number[], most: number, restarts: readonly boolean[]) {
  const storage: Record<string, unknown> = { 'log:s2:0': [event(1)], 'session:s': {} };
  let history: AgentEvent[] = [];
  let stored: { first: number; last: number } | undefined;
  let seq = 0;
  let most_ = 0;
  gaps.forEach((gap, i) => {
    seq += gap;
    history = [...history, event(seq)].slice(-most);
    const items = chunksSince('s', history, stored?.last);
    most_ = Math.max(most_, stored ? Object.values(items).flat().length : 0);
    Object.assign(storage, items);
    const first = history[0] as AgentEvent;
    for (const key of stored ? emptied('s', history, stored.first) : []) delete storage[key];
    stored = { first: chunkOf(first), last: chunkOf(event(seq)) };
    if (restarts[i]) {
      history = restoreHistory('s', storage).slice(-most);
      stored = undefined;
    }
  });
  return { storage, history, mostWritten: most_ };
}

test('what is restored ends with all that history kept, after any restarts, and nothing of another session', () => {
  const gaps = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 300 });
  const most = fc.integer({ min: 1, max: 80 });
  fc.assert(
    fc.property(gaps, most, fc.array(fc.boolean(), { maxLength: 300 }), (steps, kept, restarts) => {
      const { storage, history } = lived(steps, kept, restarts);
      const seqs = restoreHistory('s', storage).map(({ seq }) => seq);
      expect(seqs.slice(-history.length)).toEqual(history.map(({ seq }) => seq));
      expect(new Set(seqs).size).toBe(seqs.length);
    }),
    { numRuns: 200 },
  );
});

test('a save writes one chunk or two, and old chunks leave storage, however long the session is', () => {
  const { storage, mostWritten } = lived(Array(5_000).fill(1), 1_000, []);
  expect(mostWritten).toBeLessThanOrEqual(64);
  const stored = Object.keys(storage).filter((key) => key.startsWith('log:s:'));
  expect(stored.length).toBeLessThanOrEqual(1_000 / 32 + 2);
});

test('a chunk that is none, or an event out of shape, is skipped', () => {
  expect(restoreHistory('s', { 'log:s:0': 'x', 'log:s:1': [event(40), { seq: 41 }], 'log:s:2': null })).toEqual([
    event(40),
  ]);
});
