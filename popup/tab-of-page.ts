/** Which tab a page of ours serves: the one named by `?tab=`, else the one under the toolbar popup, else its own. */
import browser from 'webextension-polyfill';

/** No browser gives this id; the background answers for it as for a tab that was closed. */
const NO_TAB = 0;

export async function tabOfPage(): Promise<number> {
  const named = new URLSearchParams(location.search).get('tab');
  if (named !== null && /^\d{1,15}$/.test(named)) return Number(named);
  const own = await browser.tabs.getCurrent();
  if (own?.id !== undefined) return own.id;
  const [active] = await browser.tabs.query({ active: true, currentWindow: true });
  return active?.id ?? NO_TAB;
}

/** Whether the page has a tab of its own, rather than hanging from the toolbar. */
export const isOwnTab = (): boolean => new URLSearchParams(location.search).has('tab');
