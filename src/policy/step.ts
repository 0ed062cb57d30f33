/**
 * The engine (policy.md §4): `step` is pure, memory is plain JSON, time comes in on the event. A proposed event is judged
 * and enters no history; every other is remembered and judged as nothing.
 */
import type { AgentEvent } from '../event/event.ts';
import { VERDICTS, type VerdictName } from '../event/verdicts.ts';
import type { Compiled, CompiledRule, Condition } from './compile.ts';
import type { Hit, State } from './machine-state.ts';
import type { Layer } from './policy.ts';

export type Memory = {
  /** The cells' names in order, so that memory is never read by a policy that didn't make it. */
  readonly cells: readonly string[];
  readonly states: readonly State[];
  /** Of the newest event heard; time never goes back. */
  readonly t: number;
  /** How many events were heard: the epoch of what is handed out from this memory. */
  readonly heard: number;
};

export type FiredRule = {
  readonly id: string;
  readonly layer: Layer;
  readonly verdict: VerdictName;
  /** The rule's own words, or `<id>!error` when it threw. */
  readonly because: string;
  readonly instead?: string;
};

export type Verdict = {
  readonly verdict: VerdictName;
  /** All that fired, in order. */
  readonly rules: readonly FiredRule[];
  /** `redact` and `ask` may both apply, under any greater verdict too. */
  readonly obligations: readonly ('redact' | 'ask')[];
  /** Seqs of the past events that made rules fire, ascending. */
  readonly witness: readonly number[];
  /** The compliant alternative named by the strictest rule that has one. */
  readonly instead?: string;
};

export type Step = { readonly memory: Memory; readonly verdict: Verdict };

const ALLOW: Verdict = { verdict: 'allow', rules: [], obligations: [], witness: [] };
/** A cell that failed to hear an event can't vouch for anything again: whatever reads it throws, and so blocks. */
const BROKEN = '!';

export function start(compiled: Compiled): Memory {
  return { cells: compiled.cellNames, states: compiled.cells.map(({ fresh }) => fresh), t: 0, heard: 0 };
}

/** Throws when `memory` was made by another policy (see adopt.ts); for no event does it throw. */
export function step(compiled: Compiled, memory: Memory, event: AgentEvent): Step {
  if (!belongs(compiled, memory)) throw new Error('this memory belongs to another policy: adopt it first');
  const timed = event.t < memory.t ? { ...event, t: memory.t } : event;
  if (event.phase === 'proposed') return { memory, verdict: judge(compiled, memory, timed) };
  return { memory: hear(compiled, memory, timed), verdict: ALLOW };
}

export function belongs(compiled: Compiled, memory: Memory): boolean {
  if (memory.cells === compiled.cellNames) return true;
  const same = memory.cells.length === compiled.cellNames.length;
  return same && compiled.cellNames.every((name, i) => memory.cells[i] === name);
}

function hear(compiled: Compiled, memory: Memory, event: AgentEvent): Memory {
  let states: State[] | undefined;
  for (const index of compiled.listeners(event.kind, event.phase)) {
    const old = memory.states[index];
    const state = hearCell(compiled, index, old, event);
    if (state === old) continue;
    states ??= memory.states.slice();
    states[index] = state;
  }
  return { cells: compiled.cellNames, states: states ?? memory.states, t: event.t, heard: memory.heard + 1 };
}

function hearCell(compiled: Compiled, index: number, state: State, event: AgentEvent): State {
  if (state === BROKEN) return state;
  try {
    return compiled.cells[index]?.hear(state, event);
  } catch {
    // What it should have remembered is lost, so its rules block from now on (policy.md §3, errors).
    return BROKEN;
  }
}

function judge(compiled: Compiled, memory: Memory, event: AgentEvent): Verdict {
  const fired: { rule: FiredRule; hits: readonly Hit[] }[] = [];
  for (const index of compiled.judges(event.kind)) {
    const rule = compiled.rules[index];
    const result = rule === undefined ? undefined : judgeRule(compiled, memory, rule, event);
    if (result !== undefined) fired.push(result);
  }
  return fired.length === 0 ? ALLOW : summarise(fired);
}

function judgeRule(
  compiled: Compiled,
  memory: Memory,
  compiledRule: CompiledRule,
  event: AgentEvent,
): { rule: FiredRule; hits: readonly Hit[] } | undefined {
  const { rule, layer } = compiledRule;
  try {
    const hits = fires(compiled, memory, compiledRule, event);
    if (hits === undefined) return undefined;
    const instead = rule.instead === undefined ? {} : { instead: rule.instead };
    return { rule: { id: rule.id, layer, verdict: rule.verdict, because: rule.because, ...instead }, hits };
  } catch {
    // A rule that can't answer must not be able to allow.
    return { rule: { id: rule.id, layer, verdict: 'block', because: `${rule.id}!error` }, hits: [] };
  }
}

function fires(compiled: Compiled, memory: Memory, rule: CompiledRule, event: AgentEvent): readonly Hit[] | undefined {
  if (!rule.guard(event)) return undefined;
  const hits = rule.if === undefined ? [] : truth(compiled, memory, rule.if, event);
  if (hits === undefined) return undefined;
  return rule.unless !== undefined && truth(compiled, memory, rule.unless, event) !== undefined ? undefined : hits;
}

/** The witnessing hits if `condition` holds, else undefined. What holds because nothing happened has no witness. */
export function truth(
  compiled: Compiled,
  memory: Memory,
  condition: Condition,
  event: AgentEvent,
): readonly Hit[] | undefined {
  if (condition.op === 'cell') return answer(compiled, memory, condition.index, event);
  if (condition.op === 'not') return truth(compiled, memory, condition.part, event) === undefined ? [] : undefined;
  const found = condition.parts.map((part) => truth(compiled, memory, part, event));
  const true_ = found.filter((hits) => hits !== undefined);
  const enough = condition.op === 'all' ? true_.length === found.length : true_.length > 0;
  return enough ? true_.flat() : undefined;
}

function answer(compiled: Compiled, memory: Memory, index: number, event: AgentEvent): readonly Hit[] | undefined {
  const state = memory.states[index];
  const cell = compiled.cells[index];
  if (cell === undefined || state === BROKEN) throw new Error('this part of memory is broken');
  return cell.answer(state, event);
}

function summarise(fired: readonly { rule: FiredRule; hits: readonly Hit[] }[]): Verdict {
  const rules = fired.map(({ rule }) => rule);
  const rank = (rule: FiredRule) => VERDICTS.indexOf(rule.verdict);
  const greatest = rules.reduce((most, rule) => (rank(rule) > rank(most) ? rule : most));
  const instead = [...rules].sort((a, b) => rank(b) - rank(a)).find((rule) => rule.instead !== undefined)?.instead;
  const seqs = new Set(fired.flatMap(({ hits }) => hits.map(([, seq]) => seq)));
  return {
    verdict: greatest.verdict,
    rules,
    obligations: (['redact', 'ask'] as const).filter((name) => rules.some((rule) => rule.verdict === name)),
    witness: [...seqs].sort((a, b) => a - b),
    ...(instead === undefined ? {} : { instead }),
  };
}

/** How often full memory was folded or keys evicted: above 0, verdicts may be too strict and never too lax. */
export function foldings(compiled: Compiled, memory: Memory): number {
  return compiled.cells.reduce((sum, cell, i) => {
    const state = memory.states[i];
    return state === BROKEN ? sum : sum + cell.folded(state);
  }, 0);
}
