/**
 * What can be proved of rules without running them: temporal formulas are taken as unknowns bound by what they imply of
 * each other (`once A within 5m` implies `once A within 10m`), guards by their minterms. Whatever no assignment satisfies,
 * no trace does; the other direction is search.ts's.
 */
import { ACTIONS, type AgentEvent, FACTS, type Kind } from '../event/event.ts';
import type { Compiled, CompiledRule, Condition } from './compile.ts';
import { type AtomTest, atomsOf, type Temporal, type Window } from './formula.ts';
import type { Pred } from './policy.ts';
import { space } from './space.ts';

const MOST_UNKNOWNS = 14;
const ACTION_KINDS: readonly Kind[] = ACTIONS;
const FACT_SET: ReadonlySet<string> = new Set(FACTS);

/** Which rules' guards hold together on some proposed event, with that event. */
export type Minterm = { readonly event: AgentEvent; readonly guards: readonly boolean[] };
export type Minterms = { readonly list: readonly Minterm[]; readonly complete: boolean };

export function minterms(rules: readonly CompiledRule[], kinds: readonly Kind[] = ACTION_KINDS): Minterms {
  const wheres = rules.flatMap(({ rule }) => (rule.where === undefined ? [] : [rule.where]));
  const found = new Map<string, Minterm>();
  let complete = true;
  for (const kind of kinds) {
    const relevant = rules.map(({ rule }) => rule.on[0] === '*' || (rule.on as readonly string[]).includes(kind));
    if (!relevant.includes(true)) continue;
    const all = space(
      wheres.filter((_, i) => relevantWhere(rules, relevant, wheres, i)),
      [kind],
      'proposed',
    );
    complete &&= all.complete;
    for (const event of all.events) {
      const guards = rules.map(({ guard }) => guard(event));
      const name = `${kind} ${guards.map(Number).join('')}`;
      if (!found.has(name)) found.set(name, { event, guards });
    }
  }
  return { list: [...found.values()], complete };
}

function relevantWhere(
  rules: readonly CompiledRule[],
  relevant: readonly boolean[],
  wheres: readonly Pred[],
  index: number,
): boolean {
  return rules.some(({ rule }, i) => relevant[i] === true && rule.where === wheres[index]);
}

/** Whether an atom can hold of any event: `{"e"}` comparisons are taken to be possible where the field is there. */
export function canMatch(atom: AtomTest): { possible: boolean; complete: boolean } {
  const where = atom.source.where;
  const kinds = [...ACTIONS, ...FACTS].filter((kind) => atom.hasKind({ kind } as AgentEvent));
  let complete = true;
  for (const phase of atom.phases) {
    const fitting = kinds.filter((kind) =>
      FACT_SET.has(kind) ? phase === 'observed' : !['observed', 'proposed'].includes(phase),
    );
    if (fitting.length === 0) continue;
    if (where === undefined) return { possible: true, complete: true };
    const all = space([where], fitting, phase);
    for (const event of all.events) if (atom.possible(event)) return { possible: true, complete: true };
    complete &&= all.complete;
  }
  return { possible: false, complete };
}

type Answer = 'impossible' | 'open' | 'too large';

/**
 * Whether some minterm and some truth of the formulas satisfies `goal`, given the rules that fire. `dead` are cells that
 * can never hold.
 */
export function consistent(
  compiled: Compiled,
  rules: readonly CompiledRule[],
  among: Minterms,
  goal: (fired: readonly boolean[], guards: readonly boolean[], event: AgentEvent) => boolean,
  dead: ReadonlySet<number>,
): Answer {
  const used = [...new Set(rules.flatMap((rule) => [...cellsOf(rule.if), ...cellsOf(rule.unless)]))];
  if (used.length > MOST_UNKNOWNS) return 'too large';
  const implied = implications(compiled, used);
  for (let bits = 0; bits < 1 << used.length; bits++) {
    const holds = new Map(used.map((index, i) => [index, (bits >> i) % 2 === 1 && !dead.has(index)]));
    if (implied.some(([a, b]) => holds.get(a) === true && holds.get(b) !== true)) continue;
    if (used.some((index, i) => (bits >> i) % 2 === 1 && dead.has(index))) continue;
    const conditions = rules.map((rule) => truth(rule.if, holds, true) && !truth(rule.unless, holds, false));
    for (const { event, guards } of among.list) {
      const fired = conditions.map((condition, i) => condition && guards[i] === true);
      if (goal(fired, guards, event)) return 'open';
    }
  }
  return among.complete ? 'impossible' : 'too large';
}

function truth(condition: Condition | undefined, holds: ReadonlyMap<number, boolean>, otherwise: boolean): boolean {
  if (condition === undefined) return otherwise;
  if (condition.op === 'cell') return holds.get(condition.index) === true;
  if (condition.op === 'not') return !truth(condition.part, holds, false);
  return condition.op === 'all'
    ? condition.parts.every((part) => truth(part, holds, false))
    : condition.parts.some((part) => truth(part, holds, false));
}

export function cellsOf(condition: Condition | undefined): number[] {
  if (condition === undefined) return [];
  if (condition.op === 'cell') return [condition.index];
  return condition.op === 'not' ? cellsOf(condition.part) : condition.parts.flatMap(cellsOf);
}

/** Pairs of cells where the first holding means that the second does. */
function implications(compiled: Compiled, used: readonly number[]): [number, number][] {
  const pairs: [number, number][] = [];
  for (const a of used) {
    for (const b of used) {
      const [one, other] = [compiled.cells[a], compiled.cells[b]];
      if (a === b || one === undefined || other === undefined || one.per !== other.per) continue;
      if (implies(one.temporal, other.temporal)) pairs.push([a, b]);
    }
  }
  return pairs;
}

function implies(a: Temporal, b: Temporal): boolean {
  if (a.op === 'prev') return b.op === 'once' && b.window.kind === 'ever' && same(a.atom, b.atom);
  if (b.op === 'prev' || !narrower(a.window, b.window)) return false;
  if (b.op === 'once') return atomsThatMust(a).some((atom) => same(atom, b.atom));
  if (b.op === 'count' && (a.op === 'count' || a.op === 'distinct')) return same(a.atom, b.atom) && a.n >= b.n;
  if (b.op === 'distinct' && a.op === 'distinct') return a.field === b.field && same(a.atom, b.atom) && a.n >= b.n;
  if (a.op === 'seq' && b.op === 'seq') {
    return a.atoms.length === b.atoms.length && a.atoms.every((atom, i) => same(atom, b.atoms[i]));
  }
  return false;
}

/** Atoms that hold somewhere in the window whenever the formula does. */
function atomsThatMust(node: Temporal): readonly AtomTest[] {
  return node.op === 'hold' ? [node.since] : atomsOf(node);
}

function narrower(a: Window, b: Window): boolean {
  if (b.kind === 'ever') return true;
  if (a.kind !== b.kind) return false;
  return b.kind === 'within' ? a.ms <= b.ms : a.ms >= b.ms;
}

/** The same events match: phases that the kinds can't have don't count. */
function same(a: AtomTest, b: AtomTest | undefined): boolean {
  return b !== undefined && meaningOf(a) === meaningOf(b);
}

function meaningOf(atom: AtomTest): string {
  const { on, where } = atom.source;
  const facts = on[0] !== '*' && (on as readonly string[]).every((kind) => FACT_SET.has(kind));
  const phases = facts ? atom.phases.filter((phase) => phase === 'observed') : atom.phases;
  return JSON.stringify([[...on].sort(), where ?? null, [...phases].sort()]);
}
