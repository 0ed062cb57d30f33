/** Where documents wait that are held: in a page of ours, or aside (src/enforce/aside.ts). */
import browser from 'webextension-polyfill';
import { wordsFor } from '../../popup/held-words.ts';
import { asideOf, waitingPage, waitsIn } from '../../src/enforce/aside.ts';
import { isDrivenFromOutside } from './debugger.ts';
import { world } from './world.ts';

export const holdPage = (): string => browser.runtime.getURL('popup/hold.html');
export const isHoldPage = (url: string): boolean => url.startsWith(holdPage());

let page: string | undefined;

/** Where documents of tabs wait. */
function waitingAside(): string {
  page ??= waitingPage(wordsFor('judging', undefined, false));
  return page;
}

/** That page, where they do. One who drives the browser from outside loses nothing, and sees the page that was held. */
export const asideNow = async (): Promise<string | undefined> =>
  world.aside && !(await isDrivenFromOutside(browser.runtime.getURL(''))) ? waitingAside() : undefined;

/** What is done to a request for a document that may have to wait. */
export function heldAt({ url, type }: { url: string; type: string }): { redirectUrl: string } | { cancel: true } {
  if (!world.aside) return { redirectUrl: `${holdPage()}?url=${url}` };
  return type === 'main_frame' ? { redirectUrl: asideOf(waitingAside(), url) } : { cancel: true };
}

export const waits = (address: string): string | undefined =>
  world.aside ? waitsIn(waitingAside(), address) : undefined;
