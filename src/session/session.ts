/**
 * A session: from the first agent-attributed action or hand-over, over that tab and the tabs it opens, until take-back,
 * the browser's end, or 30 minutes without a sign of an agent (policy.md §1). Plain JSON; every change is a new value or
 * a field set by the owner of the session's queue.
 */
import type { AgentEvent } from '../event/event.ts';
import type { Begun } from '../protocol/told.ts';
import type { TaskScope } from './task.ts';

export const SESSION_IDLE_MS = 30 * 60_000;
/** An agent whose last handed-over tab was closed opens the next one soon, or the person has closed it and is done. */
export const TABLESS_MS = 2 * 60_000;
/** Events kept to rebuild a changed policy's memory and to explain verdicts; the monitor itself needs none of them. */
const HISTORY_CAP = 4_000;

export type Session = {
  id: string;
  /** `debugger`: seen to drive tabs; one such session for the browser, since nobody can tell two of them apart. */
  how: 'debugger' | 'handover' | 'declared';
  startedAt: number;
  /** In running time of the browser, which nobody sets. */
  lastSignAt: number;
  tabs: number[];
  handedOver: number[];
  /** Tabs that an extension opened, or took, while an agent was at work: a person's hand in them stays theirs. */
  strays: number[];
  task?: string;
  scope?: TaskScope;
  evidence: string[];
  /** The rule that ended it: no action but a person's passes in it any more. */
  endedBy?: string;
  seq: number;
  /** The newest event's time; the clock never goes back. */
  t: number;
  privateSites: string[];
  firstPrivateAt?: number;
  /** Sites whose documents were open in a tab of the session before the first private read. */
  visited: string[];
  /** All sites that had a document in a tab of the session; their requests are walled even where they have no tab. */
  seen: string[];
  /** Origins of these documents; the latest of them. */
  origins: string[];
  /** Site of a document → sites it used, before the first private read or before anyone could act in it. */
  used: Record<string, string[]>;
  /** Site of a document → sites it may show as frames, learnt as `used` is. */
  framed: Record<string, string[]>;
  /** Site of a public document → sites of which it showed several pictures by itself, learnt as `used` is. */
  shown: Record<string, string[]>;
  /** Site of a public document → sites that its code asked to reach, and was judged to: for as long as nothing private is read on it. */
  asked: Record<string, string[]>;
  /** Site of a signed-in document → sites that were opened as frames in it later, and judged to: no port is handed to them. */
  guests: Record<string, string[]>;
  /** Sites of pages that nobody but the agent read, and those that a person let it use since (unseen.ts). */
  unseen?: string[];
  /** Sites that may connect right to other computers, as a person said. Until planted instructions are read. */
  calls?: string[];
  /** Site → parts of an order that its documents have said, of which none has said yet that it be done. */
  begun?: Record<string, Begun>;
  /** Tab → a sign-in sent from there, outcome unknown. */
  signingIn: Record<string, { site: string; t: number }>;
  /** Tab → worst tier of a passage in its present document. */
  pageRisk: Record<string, 'controversial' | 'unsafe'>;
};

export function newSession(
  id: string,
  how: Session['how'],
  now: { t: number; awake: number },
  evidence: readonly string[],
): Session {
  return {
    id,
    how,
    startedAt: now.t,
    lastSignAt: now.awake,
    tabs: [],
    handedOver: [],
    strays: [],
    evidence: [...evidence],
    seq: 0,
    t: now.t,
    privateSites: [],
    visited: [],
    seen: [],
    origins: [],
    used: {},
    framed: {},
    shown: {},
    asked: {},
    guests: {},
    signingIn: {},
    pageRisk: {},
  };
}

/** @param awake in running time of the browser */
export function isLive(session: Session, awake: number): boolean {
  const isTabless = session.how === 'handover' && session.tabs.length === 0;
  return awake - session.lastSignAt < (isTabless ? TABLESS_MS : SESSION_IDLE_MS);
}

/** The next sequence number and a time that never goes back. */
export function tick(session: Session, now: number): { seq: number; t: number } {
  session.seq += 1;
  session.t = Math.max(session.t, now);
  return { seq: session.seq, t: session.t };
}

export function addTab(session: Session, tab: number): void {
  if (!session.tabs.includes(tab)) session.tabs.push(tab);
}

/** Notes that private data of `site` was read; the first time closes what counts as used before. */
export function readPrivately(session: Session, site: string, now: number): void {
  if (!session.privateSites.includes(site)) session.privateSites.push(site);
  session.firstPrivateAt ??= now;
}

const MOST_ORIGINS = 500;

/**
 * Notes that a document of `site` was open; after the first private read that no longer makes a site known.
 * @returns whether its origin is new to the session
 */
export function visit(session: Session, site: string, origin: string): boolean {
  if (!session.seen.includes(site)) session.seen.push(site);
  if (session.firstPrivateAt === undefined && !session.visited.includes(site)) session.visited.push(site);
  if (session.origins.includes(origin)) return false;
  session.origins = [...session.origins.slice(1 - MOST_ORIGINS), origin];
  return true;
}

/** Sites whose documents the session had, or that these read privately: a worker without a tab is known by them. */
export const sitesOf = ({ seen, used, privateSites }: Session): string[] => [
  ...seen,
  ...Object.keys(used),
  ...privateSites,
];

export type UseKind = 'used' | 'framed' | 'shown' | 'asked' | 'guests';

/** Notes that documents of `site` use `dest`. The caller decides whether it is still early enough to count. */
export function use(session: Session, kind: UseKind, site: string, dest: string): boolean {
  if (dest === site) return false;
  const known = session[kind];
  const list = Object.hasOwn(known, site) ? (known[site] ?? []) : [];
  if (list.includes(dest) || list.length >= 500) return false;
  known[site] = [...list, dest];
  return true;
}

/**
 * True when `dest` was not in use before the session's first private read: by every site whose data is on its way
 * (`sources`), or, where no private data was recognised, by the page's own site or as a page of the session.
 */
export function isFirstSeen(session: Session, site: string, dest: string, sources: readonly string[] = []): boolean {
  if (session.firstPrivateAt === undefined) return false;
  const uses = (from: string) => (sources.length > 0 && from === dest) || (session.used[from] ?? []).includes(dest);
  if (sources.length > 0) return !sources.every(uses);
  return !session.visited.includes(dest) && !uses(site) && !(session.framed[site] ?? []).includes(dest);
}

export function keepHistory(history: AgentEvent[], event: AgentEvent): AgentEvent[] {
  const next = history.length >= HISTORY_CAP ? history.slice(history.length - HISTORY_CAP + 1) : history.slice();
  next.push(event);
  return next;
}
