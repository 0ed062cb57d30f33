/**
 * A third opinion: §3 for short traces as constraints, with z3 choosing kinds, phases and times. Where it finds a trace on
 * which a rule fires, the engine must fire on it and the analysis must not have called the rule unsatisfiable.
 */
import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { type Arith, type Bool, init } from 'z3-solver';
import type { AgentEvent, Kind, Phase } from '../../../src/event/event.ts';
import { analyse } from '../../../src/policy/analyse.ts';
import { compile } from '../../../src/policy/compile.ts';
import { decide } from '../../../src/policy/definition.ts';
import { type Atom, durationMs, type Past, type Policy, type Win } from '../../../src/policy/policy.ts';
import { start, step } from '../../../src/policy/step.ts';

vi.setConfig({ testTimeout: 300_000 });

const LENGTH = 4;
const KINDS = ['click', 'submit', 'auth.login', 'page.load'] as const satisfies readonly Kind[];
const PHASES = ['dispatched', 'succeeded', 'observed'] as const satisfies readonly Phase[];

const atom: fc.Arbitrary<Atom> = fc.record({
  on: fc.oneof(
    fc.constant<['*']>(['*']),
    fc.constantFrom(...KINDS).map((kind) => [kind]),
  ),
}) as fc.Arbitrary<Atom>;
const win: fc.Arbitrary<Win> = fc.constantFrom({}, { within: '5ms' }, { atLeast: '5ms' }, { within: '9ms' });
const past: fc.Arbitrary<Past> = fc.letrec<{ past: Past }>((tie) => ({
  past: fc.oneof(
    { maxDepth: 3, depthSize: 'medium' },
    fc.tuple(atom, win).map(([once, w]) => ({ once, ...w })),
    atom.map((prev) => ({ prev })),
    fc.tuple(fc.array(atom, { minLength: 1, maxLength: 3 }), win).map(([seq, w]) => ({ seq, ...w })),
    fc.tuple(atom, fc.integer({ min: 1, max: 3 }), win).map(([count, gte, w]) => ({ count, gte, ...w })),
    fc.tuple(tie('past'), atom, win).map(([hold, since, w]) => ({ hold, since, ...w })),
    fc.record({ all: fc.array(tie('past'), { minLength: 2, maxLength: 2 }) }),
    fc.record({ any: fc.array(tie('past'), { minLength: 2, maxLength: 2 }) }),
    fc.record({ not: tie('past') }),
  ),
})).past;

const { Context, em } = await init();
const Z = Context('main');
afterAll(() => em.PThread.terminateAllThreads());

type B = Bool<'main'>;
type N = Arith<'main'>;
type Symbols = { readonly kinds: readonly N[]; readonly phases: readonly N[]; readonly times: readonly N[] };

const and = (...parts: B[]): B => (parts.length === 0 ? Z.Bool.val(true) : Z.And(...parts));
const or = (...parts: B[]): B => (parts.length === 0 ? Z.Bool.val(false) : Z.Or(...parts));

/** The formula over the first `n` events at time `now`, as §3 has it. */
function meaning(past: Past, s: Symbols, n: number, now: N, even: boolean): B {
  const upTo = Array.from({ length: n }, (_, i) => i);
  const hit = (one: Atom, i: number) => and(phase(one, s, i, even), kind(one, s, i));
  const inside = (w: Win, i: number): B => {
    const age = now.sub(s.times[i] as N);
    if (w.within !== undefined) return age.le(durationMs(w.within) ?? 0);
    return w.atLeast === undefined ? Z.Bool.val(true) : age.ge(durationMs(w.atLeast) ?? 0);
  };
  if ('once' in past) return or(...upTo.map((i) => and(hit(past.once, i), inside(past, i))));
  if ('count' in past) {
    const found = upTo.map((i) => Z.If(and(hit(past.count, i), inside(past, i)), Z.Int.val(1), Z.Int.val(0)) as N);
    return found.reduce((sum, one) => sum.add(one), Z.Int.val(0) as N).ge(past.gte);
  }
  if ('prev' in past) {
    return or(
      ...upTo.map((i) => and(hit(past.prev, i), ...upTo.slice(i + 1).map((k) => Z.Not(phase(past.prev, s, k, even))))),
    );
  }
  if ('seq' in past) return or(...increasing(past.seq.length, n).map((places) => chain(past, places)));
  if ('hold' in past) {
    return or(
      ...upTo.map((j) =>
        and(
          hit(past.since, j),
          inside(past, j),
          ...upTo.slice(j + 1).map((k) => meaning(past.hold, s, k + 1, s.times[k] as N, even)),
        ),
      ),
    );
  }
  if ('all' in past) return and(...past.all.map((part) => meaning(part, s, n, now, even)));
  if ('any' in past) return or(...past.any.map((part) => meaning(part, s, n, now, even)));
  if ('not' in past) return Z.Not(meaning(past.not, s, n, now, !even));
  throw new Error('no distinct here');

  function chain(formula: Extract<Past, { seq: readonly Atom[] }>, places: readonly number[]): B {
    const at = formula.within === undefined ? (places.at(-1) ?? 0) : (places[0] ?? 0);
    return and(inside(formula, at), ...formula.seq.map((one, j) => hit(one, places[j] ?? 0)));
  }
}

function increasing(length: number, below: number): number[][] {
  if (length === 0) return [[]];
  return Array.from({ length: below }, (_, last) => increasing(length - 1, last).map((rest) => [...rest, last])).flat();
}

function kind(one: Atom, s: Symbols, i: number): B {
  if (one.on[0] === '*') return Z.Bool.val(true);
  return or(...one.on.map((name) => (s.kinds[i] as N).eq(KINDS.indexOf(name as (typeof KINDS)[number]))));
}

function phase(one: Atom, s: Symbols, i: number, even: boolean): B {
  const wanted: Phase[] = one.phase ? [one.phase] : ['observed', even ? 'dispatched' : 'succeeded'];
  return or(...wanted.map((name) => (s.phases[i] as N).eq(PHASES.indexOf(name as (typeof PHASES)[number]))));
}

/** A trace of at most LENGTH events on which `past` holds, if z3 finds one. */
async function solve(past: Past): Promise<AgentEvent[] | undefined> {
  for (let n = 0; n <= LENGTH; n++) {
    const names = (what: string) => Array.from({ length: n }, (_, i) => Z.Int.const(`${what}${i}`) as N);
    const s = { kinds: names('k'), phases: names('p'), times: names('t') };
    const now = Z.Int.const('now') as N;
    const solver = new Z.Solver();
    for (const [i, t] of s.times.entries()) {
      const [k, p] = [s.kinds[i] as N, s.phases[i] as N];
      solver.add(
        k.ge(0),
        k.lt(KINDS.length),
        p.ge(0),
        p.lt(PHASES.length),
        t.ge(i === 0 ? 0 : (s.times[i - 1] as N)),
        now.ge(t),
      );
      // Facts are observed, actions are not.
      solver.add(k.ge(2).eq(p.eq(2)) as B);
    }
    solver.add(now.ge(0), meaning(past, s, n, now, true));
    if ((await solver.check()) !== 'sat') continue;
    const model = solver.model();
    const value = (term: N) => Number(model.eval(term, true).toString());
    const event = (i: number): AgentEvent =>
      made(
        i,
        KINDS[value(s.kinds[i] as N)] ?? 'click',
        PHASES[value(s.phases[i] as N)] ?? 'observed',
        value(s.times[i] as N),
      );
    return [...s.times.map((_, i) => event(i)), made(n, 'tool', 'proposed', value(now))];
  }
  return undefined;
}

function made(i: number, kind: Kind, phase: Phase, t: number): AgentEvent {
  return {
    seq: i + 1,
    t,
    phase,
    actor: 'agent',
    session: 's',
    tab: '1',
    frame: '0',
    url: 'https://a.test/',
    origin: 'https://a.test',
    site: 'a.test',
    kind,
  };
}

describe('z3', () => {
  it('agrees with engine, definition and analysis on when a rule can fire', async () => {
    let satisfiable = 0;
    for (const one of fc.sample(past, { numRuns: 120, seed: 20261126 })) {
      const policy: Policy = {
        interlock: 1,
        name: 'z',
        rules: [{ id: 'r', verdict: 'log', on: ['tool'], because: 'b', if: one }],
      };
      const trace = await solve(one);
      const findings = analyse(policy).map(({ kind: name }) => name);
      const cant =
        findings.includes('unsatisfiable') && analyse(policy).some(({ reason }) => reason.startsWith('can never fire'));
      if (trace === undefined) continue;
      satisfiable++;
      const compiled = compile([{ layer: 'personal', policy }]);
      const memory = trace.slice(0, -1).reduce((now, event) => step(compiled, now, event).memory, start(compiled));
      const proposed = trace.at(-1) as AgentEvent;
      expect({ one, trace, engine: step(compiled, memory, proposed).verdict.verdict }).toEqual({
        one,
        trace,
        engine: 'log',
      });
      expect(decide([policy], trace.slice(0, -1), proposed).verdict).toBe('log');
      expect({ one, cant }).toEqual({ one, cant: false });
    }
    expect(satisfiable).toBeGreaterThan(60);
  });
});
