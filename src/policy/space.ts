/**
 * The minterms of a set of predicates: events that stand for every way the predicates can be true or false together. For
 * each field that is read, the values named, one that is not, and absence; the product of those, within a budget.
 */
import {
  ACTION_TIERS,
  ACTORS,
  type AgentEvent,
  type Kind,
  LABELS,
  PAGE_TIERS,
  type Phase,
  PURPOSES,
  RELATIONS,
} from '../event/event.ts';
import { VERDICTS } from '../event/verdicts.ts';
import { ALWAYS_PRESENT, fieldType, isHostField } from './fields.ts';
import type { Comparison, Pred } from './policy.ts';
import { isFromEvent, isScalar } from './predicate.ts';

/**
 * `complete` is false when the events do not stand for all: a product cut short, or globs that may overlap. The events are
 * made as they are asked for, and can be gone through once.
 */
export type Space = { readonly events: Iterable<AgentEvent>; readonly complete: boolean };

const CLOSED: Readonly<Record<string, readonly string[]>> = {
  actor: ACTORS,
  'dest.relation': RELATIONS,
  'target.purpose': PURPOSES,
  'page.risk.tier': PAGE_TIERS,
  'risk.tier': ACTION_TIERS,
  'decision.verdict': VERDICTS,
  'coverage.state': ['full', 'degraded'],
  'payload.labels': LABELS,
};
const MOST = 48_000;
const BASE: AgentEvent = {
  seq: 1,
  t: 0,
  phase: 'proposed',
  actor: 'agent',
  session: 's',
  tab: '1',
  frame: '0',
  url: 'https://here.test/',
  origin: 'https://here.test',
  site: 'here.test',
  kind: 'click',
};

/** Events of these kinds and this phase; `{"e"}` is read from `proposed` if given, else from the event itself. */
export function space(
  preds: readonly Pred[],
  kinds: readonly Kind[],
  phase: Phase,
  base: AgentEvent = BASE,
  proposed?: AgentEvent,
): Space {
  const leaves = preds.flatMap(leavesOf);
  const { values, complete } = valuesOf(leaves, proposed);
  values.set('kind', kinds);
  values.set('phase', [phase]);
  const factors: Factor[] = [];
  let size = 1;
  let whole = complete;
  // Few-valued fields first, so that a cut product still varies most of them.
  for (const [field, list] of [...values].sort((a, b) => a[1].length - b[1].length)) {
    const room = Math.max(1, Math.floor(MOST / size));
    if (list.length > room) whole = false;
    const used = list.slice(0, room);
    factors.push({ steps: stepsOf(field), values: used });
    size *= used.length;
  }
  return { events: size === 0 ? [] : product(base, factors), complete: whole };
}

type Factor = { readonly steps: readonly string[]; readonly values: readonly unknown[] };

/** The last factor varies fastest. */
function* product(base: AgentEvent, factors: readonly Factor[]): Generator<AgentEvent> {
  const partial: Record<string, unknown>[] = [{ ...base }];
  const at = factors.map(() => 0);
  for (let depth = 0; depth >= 0; ) {
    for (; depth < factors.length; depth++) {
      const { steps, values } = factors[depth] as Factor;
      partial[depth + 1] = placed(partial[depth] ?? {}, steps, 0, values[at[depth] ?? 0]);
    }
    yield partial[depth] as unknown as AgentEvent;
    // On to the next value, of the last factor that has one left.
    for (depth--; depth >= 0; depth--) {
      at[depth] = (at[depth] ?? 0) + 1;
      if ((at[depth] ?? 0) < (factors[depth] as Factor).values.length) break;
      at[depth] = 0;
    }
  }
}

function leavesOf(pred: Pred): Comparison[] {
  if ('all' in pred) return pred.all.flatMap(leavesOf);
  if ('any' in pred) return pred.any.flatMap(leavesOf);
  return 'not' in pred ? leavesOf(pred.not) : [pred];
}

function valuesOf(
  leaves: readonly Comparison[],
  proposed: AgentEvent | undefined,
): { values: Map<string, readonly unknown[]>; complete: boolean } {
  const constants = new Map<string, Set<unknown>>();
  const globs = new Map<string, Set<string>>();
  const add = (field: string, ...list: unknown[]) => {
    const known = constants.get(field) ?? new Set();
    for (const value of list) known.add(value);
    constants.set(field, known);
  };
  for (const { field, op, value } of leaves) {
    add(field);
    if (op === 'glob' && typeof value === 'string') globs.set(field, (globs.get(field) ?? new Set()).add(value));
    else if (Array.isArray(value)) add(field, ...value);
    else if (isFromEvent(value)) {
      if (proposed === undefined) add(value.e);
      else add(field, ...[own(proposed, value.e)].flat());
    } else if (isScalar(value) && op !== 'exists') add(field, value);
  }
  if (proposed === undefined) shareConstants(leaves, constants);
  const values = new Map<string, readonly unknown[]>();
  for (const [field, named] of constants) {
    if (field === 'kind' || field === 'phase') continue;
    values.set(field, fieldValues(field, [...named], [...(globs.get(field) ?? [])]));
  }
  const overlapping = [...globs].some(([field, list]) => list.size > 1 || (constants.get(field)?.size ?? 0) > 0);
  return { values, complete: !overlapping && leaves.every(({ field }) => fieldType(field) !== 'group') };
}

/** Fields compared with each other take each other's values, so that they can meet. */
function shareConstants(leaves: readonly Comparison[], constants: Map<string, Set<unknown>>): void {
  for (const { field, value } of leaves) {
    if (!isFromEvent(value)) continue;
    const all = new Set([...(constants.get(field) ?? []), ...(constants.get(value.e) ?? []), 'shared.test']);
    constants.set(field, all);
    constants.set(value.e, all);
  }
}

function fieldValues(field: string, named: readonly unknown[], globs: readonly string[]): unknown[] {
  const absent = ALWAYS_PRESENT.has(field) ? [] : [undefined];
  switch (fieldType(field)) {
    case 'flag':
      return [true, false, ...absent];
    case 'number':
      return [...numbers(named, field), ...absent];
    case 'texts':
      return [...lists(field, named), ...absent];
    case 'group':
      return [{}, undefined];
    case 'scalar':
      return [...named.filter(isScalar), 'other', ...absent];
    default:
      return [...texts(field, named, globs), ...absent];
  }
}

function texts(field: string, named: readonly unknown[], globs: readonly string[]): string[] {
  const wanted = named.filter((value) => typeof value === 'string');
  const closed = CLOSED[field];
  if (closed !== undefined) {
    const rest = closed.find((value) => !wanted.includes(value));
    return [...wanted.filter((value) => closed.includes(value)), ...(rest === undefined ? [] : [rest])];
  }
  const other = isHostField(field) || field === 'url' ? 'https://other.invalid/' : 'other';
  return [...new Set([...wanted, ...globs.map((glob) => sample(field, glob)), other])];
}

/** A text that the glob matches. */
function sample(field: string, glob: string): string {
  if (!isHostField(field)) return glob.replaceAll('*', '').replaceAll('?', 'x');
  const [, scheme = 'https', rest = ''] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/is.exec(glob) ?? [];
  const host = rest
    .replace(/^\*\*\./, '')
    .replace(/^\*\./, 'sub.')
    .replace(/^\*(?=$|[:/])/, 'any.test');
  return `${scheme}://${host.replaceAll('*', '')}${host.includes('/') ? '' : '/'}`;
}

function numbers(named: readonly unknown[], field: string): number[] {
  const points = named.filter((value) => typeof value === 'number').sort((a, b) => a - b);
  if (points.length === 0) return [1];
  const least = field === 'payload.bytes' ? 0 : Number.NEGATIVE_INFINITY;
  const all = points.flatMap((value, i) => [i === 0 ? value - 1 : (value + (points[i - 1] ?? value)) / 2, value]);
  return [...all, (points.at(-1) ?? 0) + 1].filter((value) => value >= least);
}

function lists(field: string, named: readonly unknown[]): string[][] {
  const wanted = named.filter((value) => typeof value === 'string').slice(0, 6);
  const closed = CLOSED[field];
  const possible = closed === undefined ? wanted : wanted.filter((value) => closed.includes(value));
  const rest = closed === undefined ? 'other' : closed.find((value) => !wanted.includes(value));
  let subsets: string[][] = [[]];
  for (const value of possible) subsets = subsets.flatMap((set) => [set, [...set, value]]);
  return [...subsets, ...(rest === undefined ? [] : subsets.map((set) => [...set, rest]))];
}

export function withField(event: Record<string, unknown>, path: string, value: unknown): Record<string, unknown> {
  return placed(event, stepsOf(path), 0, value);
}

function stepsOf(path: string): readonly string[] {
  return path.startsWith('fact.args.') ? ['fact', 'args', path.slice(10)] : path.split('.');
}

/** A value that is absent gives the event itself. Millions are made: most of the time of an analysis goes here. */
function placed(
  into: Record<string, unknown>,
  steps: readonly string[],
  at: number,
  value: unknown,
): Record<string, unknown> {
  if (value === undefined) return into;
  const name = steps[at] ?? '';
  const old = into[name];
  if (at < steps.length - 1) return { ...into, [name]: placed(isObject(old) ? old : {}, steps, at + 1, value) };
  // A group that must be there keeps the fields that were set before.
  return { ...into, [name]: isObject(value) && isObject(old) ? { ...value, ...old } : value };
}

function own(event: AgentEvent, path: string): unknown {
  let value: unknown = event;
  for (const step of stepsOf(path)) value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
