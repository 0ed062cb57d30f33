/**
 * Where the script in every frame and the one that is put there while an agent is at work meet: in the world they share,
 * which no page sees, whichever of them comes first.
 */
const PLACE = Symbol.for('interlock.at-work');
const world = globalThis as { [PLACE]?: (() => void) | true };

/** Calls `begin` as soon as an agent is known to be at work somewhere; at once where that is known already. */
export function whenAtWork(begin: () => void): void {
  if (world[PLACE]) begin();
  else world[PLACE] = begin;
}

/** An agent is at work somewhere. */
export function atWork(): void {
  const waiting = world[PLACE];
  world[PLACE] = true;
  if (typeof waiting === 'function') waiting();
}
