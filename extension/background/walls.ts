/** Keeps the network rules as the sessions are. */
import browser from 'webextension-polyfill';
import { freshFrameRules, freshRules, type Pass, requestRules, scopeRules, wallRules } from '../../src/enforce/wall.ts';
import type { AgentEvent } from '../../src/event/event.ts';
import { siteOf } from '../../src/site/site.ts';
import { lookForExtensions, otherExtensions } from './debugger.ts';
import { factBase } from './events.ts';
import { ponder } from './memory.ts';
import { type Live, liveOfTab, pausedUntil, world } from './world.ts';

const RULES_PER_SESSION = 1_000;
/** How long what was let go may take to begin. */
export const PASS_MS = 10_000;
/** How long a fresh document may load what it likes, if it never tells us that it is ready. */
export const FRESH_MS = 4_000;
const LIMBO_MS = 1_500;
/** The alarm for the end of a pause. */
export const PAUSE_ENDS = 'pause';
/** Rule ids from here on are tabs', for fresh documents: Chrome's tab ids leave room below 2³¹. */
const FRESH_IDS = 1_000_000;
/** And from here on single requests': above all tabs'. */
const REQUEST_IDS = 2_000_000_000;
const MOST_REQUESTS = 200;
/** How long a request that was let go may take to begin. */
const REQUEST_MS = 2_000;

/** Of this worker's life only, so by a clock that nobody sets. */
const passes: Pass[] = [];
/**
 * Tabs whose document is fresh → until when, and which document that is once it is there. Lost with the worker: then a
 * document is simply not fresh any more.
 */
const fresh = new Map<number, { until: number; document?: string | undefined }>();
/** Tabs that have rules for their fresh document. */
const opening = new Set<number>();
/** Tab → sites of which it has frames that are fresh → until when. */
const freshFrames = new Map<number, Map<string, number>>();
/** Tabs opened a moment ago, until it is known whose they are, with the tab they were opened from: held like a session's. */
const limbo = new Map<number, number | undefined>();
let installed = 0;
let turn: Promise<void> = Promise.resolve();

export const networkRules = (): number => installed;

const holdPage = (): string => browser.runtime.getURL('popup/hold.html');
export const isHoldPage = (url: string): boolean => url.startsWith(holdPage());
/** Where the document at `url` is held, as the rules' own redirect names it. */
export const holdUrl = (url: string): string => `${holdPage()}?url=${url}`;

/** The rebuild that hasn't begun yet: it will see things as they are when it does, whoever asks for another meanwhile. */
let coming: Promise<void> | undefined;

/** Rebuilds all rules, one rebuild at a time; resolves when they are in force. */
export function rebuildWall(): Promise<void> {
  coming ??= next(() => {
    coming = undefined;
    return apply();
  });
  return coming;
}

function next(work: () => Promise<void>): Promise<void> {
  turn = turn.then(work, work);
  return turn;
}

async function apply(): Promise<void> {
  const now = performance.now();
  const rules = [];
  let base = 1;
  const tabs = await browser.tabs.query({});
  const sites = pausedSites();
  const extensions = otherExtensions();
  // Nobody waits for it.
  if (world.live.size > 0)
    void lookForExtensions(browser.runtime.id).then((isNew) => (isNew ? rebuildWall() : undefined));
  for (const live of world.live.values()) {
    const otherTabs = tabs.flatMap((tab) =>
      tab.id !== undefined && !live.session.tabs.includes(tab.id) && !limbo.has(tab.id) ? [tab.id] : [],
    );
    const going = passes.filter((pass) => pass.until > now);
    const input = { session: live.session, otherTabs, passes: going, holdPage: holdPage(), paused: sites, extensions };
    rules.push(...(standsFor(live) ? wallRules : scopeRules)(input, base));
    base += RULES_PER_SESSION;
  }
  standing ??= await earlierRules();
  // All of them anew: whoever has taken some away, in a page of ours, has them back with the next document.
  const isDone = (rules.length === 0 && standing.length === 0) || (await update(standing, rules));
  if (isDone) standing = rules.map(({ id }) => id);
  installed = rules.length;
}

/** Ids of the rules in force but for those of fresh documents; unknown to a worker that has just begun. */
let standing: number[] | undefined;

/** Those for documents that were fresh are among them: whoever would have closed them is gone. */
async function earlierRules(): Promise<number[]> {
  return (await browser.declarativeNetRequest.getSessionRules()).map(({ id }) => id);
}

/** Where a person has paused; when the first of the pauses is over, all is built anew, whether this worker lives or not. */
function pausedSites(): string[] {
  const ends = Object.keys(world.personal.paused).flatMap((site) => {
    const until = pausedUntil(site);
    return until === undefined ? [] : [{ site, until }];
  });
  if (ends.length) browser.alarms.create(PAUSE_ENDS, { when: Math.min(...ends.map(({ until }) => until)) });
  return ends.map(({ site }) => site);
}

async function update(removeRuleIds: number[], addRules: unknown[]): Promise<boolean> {
  try {
    await browser.declarativeNetRequest.updateSessionRules({ removeRuleIds, addRules: addRules as never });
    world.degraded.delete('the network rules could not be set');
    return true;
  } catch {
    // The old rules stay: an update is all or nothing.
    world.degraded.add('the network rules could not be set');
    return false;
  }
}

/**
 * INVARIANT: the wall is no second copy of a rule. It stands exactly when the policy would stop a request that carries
 * private data to a site never used before.
 */
export function standsFor(live: Live): boolean {
  if (live.session.firstPrivateAt === undefined || live.session.tabs.length === 0) return false;
  if (world.managed.value.mode === 'monitor') return false;
  const from = live.session.privateSites[0] ?? 'opaque:none';
  const probe: AgentEvent = {
    ...factBase(
      { ...live, session: { ...live.session } },
      { tab: live.session.tabs[0] ?? 0, frame: 0, url: `https://${from}/` },
    ),
    phase: 'proposed',
    actor: 'agent',
    kind: 'request',
    dest: {
      origin: 'https://never-seen.invalid',
      site: 'never-seen.invalid',
      url: 'https://never-seen.invalid/',
      method: 'post',
      relation: 'cross-site',
      firstSeen: true,
    },
    payload: { bytes: 100, labels: ['private'], sources: [from] },
    page: { trust: 'private', risk: { tier: 'safe' } },
  };
  const { verdict } = ponder(live, probe);
  return verdict === 'ask' || verdict === 'block' || verdict === 'kill';
}

/**
 * A new document is fresh until it is parsed or somebody acts in it. Said as its navigation begins, and again when its server,
 * a slow one maybe, has answered.
 */
export function openFor(tab: number, url: string): void {
  // What no server gave, `data:` or an empty page, is whoever opens it.
  if (!/^https?:/.test(url)) return void closeFor(tab);
  fresh.set(tab, { until: performance.now() + FRESH_MS });
  const live = liveOfTab(tab);
  if (installed === 0 || !live) return;
  const known = live.session.seen.includes(siteOf(url));
  opening.add(tab);
  // Not in turn with the rebuilds: the browser keeps the order of calls, and the closing one must not wait.
  const [own, barrier] = freshIds(tab);
  void update([own, barrier], freshRules([own, barrier], tab, known));
  closeInTime(tab);
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
  if (installed === 0 || !liveOfTab(tab)) return;
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
  void update([id], freshFrameRules(id, tab, [...(freshFrames.get(tab)?.keys() ?? [])]));
}

/** @param document who says so: what the document before it had to tell comes late, now and then, and closes nothing */
export async function closeFor(tab: number, document?: string): Promise<void> {
  if (document !== undefined && isFresh(tab) && fresh.get(tab)?.document !== document) return;
  const wasFresh = fresh.delete(tab);
  if (opening.delete(tab)) await update(freshIds(tab).slice(0, 2), []);
  else if (!wasFresh || installed === 0) return;
  // What the document used while fresh is how its site works.
  if (liveOfTab(tab)) await rebuildWall();
}

/** A tab was opened; for a moment nobody knows by whom. */
export function puzzleOver(tab: number, opener: number | undefined): void {
  limbo.set(tab, opener);
  setTimeout(() => settleTab(tab), LIMBO_MS);
}

export function settleTab(tab: number): void {
  if (limbo.delete(tab) && installed > 0) void rebuildWall();
}

/** Lets one judged navigation through. */
export async function letThrough(tab: number, url: string): Promise<void> {
  const now = performance.now();
  for (let at = passes.length - 1; at >= 0; at--) if ((passes[at]?.until ?? 0) <= now) passes.splice(at, 1);
  passes.push({ tab, url, until: now + PASS_MS });
  // Its rule goes when its time is over, whatever else happens or doesn't.
  setTimeout(() => void rebuildWall(), PASS_MS + 50);
  await rebuildWall();
}

let requests = 0;

/** Lets one judged request of a page through, that its site's rules would stop. */
export async function letRequest(tab: number, from: string, url: string, method: string): Promise<void> {
  const id = REQUEST_IDS + (requests++ % MOST_REQUESTS);
  await update([id], requestRules(id, tab, siteOf(from), url, method));
  setTimeout(() => void update([id], []), REQUEST_MS);
}

/** Whether this document was judged a moment ago and let go. */
export function isPassed(tab: number, url: string): boolean {
  return passes.some((pass) => pass.tab === tab && pass.url === url && pass.until > performance.now());
}

/** The session that opened a tab which isn't its own yet: its data may be on the way there before the browser says so. */
export function openerOf(tab: number): Live | undefined {
  const opener = limbo.get(tab);
  return opener === undefined ? undefined : liveOfTab(opener);
}
