import { expect, it, vi } from 'vitest';
import type { AgentEvent } from '../../src/event/event.ts';
import { type Compiled, compile } from '../../src/policy/compile.ts';
import { decide } from '../../src/policy/definition.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { type Memory, start, step } from '../../src/policy/step.ts';
import { LETTERS, letterAt, policies } from './small-scope.ts';

vi.setConfig({ testTimeout: 7_200_000 });

/** All traces of up to this many events; `POLICY_LENGTH=5` is the full check, of a few minutes. */
const LENGTH = Number(process.env.POLICY_LENGTH ?? 3);

/** Judges two actions behind each trace that goes on from here. @returns how many were judged */
function walk(policy: Policy, compiled: Compiled, memory: Memory, events: readonly AgentEvent[]): number {
  let judged = 0;
  for (const [site, t] of [
    ['a.test', 2 * events.length],
    ['c.test', 2 * events.length + 1],
  ] as const) {
    const proposed: AgentEvent = { ...letterAt(0, 0), phase: 'proposed', kind: 'click', site, t, seq: 99 };
    const { verdict, rules } = step(compiled, memory, proposed).verdict;
    const got = { verdict, rules: rules.map(({ id }) => id) };
    const expected = decide([policy], events, proposed);
    if (JSON.stringify(got) !== JSON.stringify(expected))
      expect({ policy, events, proposed, got }).toEqual({ policy, events, proposed, got: expected });
    judged++;
  }
  if (events.length === LENGTH) return judged;
  for (const letter of LETTERS.keys()) {
    const event = letterAt(letter, events.length);
    const next: Memory = JSON.parse(JSON.stringify(step(compiled, memory, event).memory));
    judged += walk(policy, compiled, next, [...events, event]);
  }
  return judged;
}

it(`says what the definition says, for every formula of the small shapes on every trace of up to ${LENGTH} events`, () => {
  const all = policies();
  let judged = 0;
  for (const policy of all) {
    const compiled = compile([{ layer: 'personal', policy }]);
    judged += walk(policy, compiled, start(compiled), []);
  }
  const traces = Array.from({ length: LENGTH + 1 }, (_, n) => LETTERS.length ** n).reduce((sum, n) => sum + n);
  expect(judged).toBe(all.length * traces * 2);
  expect(all.length).toBeGreaterThan(600);
  console.log(`${all.length} policies on ${traces} traces: ${judged.toLocaleString('en')} decisions as defined`);
});
