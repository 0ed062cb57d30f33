/** Background → frame. A frame that is gone is an expected absence, and so is a document that another one has followed. */
import browser from 'webextension-polyfill';
import type { MessageName, RequestOf } from '../../src/protocol/protocol.ts';

type To = { frameId: number; documentId?: string | undefined };

/** @param frame as the browser tells of it: where it names the document, no other one hears what is meant for that one */
export async function sendToFrame<N extends MessageName>(
  tab: number,
  { frameId, documentId }: To,
  name: N,
  request: RequestOf<N>,
): Promise<boolean> {
  return post(tab, { frameId, documentId }, { interlock: 1, name, request });
}

/** Whether a script of ours listens there. What it is told means nothing to it. */
export const isHeard = (tab: number, frame: To): Promise<boolean> => post(tab, frame, {});

async function post(tab: number, { frameId, documentId }: To, message: object): Promise<boolean> {
  try {
    await browser.tabs.sendMessage(tab, message, documentId === undefined ? { frameId } : { frameId, documentId });
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
