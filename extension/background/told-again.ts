/**
 * What was stopped is said where it was: in a page that its agent may leave in the same moment, or in a page of ours, which
 * some tools take for none and don't read. The agent's next page says it again, once. Lost with the worker.
 */
import { isStopped } from '../../src/enforce/door.ts';
import type { Ruling } from '../../src/protocol/told.ts';
import type { Session } from '../../src/session/session.ts';

/** Whoever goes on sooner than this hasn't read what the page said. */
const UNREAD_MS = 2_000;
/** How long after it the next page, in whatever tab, says why a navigation was held. */
const HELD_MS = 60_000;

type Stop = { tab: number; key: string | undefined; say: string; held?: string; at: number };
type Held = { go: boolean; say?: string };

/** The last one of each session. */
const last = new WeakMap<Session, Stop>();

/** @param key of what was judged: let through after all, it is no longer said */
export function noteRuling(session: Session, tab: number, key: string | undefined, ruling: Ruling): void {
  if (!isStopped(ruling)) forget(session, key);
  else if (ruling.say) last.set(session, { tab, key, say: ruling.say, at: performance.now() });
}

/** A navigation of that tab was held at `url`, and judged. */
export function noteHeldNavigation(session: Session, tab: number, url: string, { go, say }: Held): void {
  if (go) forget(session, url);
  else if (say) last.set(session, { tab, key: url, say, held: new URL(url).host, at: performance.now() });
}

function forget(session: Session, key: string | undefined): void {
  if (key !== undefined && last.get(session)?.key === key) last.delete(session);
}

/** What a new document in `tab` is to say first, if anything. */
export function takeUnread(session: Session, tab: number): string | undefined {
  const stop = last.get(session);
  if (!stop) return undefined;
  const age = performance.now() - stop.at;
  const isDue = stop.held ? age < HELD_MS : stop.tab === tab && age < UNREAD_MS;
  if (!isDue) return undefined;
  last.delete(session);
  return `Before this page${stop.held ? `, on the way to ${stop.held}` : ''}: ${stop.say}`;
}
