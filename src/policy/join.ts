/** Folding: one state of a monitor in place of two, where memory is full. */
import type { Formula, Window } from './formula.ts';
import { fresh } from './machine.ts';
import { betterChain, betterOf, type Chain, type Hit, type Hold, type Keyed, type State } from './machine-state.ts';
import { emptyTape, push, type Tape, toArray } from './persistent.ts';

/**
 * A state that stands for either of two when memory is full: a cause holds whenever one of them would have, an excuse
 * only if it needs neither.
 */
export function join(node: Formula, a: State, b: State): State {
  if (node.op === 'not') return join(node.part, a, b);
  if (node.op === 'all' || node.op === 'any') {
    return node.parts.map((part, i) => join(part, (a as readonly State[])[i], (b as readonly State[])[i]));
  }
  if (node.op === 'hold') {
    const [one, other] = [a as Hold, b as Hold];
    const start = node.causes ? betterOf(node.window, one.start, other.start) : null;
    return { start, body: join(node.body, one.body, other.body) };
  }
  if (!node.causes) return fresh(node);
  switch (node.op) {
    case 'once':
      return betterOf(node.window, a as Hit | null, b as Hit | null);
    case 'prev':
      return a ?? b;
    case 'count':
      return tapeFrom(envelope(node.window, toArray(a as Tape<Hit>), toArray(b as Tape<Hit>)));
    case 'distinct': {
      const [one, other] = [a, b].map((state) => (state as readonly Keyed[]).map(([, hit]) => hit));
      // `?` starts no JSON text, so these keys equal no real one: later keys count as new.
      return envelope(node.window, one ?? [], other ?? []).map((hit, i) => [`?${i}`, hit]);
    }
    case 'seq':
      return (a as readonly Chain[]).map((chain, i) =>
        betterChain(node.window, chain, (b as readonly Chain[])[i] ?? null),
      );
  }
}

/** By rank the better of both lists, which are in order of time; `within` ranks from the newest. */
function envelope(window: Window, a: readonly Hit[], b: readonly Hit[]): Hit[] {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  const shift = window.kind === 'atLeast' ? 0 : long.length - short.length;
  return long.map((hit, i) => betterOf(window, hit, short[i - shift] ?? null) ?? hit);
}

function tapeFrom(hits: readonly Hit[]): Tape<Hit> {
  return hits.reduce((tape, hit) => push(tape, hit, Number.POSITIVE_INFINITY), emptyTape<Hit>());
}
