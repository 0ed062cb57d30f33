/**
 * One cell of memory: a temporal formula under one scope. Rules of any layer that say the same share a cell; it is known
 * by what it means (`name`), so that a changed policy keeps the memory of what didn't change.
 *
 * Events and the proposed one meet by key: the scope (`per`) and each `field eq {"e": path}`. A key never heard of starts
 * from `evicted`, the join of all that was evicted, or fresh if nothing was.
 */
import type { AgentEvent } from '../event/event.ts';
import { type Bucket, lastBucket, logBucket, machineBucket, signatureBucket, trimmed } from './bucket.ts';
import { classBucket } from './classes.ts';
import { reader } from './fields.ts';
import { atomsOf, type Formula, type Temporal } from './formula.ts';
import type { Hit, State } from './machine-state.ts';
import { emptyTrie, entries, get, set, type Trie, trieOf } from './persistent.ts';
import type { Past, Scope } from './policy.ts';
import { keyText, splitWhere } from './signature.ts';

/**
 * `items`: what one cell may keep in all (keys, signatures, hits, logged events). Below it nothing is ever folded.
 * At the default every trace of 10,000 events is exact.
 */
export type Caps = { readonly items: number };
export const DEFAULT_CAPS: Caps = { items: 10_000 };

export type Cell = {
  readonly name: string;
  readonly temporal: Temporal;
  readonly fresh: State;
  /** Whether an event of this kind and phase can change the cell; a superset of what does. */
  readonly listens: (event: AgentEvent) => boolean;
  readonly hear: (state: State, event: AgentEvent) => State;
  readonly answer: (state: State, proposed: AgentEvent) => readonly Hit[] | undefined;
  /** How often a full memory was folded: after that the cell may err, towards the stricter side. */
  readonly folded: (state: State) => number;
  /** Reads nothing of the proposed event, scope aside: its answer depends on past and time alone. */
  readonly closed: boolean;
  readonly per: Scope;
};

export function cell(past: Past, temporal: Temporal, per: Scope, caps: Caps): Cell {
  const { pastKey, proposedKey, bucket } = plan(temporal, per, caps);
  const store = pastKey === undefined ? direct(bucket) : keyed(bucket, pastKey, proposedKey, caps.items);
  return {
    name: JSON.stringify([per, temporal.causes ? 'causes' : 'excuses', past]),
    temporal,
    listens: listener(temporal),
    closed: atomsOf(temporal).every((atom) => atom.reads.length === 0),
    per,
    ...store,
  };
}

type KeyOf = (event: AgentEvent) => string | undefined;
type Plan = { readonly pastKey: KeyOf | undefined; readonly proposedKey: KeyOf; readonly bucket: Bucket };

function plan(node: Temporal, per: Scope, caps: Caps): Plan {
  const limits = { hits: caps.items };
  const scoped = per === 'session' ? [] : [scopeOf(per)];
  const byScope = scoped.length === 0 ? undefined : (event: AgentEvent) => keyText(scoped.map((read) => read(event)));
  const simply = (bucket: Bucket): Plan => ({ pastKey: byScope, proposedKey: byScope ?? (() => ''), bucket });
  if (atomsOf(node).every((atom) => atom.reads.length === 0)) return simply(machineBucket(node, limits));
  if (node.op === 'prev') return simply(lastBucket(node));
  if (node.op === 'seq' || node.op === 'hold') {
    return simply(classBucket(node, limits, caps.items) ?? logBucket(node, limits, caps.items));
  }
  const { keys, residue } = splitWhere(node.atom.source.where);
  const past = [...scoped, ...keys.map((key) => key.past)];
  const proposed = [...scoped, ...keys.map((key) => key.proposed)];
  const bucket =
    residue === undefined ? machineBucket(node, limits) : signatureBucket(node, residue, limits, caps.items);
  if (past.length === 0) return simply(bucket);
  return {
    pastKey: (event) => keyText(past.map((read) => read(event))),
    proposedKey: (event) => keyText(proposed.map((read) => read(event))),
    bucket,
  };
}

/** Absent on both sides is equal too (a session without a task), so absence needs a key: a number is no scope's name. */
function scopeOf(per: Scope): (event: AgentEvent) => unknown {
  const read = reader(per);
  return (event) => read(event) ?? 0;
}

function listener(node: Formula): (event: AgentEvent) => boolean {
  if (node.op === 'hold') return () => true;
  if (node.op === 'prev') return node.atom.hasPhase;
  const atoms = atomsOf(node);
  return (event) => atoms.some((atom) => atom.hasPhase(event) && atom.hasKind(event));
}

type Store = Pick<Cell, 'fresh' | 'hear' | 'answer' | 'folded'>;

function direct(bucket: Bucket): Store {
  return { fresh: bucket.fresh, hear: bucket.hear, answer: bucket.answer, folded: bucket.folded };
}

type Entry = { readonly state: State; readonly t: number };
type Keys = {
  readonly by: Trie<Entry>;
  readonly count: number;
  /** Items kept under all keys together. */
  readonly size: number;
  /** Null until the first eviction. */
  readonly evicted: { readonly state: State } | null;
  readonly evictions: number;
};

function keyed(bucket: Bucket, pastKey: KeyOf, proposedKey: KeyOf, cap: number): Store {
  const start = (keys: Keys) => (keys.evicted === null ? bucket.fresh : keys.evicted.state);
  return {
    fresh: { by: emptyTrie<Entry>(), count: 0, size: 0, evicted: null, evictions: 0 } satisfies Keys,
    hear: (state, event) => {
      const keys = state as Keys;
      const key = pastKey(event);
      if (key === undefined) return state;
      const known = get(keys.by, key);
      const before = known === undefined ? start(keys) : known.state;
      const after = bucket.hear(before, event);
      if (after === before) return state;
      const grown: Keys = {
        ...keys,
        by: set(keys.by, key, { state: after, t: event.t }),
        count: keys.count + (known === undefined ? 1 : 0),
        size: keys.size + bucket.size(after) - (known === undefined ? 0 : bucket.size(before)),
      };
      return grown.size > cap && grown.count > 1 ? evict(bucket, grown, trimmed(cap)) : grown;
    },
    answer: (state, proposed) => {
      const key = proposedKey(proposed);
      if (key === undefined) return undefined;
      const keys = state as Keys;
      return bucket.answer(get(keys.by, key)?.state ?? start(keys), proposed);
    },
    folded: (state) => {
      const keys = state as Keys;
      return entries(keys.by).reduce((sum, [, entry]) => sum + bucket.folded(entry.state), keys.evictions);
    },
  };
}

/** Drops the keys longest untouched until `room` items remain; at least one key stays. */
function evict(bucket: Bucket, full: Keys, room: number): Keys {
  const ranked = entries(full.by).sort((a, b) => b[1].t - a[1].t);
  let size = 0;
  let kept = 0;
  for (const [, { state }] of ranked) {
    size += bucket.size(state);
    if (kept > 0 && size > room) break;
    kept++;
  }
  const gone = ranked.slice(kept).map(([, { state }]) => state);
  const stay = ranked.slice(0, kept);
  const seed = full.evicted === null ? [] : [full.evicted.state];
  return {
    by: trieOf(stay),
    count: kept,
    size: stay.reduce((sum, [, { state }]) => sum + bucket.size(state), 0),
    evicted: { state: joined(bucket, [...seed, ...gone]) },
    evictions: full.evictions + gone.length,
  };
}

/** Even of one: what was kept for one key is to stand for any, so signatures and logs must let go of theirs. */
function joined(bucket: Bucket, states: readonly State[]): State {
  const [first, ...others] = states;
  return others.reduce((sum, state) => bucket.join(sum, state), bucket.join(first, first));
}
