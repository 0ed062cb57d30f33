/**
 * `seq` and `hold` whose atoms meet the proposed event in one and the same key (`field eq {"e": path}` and nothing else):
 * a monitor for each key seen, and one for every other key.
 *
 * Why that is exact. Fix a value v of the key. Each atom that reads the event is then decided at the past event alone: it
 * can hold only where its own fields equal v. So each v has a monitor of constant state, and all v that no event named
 * share one, in which those atoms never hold. An event changes the monitors of the keys that it names, and every monitor
 * if an atom without a key holds there. Any other event only moves on: that matters to `hold φ since A` alone, which φ may
 * break at an event that nothing matches. Where φ looks at no clock and no last record, the second such event in a row
 * changes nothing, so one is fed when the key is next touched (`seen`), and none is lost.
 */
import type { AgentEvent } from '../event/event.ts';
import { type Bucket, bounded, trimmed } from './bucket.ts';
import { type AtomTest, atomsOf, type Formula, type Temporal } from './formula.ts';
import { join } from './join.ts';
import type { Limits } from './machine.ts';
import * as machine from './machine.ts';
import type { State } from './machine-state.ts';
import { emptyTrie, entries, get, set, type Trie, trieOf } from './persistent.ts';
import { keyText, splitWhere } from './signature.ts';

type KeyOf = (event: AgentEvent) => string | undefined;
type Fed = { readonly state: State; readonly seen: number; readonly t: number };
type Classes = {
  readonly by: Trie<Fed>;
  readonly count: number;
  /** Of every key that no event has named, and of a proposed event that lacks the field. */
  readonly others: Fed;
  /** Of any key that was evicted: atoms with a key may hold for it whenever they hold for some. */
  readonly evicted: State | null;
  readonly events: number;
  readonly folded: number;
};

/** Undefined where the atoms' keys differ, or φ looks at the clock or at the last record. */
export function classBucket(node: Temporal & { op: 'seq' | 'hold' }, limits: Limits, cap: number): Bucket | undefined {
  const keys = keysOf(atomsOf(node));
  if (keys === undefined || (node.op === 'hold' && !isTimeless(node.body))) return undefined;
  const { past, proposed } = keys;

  const feed = (fed: Fed, key: string | undefined, event: AgentEvent, events: number): Fed => {
    const moved = fed.seen < events ? machine.feed(node, fed.state, event, never, limits) : fed.state;
    const see: machine.See = (atom, at) => atom.possible(at) && (atom.reads.length === 0 || past(atom, at) === key);
    return { state: machine.feed(node, moved, event, see, limits), seen: events + 1, t: event.t };
  };
  /** What `key` becomes, from what it was before the event. */
  const named = (old: Classes, key: string, event: AgentEvent): Fed => {
    const unknown = old.evicted === null ? old.others : { ...old.others, state: old.evicted, seen: old.events };
    return feed(get(old.by, key) ?? unknown, key, event, old.events);
  };
  const touchAll = (classes: Classes, event: AgentEvent): Classes => ({
    ...classes,
    by: trieOf(entries(classes.by).map(([key, fed]) => [key, feed(fed, key, event, classes.events)] as const)),
    others: feed(classes.others, undefined, event, classes.events),
  });
  const hear = (state: State, event: AgentEvent): State => {
    const old = state as Classes;
    const matching = atomsOf(node).filter((atom) => atom.possible(event));
    if (matching.length === 0 && node.op === 'seq') return state;
    const all = matching.some((atom) => atom.reads.length === 0);
    let next = all ? touchAll(old, event) : old;
    for (const key of new Set(matching.map((atom) => past(atom, event)))) {
      if (key === undefined) continue;
      const known = get(old.by, key) !== undefined;
      // What touched all has fed the keys already known.
      if (known && all) continue;
      next = { ...next, by: set(next.by, key, named(old, key, event)), count: next.count + (known ? 0 : 1) };
    }
    return settled(next, old, event);
  };
  const settled = (next: Classes, old: Classes, event: AgentEvent): Classes => {
    const evicted = old.evicted === null ? null : machine.feed(node, old.evicted, event, bounded, limits);
    const moved = { ...next, evicted, events: old.events + 1 };
    return moved.count > cap ? evict(moved, event) : moved;
  };
  /** One more event on, if one came since: what an untouched key would have become. */
  const current = (fed: Fed, events: number, event: AgentEvent): State =>
    fed.seen < events ? machine.feed(node, fed.state, event, never, limits) : fed.state;
  const evict = (full: Classes, event: AgentEvent): Classes => {
    const ranked = entries(full.by).sort((a, b) => b[1].t - a[1].t);
    const keep = trimmed(cap);
    const gone = ranked.slice(keep).map(([, fed]) => current(fed, full.events, event));
    const seed = full.evicted ?? current(full.others, full.events, event);
    const evicted = gone.reduce((sum, state) => join(node, sum, state), seed);
    return { ...full, by: trieOf(ranked.slice(0, keep)), count: keep, evicted, folded: full.folded + gone.length };
  };
  const others: Fed = { state: machine.fresh(node), seen: 0, t: 0 };
  return {
    fresh: { by: emptyTrie<Fed>(), count: 0, others, evicted: null, events: 0, folded: 0 } satisfies Classes,
    hear,
    answer: (state, event) => {
      const classes = state as Classes;
      const key = proposed(event);
      const fed = key === undefined ? classes.others : get(classes.by, key);
      const from = fed === undefined && classes.evicted !== null ? classes.evicted : undefined;
      const now = from ?? current(fed ?? classes.others, classes.events, event);
      return machine.holds(node, now, event.t, limits) ? machine.witness(node, now) : undefined;
    },
    join: (a, b) => {
      const whole = (state: State) => {
        const { by, others: rest, evicted, events } = state as Classes;
        const event = { t: 0, seq: 0 } as AgentEvent;
        const states = [...entries(by).map(([, fed]) => fed), rest].map((fed) => current(fed, events, event));
        return [...states, ...(evicted === null ? [] : [evicted])].reduce((x, y) => join(node, x, y));
      };
      const [one, other] = [a as Classes, b as Classes];
      const evicted = join(node, whole(a), whole(b));
      // Each class counts its own events; what is joined starts level with one of the two.
      const { events } = one;
      const rest = { state: evicted, seen: events, t: 0 };
      return { by: emptyTrie(), count: 0, others: rest, evicted, events, folded: one.folded + other.folded + 1 };
    },
    size: (state) => Math.max(1, (state as Classes).count),
    folded: (state) => (state as Classes).folded,
  };
}

const never: machine.See = () => false;

/** The one key of all reading atoms, as read from a past event through each atom's fields. */
function keysOf(
  atoms: readonly AtomTest[],
): { past: (atom: AtomTest, event: AgentEvent) => string | undefined; proposed: KeyOf } | undefined {
  const byAtom = new Map<AtomTest, KeyOf>();
  let paths: readonly string[] | undefined;
  let proposed: KeyOf = () => undefined;
  for (const atom of atoms.filter(({ reads }) => reads.length > 0)) {
    const { keys, residue } = splitWhere(atom.source.where);
    const sorted = [...keys].sort((a, b) => (a.path < b.path ? -1 : 1));
    const own = sorted.map(({ path }) => path);
    if (residue !== undefined || new Set(own).size < own.length) return undefined;
    if (paths !== undefined && own.join() !== paths.join()) return undefined;
    paths = own;
    byAtom.set(atom, (event) => keyText(sorted.map((key) => key.past(event))));
    proposed = (event) => keyText(sorted.map((key) => key.proposed(event)));
  }
  return { past: (atom, event) => byAtom.get(atom)?.(event), proposed };
}

/** Whether truth can change only at an event that one of its atoms matches. */
function isTimeless(node: Formula): boolean {
  if (node.op === 'all' || node.op === 'any') return node.parts.every(isTimeless);
  if (node.op === 'not') return isTimeless(node.part);
  if (node.op === 'prev' || node.window.kind !== 'ever') return false;
  return node.op !== 'hold' || isTimeless(node.body);
}
