/**
 * Service workers of sites where nobody is signed in. One that was there before answers a navigation itself: no network rule
 * meets that navigation, and its address is the worker's to tell. Where the wall stands such workers are taken away, send
 * nothing (`closedRules`), and can't come back. Those of signed-in sites, and of what the person's own tabs show, stay.
 */
import browser from 'webextension-polyfill';
import type { Pass } from '../../src/enforce/let-through.ts';
import { strangerRules } from '../../src/enforce/stranger-rules.ts';
import { originOf, siteOf } from '../../src/site/site.ts';
import { runningWorkers } from './debugger.ts';
import { networkRules, updateRules } from './rules.ts';
import { standsFor } from './stands.ts';
import { type Live, liveOfTab, world } from './world.ts';

/** Origin that none is left of. Of this worker's life only: the next one looks again. */
const swept = new Set<string>();
/** Tabs on their way to a site that no session showed → where to, until the network, and no such worker, is asked for it. */
const strangers = new Map<number, string>();
/** Rule ids from here on are tabs' on such a way; those of fresh documents end before it. */
const STRANGER_IDS = 1_600_000_000;

/** Sites whose service workers are left alone: signed in, paused, or shown by tabs outside of all sessions. */
let spared: ReadonlySet<string> = new Set();
/** What the sessions' tabs show. */
let shown: readonly string[] = [];
/** Addresses of workers that run in no tab. */
let running: readonly string[] = [];

type Tab = { id?: number; url?: string };

/** Before the wall is built. */
export async function lookForWorkers(tabs: readonly Tab[], paused: readonly string[]): Promise<void> {
  const lives = [...world.live.values()];
  const isOurs = ({ id }: Tab) => id !== undefined && liveOfTab(id) !== undefined;
  const people = tabs.flatMap((tab) => (tab.url && !isOurs(tab) ? [siteOf(tab.url)] : []));
  shown = tabs.flatMap((tab) => (tab.url && isOurs(tab) ? [tab.url] : []));
  spared = new Set([...people, ...paused, ...lives.flatMap(({ session }) => session.privateSites)]);
  // What the person opened meanwhile may have brought its own again.
  for (const origin of swept) if (spared.has(siteOf(origin))) swept.delete(origin);
  running = lives.some(standsFor) ? await runningWorkers() : [];
}

/** Sites whose workers the wall keeps from sending, and those from what they may have made as well. */
export function workersKept({ session }: Live, passes: readonly Pass[]): { silent: string[]; strange: string[] } {
  const { tabs, seen, used } = session;
  const coming = passes.filter(({ tab }) => tabs.includes(tab)).map(({ url }) => url);
  const known = new Set([...seen, ...[...shown, ...coming].map(siteOf)]);
  const silent = [...known, ...Object.keys(used)].filter((site) => !spared.has(site));
  // One that runs would answer before there is a rule that its site's document calls for.
  const strange = running.filter((url) => !isSwept(url)).map(siteOf);
  return { silent, strange: strange.filter((site) => !spared.has(site) && !known.has(site)) };
}

/** When the wall has been built. */
export async function sweepAll(): Promise<void> {
  const standing = [...world.live.values()].filter(standsFor);
  if (standing.length === 0) return;
  await sweep([...standing.flatMap(({ session }) => session.origins), ...shown.filter(isWeb).map(originOf)]);
}

const isWeb = (url: string): boolean => /^https?:/.test(url);

export const isSwept = (url: string): boolean => swept.has(originOf(url));
export const isSpared = (url: string): boolean => spared.has(siteOf(url));

/** Takes away the service workers of these origins, at once: a page that one controls has none from then on. */
export async function sweep(origins: readonly string[]): Promise<void> {
  const left = [...new Set(origins)].filter((origin) => !swept.has(origin) && !spared.has(siteOf(origin)));
  if (left.length === 0) return;
  try {
    await browser.browsingData.remove(within(left), { serviceWorkers: true });
    for (const origin of left) swept.add(origin);
    world.degraded.delete(FAILED);
  } catch {
    // They send nothing all the same, and are tried again with the next rebuild.
    world.degraded.add(FAILED);
  }
}

const FAILED = 'service workers of sites could not be taken away';

/** What Chromium calls origins, Firefox knows by their hosts; the types know Firefox's. */
function within(origins: readonly string[]): { hostnames: string[] } {
  const isChromium = browser.runtime.getURL('').startsWith('chrome-extension:');
  return (isChromium ? { origins } : { hostnames: origins.map((origin) => new URL(origin).hostname) }) as never;
}

/** A tab of a session begins to go to a site that none of its tabs showed: until the network was asked, it may be a worker that answers. */
export function suspectStranger(tab: number, url: string): void {
  const live = liveOfTab(tab);
  // What was made before it stays suspected until it is gone.
  if (!live || networkRules() === 0 || !isStranger(live, url)) return;
  strangers.set(tab, url);
  const ids = strangerIds(tab);
  void updateRules(ids, strangerRules(ids[0], tab, siteOf(url)));
}

function isStranger(live: Live, url: string): boolean {
  if (!isWeb(url)) return false;
  const site = siteOf(url);
  return !isSwept(url) && !spared.has(site) && !live.session.seen.includes(site) && standsFor(live);
}

/** The network was asked for its document, or it shows something else: no later, or the document's own first requests would be stopped. */
export function clearStranger(tab: number): void {
  if (strangers.delete(tab)) void updateRules(strangerIds(tab), []);
}

/** @returns whether a service worker made the document that is there now: it is asked for again, from the network, and judged */
export async function askAgain(tab: number, url: string): Promise<boolean> {
  if (strangers.get(tab) !== url) {
    clearStranger(tab);
    return false;
  }
  await sweep([originOf(url)]);
  await browser.tabs.update(tab, { url });
  return true;
}

const strangerIds = (tab: number): [number, number] => {
  const first = STRANGER_IDS + 2 * (tab % 200_000_000);
  return [first, first + 1];
};
