/**
 * Predicates of policy.md §2 as closures. Small and free of dependencies: it decides in the worker and in every page.
 * A comparison on an absent field, or with a value of the wrong type, is false whatever the operator.
 */
import type { AgentEvent } from '../event/event.ts';
import { isHostField, reader } from './fields.ts';
import { hostGlob } from './host-glob.ts';
import type { Comparison, FromEvent, Pred, Scalar } from './policy.ts';
import { textGlob } from './text-glob.ts';

/** Whether a predicate holds of `event`; `{"e": path}` is read from `proposed`. */
export type Test = (event: AgentEvent, proposed: AgentEvent) => boolean;
/** Whether a comparison holds between a field's value and the value it is compared with. */
export type Compare = (value: unknown, against: unknown) => boolean;

export function predicate(pred: Pred): Test {
  if ('all' in pred) {
    const parts = pred.all.map(predicate);
    return (event, proposed) => parts.every((part) => part(event, proposed));
  }
  if ('any' in pred) {
    const parts = pred.any.map(predicate);
    return (event, proposed) => parts.some((part) => part(event, proposed));
  }
  if ('not' in pred) {
    const part = predicate(pred.not);
    return (event, proposed) => !part(event, proposed);
  }
  return comparison(pred);
}

function comparison(pred: Comparison): Test {
  const read = reader(pred.field);
  const { op, value } = pred;
  if (isFromEvent(value)) {
    const readProposed = reader(value.e);
    const compare = comparer(op);
    return (event, proposed) => compare(read(event), readProposed(proposed));
  }
  if (op === 'glob') {
    const glob = globOf(pred.field, String(value));
    return (event) => {
      const text = read(event);
      return typeof text === 'string' && glob(text);
    };
  }
  if (op === 'exists') return existence(read, value);
  const compare = comparer(op);
  return (event) => compare(read(event), value);
}

function existence(read: (event: AgentEvent) => unknown, value: Comparison['value']): Test {
  if (value === undefined || value === true) return (event) => read(event) !== undefined;
  return value === false ? (event) => read(event) === undefined : () => false;
}

/** Throws an Error with a reason when the glob can't compile. */
export function globOf(field: string, glob: string): (text: string) => boolean {
  return isHostField(field) ? hostGlob(glob) : textGlob(glob);
}

export function isFromEvent(value: Comparison['value']): value is FromEvent {
  return typeof value === 'object' && 'e' in value;
}

export function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

const numbers =
  (holds: (a: number, b: number) => boolean): Compare =>
  (value, against) =>
    typeof value === 'number' && typeof against === 'number' && holds(value, against);
const scalars =
  (holds: (a: Scalar, b: Scalar) => boolean): Compare =>
  (value, against) =>
    isScalar(value) && isScalar(against) && holds(value, against);
const inList =
  (holds: (a: Scalar, list: readonly unknown[]) => boolean): Compare =>
  (value, against) =>
    isScalar(value) && Array.isArray(against) && holds(value, against);
const lists =
  (holds: (a: readonly unknown[], list: readonly unknown[]) => boolean): Compare =>
  (value, against) =>
    Array.isArray(value) && Array.isArray(against) && holds(value, against);

const COMPARERS: ReadonlyMap<string, Compare> = new Map([
  ['eq', scalars((a, b) => a === b)],
  ['ne', scalars((a, b) => a !== b)],
  ['gt', numbers((a, b) => a > b)],
  ['gte', numbers((a, b) => a >= b)],
  ['lt', numbers((a, b) => a < b)],
  ['lte', numbers((a, b) => a <= b)],
  ['in', inList((a, list) => list.includes(a))],
  ['notIn', inList((a, list) => !list.includes(a))],
  ['anyOf', lists((a, list) => a.some((item) => list.includes(item)))],
  ['noneOf', lists((a, list) => !a.some((item) => list.includes(item)))],
  ['subset', lists((a, list) => a.length > 0 && a.every((item) => list.includes(item)))],
]);

export function comparer(op: string): Compare {
  const compare = COMPARERS.get(op);
  if (compare === undefined) throw new Error(`operator ${op} compares no values`);
  return compare;
}

/** The `{"e"}` paths that `pred` reads, each once. */
export function eventPaths(pred: Pred): string[] {
  if ('all' in pred) return [...new Set(pred.all.flatMap(eventPaths))];
  if ('any' in pred) return [...new Set(pred.any.flatMap(eventPaths))];
  if ('not' in pred) return eventPaths(pred.not);
  return isFromEvent(pred.value) ? [pred.value.e] : [];
}

/** The fields of the event itself that `pred` reads, each once. */
export function fieldsRead(pred: Pred): string[] {
  if ('all' in pred) return [...new Set(pred.all.flatMap(fieldsRead))];
  if ('any' in pred) return [...new Set(pred.any.flatMap(fieldsRead))];
  return 'not' in pred ? fieldsRead(pred.not) : [pred.field];
}
