import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { AgentEvent } from '../../src/event/event.ts';
import { VERDICTS } from '../../src/event/verdicts.ts';
import { adopt } from '../../src/policy/adopt.ts';
import { type Compiled, compile } from '../../src/policy/compile.ts';
import { override } from '../../src/policy/override.ts';
import { residual } from '../../src/policy/residual.ts';
import { settle } from '../../src/policy/settle.ts';
import { type Memory, start, step } from '../../src/policy/step.ts';
import { policy, trace } from './policy-arbitraries.ts';

vi.setConfig({ testTimeout: 300_000 });

const options = { numRuns: Number(process.env.POLICY_RUNS ?? 800) };
const heard = (compiled: Compiled, events: readonly AgentEvent[], from: Memory = start(compiled)) =>
  events
    .filter(({ phase }) => phase !== 'proposed')
    .reduce((memory, event) => step(compiled, memory, event).memory, from);
const personal = (one: Parameters<typeof compile>[0][number]['policy']) => ({
  layer: 'personal' as const,
  policy: one,
});

describe('a residual table', () => {
  it('settles only what no unheard event could turn', () => {
    let settled = 0;
    const property = fc.property(policy, trace(14), fc.nat(), (one, events, cut) => {
      const compiled = compile([personal(one)]);
      const known = events.slice(0, cut % events.length);
      const memory = heard(compiled, known);
      const unheard = events.slice(known.length, -1);
      const last = events.at(-1);
      if (last === undefined) return;
      const proposed = { ...last, phase: 'proposed' as const };
      const scope = { session: last.session, tab: last.tab, ...(last.task !== undefined && { task: last.task }) };
      const table = JSON.parse(JSON.stringify(residual(compiled, memory, scope)));
      const answer = settle(table, proposed);
      if (!answer.settled) return;
      settled++;
      const { verdict } = step(compiled, heard(compiled, unheard, memory), proposed);
      if (answer.verdict.verdict === 'allow') expect(['allow', 'log']).toContain(verdict.verdict);
      else expect(answer.verdict.verdict).toBe(verdict.verdict);
    });
    fc.assert(property, options);
    expect(settled).toBeGreaterThan(options.numRuns / 20);
  });

  it('settles nothing where the table is broken', () => {
    const event = { kind: 'click', t: 1 } as AgentEvent;
    const row = {
      id: 'r',
      layer: 'personal',
      verdict: 'block',
      on: ['*'],
      because: '',
      where: { field: 'x', op: 'odd', value: 1 },
    };
    expect(settle({ epoch: 1, rows: [row] } as never, event)).toEqual({ settled: false });
    expect(settle({ epoch: 1 } as never, event)).toEqual({ settled: false });
  });
});

describe('adopting memory', () => {
  it('with the whole history is the same as having had the policy from the start', () => {
    fc.assert(
      fc.property(policy, policy, trace(12), (old, next, events) => {
        const compiled = compile([personal(next)]);
        const past = events.slice(0, -1).filter(({ phase }) => phase !== 'proposed');
        const before = compile([personal(old)]);
        const memory = adopt(compiled, heard(before, past), past);
        const proposed = { ...(events.at(-1) as AgentEvent), phase: 'proposed' as const };
        const { verdict, rules } = step(compiled, heard(compiled, past), proposed).verdict;
        expect(step(compiled, memory, proposed).verdict).toMatchObject({ verdict, rules });
      }),
      options,
    );
  });

  it('keeps what is remembered when only verdicts changed, though the history is gone', () => {
    fc.assert(
      fc.property(policy, trace(10), (one, events) => {
        const compiled = compile([personal(one)]);
        const stricter = compile([personal(override(one, { 'rule-0': 'kill' }))]);
        const memory = heard(compiled, events);
        expect(adopt(stricter, memory, []).states).toEqual(memory.states);
      }),
      { numRuns: 300 },
    );
  });
});

describe('layers', () => {
  const layers = fc.tuple(policy, policy);

  it('only tighten: no layer ever excuses a rule of another', () => {
    fc.assert(
      fc.property(layers, trace(10), ([managed, task], events) => {
        const alone = compile([{ layer: 'managed', policy: managed }]);
        const both = compile([
          { layer: 'task', policy: task },
          { layer: 'managed', policy: managed },
        ]);
        const proposed = { ...(events.at(-1) as AgentEvent), phase: 'proposed' as const };
        const past = events.slice(0, -1);
        const one = step(alone, heard(alone, past), proposed).verdict;
        const joined = step(both, heard(both, past), proposed).verdict;
        expect(VERDICTS.indexOf(joined.verdict)).toBeGreaterThanOrEqual(VERDICTS.indexOf(one.verdict));
        expect(joined.rules.slice(0, one.rules.length)).toEqual(one.rules);
      }),
      options,
    );
  });
});

describe('metamorphic laws', () => {
  it('renaming all tabs changes nothing, for policies that name none', () => {
    fc.assert(
      fc.property(policy, trace(10), (one, events) => {
        fc.pre(!/"tab","op"/.test(JSON.stringify(one)) && !/"e":"tab"/.test(JSON.stringify(one)));
        const compiled = compile([personal(one)]);
        const renamed = events.map((event) => ({ ...event, tab: `renamed-${event.tab}` }));
        const [a, b] = [events, renamed].map((list) => {
          const proposed = { ...(list.at(-1) as AgentEvent), phase: 'proposed' as const };
          return step(compiled, heard(compiled, list.slice(0, -1)), proposed).verdict;
        });
        expect(a).toEqual(b);
      }),
      options,
    );
  });

  it('moving the whole trace in time changes nothing', () => {
    fc.assert(
      fc.property(policy, trace(10), fc.integer({ min: 0, max: 1e12 }), (one, events, by) => {
        const compiled = compile([personal(one)]);
        const moved = events.map((event) => ({ ...event, t: event.t + by }));
        const [a, b] = [events, moved].map((list) => {
          const proposed = { ...(list.at(-1) as AgentEvent), phase: 'proposed' as const };
          return step(compiled, heard(compiled, list.slice(0, -1)), proposed).verdict;
        });
        expect(a).toEqual(b);
      }),
      options,
    );
  });
});
