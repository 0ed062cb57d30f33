/** Takes connections between peers from the tabs of a session that the wall stands for: no network rule sees those. */
import browser from 'webextension-polyfill';

const SCRIPT: { files: string[]; world: 'MAIN'; injectImmediately: boolean } = {
  files: ['page.js'],
  world: 'MAIN',
  injectImmediately: true,
};

/** All frames that there are now; `frame` alone where one has just been loaded. */
export async function closeRealtime(tab: number, frame?: number): Promise<void> {
  const target = frame === undefined ? { tabId: tab, allFrames: true } : { tabId: tab, frameIds: [frame] };
  try {
    await browser.scripting.executeScript({ target, ...SCRIPT });
  } catch {
    // The tab or frame is gone, or is one that no extension may touch: then no page of the web is in it.
  }
}
