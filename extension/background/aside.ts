/** Goes on for documents that wait aside (src/enforce/aside.ts), and finds out where they have to. */
import browser, { type WebNavigation } from 'webextension-polyfill';
import { wordsFor } from '../../popup/held-words.ts';
import { stoppedPage } from '../../src/enforce/aside.ts';
import { hasLostATab } from './debugger.ts';
import { judgeHeld } from './held.ts';
import { waits } from './held-at.ts';
import { ownOf } from './sessions.ts';
import { ready, saveAside } from './storage.ts';
import { noteHeldNavigation } from './told-again.ts';
import { rebuildWall } from './walls.ts';
import { liveOfTab, world } from './world.ts';

type Committed = WebNavigation.OnCommittedDetailsType;

/** A page of ours is asked for in some tab. Whoever has lost theirs by it, loses none again. */
export async function noteLosses(): Promise<void> {
  if (world.aside || !(await hasLostATab())) return;
  world.aside = true;
  await saveAside();
  await rebuildWall();
}

/** A document is there. If it is one that stands for another, that is judged as our own page would have asked it. */
export async function judgeAside({ tabId: tab, frameId: frame, ...details }: Committed): Promise<void> {
  await ready;
  const url = frame === 0 ? waits(details.url) : undefined;
  const how: readonly string[] = details.transitionQualifiers;
  // Only rules lead here by a redirect; whoever comes back to it asks nothing.
  if (url === undefined || !how.includes('server_redirect') || how.includes('forward_back')) return;
  const question = { url, name: '', began: details.timeStamp };
  const answer = await judgeHeld({ tab, frame, top: url }, () => ownOf(tab), question);
  const live = liveOfTab(tab);
  if (live) noteHeldNavigation(live.session, tab, url, answer);
  // Somebody has gone on meanwhile.
  if ((await shownIn(tab)) !== details.url) return;
  const stop = { stopped: answer.say, what: answer.what, rule: answer.rule, asked: answer.asked === true };
  await browser.tabs.update(tab, { url: answer.go ? url : stoppedPage(wordsFor(stop, url, false)) });
}

/** What a tab shows; nothing where it is gone, or on its way elsewhere. */
async function shownIn(tabId: number): Promise<string | undefined> {
  const [tab, frame] = await Promise.all([
    browser.tabs.get(tabId).catch(() => undefined),
    // Of a page that is no site's a tab says nothing.
    browser.webNavigation.getFrame({ tabId, frameId: 0 }).catch(() => null),
  ]);
  return tab?.pendingUrl ? undefined : frame?.url;
}

type Failed = { tabId: number; frameId: number; parentFrameId: number; url: string; error: string; timeStamp: number };

const AGAIN_MS = 30_000;
/** Frames that were asked for again: whoever else refuses them has the last word. */
const again = new Map<string, number>();

/** A frame of another site was refused: judged as our own page in it would have asked, it is asked for again. */
export async function judgeFrame({ tabId: tab, frameId: frame, parentFrameId, url, ...failed }: Failed): Promise<void> {
  await ready;
  if (!world.aside || frame === 0 || failed.error !== 'net::ERR_BLOCKED_BY_CLIENT' || !liveOfTab(tab)) return;
  const key = `${tab} ${frame} ${url}`;
  if ((again.get(key) ?? Number.NEGATIVE_INFINITY) > performance.now()) return;
  if (again.size > 500) again.clear();
  again.set(key, performance.now() + AGAIN_MS);
  const top = await shownIn(tab);
  if (top === undefined) return;
  const question = { url, name: '', began: failed.timeStamp };
  if (!(await judgeHeld({ tab, frame, top }, () => ownOf(tab), question)).go) return;
  const target = { tabId: tab, frameIds: [parentFrameId] };
  // What is gone meanwhile is asked for no more.
  await browser.scripting.executeScript({ target, func: askAgain, args: [url] }).catch(() => undefined);
}

function askAgain(url: string): void {
  for (const frame of document.querySelectorAll('iframe')) if (frame.src === url) frame.src = url;
}
