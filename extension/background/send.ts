/** Background → frame. A frame that is gone is an expected absence. */
import browser from 'webextension-polyfill';
import type { MessageName, RequestOf } from '../../src/protocol/protocol.ts';

export async function sendToFrame<N extends MessageName>(
  tab: number,
  frameId: number,
  name: N,
  request: RequestOf<N>,
): Promise<boolean> {
  try {
    await browser.tabs.sendMessage(tab, { interlock: 1, name, request }, { frameId });
    return true;
  } catch {
    return false;
  }
}
