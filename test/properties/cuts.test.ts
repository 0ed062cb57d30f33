/** Cuts (policy.md §4) against the definition: searched for naively, over whole histories. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { AgentEvent } from '../../src/event/event.ts';
import { compile } from '../../src/policy/compile.ts';
import { cuts, judgeFeasible } from '../../src/policy/cuts.ts';
import { decide } from '../../src/policy/definition.ts';
import type { Policy, Rule } from '../../src/policy/policy.ts';
import { residual } from '../../src/policy/residual.ts';
import { settle } from '../../src/policy/settle.ts';
import { type Memory, start, step } from '../../src/policy/step.ts';
import { expected, happened } from '../mutation/answers.ts';
import { policy as anyPolicy, trace } from './policy-arbitraries.ts';

vi.setConfig({ testTimeout: 7_200_000 });

const RUNS = Number(process.env.POLICY_RUNS ?? 1_500);
const seen = { cut: 0, settled: 0 };

/** What gives a page something: more often than the traces have it, and what some policies look back for. */
const gives = fc.constantFrom('type', 'paste', 'submit', 'navigate', 'click');
const entering = fc.record({ kind: gives, at: fc.nat() });
const given = fc.oneof(
  fc.record({ if: fc.record({ once: fc.record({ on: gives.map((kind) => [kind]) }) }) }),
  fc.constant({ where: { field: 'payload.labels', op: 'anyOf', value: ['pii', 'otp'] } }),
);

/** Most rules stop what a page does by itself; every other one for a plain reason, so that there is something to cut. */
const policy = fc
  .tuple(
    anyPolicy,
    fc.constantFrom(['request'], ['request', 'submit'], ['submit'], undefined),
    fc.option(given, { freq: 2 }),
  )
  .map(
    ([one, on, plain]): Policy => ({
      ...one,
      rules: one.rules.map((rule) => {
        if (on === undefined) return rule;
        const { id, because, unless } = rule;
        const reason = plain === null ? rule : { id, because, ...plain, ...(unless && { unless }) };
        return { ...reason, verdict: 'block', on } as Rule;
      }),
    }),
  );

function scene(events: readonly AgentEvent[], kind: AgentEvent['kind'], at: number) {
  const last = events.at(-1) as AgentEvent;
  const of = events[at % events.length] as AgentEvent;
  const dest = { origin: of.origin, url: of.url, site: of.site, ...of.dest };
  const proposed: AgentEvent = { ...of, kind, dest, seq: last.seq + 1, t: last.t + 1, phase: 'proposed' };
  return { history: events.filter(({ phase }) => phase !== 'proposed'), proposed };
}

const heard = (one: Policy, history: readonly AgentEvent[]) => {
  const compiled = compile([{ layer: 'personal', policy: one }]);
  const memory = history.reduce((now: Memory, event) => step(compiled, now, event).memory, start(compiled));
  return { compiled, memory };
};

describe('feasibility', () => {
  it('cuts a step exactly where the definition says that its page could then break a rule, and not without it', () => {
    fc.assert(
      fc.property(policy, trace(8), entering, (one, events, { kind, at }) => {
        const { history, proposed } = scene(events, kind, at);
        const { compiled, memory } = heard(one, history);
        const before = JSON.stringify(memory);
        const found = cuts(compiled, memory, proposed);
        expect(found.map(({ rule }) => rule.id).sort()).toEqual(expected(one, history, proposed));
        for (const { rule, path } of found) {
          // The path is a witness: what it says happens, and its last step breaks the rule.
          const lead = path.slice(0, -1).flatMap(happened);
          const end = path.at(-1) as AgentEvent;
          expect(decide([one], [...history, ...happened(proposed), ...lead], end).rules).toContain(rule.id);
        }
        seen.cut += found.length > 0 ? 1 : 0;
        expect(JSON.stringify(memory)).toBe(before);
      }),
      { numRuns: RUNS },
    );
    expect(seen.cut).toBeGreaterThan(RUNS / 30);
  });

  it('leaves the verdict as it is, but for stopping what is cut', () => {
    fc.assert(
      fc.property(policy, trace(8), entering, (one, events, { kind, at }) => {
        const { history, proposed } = scene(events, kind, at);
        const { compiled, memory } = heard(one, history);
        const alone = decide([one], history, proposed);
        const verdict = judgeFeasible(compiled, memory, proposed);
        expect(verdict.rules.map(({ id }) => id).slice(0, alone.rules.length)).toEqual(alone.rules);
        const stopped = alone.verdict === 'block' || alone.verdict === 'kill';
        const cut = !stopped && expected(one, history, proposed).length > 0;
        expect(verdict.verdict).toBe(cut ? 'block' : alone.verdict);
      }),
      { numRuns: RUNS },
    );
  });

  it('is never settled away by a page, whatever the page has not heard of', () => {
    fc.assert(
      fc.property(policy, trace(8), entering, fc.nat(), (one, events, { kind, at }, split) => {
        const { history, proposed } = scene(events, kind, at);
        const { compiled, memory } = heard(one, history.slice(0, split % (history.length + 1)));
        const { session, tab, task } = proposed;
        const table = residual(compiled, memory, { session, tab, ...(task === undefined ? {} : { task }) });
        const answer = settle(JSON.parse(JSON.stringify(table)), proposed);
        if (!answer.settled || answer.verdict.verdict !== 'allow') return;
        seen.settled += 1;
        expect(expected(one, history, proposed)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
    expect(seen.settled).toBeGreaterThan(RUNS / 50);
  });
});
