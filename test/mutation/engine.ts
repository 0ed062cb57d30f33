/** What a mutant of the engine must survive: laws, and fixed random cases judged by the definition beforehand. */
import fc from 'fast-check';
import type { AgentEvent } from '../../src/event/event.ts';
import { compile } from '../../src/policy/compile.ts';
import { decide } from '../../src/policy/definition.ts';
import type { Policy, Rule } from '../../src/policy/policy.ts';
import { foldings, type Memory, start, step } from '../../src/policy/step.ts';
import { policy, trace } from '../properties/policy-arbitraries.ts';
import { policies, traces } from '../properties/small-scope.ts';
import { joinIsSound } from './join.ts';
import { ANSWERS } from './laws-answers.ts';
import { LAWS } from './laws-engine.ts';

export type Case = {
  /** Long ones are judged at the end only: the definition is slow. */
  readonly long?: true;
  readonly policy: Policy;
  readonly events: readonly AgentEvent[];
  readonly fired: readonly string[][];
};

export function prepare(count: number, seed: number): Case[] {
  const random = fc.sample(fc.tuple(policy, trace(14)), { numRuns: count, seed });
  const short = traces(5);
  // Each small formula on one of the traces, another for each.
  const small = policies().map((one, i) => [one, short[(i * 37) % short.length] ?? []] as const);
  const mixed = small.flatMap((one, i) => [
    one,
    ...random.slice((i * count) / small.length, ((i + 1) * count) / small.length),
  ]);
  const drawn = mixed.map(([one, events]) => ({
    policy: one,
    events,
    fired: events.map((event, i) => {
      const history = events.slice(0, i).filter(({ phase }) => phase !== 'proposed');
      return decide([one], history, { ...event, phase: 'proposed' }).rules;
    }),
  }));
  return [...drawn, ...fc.sample(policy, { numRuns: 25, seed }).map((one, i) => longCase(one, i))];
}

/** Many keys, many hits: tries that split, tapes of several chunks. */
function longCase(one: Policy, i: number): Case {
  const events = Array.from({ length: 220 }, (_, n): AgentEvent => {
    const site = `site-${(n * (7 + i)) % 37}.test`;
    const at = {
      url: `https://${site}/`,
      origin: `https://${site}`,
      site,
      tab: String(n % 3),
      frame: '0',
      session: 's',
    };
    const kind = (['click', 'page.load', 'submit', 'auth.login'] as const)[(n * 5 + i) % 4] ?? 'click';
    const phase = kind === 'click' || kind === 'submit' ? (n % 2 === 0 ? 'dispatched' : 'succeeded') : 'observed';
    return {
      seq: n + 1,
      t: 3 * n,
      actor: 'agent',
      kind,
      phase,
      ...at,
      dest: { site: `site-${n % 41}.test` },
      fact: { args: { k: n % 39 } },
    };
  });
  const last = events.at(-1) as AgentEvent;
  const fired = decide([one], events.slice(0, -1), { ...last, phase: 'proposed' }).rules;
  return { policy: one, events, long: true, fired: events.map((_, n) => (n === events.length - 1 ? fired : [])) };
}

/** What went wrong, or undefined when nothing did. */
export function survives(all: readonly Case[]): string | undefined {
  for (const [name, holds] of [...LAWS, ...ANSWERS]) if (!holds()) return name;
  for (const [i, one] of all.entries()) {
    const wrong = exact(one, i) ?? bounded(one, 1 + (i % 4));
    if (wrong !== undefined) return wrong;
    if (i % 3 !== 0) continue;
    const [a, b, c] = [one, all[(i + 1) % all.length], all[(i + 2) % all.length]];
    for (const { if: cause, unless } of one.policy.rules) {
      const past = cause ?? unless;
      if (past !== undefined && !joinIsSound(past, a?.events ?? [], b?.events ?? [], c?.events ?? []))
        return 'a join is laxer';
    }
  }
  return undefined;
}

const layers = (one: Policy) => [{ layer: 'personal' as const, policy: one }];

function exact({ policy: one, events, fired, long }: Case, index: number): string | undefined {
  const compiled = compile(layers(one));
  let memory: Memory = start(compiled);
  for (const [i, event] of events.entries()) {
    if (long === true && i < events.length - 1) {
      memory = step(compiled, memory, event).memory;
      continue;
    }
    const { rules, witness } = step(compiled, memory, { ...event, phase: 'proposed' }).verdict;
    if (rules.length !== fired[i]?.length || rules.some(({ id }, n) => fired[i]?.[n] !== id))
      return 'another verdict than the definition';
    if (rules.some(({ because }) => because !== 'random')) return 'a rule threw';
    const simple = rules.some(({ id }) => isSimple(one.rules.find((rule) => rule.id === id)));
    if (simple && witness.length === 0) return 'a cause without a witness';
    if (witness.some((seq) => !events.slice(0, i).some((past) => past.seq === seq))) return 'a witness that never was';
    const before = index % 3 === 1 ? JSON.stringify(memory) : '';
    const next = step(compiled, memory, event).memory;
    if (index % 3 === 1 && JSON.stringify(memory) !== before) return 'memory changed in place';
    memory = index % 3 === 0 ? JSON.parse(JSON.stringify(next)) : next;
  }
  return foldings(compiled, memory) === 0 ? undefined : 'something was folded below the cap';
}

/** Fires for something that happened. */
function isSimple(rule: Rule | undefined): boolean {
  const cause = rule?.if;
  return cause !== undefined && !('all' in cause) && !('any' in cause) && !('not' in cause);
}

function bounded({ policy: one, events, fired, long }: Case, items: number): string | undefined {
  const compiled = compile(layers(one), { items });
  let memory = start(compiled);
  for (const [i, event] of events.entries()) {
    const { rules } = step(compiled, memory, { ...event, phase: 'proposed' }).verdict;
    const ids = rules.map(({ id }) => id);
    if (rules.some(({ because }) => because !== 'random')) return 'a rule threw with a full memory';
    if (fired[i]?.some((id) => !ids.includes(id))) return 'laxer than the definition with a full memory';
    memory = step(compiled, memory, event).memory;
  }
  // Below a hundred items a cell, whatever the trace: what grows with it is far above.
  const most = 4_000 + 6_000 * compiled.cells.length;
  return long === true && JSON.stringify(memory).length > most ? 'memory grows with the trace' : undefined;
}
