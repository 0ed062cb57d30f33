/** What a mutant of what is answered from memory must survive: residual and settle, cuts, adopted memory. */
import type { AgentEvent } from '../../src/event/event.ts';
import { adopt } from '../../src/policy/adopt.ts';
import { compile } from '../../src/policy/compile.ts';
import { cuts } from '../../src/policy/cuts.ts';
import { fires } from '../../src/policy/definition.ts';
import { emptyHanded, lettersOf } from '../../src/policy/letters.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { residual } from '../../src/policy/residual.ts';
import { settle } from '../../src/policy/settle.ts';
import { type Memory, start, step } from '../../src/policy/step.ts';
import { type Case, prepare as cases } from './engine.ts';
import { ANSWERS } from './laws-answers.ts';

export type Answer = Case & {
  readonly proposed: AgentEvent;
  /** Ids of the rules that the definition says the page could break after it, sorted. */
  readonly cut: readonly string[];
};

export function prepare(count: number, seed: number): Answer[] {
  const kinds = ['type', 'paste', 'submit', 'navigate', 'click'] as const;
  return cases(Math.ceil(count / 2), seed)
    .filter(({ long }) => long !== true)
    .map((one, i): Answer => {
      const last = one.events.at(-1) as AgentEvent;
      const kind = kinds[i % kinds.length] ?? 'type';
      const dest = { origin: last.origin, url: last.url, site: last.site, ...last.dest };
      const proposed: AgentEvent = { ...last, seq: last.seq + 1, kind, dest, phase: 'proposed' };
      const policy = i % 2 === 0 ? one.policy : stopping(one.policy);
      return { ...one, policy, proposed, cut: expected(policy, past(one.events), proposed) };
    });
}

const stopping = (one: Policy): Policy => ({
  ...one,
  rules: one.rules.map((rule) => ({ ...rule, verdict: 'block', on: ['request', 'submit'] })),
});
const past = (events: readonly AgentEvent[]) => events.filter(({ phase }) => phase !== 'proposed');
export const happened = (event: AgentEvent): AgentEvent[] => [
  { ...event, phase: 'dispatched' },
  { ...event, phase: 'succeeded' },
];

export function expected(one: Policy, history: readonly AgentEvent[], proposed: AgentEvent): string[] {
  const letters = lettersOf(proposed);
  const anyway = broken(one, history, letters.map(emptyHanded), 3);
  return broken(one, [...history, ...happened(proposed)], letters, 3)
    .filter((id) => !anyway.includes(id))
    .sort();
}

/** Ids of the stopping rules that a word of up to `length` letters breaks with its last. */
function broken(one: Policy, history: readonly AgentEvent[], letters: readonly AgentEvent[], length: number): string[] {
  if (length === 0) return [];
  const found = letters.flatMap((letter) => {
    const against = one.rules.filter(
      (rule) => (rule.verdict === 'block' || rule.verdict === 'kill') && fires(rule, history, letter),
    );
    if (against.length > 0) return against.map(({ id }) => id);
    return broken(one, [...history, ...happened(letter)], letters, length - 1);
  });
  return [...new Set(found)];
}

/** What went wrong, or undefined when nothing did. */
export function survives(all: readonly Answer[]): string | undefined {
  for (const [name, holds] of ANSWERS) if (!holds()) return name;
  for (const [i, one] of all.entries()) {
    const wrong = settled(one) ?? (i % 2 === 0 ? adopted(one) : found(one));
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

const layers = (one: Policy) => [{ layer: 'personal' as const, policy: one }];

function found({ policy: one, events, proposed, cut }: Answer): string | undefined {
  const compiled = compile(layers(one));
  const memory = past(events).reduce((now: Memory, event) => step(compiled, now, event).memory, start(compiled));
  const ids = cuts(compiled, memory, proposed).map(({ rule }) => rule.id);
  return JSON.stringify(ids.sort()) === JSON.stringify(cut) ? undefined : 'other cuts than by the definition';
}

function settled({ policy: one, events }: Answer): string | undefined {
  const compiled = compile(layers(one));
  const cut = Math.floor(events.length / 2);
  const heard = (memory: Memory, list: readonly AgentEvent[]) =>
    list.filter(({ phase }) => phase !== 'proposed').reduce((now, event) => step(compiled, now, event).memory, memory);
  const memory = heard(start(compiled), events.slice(0, cut));
  const last = events.at(-1);
  if (last === undefined) return undefined;
  const proposed = { ...last, phase: 'proposed' as const };
  const table = residual(compiled, memory, {
    session: 's',
    tab: last.tab,
    ...(last.task !== undefined && { task: last.task }),
  });
  const answer = settle(table, proposed);
  if (!answer.settled) return undefined;
  const after = step(compiled, heard(memory, events.slice(cut, -1)), proposed).verdict;
  // A rule that only logs holds no page up.
  const said = after.verdict === 'log' ? 'allow' : after.verdict;
  return said === answer.verdict.verdict ? undefined : 'a page settled what an unheard event could turn';
}

function adopted({ policy: one, events, fired }: Answer): string | undefined {
  const compiled = compile(layers(one));
  const past = events.slice(0, -1).filter(({ phase }) => phase !== 'proposed');
  const empty = start(compile(layers({ ...one, rules: [] })));
  const memory = adopt(compiled, empty, past);
  const last = events.at(-1);
  if (last === undefined) return undefined;
  const ids = step(compiled, memory, { ...last, phase: 'proposed' }).verdict.rules.map(({ id }) => id);
  return JSON.stringify(ids) === JSON.stringify(fired.at(-1)) ? undefined : 'adopted memory differs';
}
