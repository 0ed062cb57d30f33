/**
 * Documents that no page and no person's hand began: opened by an extension. A person's own way shows – a new tab of theirs
 * has an opener or begins as `typed`, an address they gave, a bookmark or another program's link is named as such – and a
 * page's link has an initiator or a source tab. (Seen with Chromium 156; other browsers name these otherwise.)
 */
import browser from 'webextension-polyfill';

export type Committed = {
  tabId: number;
  frameId: number;
  url: string;
  transitionType?: string;
  transitionQualifiers?: string[];
  /** Chromium's. */
  documentId?: string;
};

/** Tabs that were created with no opener, until they show a document. */
const alone = new Set<number>();
/** Tabs that were created with one, until then. */
const opened = new Set<number>();
/** Tabs that were created at an address that no extension is shown, until something begins in them. */
const hidden = new Set<number>();
/** Those whose first document a site serves, until it is there: what a search engine shows in people's new tabs. */
const startingPages = new Set<number>();
/** Tab → whether the document under way was begun by no page. Known only of what began while this worker listened. */
const unbegun = new Map<number, boolean>();
/** Tabs that show a page of the browser or of an extension: whose link is followed there isn't told. */
const inner = new Set<number>();

type Tab = { id?: number; openerTabId?: number; url?: string; pendingUrl?: string };

export function noteTab({ id, openerTabId, url, pendingUrl }: Tab): void {
  // A tab that is restored has its address from the start.
  if (id === undefined || !isChromium()) return;
  if (!url && !pendingUrl) hidden.add(id);
  if (openerTabId !== undefined) opened.add(id);
  else if (!url) alone.add(id);
}

export function noteOpenedByPage(tab: number): void {
  alone.delete(tab);
}

export function forgetTab(tab: number): void {
  alone.delete(tab);
  opened.delete(tab);
  inner.delete(tab);
  unbegun.delete(tab);
  hidden.delete(tab);
  startingPages.delete(tab);
}

/** A document begins in a tab. */
export function noteFirst(tab: number, url: string): void {
  const isStarting = hidden.delete(tab) && /^https?:/.test(url);
  if (isStarting) startingPages.add(tab);
  else startingPages.delete(tab);
}

/** @param initiator whose page asks for a document; our hold page only passes on what somebody else began */
export function noteBegun(tab: number, initiator: string | undefined): void {
  if (initiator === undefined || !browser.runtime.getURL('').startsWith(initiator))
    unbegun.set(tab, initiator === undefined);
}

/** Whether an extension opened this document. */
export function isByExtension({ tabId, url, transitionType, transitionQualifiers = [] }: Committed): boolean {
  const isLink = transitionType === 'link' && !transitionQualifiers.includes('forward_back');
  const isAlone = alone.has(tabId);
  if (!isLink) alone.delete(tabId);
  if (url.startsWith(browser.runtime.getURL(''))) {
    // What our hold page goes on to is a link of its own, whatever came here.
    if (!isLink) unbegun.set(tabId, false);
    return false;
  }
  if (/^https?:/.test(url)) {
    const isByNobody = unbegun.get(tabId) ?? isAlone;
    const wasInner = inner.has(tabId);
    forgetTab(tabId);
    return isLink && isByNobody && (isAlone || !wasInner);
  }
  // An empty page is nobody's yet: an extension may open hundreds.
  if (url === 'about:blank') inner.delete(tabId);
  else inner.add(tabId);
  return false;
}

/**
 * Whether it came by the debugger protocol, as far as the browser tells: `typed` and not in the address bar, or at the start
 * of a tab that was opened from another one, as nobody's page and no other program does. `typed` too is the page with which
 * a new tab begins where a search engine serves it. To be asked before `isByExtension`.
 */
export function isByProtocol({ tabId, transitionType, transitionQualifiers = [] }: Committed): boolean {
  if (transitionType === 'start_page') return opened.has(tabId);
  const isByBar = transitionQualifiers.includes('from_address_bar') || transitionQualifiers.includes('forward_back');
  return transitionType === 'typed' && !isByBar && !startingPages.has(tabId);
}

const BY_HAND = new Set(['auto_bookmark', 'generated', 'keyword', 'keyword_generated', 'start_page']);

/** Whether a person began it by the browser's own means: the address bar, a bookmark, another program. */
export function isByHand({ transitionType = '', transitionQualifiers = [] }: Committed): boolean {
  return BY_HAND.has(transitionType) || transitionQualifiers.includes('from_address_bar');
}

const isChromium = (): boolean => browser.runtime.getURL('').startsWith('chrome-extension:');
