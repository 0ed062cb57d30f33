/** Background → frame. A frame that is gone is an expected absence, and so is a document that another one has followed. */
import browser from 'webextension-polyfill';
import type { MessageName, RequestOf } from '../../src/protocol/protocol.ts';

/** @param frame as the browser tells of it: where it names the document, no other one hears what is meant for that one */
export async function sendToFrame<N extends MessageName>(
  tab: number,
  { frameId, documentId }: { frameId: number; documentId?: string | undefined },
  name: N,
  request: RequestOf<N>,
): Promise<boolean> {
  try {
    const to = documentId === undefined ? { frameId } : { frameId, documentId };
    await browser.tabs.sendMessage(tab, { interlock: 1, name, request }, to);
    return true;
  } catch {
    return false;
  }
}

/** To all frames of a tab; resolves when each has answered or is gone. */
export async function sendToFrames<N extends MessageName>(tab: number, name: N, request: RequestOf<N>): Promise<void> {
  const frames = (await browser.webNavigation.getAllFrames({ tabId: tab }).catch(() => [])) ?? [];
  await Promise.all(frames.map((frame) => sendToFrame(tab, frame, name, request)));
}
