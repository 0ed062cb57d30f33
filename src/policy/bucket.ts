/**
 * What one cell of memory keeps for one key. Four kinds, by how a temporal formula reads the proposed event:
 *
 * * `machine`: not at all beyond its keys, so a monitor of constant state answers;
 * * `signatures`: `once`, `count`, `distinct` with comparisons other than `eq`: a monitor for each signature;
 * * `last`: `prev`: the last record itself;
 * * `log`: `seq` and `hold`: the events themselves, replayed for the proposed event.
 *
 * Each is bounded by the cap. What no longer fits is folded into a state that a cause finds too full and an excuse too
 * empty, so a full memory may block too much and never too little.
 */
import type { AgentEvent } from '../event/event.ts';
import { atomsOf, type Formula, inWindow, type Temporal } from './formula.ts';
import { join } from './join.ts';
import type { Limits } from './machine.ts';
import * as machine from './machine.ts';
import type { Hit, State } from './machine-state.ts';
import {
  drop,
  emptyTape,
  emptyTrie,
  entries,
  get,
  push,
  set,
  type Tape,
  type Trie,
  tapeLength,
  toArray,
  trieOf,
} from './persistent.ts';
import { projector } from './projector.ts';
import type { Residue, Signature } from './signature.ts';

export type Bucket = {
  readonly fresh: State;
  /** The bucket after `event`, which is relevant to it; the same object where nothing changed. */
  readonly hear: (state: State, event: AgentEvent) => State;
  /** The witnessing hits if the formula holds for `proposed`, else undefined. */
  readonly answer: (state: State, proposed: AgentEvent) => readonly Hit[] | undefined;
  readonly join: (a: State, b: State) => State;
  readonly size: (state: State) => number;
  /** How often something was folded away in it. */
  readonly folded: (state: State) => number;
};

/** For events seen before the proposed one is known: causes may hold too often, excuses too seldom. */
export const bounded: machine.See = (atom, event) => (atom.causes ? atom.possible(event) : atom.certain(event));

/** Room for what a full memory drops at once, so that the work of folding is spread over many events. */
export function trimmed(cap: number): number {
  return Math.max(1, Math.floor(cap * 0.75));
}

export function machineBucket(node: Temporal, limits: Limits): Bucket {
  return {
    fresh: machine.fresh(node),
    hear: (state, event) => machine.feed(node, state, event, possibly, limits),
    answer: (state, proposed) =>
      machine.holds(node, state, proposed.t, limits) ? machine.witness(node, state) : undefined,
    join: (a, b) => join(node, a, b),
    size: (state) => machine.sizeOf(node, state),
    folded: () => 0,
  };
}

/** Keys are equal by construction of the key, so only what is decided at once is left to test. */
const possibly: machine.See = (atom, event) => atom.possible(event);

type Counting = Temporal & { op: 'once' | 'count' | 'distinct' };
type Signed = { readonly signature: Signature; readonly state: State };
type Signatures = {
  readonly by: Trie<Signed>;
  readonly count: number;
  /** Of signatures folded away: a cause takes them to match every proposed event. */
  readonly rest: State;
  readonly folded: number;
};

export function signatureBucket(node: Counting, residue: Residue, limits: Limits, cap: number): Bucket {
  const most = residue.differs && node.op === 'once' ? 2 : cap;
  const none: State = machine.fresh(node);
  const hear = (state: State, event: AgentEvent): State => {
    const old = state as Signatures;
    const signature = residue.sign(event);
    const key = JSON.stringify(signature);
    const known = get(old.by, key);
    const before = known?.state ?? none;
    const after = machine.feed(node, before, event, possibly, limits);
    if (after === before) return state;
    const by = set(old.by, key, { signature, state: after });
    const grown = { ...old, by, count: old.count + (known === undefined ? 1 : 0) };
    return grown.count > most ? shrink(grown) : grown;
  };
  const shrink = (full: Signatures): Signatures => {
    const ranked = entries(full.by).sort((a, b) => urgency(node, b[1].state) - urgency(node, a[1].state));
    const keep = residue.differs && node.op === 'once' ? 2 : trimmed(cap);
    const by = trieOf(ranked.slice(0, keep));
    // Two distinct values answer `ne` exactly: the third adds nothing, so it isn't folded but dropped.
    if (keep === 2 && most === 2) return { ...full, by, count: keep };
    // Any of them may be what the proposed event meets, and so may all: they add up.
    const rest = sum(node, [full.rest, ...ranked.slice(keep).map(([, { state }]) => state)], limits);
    return { by, count: keep, rest, folded: full.folded + 1 };
  };
  return {
    fresh: { by: emptyTrie<Signed>(), count: 0, rest: none, folded: 0 } satisfies Signatures,
    hear,
    answer: (state, proposed) => {
      const { by, rest } = state as Signatures;
      const matching = entries(by).filter(([, { signature }]) => residue.test(signature, proposed));
      return together(node, [...matching.map(([, signed]) => signed.state), rest], proposed.t, limits);
    },
    join: (a, b) => joinSignatures(node, a as Signatures, b as Signatures, limits),
    size: (state) => Math.max(1, (state as Signatures).count),
    folded: (state) => (state as Signatures).folded,
  };
}

/** Joined, all are taken to match: signatures are of use only while they are told apart. */
function joinSignatures(node: Counting, a: Signatures, b: Signatures, limits: Limits): Signatures {
  const whole = ({ by, rest }: Signatures) => sum(node, [...entries(by).map(([, { state }]) => state), rest], limits);
  return { by: emptyTrie(), count: 0, rest: join(node, whole(a), whole(b)), folded: a.folded + b.folded + 1 };
}

/** One state that holds what several hold together, as far as it decides. */
function sum(node: Counting, states: readonly State[], limits: Limits): State {
  if (!node.causes) return machine.fresh(node);
  if (node.op === 'once') return states.reduce((one, other) => join(node, one, other));
  const hits = states.flatMap((state) => machine.keyedHits(node, state).map(([, hit]) => hit));
  hits.sort((x, y) => x[0] - y[0]);
  const most = machine.needed(node, limits) ?? 0;
  const kept = node.window.kind === 'atLeast' ? hits.slice(0, most) : hits.slice(-most);
  // `?` starts no JSON text, so these keys equal no real one.
  if (node.op === 'distinct') return kept.map((hit, i) => [`?${i}`, hit]);
  return kept.reduce((tape, hit) => push(tape, hit, Number.POSITIVE_INFINITY), emptyTape<Hit>());
}

/** Whether several states of a counting formula hold together: any of them, or the sum of them. */
function together(node: Counting, states: readonly State[], t: number, limits: Limits): readonly Hit[] | undefined {
  if (node.op === 'once') {
    const state = states.find((one) => machine.holds(node, one, t, limits));
    return state === undefined ? undefined : machine.witness(node, state);
  }
  const needed = machine.needed(node, limits);
  if (needed === undefined) return undefined;
  const hits = states.flatMap((state) =>
    machine.keyedHits(node, state).filter(([, [then]]) => inWindow(node.window, then, t)),
  );
  const found = node.op === 'count' ? hits.length : new Set(hits.map(([key]) => key)).size;
  return found >= needed ? hits.map(([, hit]) => hit) : undefined;
}

/** Higher for what will hold longest, and so is worth keeping exact. */
function urgency(node: Counting, state: State): number {
  const last = node.op === 'once' ? (state as Hit | null) : machine.keyedHits(node, state).at(-1)?.[1];
  const t = last?.[0] ?? 0;
  return node.window.kind === 'atLeast' ? -t : t;
}

type Last = { readonly hit: Hit; readonly event: AgentEvent | null } | null;

/** `prev` of an atom that reads the proposed event. Joined, a cause may match any; an excuse matches none. */
export function lastBucket(node: Temporal & { op: 'prev' }): Bucket {
  const project = projector([node.atom], []);
  return {
    fresh: null,
    hear: (state, event) =>
      node.atom.hasPhase(event) ? ({ hit: [event.t, event.seq], event: project(event) } satisfies Last) : state,
    answer: (state, proposed) => {
      const last = state as Last;
      if (last === null) return undefined;
      return last.event === null || node.atom.test(last.event, proposed) ? [last.hit] : undefined;
    },
    join: (a, b) => {
      const hit = (a as Last)?.hit ?? (b as Last)?.hit;
      return node.causes && hit !== undefined ? ({ hit, event: null } satisfies Last) : null;
    },
    size: () => 1,
    folded: () => 0,
  };
}

type Log = { readonly before: State; readonly events: Tape<AgentEvent>; readonly folded: number };

export function logBucket(node: Temporal & { op: 'seq' | 'hold' }, limits: Limits, cap: number): Bucket {
  const atoms = atomsOf(node);
  const project = projector(atoms, countedFields(node));
  const fold = (log: Log, count: number): Log => {
    const before = toArray(log.events)
      .slice(0, count)
      .reduce((state, event) => machine.feed(node, state, event, bounded, limits), log.before);
    return { before, events: drop(log.events, count), folded: log.folded + 1 };
  };
  return {
    fresh: { before: machine.fresh(node), events: emptyTape<AgentEvent>(), folded: 0 } satisfies Log,
    hear: (state, event) => {
      // A `hold` is broken by any event at which φ fails, if only because time has passed.
      if (node.op === 'seq' && !atoms.some((atom) => atom.possible(event))) return state;
      const log = state as Log;
      const grown = { ...log, events: push(log.events, project(event), Number.POSITIVE_INFINITY) };
      const length = tapeLength(grown.events);
      return length > cap ? fold(grown, length - trimmed(cap)) : grown;
    },
    answer: (state, proposed) => {
      const log = state as Log;
      const see: machine.See = (atom, event) => atom.test(event, proposed);
      const end = toArray(log.events).reduce((now, event) => machine.feed(node, now, event, see, limits), log.before);
      return machine.holds(node, end, proposed.t, limits) ? machine.witness(node, end) : undefined;
    },
    join: (a, b) => {
      const whole = (log: Log) => fold(log, tapeLength(log.events));
      const [one, other] = [whole(a as Log), whole(b as Log)];
      return { ...one, before: join(node, one.before, other.before), folded: one.folded + other.folded };
    },
    size: (state) => Math.max(1, tapeLength((state as Log).events)),
    folded: (state) => (state as Log).folded,
  };
}

function countedFields(node: Formula): string[] {
  if (node.op === 'all' || node.op === 'any') return node.parts.flatMap(countedFields);
  if (node.op === 'not') return countedFields(node.part);
  if (node.op === 'hold') return countedFields(node.body);
  return node.op === 'distinct' ? [node.field] : [];
}
