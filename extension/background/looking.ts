/**
 * Looks, again and again, whether a debugger has come to a page that is there already: by a debugging port it comes without a
 * sign, and an agent that only read the bank's open page, sent it off or left would never have been seen. The browser tells
 * nobody when one attaches, so we ask it; pages hear nothing until there is something to say.
 */
import browser from 'webextension-polyfill';
import { canAskForTargets, drivenTabs } from './debugger.ts';
import { tellTab } from './frames.ts';
import { accompany } from './hooks.ts';
import { isSurely, joinIfDriven } from './sessions.ts';
import { ready } from './storage.ts';
import { hasDrivenSession } from './world.ts';

/** An agent thinks longer than this between what it reads and what it does. */
const EVERY_MS = 1_000;
/** With many tabs an answer takes long: with a thousand, ten seconds until the next question. */
const EVERY_MS_A_TARGET = 10;

/** Tabs that a debugger was seen at, and that were told. */
let known: ReadonlySet<number> = new Set();

/** Goes on for as long as this worker lives. */
export async function keepLooking(): Promise<void> {
  if (!canAskForTargets()) return;
  await ready;
  for (;;) {
    const targets = await look();
    await new Promise((done) => setTimeout(done, Math.max(EVERY_MS, targets * EVERY_MS_A_TARGET)));
  }
}

/**
 * Tells the pages of each tab that a debugger has come to since the last look. A developer's own tools are nobody.
 * @returns how many targets there are
 */
export async function look(): Promise<number> {
  if (!canAskForTargets()) return 0;
  const { tabs, targets } = await drivenTabs();
  const others = tabs.filter((tab) => !isSurely(tab));
  if (hasDrivenSession()) for (const tab of others) void joinIfDriven(tab);
  else for (const tab of others) if (!known.has(tab)) void arm(tab);
  known = new Set(tabs);
  return targets;
}

/** The page itself first: it may be about to be left. */
async function arm(tab: number): Promise<void> {
  const page = accompany(tab, 0).catch(() => undefined);
  const told = tellTab(tab);
  const frames = (await browser.webNavigation.getAllFrames({ tabId: tab }).catch(() => [])) ?? [];
  // A frame that is gone, or where no script may go, has nothing to read either.
  const others = frames.filter(({ frameId }) => frameId !== 0);
  await Promise.all([page, told, ...others.map(({ frameId }) => accompany(tab, frameId).catch(() => undefined))]);
}
