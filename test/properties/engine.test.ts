import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { AgentEvent } from '../../src/event/event.ts';
import { type Compiled, compile } from '../../src/policy/compile.ts';
import { fires } from '../../src/policy/definition.ts';
import type { Past, Policy, Pred, Rule } from '../../src/policy/policy.ts';
import { foldings, type Memory, start, step, type Verdict } from '../../src/policy/step.ts';
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
): Memory {
  let memory = start(compiled);
  const history: AgentEvent[] = [];
  for (const event of events) {
    const proposed = { ...event, phase: 'proposed' as const };
    judged(history, proposed, step(compiled, memory, proposed).verdict);
    memory = step(compiled, memory, event).memory;
    if (event.phase !== 'proposed') history.push(event);
  }
  return memory;
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

  it('with too little memory still counts all that it no longer tells apart', () => {
    const names = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), { minLength: 1, maxLength: 24 });
    const where = fc.constantFrom<Pred>(
      { field: 'site', op: 'ne', value: { e: 'site' } },
      { field: 'site', op: 'in', value: { e: 'payload.sources' } },
      { not: { field: 'site', op: 'eq', value: { e: 'site' } } },
    );
    const win = fc.constantFrom({}, { within: '9ms' }, { atLeast: '9ms' });
    const gte = fc.integer({ min: 1, max: 9 });
    const past = fc.tuple(where, win, gte, fc.boolean()).map(([of, window, n, distinct]): Past => {
      const atom = { on: ['page.load'] as const, where: of };
      return distinct ? { distinct: atom, field: 'dest.site', gte: n, ...window } : { count: atom, gte: n, ...window };
    });
    let folded = 0;
    fc.assert(
      fc.property(names, past, fc.integer({ min: 1, max: 6 }), fc.boolean(), (sites, counted, items, excuses) => {
        const rule: Rule = {
          id: 'r',
          verdict: 'block',
          on: ['*'],
          because: 'b',
          ...(excuses ? { unless: counted } : { if: counted }),
        };
        const events = sites.map((site, i): AgentEvent => {
          const at = { site, origin: `https://${site}`, url: `https://${site}/` };
          const dest = { site: `${sites[(i * 5) % sites.length]}` };
          const who = { actor: 'agent', session: 's', tab: '1', frame: '0' } as const;
          return {
            seq: i + 1,
            t: 2 * i,
            phase: 'observed',
            kind: 'page.load',
            ...who,
            ...at,
            dest,
            payload: { sources: sites.slice(0, 3) },
          };
        });
        const compiled = compileOne({ interlock: 1, name: 'counting', rules: [rule] }, items);
        const end = replay(compiled, events, (history, proposed, { rules }) => {
          if (fires(rule, history, proposed)) expect(rules).toHaveLength(1);
        });
        folded += foldings(compiled, end) > 0 ? 1 : 0;
      }),
      options,
    );
    expect(folded).toBeGreaterThan(RUNS / 10);
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
