/** The worker's entry: listeners first, synchronously, so that an event that wakes it is not missed; then `ready`. */
import browser, { type Runtime } from 'webextension-polyfill';
import { type Session, visit } from '../../src/session/session.ts';
import { readManaged } from '../../src/settings/settings.ts';
import { originOf, siteOf } from '../../src/site/site.ts';
import { receiveExternal } from './agents.ts';
import { judgeAside, judgeFrame, judgeLeftAside, noteBegins } from './aside.ts';
import { forgetHeld } from './blocking.ts';
import { classifier } from './classifier.ts';
import { beat } from './clock.ts';
import { forgetComing } from './coming.ts';
import { stopAll } from './commands.ts';
import { showCondition } from './condition.ts';
import { forgetFrames } from './coverage.ts';
import { isAttached } from './debugger.ts';
import { observe } from './facts.ts';
import { tellAll } from './frames.ts';
import { isThere, openFor, openForFrame } from './fresh.ts';
import { frameBegins } from './held.ts';
import { isHoldPage, waits } from './held-at.ts';
import { keepLooking, look } from './looking.ts';
import { receive } from './messages.ts';
import { forgetRead } from './passages.ts';
import { announce } from './presence.ts';
import { watchRequests } from './requests.ts';
import { networkRules } from './rules.ts';
import {
  addStray,
  adoptTab,
  closeTab,
  endIdle,
  isSurely,
  joinIfDriven,
  releaseStray,
  replaceTab,
  seeAgent,
  takeStray,
} from './sessions.ts';
import { standsFor } from './stands.ts';
import { keepManaged, ready, whenManagedArrives } from './storage.ts';
import {
  type Committed,
  forgetTab,
  isByExtension,
  isByHand,
  isByProtocol,
  noteFirst,
  noteOpenedByPage,
  noteTab,
} from './strays.ts';
import { lookWhetherSeen } from './unseen.ts';
import { keepWaiting } from './waiting.ts';
import { PAUSE_ENDS, puzzleOver, rebuildWall, settleTab } from './walls.ts';
import { askAgain, clearStranger, isSpared, suspectStranger } from './workers.ts';
import { drivenSession, liveOfTab, world } from './world.ts';

browser.runtime.onMessage.addListener(receive as Runtime.OnMessageListener);
browser.runtime.onMessageExternal.addListener(receiveExternal as Runtime.OnMessageListener);
self.addEventListener('fetch', keepWaiting);

browser.tabs.onCreated.addListener((tab) => {
  if (tab.id === undefined) return;
  const { id, openerTabId } = tab;
  puzzleOver(id, openerTabId);
  noteTab(tab);
  void after(ready.then(() => joinIfDriven(id)));
  // A person's new tab has an opener too; a handed-over tab's agent may be the one who pressed Ctrl+T.
  if (openerTabId !== undefined)
    void after(ready.then(() => (isHandedOver(openerTabId) ? adoptTab(openerTabId, id) : undefined)));
});
browser.webNavigation.onCreatedNavigationTarget.addListener(({ sourceTabId, tabId }) => {
  noteOpenedByPage(tabId);
  void after(adoptTab(sourceTabId, tabId));
});
browser.tabs.onRemoved.addListener((tab) => {
  forgetFrames(tab);
  forgetRead(tab);
  forgetTab(tab);
  forgetHeld(tab);
  forgetComing(tab);
  delete world.debugged[String(tab)];
  void after(closeTab(tab));
});

browser.tabs.onReplaced.addListener((tab, gone) => void after(ready.then(() => replaceTab(gone, tab))));

/** A navigation that nobody typed and no page began, in a tab that a debugger drives, is an agent's. */
browser.webNavigation.onBeforeNavigate.addListener((details) => {
  noteBegins(details);
  if (details.frameId !== 0) {
    if (!/^https?:/.test(details.url)) return;
    frameBegins(details.tabId, details.frameId, details.url);
    void after(ready.then(() => openForFrame(details.tabId, details.url)));
    return;
  }
  noteFirst(details.tabId, details.url);
  void ready.then(() => {
    suspectStranger(details.tabId, details.url);
    openFor(details.tabId, details.url, false);
  });
  // The page that is being left is still there: if its debugger came a moment ago, it is read at last.
  void after(ready.then(() => whenLeaving(details.tabId)));
});
browser.webNavigation.onCommitted.addListener((details) => {
  void after(committed(details));
  void after(judgeAside(details));
});

browser.webNavigation.onDOMContentLoaded.addListener(
  (details) => void after(ready.then(() => lookWhetherSeen(details))),
);

browser.webNavigation.onErrorOccurred.addListener((details) => void after(judgeFrame(details as never)));

/** Most pages are there after so long, and nothing of them to be scored is known before. */
const LOADING_MS = 250;

async function whenLeaving(tab: number): Promise<void> {
  if (liveOfTab(tab)) classifier.rest(LOADING_MS);
  else await look();
}

function isHandedOver(tab: number): boolean {
  return liveOfTab(tab)?.session.handedOver.includes(tab) ?? false;
}

const NOBODYS = /^(about:blank|data:|blob:|file:|filesystem:)/;

async function committed(details: Committed): Promise<void> {
  await ready;
  const { tabId, frameId, url } = details;
  if (frameId !== 0) return;
  isThere(tabId, details.documentId);
  forgetRead(tabId);
  // What our hold page asks about is still on its way.
  const isHeld = isHoldPage(url) || waits(url) !== undefined;
  if (!isHeld) forgetComing(tabId);
  const byProtocol = isByProtocol(details);
  const isTaken = isByExtension(details) && (await takeStray(tabId));
  if (isByHand(details)) await releaseStray(tabId);
  if (byProtocol && (/^https?:/.test(url) || isHeld)) await seeWhoOpened(details);
  if (!/^https?:/.test(url)) {
    clearStranger(tabId);
    if (NOBODYS.test(url)) await joinIfDriven(tabId);
    return;
  }
  if (await askAgain(tabId, url)) return;
  watchRequests();
  settleTab(tabId);
  const live = liveOfTab(tabId);
  if (!live) return void (await spare(url));
  if (isTaken && isOutside(live.session, siteOf(url)))
    return void (await browser.tabs.update(tabId, { url }).catch(() => undefined));
  classifier.rest(LOADING_MS);
  delete live.session.pageRisk[String(tabId)];
  const site = siteOf(url);
  if (visit(live.session, site, originOf(url)) && standsFor(live)) void after(rebuildWall());
  await observe(live, { tab: tabId, frame: 0, url }, 'page.load', {
    page: { trust: live.session.privateSites.includes(site) ? 'private' : 'public' },
  });
}

/** Whose a tab is that an extension opened is known when its first document is there: asked for again, that is held like others. */
const isOutside = ({ scope }: Session, site: string): boolean =>
  scope !== undefined && ![...scope.sites, ...scope.reads].includes(site);

/** What the person's own tab shows isn't kept from having its workers. */
async function spare(url: string): Promise<void> {
  const isSilent = [...world.live.values()].some(({ session }) => session.seen.includes(siteOf(url)));
  if (isSilent && networkRules() > 0 && !isSpared(url)) await rebuildWall();
}

/** One who is at work may open a tab at an address, and attach later, or never: so does another program's link. */
async function seeWhoOpened({ tabId: tab, transitionType }: Committed): Promise<void> {
  const [own, driven] = [liveOfTab(tab), drivenSession()];
  if (own?.session.how === 'debugger' && isSurely(tab)) await seeAgent(tab, 'debugger', ['navigation by debugger']);
  else if (await isAttached(tab, true))
    await seeAgent(tab, 'debugger', ['navigation by debugger', 'debugger attached']);
  else if (driven && transitionType === 'start_page') await addStray(driven, tab);
  else if (driven) await seeAgent(tab, 'debugger', ['navigation by debugger']);
}

// Of this area alone: every decision writes to another one.
browser.storage.managed.onChanged?.addListener(() => void after(managedChanged()));
whenManagedArrives((state) => {
  world.managed = state;
  void after(settingsChanged());
});

async function managedChanged(): Promise<void> {
  world.managed = readManaged(await browser.storage.managed.get(null), world.managed.value);
  await keepManaged(world.managed);
  await settingsChanged();
}

async function settingsChanged(): Promise<void> {
  await ready;
  classifier.follow();
  await showCondition();
  await rebuildWall();
  await tellAll();
}

browser.commands?.onCommand.addListener((command) => {
  if (command === 'stop') void after(stopAll({}, true));
});

/** An update forgets what sessions have read: it waits until no agent is at work. */
browser.runtime.onUpdateAvailable?.addListener(
  () => void after(browser.storage.session.set({ updateWaits: true }).then(updateIfIdle)),
);

async function updateIfIdle(): Promise<void> {
  await ready;
  const { updateWaits } = await browser.storage.session.get('updateWaits');
  if (updateWaits === true && world.live.size === 0) browser.runtime.reload();
}

browser.alarms.create('idle', { periodInMinutes: 1 });
browser.alarms.onAlarm.addListener(({ name }) => void after(name === PAUSE_ENDS ? settingsChanged() : minutePassed()));

async function minutePassed(): Promise<void> {
  await ready;
  await endIdle();
  if (world.live.size > 0) await browser.storage.session.set({ beat: beat() });
  // Over a hundred megabytes, for nobody.
  else classifier.close();
  await updateIfIdle();
  await showCondition();
}

void after(keepLooking());
void after(ready.then(announce));
void after(ready.then(watchRequests).then(showCondition).then(rebuildWall).then(judgeLeftAside));

/** Work nobody waits for: its failure is made visible, and no message of it is kept. */
async function after(work: Promise<unknown>): Promise<void> {
  try {
    await ready;
    await work;
  } catch {
    world.degraded.add('part of the guard failed; restart the browser if this stays');
    void showCondition();
  }
}
