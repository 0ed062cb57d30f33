/** Goes on for documents that wait aside (src/enforce/aside.ts), and finds out where they have to. */
import browser, { type WebNavigation } from 'webextension-polyfill';
import { wordsFor } from '../../popup/held-words.ts';
import { stoppedPage } from '../../src/enforce/aside.ts';
import { lostTabs } from './debugger.ts';
import { judgeHeld } from './held.ts';
import { waits } from './held-at.ts';
import { ownOf } from './sessions.ts';
import { ready, saveAside } from './storage.ts';
import { noteHeldNavigation } from './told-again.ts';
import { rebuildWall } from './walls.ts';
import { liveOfTab, world } from './world.ts';

type Committed = WebNavigation.OnCommittedDetailsType;

/** When a document was last begun in each tab, its frames included, and whether the tab's was one that had waited. */
const begun = new Map<number, { at: number; again: boolean }>();
const LATELY_MS = 3_000;

export function noteBegins({ tabId: tab, frameId: frame, url }: { tabId: number; frameId: number; url: string }): void {
  for (const [other, { at }] of begun) if (performance.now() - at > LATELY_MS) begun.delete(other);
  const again = frame === 0 ? waits(url) !== undefined : begun.get(tab)?.again === true;
  begun.set(tab, { at: performance.now(), again });
}

/**
 * A page of ours is asked for in some tab. An extension that has lost its tab by it loses none again: one where a document
 * was on its way, not one that whoever drove it has left.
 */
export async function noteLosses(): Promise<void> {
  if (world.aside || !(await lostTabs(browser.runtime.id)).some((tab) => begun.has(tab))) return;
  world.aside = true;
  await saveAside();
  await rebuildWall();
}

/** A document is there. If it is one that stands for another, that is judged as our own page would have asked it. */
export async function judgeAside({ tabId: tab, frameId: frame, ...details }: Committed): Promise<void> {
  if (frame !== 0) return;
  met?.add(tab);
  await ready;
  const url = waits(details.url);
  const how: readonly string[] = details.transitionQualifiers;
  // Only rules lead here by a redirect; whoever comes back to where something waited asks nothing.
  const again = how.includes('forward_back') && begun.get(tab)?.again === true;
  if (url === undefined || !how.includes('server_redirect') || again) return;
  await goOn(tab, url, details);
}

/** Tabs whose document this worker saw come, until it has looked for those that it didn't. */
let met: Set<number> | undefined = new Set();

/** What came while an earlier worker lived, and waits still: that one died over it. */
export async function judgeLeftAside(): Promise<void> {
  const isNeeded = world.aside && world.live.size > 0;
  const tabs = isNeeded ? await browser.tabs.query({}) : [];
  for (const { id: tab } of tabs) {
    const shown = tab === undefined || met?.has(tab) ? undefined : await shownIn(tab);
    const url = shown === undefined ? undefined : waits(shown);
    if (tab !== undefined && shown !== undefined && url !== undefined)
      await goOn(tab, url, { url: shown, timeStamp: Date.now() });
  }
  met = undefined;
}

async function goOn(tab: number, url: string, there: { url: string; timeStamp: number }): Promise<void> {
  const question = { url, name: '', began: there.timeStamp };
  const answer = await judgeHeld({ tab, frame: 0, top: url }, () => ownOf(tab), question);
  const live = liveOfTab(tab);
  if (live) noteHeldNavigation(live.session, tab, url, answer);
  // Somebody has gone on meanwhile.
  if ((await shownIn(tab)) !== there.url) return;
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
  const { dom } = (globalThis as unknown as { chrome: { dom: Dom } }).chrome;
  const roots: (Document | ShadowRoot)[] = [document];
  for (const root of roots)
    for (const element of root.querySelectorAll('*')) {
      if (element instanceof HTMLIFrameElement && element.src === url) element.src = url;
      const inner = element instanceof HTMLElement ? dom.openOrClosedShadowRoot(element) : null;
      if (inner) roots.push(inner);
    }
}

type Dom = { openOrClosedShadowRoot(element: HTMLElement): ShadowRoot | null };
