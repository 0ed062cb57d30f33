/** Which sites a document uses, learnt from what is really sent; listened to only while an agent is at work. */
import browser, { type WebRequest } from 'webextension-polyfill';
import { type Session, use } from '../../src/session/session.ts';
import { siteOf } from '../../src/site/site.ts';
import { noteComing } from './coming.ts';
import { isFrameFresh, isFresh, openFor } from './fresh.ts';
import { judgeRefused } from './held.ts';
import { watchBlocking } from './one-by-one.ts';
import { noteAnswer, noteFailure, OUTCOMES } from './outcomes.ts';
import { noteBegun } from './strays.ts';
import { clearStranger } from './workers.ts';
import { liveOfTab, world } from './world.ts';

/** What documents use before the first private read, or while fresh, is how their site works. */
type Sent = { tabId: number; type: string; url: string; documentUrl?: string; initiator?: string };

/** Only what was really sent: a request that a rule stopped must not teach us that it is usual. */
function onSent(details: Sent): undefined {
  noteUse(details.tabId, details.type, details.documentUrl ?? details.initiator, details.url);
}

type Begun = { tabId: number; url: string; timeStamp: number; initiator?: string };

function onBegun({ tabId, url, timeStamp, initiator }: Begun): undefined {
  clearStranger(tabId);
  noteBegun(tabId, initiator);
  noteComing(tabId, url, timeStamp, initiator !== undefined);
}

function onAnswered(details: WebRequest.OnHeadersReceivedDetailsType): undefined {
  const { tabId, type, url } = details;
  if (type === 'main_frame') openFor(tabId, url, true);
  noteAnswer(details);
}

type Failed = { tabId: number; frameId: number; url: string; error: string; documentUrl?: string; initiator?: string };

/** A script that a page itself asks for, and a rule stopped; not what a worker or a frame in it asks for. */
function onFailed({ tabId, frameId, url, error, documentUrl, initiator }: Failed): undefined {
  const [live, from] = [liveOfTab(tabId), documentUrl ?? initiator];
  if (!live || frameId !== 0 || error !== 'net::ERR_BLOCKED_BY_CLIENT' || !from || !/^https?:/.test(from)) return;
  void judgeRefused(live, { tab: tabId, frame: frameId, url: from, top: from }, url).catch(() => undefined);
}

/** Listened to only while an agent is at work: a person's browsing wakes nobody. */
export function watchRequests(): void {
  const { onSendHeaders, onBeforeRequest, onHeadersReceived, onErrorOccurred } = browser.webRequest;
  const watching = onSendHeaders.hasListener(onSent);
  if (world.live.size > 0 && !watching) {
    onSendHeaders.addListener(onSent, {
      urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*'],
      types: loaded(),
    });
    onBeforeRequest.addListener(onBegun, { urls: ['http://*/*', 'https://*/*'], types: ['main_frame'] });
    onHeadersReceived.addListener(onAnswered, OUTCOMES, ['responseHeaders']);
    onErrorOccurred.addListener(onFailed, { urls: ['http://*/*', 'https://*/*'], types: ['script'] });
    onErrorOccurred.addListener(noteFailure, OUTCOMES);
  }
  if (world.live.size === 0 && watching) {
    onSendHeaders.removeListener(onSent);
    onBeforeRequest.removeListener(onBegun);
    onHeadersReceived.removeListener(onAnswered);
    onErrorOccurred.removeListener(onFailed);
    onErrorOccurred.removeListener(noteFailure);
  }
  watchBlocking();
}

/** All types but documents of tabs: a navigation waits while the browser tells us of its request. */
function loaded(): WebRequest.ResourceType[] {
  const all = Object.values((browser.webRequest as unknown as { ResourceType: Record<string, string> }).ResourceType);
  return all.filter((type) => type !== 'main_frame') as WebRequest.ResourceType[];
}

/** Whoever serves code is trusted by the page's author with the whole page; a picture may be anybody's. */
const TRUSTED_TYPES = new Set(['script', 'stylesheet', 'font']);

/** A picture or three may be anybody's, in a post say; a place that a page has so many from is where its pictures are. */
const SEVERAL = 4;
const MOST_COUNTED = 500;
const counted = new Map<string, Set<string>>();

/**
 * Also after a private read, of a site where nothing private was read: pages load their pictures as they are scrolled. What
 * its code could tell such a place it could as well tell its own.
 */
function noteShown(session: Session, site: string, dest: string, url: string): void {
  if (session.privateSites.includes(site)) return;
  const key = `${session.id} ${site} ${dest}`;
  const urls = counted.get(key) ?? new Set();
  if (counted.size >= MOST_COUNTED) counted.clear();
  counted.set(key, urls.add(url));
  if (urls.size >= SEVERAL) use(session, 'shown', site, dest);
}

function noteUse(tab: number, type: string, initiator: string | undefined, url: string): void {
  const live = liveOfTab(tab);
  if (!live || !initiator || initiator === 'null') return;
  const early = live.session.firstPrivateAt === undefined;
  const isPicture = type === 'image' || type === 'media';
  const [from, to] = [siteOf(initiator), siteOf(url)];
  const fresh = isFresh(tab) || isFrameFresh(tab, from);
  if (!early && isPicture && fresh) noteShown(live.session, from, to, url);
  if (!early && !(fresh && TRUSTED_TYPES.has(type))) return;
  use(live.session, type === 'sub_frame' ? 'framed' : 'used', from, to);
}
