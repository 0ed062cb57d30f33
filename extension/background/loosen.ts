/** Whether a page of ours may loosen anything: never while a debugger is attached to it. The background's word is the last. */
import browser from 'webextension-polyfill';
import type { Problem } from '../../src/protocol/shapes.ts';
import { isOurPageDebugged } from './debugger.ts';

export type Asker = { tab?: number };
export type Done = { ok: boolean; problems?: Problem[] };
export const OK: Done = { ok: true };

export function mayLoosen(asker: Asker): Promise<boolean> {
  return isOurPageDebugged(browser.runtime.getURL('popup/'), asker.tab).then((debugged) => !debugged);
}

export function refuse(reason: string): Done {
  return { ok: false, problems: [{ place: 'popup', reason }] };
}
export const DEBUGGED =
  'A debugger is attached to this page, so nothing can be loosened from it. Open Interlock from the toolbar instead.';
