/**
 * A `Past` made ready for the engine: polarity and default phases resolved, windows in milliseconds, atoms as tests.
 *
 * Polarity (policy.md §3): under an even number of `not`/`unless` a formula can only *cause* a verdict (`causes`),
 * under an odd number it can only *excuse*. It fixes the default phase, and the direction in which the engine may be
 * wrong when its memory is full: a cause may hold too often, an excuse too seldom.
 */
import type { AgentEvent, Phase } from '../event/event.ts';
import { reader } from './fields.ts';
import { type Atom, durationMs, type Past, type Pred, type Win } from './policy.ts';
import { eventPaths, isFromEvent, predicate, type Test } from './predicate.ts';

export type Window = { readonly kind: 'within' | 'atLeast' | 'ever'; readonly ms: number };

export type AtomTest = {
  readonly source: Atom;
  readonly causes: boolean;
  readonly phases: readonly Phase[];
  /** Kind, phase and `where`. */
  readonly test: Test;
  readonly hasPhase: (event: AgentEvent) => boolean;
  readonly hasKind: (event: AgentEvent) => boolean;
  /** The same without the proposed event: could it hold for some, must it hold for every one? */
  readonly possible: (event: AgentEvent) => boolean;
  readonly certain: (event: AgentEvent) => boolean;
  /** The `{"e"}` paths it reads. */
  readonly reads: readonly string[];
};

type Common = { readonly causes: boolean; readonly window: Window };
export type Formula =
  | ({ readonly op: 'once'; readonly atom: AtomTest } & Common)
  | ({ readonly op: 'count'; readonly atom: AtomTest; readonly n: number } & Common)
  | ({
      readonly op: 'distinct';
      readonly atom: AtomTest;
      readonly n: number;
      readonly field: string;
      readonly read: (event: AgentEvent) => unknown;
    } & Common)
  | ({ readonly op: 'seq'; readonly atoms: readonly AtomTest[] } & Common)
  | ({ readonly op: 'hold'; readonly body: Formula; readonly since: AtomTest } & Common)
  | { readonly op: 'prev'; readonly atom: AtomTest; readonly causes: boolean }
  | { readonly op: 'all'; readonly parts: readonly Formula[]; readonly causes: boolean }
  | { readonly op: 'any'; readonly parts: readonly Formula[]; readonly causes: boolean }
  | { readonly op: 'not'; readonly part: Formula; readonly causes: boolean };
export type Temporal = Exclude<Formula, { op: 'all' | 'any' | 'not' }>;

export function formula(past: Past, causes: boolean): Formula {
  if ('all' in past) return { op: 'all', causes, parts: past.all.map((part) => formula(part, causes)) };
  if ('any' in past) return { op: 'any', causes, parts: past.any.map((part) => formula(part, causes)) };
  if ('not' in past) return { op: 'not', causes, part: formula(past.not, !causes) };
  if ('prev' in past) return { op: 'prev', causes, atom: atomTest(past.prev, causes) };
  const common = { causes, window: windowOf(past) };
  if ('once' in past) return { op: 'once', ...common, atom: atomTest(past.once, causes) };
  if ('count' in past) return { op: 'count', ...common, atom: atomTest(past.count, causes), n: past.gte };
  if ('seq' in past) return { op: 'seq', ...common, atoms: past.seq.map((atom) => atomTest(atom, causes)) };
  if ('hold' in past) {
    return { op: 'hold', ...common, body: formula(past.hold, causes), since: atomTest(past.since, causes) };
  }
  const { field, gte: n } = past;
  return { op: 'distinct', ...common, atom: atomTest(past.distinct, causes), field, n, read: reader(field) };
}

function windowOf(win: Win): Window {
  if (win.within !== undefined) return { kind: 'within', ms: durationMs(win.within) ?? 0 };
  if (win.atLeast !== undefined) return { kind: 'atLeast', ms: durationMs(win.atLeast) ?? 0 };
  return { kind: 'ever', ms: 0 };
}

export function inWindow(window: Window, then: number, now: number): boolean {
  if (window.kind === 'ever') return true;
  return window.kind === 'within' ? now - then <= window.ms : now - then >= window.ms;
}

function atomTest(source: Atom, causes: boolean): AtomTest {
  const phases: readonly Phase[] = source.phase ? [source.phase] : ['observed', causes ? 'dispatched' : 'succeeded'];
  const hasKind = kindTest(source.on);
  const hasPhase = (event: AgentEvent) => phases.includes(event.phase);
  const where: Test = source.where === undefined ? () => true : predicate(source.where);
  const bound = source.where === undefined ? () => true : bounds(source.where);
  const shape = (event: AgentEvent) => hasPhase(event) && hasKind(event);
  return {
    source,
    causes,
    phases,
    hasKind,
    hasPhase,
    test: (event, proposed) => shape(event) && where(event, proposed),
    possible: (event) => shape(event) && bound(event) !== false,
    certain: (event) => shape(event) && bound(event) === true,
    reads: source.where === undefined ? [] : eventPaths(source.where),
  };
}

export function kindTest(on: readonly string[]): (event: AgentEvent) => boolean {
  if (on[0] === '*') return () => true;
  if (on.length === 1) return (event) => event.kind === on[0];
  const kinds: ReadonlySet<string> = new Set(on);
  return (event) => kinds.has(event.kind);
}

/** What is known of a predicate while the proposed event isn't: true, false, or undefined for "depends". */
type Bound = (event: AgentEvent) => boolean | undefined;

function bounds(pred: Pred): Bound {
  if ('all' in pred) return every(pred.all.map(bounds), false);
  if ('any' in pred) return every(pred.any.map(bounds), true);
  if ('not' in pred) {
    const part = bounds(pred.not);
    return (event) => {
      const known = part(event);
      return known === undefined ? undefined : !known;
    };
  }
  if (!isFromEvent(pred.value)) {
    const test = predicate(pred);
    return (event) => test(event, event);
  }
  // Absent or of a type that the operator doesn't take: false for every proposed event.
  const read = reader(pred.field);
  const list = ['anyOf', 'noneOf', 'subset'].includes(pred.op);
  return (event) => {
    const value = read(event);
    return value === undefined || Array.isArray(value) !== list ? false : undefined;
  };
}

/** Any part of value `strong` settles it; else it is known only if every part is. */
function every(parts: readonly Bound[], strong: boolean): Bound {
  return (event) => {
    let unknown = false;
    for (const part of parts) {
      const known = part(event);
      if (known === strong) return strong;
      if (known === undefined) unknown = true;
    }
    return unknown ? undefined : !strong;
  };
}

export function isTemporal(node: Formula): node is Temporal {
  return node.op !== 'all' && node.op !== 'any' && node.op !== 'not';
}

export function atomsOf(node: Formula): readonly AtomTest[] {
  if (node.op === 'all' || node.op === 'any') return node.parts.flatMap(atomsOf);
  if (node.op === 'not') return atomsOf(node.part);
  if (node.op === 'hold') return [node.since, ...atomsOf(node.body)];
  return node.op === 'seq' ? node.atoms : [node.atom];
}
