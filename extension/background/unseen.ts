/**
 * Pages of an agent's tabs in which our script isn't: a debugger switched scripts off, or it is shown as source. What an agent
 * reads there nobody knows; so its site counts as read, and other sites are asked about (`after-an-unseen-page`).
 */
import browser from 'webextension-polyfill';
import { readPrivately } from '../../src/session/session.ts';
import { siteOf } from '../../src/site/site.ts';
import { now } from './clock.ts';
import { canAskForTargets, isAttached, isDriven } from './debugger.ts';
import { observe } from './facts.ts';
import { tellSession } from './frames.ts';
import { isHeard } from './send.ts';
import { isSurely, seeAgent } from './sessions.ts';
import { rebuildWall } from './walls.ts';
import { liveOfTab } from './world.ts';

type Parsed = { tabId: number; frameId: number; documentId?: string; url: string };

const LISTENS_MS = 400;

/**
 * A document has been parsed: our script is in it by then, wherever it may be. (Seen with Chromium 156, of pages, plain text,
 * pictures, PDF, sandboxed ones; an error's page isn't told of as parsed.)
 */
export async function lookWhetherSeen(page: Parsed): Promise<void> {
  const { tabId: tab, frameId, url } = page;
  // Firefox shows PDF and JSON by pages of its own, where no script goes, and source by another address.
  if (frameId !== 0 || !/^https?:/.test(url) || !canAskForTargets()) return;
  if (!isSurely(tab) && !(await isAttached(tab))) return;
  if (await isHeard(tab, page)) return;
  // That it listens may be on its way yet.
  await new Promise((done) => setTimeout(done, LISTENS_MS));
  if ((await isHeard(tab, page)) || !(await isStillThere(page))) return;
  if (!isSurely(tab) && (await isDriven(tab)))
    await seeAgent(tab, 'debugger', ['debugger attached', 'no developer tools open']);
  const live = isSurely(tab) ? liveOfTab(tab) : undefined;
  if (!live) return;
  const { session } = live;
  const site = siteOf(url);
  session.unseen = [...new Set([...(session.unseen ?? []), site])];
  readPrivately(session, site, now());
  const source = { tab, frame: 0, url };
  await observe(live, source, 'coverage', { coverage: { state: 'degraded', cause: 'unseen-page' } });
  await observe(live, source, 'page.load', { page: { trust: 'private' } });
  await rebuildWall();
  await tellSession(live);
}

/** Nobody answers for a document that was left meanwhile. */
async function isStillThere({ tabId, documentId }: Parsed): Promise<boolean> {
  const there = await browser.webNavigation.getFrame({ tabId, frameId: 0 }).catch(() => undefined);
  return (there as { documentId?: string } | undefined)?.documentId === documentId;
}
