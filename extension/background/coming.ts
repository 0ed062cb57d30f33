/** Documents that no page began, on their way to their tabs. */
import browser from 'webextension-polyfill';
import { PASS_MS } from './walls.ts';

/** `at` in milliseconds since the epoch. */
type Way = { url: string; at: number; until: number };

const ways = new Map<number, Way>();

/** A document was asked for in a tab. @param at milliseconds since the epoch */
export function noteComing(tab: number, url: string, at: number, byPage: boolean): void {
  if (byPage) ways.delete(tab);
  else ways.set(tab, { url: withoutHash(url), at, until: performance.now() + PASS_MS });
}

/** It is there, or the tab is gone. */
export const forgetComing = (tab: number): boolean => ways.delete(tab);

const withoutHash = (url: string): string => url.replace(/#.*$/s, '');

/** The way to `url` in this tab that no page began, if there is one. */
export function wayTo(tab: number, url: string): Way | undefined {
  const way = ways.get(tab);
  return way?.url === withoutHash(url) && way.until > performance.now() ? way : undefined;
}

/** The one tab that is on its way to `url`; nothing where several are, or none. */
export function onlyTo(url: string): { tab: number; at: number } | undefined {
  const found = [...ways.keys()].flatMap((tab) => {
    const way = wayTo(tab, url);
    return way ? [{ tab, at: way.at }] : [];
  });
  return found.length === 1 ? found[0] : undefined;
}

/**
 * What the window of a tab is named: that goes on to what will be there. Nothing where no script may look, in a tab that is
 * empty yet say: a name that it has all the same is taken away where it comes to (barrier.ts).
 */
export async function nameIn(tab: number): Promise<unknown> {
  const look = { target: { tabId: tab, frameIds: [0] }, func: () => window.name, injectImmediately: true };
  const found = await browser.scripting.executeScript(look).catch(() => []);
  return found[0]?.result;
}
