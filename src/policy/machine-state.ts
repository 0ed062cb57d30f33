/** What monitors keep, and which of two hits or chains is worth keeping. */
import type { Window } from './formula.ts';

/** Time and seq of a past event. */
export type Hit = readonly [t: number, seq: number];
export type State = unknown;
export type Keyed = readonly [key: string, hit: Hit];
export type Chain = readonly Hit[] | null;
export type Hold = { readonly start: Hit | null; readonly body: State };

/** The hit that makes the window hold for longer: the newest, or under `atLeast` the oldest. */
export function better(window: Window, old: Hit | null, now: Hit): Hit {
  return old !== null && window.kind === 'atLeast' ? old : now;
}

export function betterOf(window: Window, a: Hit | null, b: Hit | null): Hit | null {
  if (a === null || b === null) return a ?? b;
  return a[0] > b[0] === (window.kind === 'atLeast') ? b : a;
}

export function betterChain(window: Window, a: Chain, b: Chain): Chain {
  if (a === null || b === null) return a ?? b;
  // `within`: the later start. `atLeast`: the earlier end.
  if (window.kind === 'atLeast') return (a.at(-1)?.[0] ?? 0) <= (b.at(-1)?.[0] ?? 0) ? a : b;
  return (a[0]?.[0] ?? 0) > (b[0]?.[0] ?? 0) ? a : b;
}
