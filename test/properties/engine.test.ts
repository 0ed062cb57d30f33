import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { AgentEvent } from '../../src/event/event.ts';
import { type Compiled, compile } from '../../src/policy/compile.ts';
import { fires } from '../../src/policy/definition.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { type Memory, start, step, type Verdict } from '../../src/policy/step.ts';
import { difference } from './differential.ts';
import { policy, trace } from './policy-arbitraries.ts';

vi.setConfig({ testTimeout: 7_200_000 });

const RUNS = Number(process.env.POLICY_RUNS ?? 1_500);
const options = { numRuns: RUNS, ...(process.env.POLICY_SEED && { seed: Number(process.env.POLICY_SEED) }) };

/** Calls `judged` at every event as if it were proposed, then steps what enters history. */
function replay(
  compiled: Compiled,
  events: readonly AgentEvent[],
  judged: (history: readonly AgentEvent[], proposed: AgentEvent, verdict: Verdict) => void,
): void {
  let memory: Memory = start(compiled);
  const history: AgentEvent[] = [];
  for (const event of events) {
    const proposed = { ...event, phase: 'proposed' as const };
    judged(history, proposed, step(compiled, memory, proposed).verdict);
    memory = step(compiled, memory, event).memory;
    if (event.phase !== 'proposed') history.push(event);
  }
}

const compileOne = (one: Policy, items?: number) =>
  compile([{ layer: 'personal', policy: one }], items === undefined ? undefined : { items });

describe('the engine', () => {
  it('says what the definition says, on random policies and traces, restarted after every event', () => {
    fc.assert(
      fc.property(policy, trace(12), (one, events) => {
        expect(difference(one, events)).toBeUndefined();
      }),
      options,
    );
  });

  it('with too little memory fires every rule that the definition fires, and perhaps more', () => {
    fc.assert(
      fc.property(policy, trace(16), fc.integer({ min: 1, max: 4 }), (one, events, items) => {
        replay(compileOne(one, items), events, (history, proposed, verdict) => {
          const fired = verdict.rules.map(({ id }) => id);
          for (const rule of one.rules) {
            if (fires(rule, history, proposed)) expect(fired).toContain(rule.id);
          }
        });
      }),
      options,
    );
  });

  it('leaves the memory it was given as it was', () => {
    fc.assert(
      fc.property(policy, trace(8), fc.integer({ min: 1, max: 4 }), (one, events, items) => {
        const compiled = compileOne(one, items);
        let memory = start(compiled);
        for (const event of events) {
          const before = JSON.stringify(memory);
          const next = step(compiled, memory, event).memory;
          expect(JSON.stringify(memory)).toBe(before);
          memory = next;
        }
      }),
      { ...options, numRuns: Math.ceil(RUNS / 5) },
    );
  });
});
