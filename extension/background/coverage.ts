/** Which frames of a tab have our script in them, and what it can't look into there. In memory: a worker that was away asks again. */
import browser from 'webextension-polyfill';
import { frameState } from './frames.ts';
import { sendToFrame } from './send.ts';

/** Tab → frame → roots that its script counted and can't read. */
const heard = new Map<number, Map<number, number>>();

export function hear(tab: number, frame: number): void {
  // The top document is new, and with it all that was under the old one.
  if (frame === 0) heard.delete(tab);
  framesOf(tab).set(frame, 0);
}

export function noteClosedRoots(tab: number, frame: number, count: number): void {
  framesOf(tab).set(frame, count);
}

export function forgetFrames(tab: number): void {
  heard.delete(tab);
}

/** @returns frames with our script, frames without one, and closed roots that can't be read in the former */
export async function coverageOf(tab: number): Promise<{ frames: number; unseen: number; closedRoots: number }> {
  const all = (await browser.webNavigation.getAllFrames({ tabId: tab }).catch(() => [])) ?? [];
  const known = framesOf(tab);
  const present = await Promise.all(
    all.map(async (frame) => {
      const { frameId, url } = frame;
      if (known.has(frameId)) return true;
      const isThere = await sendToFrame(tab, frame, 'frame.state', await frameState(tab, frameId, url));
      if (isThere) known.set(frameId, 0);
      return isThere;
    }),
  );
  const frames = present.filter(Boolean).length;
  const closedRoots = all.reduce((sum, { frameId }) => sum + (known.get(frameId) ?? 0), 0);
  return { frames, unseen: all.length - frames, closedRoots };
}

function framesOf(tab: number): Map<number, number> {
  const frames = heard.get(tab) ?? new Map<number, number>();
  heard.set(tab, frames);
  return frames;
}
