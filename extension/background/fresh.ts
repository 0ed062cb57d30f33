/** Documents and frames that have only just come: for a moment they load what they are made of, through the wall. */
import browser from 'webextension-polyfill';
import { freshFrameRules, freshRules } from '../../src/enforce/let-through.ts';
import { siteOf } from '../../src/site/site.ts';
import { networkRules, updateRules } from './rules.ts';
import { rebuildWall } from './walls.ts';
import { liveOfTab } from './world.ts';

/** How long a fresh document may load what it likes, if it never tells us that it is ready. */
const FRESH_MS = 4_000;
/** How long a document takes on its way by our hold page, or somewhat more. */
const AHEAD_MS = 30;
/** Rule ids from here on are tabs', for fresh documents: Chrome's tab ids leave room below 2³¹. */
const FRESH_IDS = 1_000_000;

/**
 * Tabs whose document is fresh → until when, and which document that is once it is there. Lost with the worker: then a
 * document is simply not fresh any more.
 */
const fresh = new Map<number, { until: number; document?: string | undefined }>();
/** Tabs that have rules for their fresh document → whether its site is one that the session has shown. */
const opening = new Map<number, boolean>();
/** Tab → sites of which it has frames that are fresh → until when. */
const freshFrames = new Map<number, Map<string, number>>();

/**
 * A new document is fresh until it is parsed or somebody acts in it. Said as its navigation begins, and again when its server,
 * a slow one maybe, has answered.
 */
export function openFor(tab: number, url: string, isAnswered: boolean): void {
  // What no server gave, `data:` or an empty page, is whoever opens it.
  if (!/^https?:/.test(url)) return void closeFor(tab);
  const opened = { until: performance.now() + FRESH_MS };
  fresh.set(tab, opened);
  const live = liveOfTab(tab);
  if (networkRules() === 0 || !live) return;
  const site = siteOf(url);
  // Where a service worker may answer, nobody tells of it.
  if (!isAnswered && !live.session.privateSites.includes(site)) {
    // Ahead of an answer from afar, but behind the way by our hold page, which a change of rules would hold up.
    setTimeout(() => (fresh.get(tab) === opened ? openFor(tab, url, true) : undefined), AHEAD_MS);
    return;
  }
  const known = live.session.seen.includes(site);
  closeInTime(tab);
  // Said again when its server has answered.
  if (opening.get(tab) === known) return;
  opening.set(tab, known);
  // Not in turn with the rebuilds: the browser keeps the order of calls, and the closing one must not wait.
  const [own, barrier] = freshIds(tab);
  void updateRules([own, barrier], freshRules([own, barrier], tab, known));
}

/** However often its time has begun anew meanwhile. */
function closeInTime(tab: number): void {
  setTimeout(() => (isFresh(tab) ? closeInTime(tab) : void closeFor(tab)), FRESH_MS + 1);
}

function freshIds(tab: number): [number, number, number] {
  const first = FRESH_IDS + 3 * (tab % 500_000_000);
  return [first, first + 1, first + 2];
}

export function isFresh(tab: number): boolean {
  return (fresh.get(tab)?.until ?? 0) > performance.now();
}

/** The document that was being opened is there; its time begins now. */
export function isThere(tab: number, document: string | undefined): void {
  const opened = fresh.get(tab);
  if (opened) fresh.set(tab, { until: performance.now() + FRESH_MS, document });
}

/**
 * A frame of another site, a payment provider's say, begins to load in a page that is fresh no more: it loads what it is
 * made of, as a page does. Not one of the page's own site, nor of a site where something private was read: those hold it.
 */
export async function openForFrame(tab: number, url: string): Promise<void> {
  const site = siteOf(url);
  if (networkRules() === 0 || !liveOfTab(tab)) return;
  const top = (await browser.tabs.get(tab)).url;
  const live = liveOfTab(tab);
  if (!live || !top || site === siteOf(top) || live.session.privateSites.includes(site)) return;
  const sites = freshFrames.get(tab) ?? new Map<string, number>();
  freshFrames.set(tab, sites.set(site, performance.now() + FRESH_MS));
  showFreshFrames(tab);
  setTimeout(() => closeForFrames(tab), FRESH_MS);
}

export function isFrameFresh(tab: number, site: string): boolean {
  return (freshFrames.get(tab)?.get(site) ?? 0) > performance.now();
}

/** A frame was parsed: another one of its site may still be loading, and has what time is left of its own. */
export function closeForFrame(tab: number, site: string): void {
  if (freshFrames.get(tab)?.delete(site)) closeForFrames(tab);
}

function closeForFrames(tab: number): void {
  const sites = freshFrames.get(tab);
  if (!sites) return;
  for (const [site, until] of sites) if (until <= performance.now()) sites.delete(site);
  showFreshFrames(tab);
  if (sites.size > 0) return;
  freshFrames.delete(tab);
  // What they used while they were fresh is how they work.
  if (liveOfTab(tab)) void rebuildWall();
}

/** Not in turn with the rebuilds, as for documents. */
function showFreshFrames(tab: number): void {
  const [, , id] = freshIds(tab);
  void updateRules([id], freshFrameRules(id, tab, [...(freshFrames.get(tab)?.keys() ?? [])]));
}

/** @param document who says so: what the document before it had to tell comes late, now and then, and closes nothing */
export async function closeFor(tab: number, document?: string): Promise<void> {
  if (document !== undefined && isFresh(tab) && fresh.get(tab)?.document !== document) return;
  const wasFresh = fresh.delete(tab);
  if (opening.delete(tab)) await updateRules(freshIds(tab).slice(0, 2), []);
  else if (!wasFresh || networkRules() === 0) return;
  // What the document used while fresh is how its site works.
  if (liveOfTab(tab)) await rebuildWall();
}

/** What is parsed is fresh no more. */
export async function closeParsed(from: {
  tab: number;
  frame: number;
  url: string;
  document?: string | undefined;
}): Promise<void> {
  if (from.frame === 0) await closeFor(from.tab, from.document);
  else closeForFrame(from.tab, siteOf(from.url));
}
