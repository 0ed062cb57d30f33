/** Keeps the network rules as the sessions are. */
import browser from 'webextension-polyfill';
import { type Pass, passRules } from '../../src/enforce/let-through.ts';
import { openRules, wallRules } from '../../src/enforce/wall.ts';
import { numbered, stopRules } from '../../src/enforce/wall-rule.ts';
import { originOf, siteOf } from '../../src/site/site.ts';
import { lookForExtensions, otherExtensions } from './debugger.ts';
import { asideNow, holdPage } from './held-at.ts';
import { addRules, areRulesKnown, installRules, isWholeDue, networkRules } from './rules.ts';
import { standsFor } from './stands.ts';
import { lookForWorkers, sweep, sweepAll, workersKept } from './workers.ts';
import { type Live, liveOfTab, pausedUntil, world } from './world.ts';

const RULES_PER_SESSION = 1_000;
/** How long what was let go may take to begin. */
export const PASS_MS = 10_000;
const LIMBO_MS = 1_500;
/** The alarm for the end of a pause. */
export const PAUSE_ENDS = 'pause';
/** Of this worker's life only, so by a clock that nobody sets. */
const passes: Pass[] = [];
/** Tabs opened a moment ago, until it is known whose they are, with the tab they were opened from: held like a session's. */
const limbo = new Map<number, number | undefined>();
let turn: Promise<void> = Promise.resolve();

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
  let holding = 0;
  const tabs = await browser.tabs.query({});
  const sites = pausedSites();
  const [extensions, aside] = [otherExtensions(), await asideNow()];
  await lookForWorkers(tabs, sites);
  // Nobody waits for it.
  if (world.live.size > 0)
    void lookForExtensions(browser.runtime.id).then((isNew) => (isNew ? rebuildWall() : undefined));
  for (const live of world.live.values()) {
    const otherTabs = tabs.flatMap((tab) =>
      tab.id !== undefined && !live.session.tabs.includes(tab.id) && !limbo.has(tab.id) ? [tab.id] : [],
    );
    const going = passes.filter((pass) => pass.until > now);
    const shared = { holdPage: holdPage(), aside, paused: sites, extensions };
    const input = { ...shared, ...workersKept(live, going), session: live.session, otherTabs, passes: going };
    const stands = standsFor(live);
    const isOver = world.stopped || live.session.endedBy !== undefined;
    const over = isOver ? numbered(stopRules(live.session), base + RULES_PER_SESSION - 1) : [];
    const own = [...(stands ? wallRules : openRules)(input, base), ...over];
    if (stands || live.session.scope || isOver) holding += own.length;
    rules.push(...own);
    base += RULES_PER_SESSION;
  }
  await installRules(rules, holding);
  if (networkRules() > 0) await sweepAll();
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

/** A tab was opened; for a moment nobody knows by whom, and while it is empty and a debugger's agent is at work longer. */
export function puzzleOver(tab: number, opener: number | undefined): void {
  limbo.set(tab, opener);
  setTimeout(() => void settleInTime(tab), LIMBO_MS);
}

/** People's new tabs show the browser's own page; an agent may attach to an empty one whenever it likes, and go on at once. */
async function settleInTime(tab: number): Promise<void> {
  if (!limbo.has(tab)) return;
  const isDriven = [...world.live.values()].some(({ session }) => session.how !== 'handover');
  const shown = await browser.webNavigation.getFrame({ tabId: tab, frameId: 0 }).catch(() => null);
  if (isDriven && shown?.url === 'about:blank') setTimeout(() => void settleInTime(tab), LIMBO_MS);
  else settleTab(tab);
}

export function settleTab(tab: number): void {
  if (limbo.delete(tab) && networkRules() > 0) void rebuildWall();
}

/** Lets one judged navigation through. @param nameless whether it was judged for a window without a name */
export async function letThrough(tab: number, url: string, nameless = false): Promise<void> {
  const now = performance.now();
  for (let at = passes.length - 1; at >= 0; at--) if ((passes[at]?.until ?? 0) <= now) passes.splice(at, 1);
  const again = passes.findIndex((pass) => pass.tab === tab && pass.url === url);
  const [before] = again < 0 ? [] : passes.splice(again, 1);
  const pass = { tab, url, nameless: nameless && before?.nameless !== false, until: now + PASS_MS };
  passes.push(pass);
  // Its rule goes when its time is over, whatever else happens or doesn't.
  setTimeout(() => void rebuildWall(), PASS_MS + 50);
  const live = liveOfTab(tab);
  // Before it is told of this address, and behind the rule that keeps another one from coming.
  if (live && standsFor(live)) await sweep([originOf(url)]);
  if (!areRulesKnown() || before || !live?.session.seen.includes(siteOf(url))) return rebuildWall();
  // To a site that was shown before, all other rules are as they are: the document waits for this one alone.
  await next(() => addRules(passRules([pass])));
  if (isWholeDue()) void rebuildWall();
}

/** Whether this document was judged a moment ago and let go. */
export function isPassed(tab: number, url: string): boolean {
  return passes.some((pass) => pass.tab === tab && pass.url === url && pass.until > performance.now());
}

/** Whether a tab was opened a moment ago, and is nobody's yet. */
export const isNew = (tab: number): boolean => limbo.has(tab);

/** The session that opened a tab which isn't its own yet: its data may be on the way there before the browser says so. */
export function openerOf(tab: number): Live | undefined {
  const opener = limbo.get(tab);
  return opener === undefined ? undefined : liveOfTab(opener);
}
