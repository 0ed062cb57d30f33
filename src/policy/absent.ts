/**
 * `opens-on-absent` (policy.md §5): a rule of verdict `ask` or stronger that an event escapes by lacking an optional
 * field, because every comparison on it is then false and nobody asked whether it is there.
 */
import { ALWAYS_PRESENT } from './fields.ts';
import type { Atom, Past, Pred, Rule } from './policy.ts';

export type Opening = { readonly place: string; readonly field: string };

const STRICT: ReadonlySet<string> = new Set(['ask', 'block', 'kill']);

export function openings(rule: Rule, place: string): Opening[] {
  if (!STRICT.has(rule.verdict)) return [];
  return [
    ...(rule.where === undefined ? [] : inWhere(rule.where, `${place}.where`, true)),
    ...(rule.if === undefined ? [] : inPast(rule.if, `${place}.if`, true)),
    ...(rule.unless === undefined ? [] : inPast(rule.unless, `${place}.unless`, false)),
  ];
}

/** `causes`: the rule escapes if the formula fails; else it escapes if the formula holds. */
function inPast(past: Past, place: string, causes: boolean): Opening[] {
  const atom = (one: Atom, name: string) =>
    one.where === undefined ? [] : inWhere(one.where, `${place}.${name}.where`, causes);
  if ('all' in past) return past.all.flatMap((part, i) => inPast(part, `${place}.all[${i}]`, causes));
  if ('any' in past) return past.any.flatMap((part, i) => inPast(part, `${place}.any[${i}]`, causes));
  if ('not' in past) return inPast(past.not, `${place}.not`, !causes);
  if ('hold' in past) return [...inPast(past.hold, `${place}.hold`, causes), ...atom(past.since, 'since')];
  if ('seq' in past) return past.seq.flatMap((one, i) => atom(one, `seq[${i}]`));
  if ('once' in past) return atom(past.once, 'once');
  if ('prev' in past) return atom(past.prev, 'prev');
  return 'count' in past ? atom(past.count, 'count') : atom(past.distinct, 'distinct');
}

/** Fields whose absence alone takes the predicate the wrong way, once each. */
function inWhere(where: Pred, place: string, wanted: boolean): Opening[] {
  const asked = new Set(fields(where, (pred) => pred.op === 'exists'));
  const read = signed(where, wanted);
  return [...new Set(read)]
    .filter((field) => !ALWAYS_PRESENT.has(field) && !groupsOf(field).some((one) => asked.has(one)))
    .map((field) => ({ place, field }));
}

function groupsOf(field: string): string[] {
  const steps = field.split('.');
  return steps.map((_, i) => steps.slice(0, i + 1).join('.'));
}

/** Fields compared where false is not what is wanted. An `any` with a branch that doesn't need the field is no escape. */
function signed(pred: Pred, wanted: boolean): string[] {
  if ('not' in pred) return signed(pred.not, !wanted);
  if ('all' in pred) return pred.all.flatMap((part) => signed(part, wanted));
  if ('any' in pred) return pred.any.flatMap((part) => signed(part, wanted));
  if (pred.op === 'exists' || !wanted) return [];
  return [pred.field, ...(typeof pred.value === 'object' && 'e' in pred.value ? [pred.value.e] : [])];
}

function fields(pred: Pred, which: (pred: Extract<Pred, { field: string }>) => boolean): string[] {
  if ('all' in pred) return pred.all.flatMap((part) => fields(part, which));
  if ('any' in pred) return pred.any.flatMap((part) => fields(part, which));
  if ('not' in pred) return fields(pred.not, which);
  return which(pred) ? [pred.field] : [];
}
