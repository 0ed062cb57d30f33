/**
 * The monitor of one formula whose atoms are decided from the event alone: constant state, one update an event.
 *
 * | formula | state |
 * | --- | --- |
 * | `once` | the newest hit (`atLeast`: the oldest) |
 * | `count` | the N newest hits (`atLeast`: the N oldest) |
 * | `distinct` | the N most recent keys with their last hit (`atLeast`: the N first keys with their first hit) |
 * | `seq` | by length, the chain of latest start (`atLeast`: the one complete first) |
 * | `hold φ since A` | the newest live start (`atLeast`: the oldest), and φ's own state; a start lives while φ has held ever since |
 * | `prev` | the last record with one of the phases, if the atom holds there |
 *
 * INVARIANT: a state is only ever handed to the formula that made it; that is what the casts here rest on.
 */
import type { AgentEvent } from '../event/event.ts';
import { type AtomTest, type Formula, inWindow, type Window } from './formula.ts';
import { better, betterChain, type Chain, type Hit, type Hold, type Keyed, type State } from './machine-state.ts';
import { at, emptyTape, push, type Tape, tapeLength, toArray } from './persistent.ts';

/** Decides an atom at a past event: exactly, or as a bound when the proposed event isn't known. */
export type See = (atom: AtomTest, event: AgentEvent) => boolean;

/** Counts above this many hits are bounded, not exact: a cause then counts as reached there, an excuse never. */
export type Limits = { readonly hits: number };

export function fresh(node: Formula): State {
  switch (node.op) {
    case 'once':
    case 'prev':
      return null;
    case 'count':
      return emptyTape<Hit>();
    case 'distinct':
      return [];
    case 'seq':
      return node.atoms.map(() => null);
    case 'hold':
      return { start: null, body: fresh(node.body) };
    case 'not':
      return fresh(node.part);
    default:
      return node.parts.map(fresh);
  }
}

/** The state after `event`; the same object where nothing changed. */
export function feed(node: Formula, state: State, event: AgentEvent, see: See, limits: Limits): State {
  switch (node.op) {
    case 'once':
      return see(node.atom, event) ? better(node.window, state as Hit | null, [event.t, event.seq]) : state;
    case 'prev':
      if (!node.atom.hasPhase(event)) return state;
      return see(node.atom, event) ? [event.t, event.seq] : null;
    case 'count':
      return see(node.atom, event) ? counted(node, state as Tape<Hit>, [event.t, event.seq], limits) : state;
    case 'distinct':
      return see(node.atom, event) ? listed(node, state as readonly Keyed[], event, limits) : state;
    case 'seq':
      return chained(node, state as readonly Chain[], event, see);
    case 'hold':
      return held(node, state as Hold, event, see, limits);
    case 'not':
      return feed(node.part, state, event, see, limits);
    default:
      return sameOrNew(state as readonly State[], (part, i) => {
        const node_i = node.parts[i];
        return node_i === undefined ? part : feed(node_i, part, event, see, limits);
      });
  }
}

/** Whether the formula holds at time `t`, after all that the state has been fed. */
export function holds(node: Formula, state: State, t: number, limits: Limits): boolean {
  switch (node.op) {
    case 'once': {
      const hit = state as Hit | null;
      return hit !== null && inWindow(node.window, hit[0], t);
    }
    case 'prev':
      return state !== null;
    case 'count':
    case 'distinct':
      return reached(node, state, t, limits);
    case 'seq':
      return chainHolds(node.window, (state as readonly Chain[]).at(-1) ?? null, t);
    case 'hold': {
      const { start } = state as Hold;
      return start !== null && inWindow(node.window, start[0], t);
    }
    case 'not':
      return !holds(node.part, state, t, limits);
    case 'all':
      return node.parts.every((part, i) => holds(part, (state as readonly State[])[i], t, limits));
    default:
      return node.parts.some((part, i) => holds(part, (state as readonly State[])[i], t, limits));
  }
}

/** The past events that make a temporal formula hold at `t`. */
export function witness(node: Formula, state: State): readonly Hit[] {
  switch (node.op) {
    case 'once':
    case 'prev':
      return state === null ? [] : [state as Hit];
    case 'count':
    case 'distinct':
      return newest(node, state);
    case 'seq':
      return (state as readonly Chain[]).at(-1) ?? [];
    case 'hold': {
      const { start } = state as Hold;
      return start === null ? [] : [start];
    }
    default:
      return [];
  }
}

/** Enough to explain a count; a limit of thousands has thousands of witnesses. */
export const MOST_WITNESSES = 64;

/** The newest of what is kept of a `count` or a `distinct`. No more than decides is kept, so where it holds all are in the window. */
function newest(node: Formula & { op: 'count' | 'distinct' }, state: State): Hit[] {
  const length = lengthOf(node, state);
  const hits: Hit[] = [];
  for (let i = Math.max(0, length - MOST_WITNESSES); i < length; i++) {
    const hit = hitAt(node, state, i);
    if (hit !== undefined) hits.push(hit);
  }
  return hits;
}

function lengthOf(node: Formula & { op: 'count' | 'distinct' }, state: State): number {
  return node.op === 'count' ? tapeLength(state as Tape<Hit>) : (state as readonly Keyed[]).length;
}

function hitAt(node: Formula & { op: 'count' | 'distinct' }, state: State, index: number): Hit | undefined {
  return node.op === 'count' ? at(state as Tape<Hit>, index) : (state as readonly Keyed[])[index]?.[1];
}

export function keyedHits(node: Formula & { op: 'count' | 'distinct' }, state: State): readonly Keyed[] {
  if (node.op === 'distinct') return state as readonly Keyed[];
  return toArray(state as Tape<Hit>).map((hit) => [String(hit[1]), hit]);
}

/** How many hits decide `count`/`distinct`, and so how many are kept; undefined for an excuse out of reach. */
export function needed(node: Formula & { op: 'count' | 'distinct' }, limits: Limits): number | undefined {
  if (node.n <= limits.hits + 1) return node.n;
  return node.causes ? limits.hits + 1 : undefined;
}

export function sizeOf(node: Formula, state: State): number {
  return node.op === 'count' || node.op === 'distinct' ? Math.max(1, lengthOf(node, state)) : 1;
}

function counted(node: Formula & { op: 'count' }, tape: Tape<Hit>, hit: Hit, limits: Limits): Tape<Hit> {
  const most = needed(node, limits);
  if (most === undefined) return tape;
  if (node.window.kind !== 'atLeast') return push(tape, hit, most);
  return tapeLength(tape) < most ? push(tape, hit, most) : tape;
}

function listed(
  node: Formula & { op: 'distinct' },
  list: readonly Keyed[],
  event: AgentEvent,
  limits: Limits,
): readonly Keyed[] {
  const value = node.read(event);
  const most = needed(node, limits);
  if (value === undefined || most === undefined) return list;
  const key = JSON.stringify(value);
  const hit: Hit = [event.t, event.seq];
  const known = list.findIndex(([name]) => name === key);
  if (node.window.kind === 'atLeast') return known >= 0 || list.length >= most ? list : [...list, [key, hit]];
  const others = known < 0 ? list.slice(Math.max(0, list.length + 1 - most)) : list.toSpliced(known, 1);
  return [...others, [key, hit]];
}

function reached(node: Formula & { op: 'count' | 'distinct' }, state: State, t: number, limits: Limits): boolean {
  const n = needed(node, limits);
  if (n === undefined) return false;
  const hit = hitAt(node, state, node.window.kind === 'atLeast' ? n - 1 : lengthOf(node, state) - n);
  return hit !== undefined && inWindow(node.window, hit[0], t);
}

function chained(
  node: Formula & { op: 'seq' },
  chains: readonly Chain[],
  event: AgentEvent,
  see: See,
): readonly Chain[] {
  let next: Chain[] | undefined;
  // From the end, so that one event is never two steps of a chain.
  for (let i = node.atoms.length - 1; i >= 0; i--) {
    const [atom, before] = [node.atoms[i], i === 0 ? [] : (chains[i - 1] ?? null)];
    if (atom === undefined || before === null || !see(atom, event)) continue;
    next ??= chains.slice();
    next[i] = betterChain(node.window, chains[i] ?? null, extended(before, [event.t, event.seq]));
  }
  return next ?? chains;
}

const LONGEST_CHAIN = 16;

/** A long chain keeps its first and its last steps; times of the two ends are all that the meaning needs. */
function extended(chain: readonly Hit[], hit: Hit): Chain {
  return chain.length < LONGEST_CHAIN ? [...chain, hit] : [...chain.slice(0, -1), hit];
}

function chainHolds(window: Window, chain: Chain, t: number): boolean {
  const hit = window.kind === 'atLeast' ? chain?.at(-1) : chain?.[0];
  return hit !== undefined && inWindow(window, hit[0], t);
}

function held(node: Formula & { op: 'hold' }, state: Hold, event: AgentEvent, see: See, limits: Limits): Hold {
  const body = feed(node.body, state.body, event, see, limits);
  const lives = state.start !== null && holds(node.body, body, event.t, limits);
  const old = lives ? state.start : null;
  const start = see(node.since, event) ? better(node.window, old, [event.t, event.seq]) : old;
  return body === state.body && start === state.start ? state : { start, body };
}

function sameOrNew(list: readonly State[], change: (state: State, i: number) => State): readonly State[] {
  let next: State[] | undefined;
  list.forEach((state, i) => {
    const changed = change(state, i);
    if (changed === state) return;
    next ??= list.slice();
    next[i] = changed;
  });
  return next ?? list;
}
