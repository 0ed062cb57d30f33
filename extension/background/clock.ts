/**
 * The worker's time. Clocks are set, forward and back, also in mid-session; and machines sleep. So nothing of a session
 * goes by the clock on the wall alone.
 */

/** Beats come each minute; what is longer than this between two was a sleep or a set clock, and nobody acted in it. */
const LONGEST_GAP_MS = 90_000;

let last = { t: 0, at: 0 };
/** Running time of earlier workers. */
let before = 0;

/**
 * Milliseconds since the epoch, for events and deadlines; never goes back. Where the clock is set back it runs on from
 * where it was: standing still, every "within ten seconds" would last until the clock has caught up.
 */
export function now(): number {
  const at = performance.now();
  last = { t: Math.max(Date.now(), last.t + at - last.at), at };
  return Math.floor(last.t);
}

/** What is remembered of this time was: the clock has been set back since. */
export function notBefore(t: number): void {
  now();
  last.t = Math.max(last.t, t);
}

/** Milliseconds that the browser has been running, for what is idle: no clock that is set forward makes half an hour of it. */
export const awake = (): number => Math.floor(before + performance.now());

/** How far the running time has come, to be kept for the next worker. */
export type Beat = { awake: number; at: number };
export const beat = (): Beat => ({ awake: awake(), at: Date.now() });

/** Goes on from the last beat of the worker before. */
export function resumeFrom(kept: Beat | undefined): void {
  if (!kept) return;
  before = kept.awake + Math.min(Math.max(Date.now() - kept.at, 0), LONGEST_GAP_MS);
}
