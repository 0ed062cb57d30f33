/** Which sites a document uses, learnt from what is really sent; listened to only while an agent is at work. */
import browser from 'webextension-polyfill';
import { use } from '../../src/session/session.ts';
import { siteOf } from '../../src/site/site.ts';
import { watchOutcomes } from './outcomes.ts';
import { noteBegun } from './strays.ts';
import { isFresh } from './walls.ts';
import { liveOfTab, world } from './world.ts';

/** What documents use before the first private read, or while fresh, is how their site works. */
type Sent = { tabId: number; type: string; url: string; documentUrl?: string; initiator?: string };

/** Only what was really sent: a request that a rule stopped must not teach us that it is usual. */
function onSent(details: Sent): undefined {
  noteUse(details.tabId, details.type, details.documentUrl ?? details.initiator, details.url);
}

function onBegun({ tabId, initiator }: { tabId: number; initiator?: string }): undefined {
  noteBegun(tabId, initiator);
}

/** Listened to only while an agent is at work: a person's browsing wakes nobody. */
export function watchRequests(): void {
  const { onSendHeaders, onBeforeRequest } = browser.webRequest;
  const watching = onSendHeaders.hasListener(onSent);
  if (world.live.size > 0 && !watching) {
    onSendHeaders.addListener(onSent, { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*'] });
    onBeforeRequest.addListener(onBegun, { urls: ['http://*/*', 'https://*/*'], types: ['main_frame'] });
  }
  if (world.live.size === 0 && watching) {
    onSendHeaders.removeListener(onSent);
    onBeforeRequest.removeListener(onBegun);
  }
  watchOutcomes(world.live.size > 0);
}

/** Whoever serves code is trusted by the page's author with the whole page; a picture may be anybody's. */
const TRUSTED_TYPES = new Set(['script', 'stylesheet', 'font']);

function noteUse(tab: number, type: string, initiator: string | undefined, url: string): void {
  const live = liveOfTab(tab);
  if (!live || !initiator || initiator === 'null' || type === 'main_frame') return;
  const early = live.session.firstPrivateAt === undefined;
  if (!early && !(isFresh(tab) && TRUSTED_TYPES.has(type))) return;
  use(live.session, type === 'sub_frame' ? 'framed' : 'used', siteOf(initiator), siteOf(url));
}
