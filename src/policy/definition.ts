/**
 * The meaning of a policy, written as policy.md §3 states it and as slowly: over the whole history, formula by formula.
 * It decides nothing in the product. It is what the engine is tested against, so it shares no code with it but the
 * fields, the glob matchers (which have tables of their own) and durations.
 */
import type { AgentEvent } from '../event/event.ts';
import type { VerdictName } from '../event/verdicts.ts';
import { reader } from './fields.ts';
import { type Atom, durationMs, type Past, type Policy, type Pred, type Rule, type Win } from './policy.ts';
import { globOf } from './predicate.ts';

const ORDER: readonly VerdictName[] = ['allow', 'log', 'warn', 'redact', 'ask', 'block', 'kill'];

/** verdict(ε) over the history σ, with the ids of all fired rules in order. */
export function decide(
  policies: readonly Policy[],
  history: readonly AgentEvent[],
  proposed: AgentEvent,
): { verdict: VerdictName; rules: string[] } {
  const fired = policies.flatMap((policy) => policy.rules.filter((rule) => fires(rule, history, proposed)));
  const greatest = Math.max(0, ...fired.map((rule) => ORDER.indexOf(rule.verdict)));
  return { verdict: ORDER[greatest] ?? 'allow', rules: fired.map((rule) => rule.id) };
}

export function fires(rule: Rule, history: readonly AgentEvent[], proposed: AgentEvent): boolean {
  if (!kindIn(rule.on, proposed)) return false;
  if (rule.where !== undefined && !holds(rule.where, proposed, proposed)) return false;
  const scope = reader(rule.per ?? 'session');
  const sigma = history.filter((event) => scope(event) === scope(proposed));
  const now = { proposed, t: proposed.t };
  if (rule.if !== undefined && !past(rule.if, sigma, { ...now, even: true })) return false;
  return rule.unless === undefined || !past(rule.unless, sigma, { ...now, even: false });
}

/** `t` is the instant of evaluation, `even` the polarity reached. */
type At = { readonly proposed: AgentEvent; readonly t: number; readonly even: boolean };

function past(formula: Past, sigma: readonly AgentEvent[], at: At): boolean {
  const hits = (atom: Atom) => sigma.filter((event) => atomHolds(atom, event, at));
  if ('once' in formula) return hits(formula.once).some((event) => inWindow(formula, event.t, at.t));
  if ('count' in formula) {
    return hits(formula.count).filter((event) => inWindow(formula, event.t, at.t)).length >= formula.gte;
  }
  if ('distinct' in formula) {
    const read = reader(formula.field);
    const inside = hits(formula.distinct).filter((event) => inWindow(formula, event.t, at.t));
    return new Set(inside.map(read).filter((value) => value !== undefined)).size >= formula.gte;
  }
  if ('prev' in formula) {
    const last = sigma.filter((event) => phaseHolds(formula.prev, event, at)).at(-1);
    return last !== undefined && atomHolds(formula.prev, last, at);
  }
  if ('seq' in formula) return sequence(formula.seq, formula, sigma, at, undefined);
  if ('hold' in formula) return since(formula, sigma, at);
  if ('all' in formula) return formula.all.every((part) => past(part, sigma, at));
  if ('any' in formula) return formula.any.some((part) => past(part, sigma, at));
  return !past(formula.not, sigma, { ...at, even: !at.even });
}

function since(formula: Extract<Past, { hold: Past }>, sigma: readonly AgentEvent[], at: At): boolean {
  return sigma.some((start, j) => {
    if (!atomHolds(formula.since, start, at) || !inWindow(formula, start.t, at.t)) return false;
    return sigma.every((event, k) => k <= j || past(formula.hold, sigma.slice(0, k + 1), { ...at, t: event.t }));
  });
}

/** Some i₁ < … < iₘ: `within` measures from the first, `atLeast` from the last. */
function sequence(
  atoms: readonly Atom[],
  win: Win,
  sigma: readonly AgentEvent[],
  at: At,
  firstTime: number | undefined,
): boolean {
  const [atom, ...rest] = atoms;
  if (atom === undefined) return true;
  return sigma.some((event, i) => {
    if (!atomHolds(atom, event, at)) return false;
    if (win.within !== undefined && !inWindow(win, firstTime ?? event.t, at.t)) return false;
    if (win.atLeast !== undefined && rest.length === 0 && !inWindow(win, event.t, at.t)) return false;
    return sequence(rest, win, sigma.slice(i + 1), at, firstTime ?? event.t);
  });
}

function inWindow(win: Win, then: number, now: number): boolean {
  if (win.within !== undefined) return now - then <= (durationMs(win.within) ?? Number.NaN);
  if (win.atLeast !== undefined) return now - then >= (durationMs(win.atLeast) ?? Number.NaN);
  return true;
}

function atomHolds(atom: Atom, event: AgentEvent, at: At): boolean {
  if (!kindIn(atom.on, event) || !phaseHolds(atom, event, at)) return false;
  return atom.where === undefined || holds(atom.where, event, at.proposed);
}

function phaseHolds(atom: Atom, event: AgentEvent, at: At): boolean {
  if (atom.phase !== undefined) return event.phase === atom.phase;
  return event.phase === 'observed' || event.phase === (at.even ? 'dispatched' : 'succeeded');
}

function kindIn(on: readonly string[], event: AgentEvent): boolean {
  return on[0] === '*' || on.includes(event.kind);
}

function holds(pred: Pred, event: AgentEvent, proposed: AgentEvent): boolean {
  if ('all' in pred) return pred.all.every((part) => holds(part, event, proposed));
  if ('any' in pred) return pred.any.some((part) => holds(part, event, proposed));
  if ('not' in pred) return !holds(pred.not, event, proposed);
  const field = reader(pred.field)(event);
  const { op, value } = pred;
  if (op === 'exists') return (field !== undefined) === (value ?? true);
  const other = typeof value === 'object' && 'e' in value ? reader(value.e)(proposed) : value;
  if (field === undefined || other === undefined) return false;
  if (op === 'glob') {
    return typeof field === 'string' && typeof other === 'string' && globOf(pred.field, other)(field);
  }
  if (op === 'gt' || op === 'gte' || op === 'lt' || op === 'lte') {
    if (typeof field !== 'number' || typeof other !== 'number') return false;
    return op === 'gt' ? field > other : op === 'gte' ? field >= other : op === 'lt' ? field < other : field <= other;
  }
  if (op === 'eq' || op === 'ne') {
    if (typeof field === 'object' || typeof other === 'object') return false;
    return (field === other) === (op === 'eq');
  }
  if (!Array.isArray(other)) return false;
  if (op === 'in' || op === 'notIn') return typeof field !== 'object' && other.includes(field) === (op === 'in');
  if (!Array.isArray(field)) return false;
  if (op === 'subset') return field.length > 0 && field.every((item) => other.includes(item));
  return field.some((item) => other.includes(item)) === (op === 'anyOf');
}
