/**
 * A document is let go to its `load` only when the network rules have closed behind it: an agent that waits for the load
 * and acts in the same instant would otherwise race them. The rules themselves are asked, synchronously: while they are
 * open the address below leads to one file of ours, once they are closed to another. So is one where somebody is signed in
 * until that was taken in, the first of its site included.
 */
/** A port that no browser goes to: where no rule answers, the question fails at once, without a name being looked up. */
export const CLOSED_URL = 'https://interlock.invalid:1/closed';
/** Answered with the file of closed rules in agents' tabs, and nowhere else. */
export const AGENTS_URL = 'https://interlock.invalid:1/agents';
export const CLOSED_FILE = '/popup/closed.txt';
export const OPEN_FILE = '/popup/open.txt';
/** A Server-Timing entry of this name tells a document, before any message could, that its tab is walled. */
export const WALLED = 'interlock';
/** The same way: that it was judged for a window without a name. */
export const NAMELESS = 'interlock-nameless';

/** Longer than this nobody waits: a worker that can't answer has its say by other means. */
const LONGEST_MS = 600;
const PAUSE_MS = 3;
/** No rules are closed sooner than this after they were asked to be; a question meanwhile would keep them from it. */
const SOONEST_MS = 7;

export const isWalled = (): boolean => isTold(WALLED);
/** Whether this is an agent's tab, from the rules themselves: for a document that hasn't heard it from the worker yet. */
export const isAgents = (): boolean => isClosed(AGENTS_URL);

/** Hosts below this one stand for those of sites where somebody is known to be signed in. */
const { hostname: CLOSED_HOST } = new URL(CLOSED_URL);
export const closedHost = (host: string): string => `${host.replace(/\.$/, '')}.${CLOSED_HOST}`;
const ownClosedUrl = (): string => CLOSED_URL.replace(CLOSED_HOST, closedHost(location.hostname));

/** What the window is named goes on to the next document: nobody names it between the judgement and that. */
export function keepNameless(): void {
  if (window.name && isTold(NAMELESS)) window.name = '';
}

function isTold(what: string): boolean {
  const [navigation] = performance.getEntriesByType('navigation');
  return navigation instanceof PerformanceNavigationTiming && navigation.serverTiming.some(({ name }) => name === what);
}

/**
 * Blocks until the rules are closed. Only for documents of agents' tabs, as their parsing ends: a few milliseconds.
 * @param isPrivate whether until it was taken in, too, that somebody is signed in here
 */
export function waitUntilClosed(isPrivate: boolean): void {
  const urls = isWalled() ? [CLOSED_URL] : [];
  if (isPrivate && /^[\w.-]+$/.test(location.hostname)) urls.push(ownClosedUrl());
  if (urls.length > 0) pause(SOONEST_MS);
  for (const url of urls) waitFor(url);
}

function waitFor(url: string): void {
  const until = performance.now() + LONGEST_MS;
  while (!isClosed(url) && performance.now() < until) pause(PAUSE_MS);
}

function pause(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

function isClosed(url: string): boolean {
  const request = new XMLHttpRequest();
  request.open('GET', url, false);
  try {
    request.send();
    return request.responseText.trim() === 'closed';
  } catch {
    // No rule answered: they are being changed.
    return false;
  }
}
