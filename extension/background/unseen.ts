/**
 * Pages of an agent's tabs in which our script isn't: a debugger switched scripts off, or it is shown as source. What an agent
 * reads there nobody knows; so its site counts as read, and other sites are asked about (`after-an-unseen-page`).
 */
import browser from 'webextension-polyfill';
import { isDriven } from './debugger.ts';
import { observe } from './facts.ts';
import { frameState, tellSession } from './frames.ts';
import { sendToFrame } from './send.ts';
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
  if (frameId !== 0 || !/^https?:/.test(url)) return;
  const state = await frameState(tab, 0, url);
  if (state.mode === 'idle' || (await sendToFrame(tab, page, 'frame.state', state))) return;
  // That it listens may be on its way yet.
  await new Promise((done) => setTimeout(done, LISTENS_MS));
  if ((await sendToFrame(tab, page, 'frame.state', await frameState(tab, 0, url))) || !(await isStillThere(page)))
    return;
  if (!isSurely(tab) && (await isDriven(tab)))
    await seeAgent(tab, 'debugger', ['debugger attached', 'no developer tools open']);
  const live = isSurely(tab) ? liveOfTab(tab) : undefined;
  if (!live) return;
  await observe(live, { tab, frame: 0, url }, 'coverage', { coverage: { state: 'degraded', cause: 'unseen-page' } });
  await rebuildWall();
  await tellSession(live);
}

/** Nobody answers for a document that was left meanwhile. */
async function isStillThere({ tabId, documentId }: Parsed): Promise<boolean> {
  const now = await browser.webNavigation.getFrame({ tabId, frameId: 0 }).catch(() => undefined);
  return (now as { documentId?: string } | undefined)?.documentId === documentId;
}
