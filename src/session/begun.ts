/** Parts of orders that documents of a site have said, for those that follow: a draft may be confirmed from another one. */
import type { Begun } from '../protocol/told.ts';
import type { Session } from './session.ts';

/** As long as one document remembers its own. */
const LASTS_MS = 10 * 60_000;
const MOST_SITES = 20;

export function begunAt({ begun = {} }: Session, site: string, now: number): Begun | undefined {
  const parts = Object.hasOwn(begun, site) ? begun[site] : undefined;
  return parts && now - parts.t < LASTS_MS ? parts : undefined;
}

/** @param parts what was said now; none where it was done */
export function noteBegun(session: Session, site: string, parts: Omit<Begun, 't'>, now: number): void {
  const before = begunAt(session, site, now);
  const others = Object.entries(session.begun ?? {}).filter(([one]) => one !== site);
  const isDone = Object.keys(parts).length === 0;
  const own: [string, Begun][] = isDone ? [] : [[site, { ...before, ...parts, t: now }]];
  session.begun = Object.fromEntries([...others.slice(1 - MOST_SITES), ...own]);
}
