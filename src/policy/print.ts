/** The readable form of a canonical policy. What it prints parses to the same policy again (document.ts). */
import { stringify } from 'yaml';
import { fieldType } from './fields.ts';
import type { Atom, Comparison, Past, Policy, Pred, Win } from './policy.ts';
import { isFromEvent } from './predicate.ts';

export function printPolicy(policy: Policy): string {
  const rules = policy.rules.map(({ id, verdict, on, where, if: cause, unless, ...rule }) => ({
    id,
    verdict,
    on: on.length === 0 ? on : kinds(on),
    // `where` that the syntax has no words for stays in its canonical form, which a document may hold too.
    ...(where === undefined ? {} : { where: printPred(where) ?? where }),
    ...(cause === undefined ? {} : { if: printPast(cause) ?? cause }),
    ...(unless === undefined ? {} : { unless: printPast(unless) ?? unless }),
    ...rule,
  }));
  return stringify({ ...policy, rules }, { lineWidth: 110 });
}

/** Undefined where a value has no readable form (such as `exists` compared with a number). */
export function printPred(pred: Pred): string | undefined {
  return predText(pred, 0);
}

export function printPast(past: Past): string | undefined {
  return pastText(past, 0);
}

// How tightly what stands around binds: 0 nothing, 1 `or`, 2 `and`, 3 `not`.
type Tightness = 0 | 1 | 2 | 3;

function predText(pred: Pred, around: Tightness): string | undefined {
  return boolean(pred, around, predText) ?? ('field' in pred ? comparison(pred) : undefined);
}

function pastText(past: Past, around: Tightness): string | undefined {
  return boolean(past, around, pastText) ?? temporal(past);
}

function boolean<T>(
  node: T,
  around: Tightness,
  print: (part: T, around: Tightness) => string | undefined,
): string | undefined {
  const { all, any, not } = node as { all?: readonly T[]; any?: readonly T[]; not?: T };
  if (not !== undefined) return wrap(print(not, 3), (text) => `not ${text}`);
  const parts = all ?? any;
  if (parts === undefined) return undefined;
  const tight: Tightness = all === undefined ? 1 : 2;
  const texts = parts.map((part) => (parts.length === 1 ? print(part, 0) : print(part, tight)));
  if (texts.some((text) => text === undefined)) return undefined;
  if (parts.length === 1) return `${all === undefined ? 'any' : 'all'}(${texts.join()})`;
  const text = texts.join(all === undefined ? ' or ' : ' and ');
  // `a and (b and c)` is not `a and b and c`: the brackets are part of the policy.
  return around === 0 ? text : `(${text})`;
}

function comparison({ field, op, value }: Comparison): string | undefined {
  if (!/^[A-Za-z_][\w.-]*$/.test(field) || RESERVED.has(field)) return undefined;
  if (op === 'exists') {
    if (value === undefined) return `exists(${field})`;
    return value === false ? `absent(${field})` : undefined;
  }
  return wrap(operand(value), (text) => `${field} ${OPERATORS[op] ?? op} ${text}`);
}

const RESERVED: ReadonlySet<string> = new Set(['exists', 'absent', 'all', 'any', 'not']);
const OPERATORS: Readonly<Record<string, string>> = {
  eq: '==',
  ne: '!=',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  notIn: 'not in',
};

function operand(value: Comparison['value']): string | undefined {
  if (value === undefined) return undefined;
  if (isFromEvent(value)) return /^[\w.-]+$/.test(value.e) ? `$e.${value.e}` : undefined;
  if (typeof value === 'object') {
    const items = value.map(operand);
    return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
  }
  return typeof value === 'string' && !isWord(value) ? JSON.stringify(value) : String(value);
}

function isWord(text: string): boolean {
  return /^[A-Za-z_][\w.-]*$/.test(text) && !['true', 'false'].includes(text) && fieldType(text) === undefined;
}

function temporal(past: Past): string | undefined {
  if ('once' in past) return wrap(atom(past.once), (text) => `once(${text})${win(past)}`);
  if ('prev' in past) return wrap(atom(past.prev), (text) => `prev(${text})`);
  if ('count' in past) return wrap(atom(past.count), (text) => `count(${text}) >= ${past.gte}${win(past)}`);
  if ('distinct' in past) {
    if (!/^[A-Za-z_][\w.-]*$/.test(past.field)) return undefined;
    return wrap(atom(past.distinct), (text) => `distinct(${past.field} of ${text}) >= ${past.gte}${win(past)}`);
  }
  if ('seq' in past) {
    const atoms = past.seq.map(atom);
    return atoms.includes(undefined) ? undefined : `seq(${atoms.join(', ')})${win(past)}`;
  }
  if (!('hold' in past)) return undefined;
  return wrap(pastText(past.hold, 0), (body) =>
    wrap(atom(past.since), (since) => `hold(${body} since ${since})${win(past)}`),
  );
}

function atom({ on, where, phase }: Atom): string | undefined {
  if (on.length === 0) return undefined;
  const head = `${kinds(on)}${phase === undefined ? '' : ` @${phase}`}`;
  return where === undefined ? head : wrap(predText(where, 0), (text) => `${head} where ${text}`);
}

function kinds(on: readonly string[]): string {
  return on.join(' | ');
}

function win({ within, atLeast }: Win): string {
  if (within !== undefined) return ` within ${within}`;
  return atLeast === undefined ? '' : ` atLeast ${atLeast}`;
}

function wrap(text: string | undefined, around: (text: string) => string | undefined): string | undefined {
  return text === undefined ? undefined : around(text);
}
