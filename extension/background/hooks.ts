/** What frames are given besides the content script, where an agent is at work or may be. */
import browser from 'webextension-polyfill';

/** Puts the script of guarded frames beside ours; once more does nothing. Rejects where no script may go. */
export function accompany(tab: number, frame: number): Promise<unknown> {
  return inject(tab, frame, 'guarded.js', 'ISOLATED');
}

function inject(tab: number, frame: number, file: string, world: 'MAIN' | 'ISOLATED'): Promise<unknown> {
  const target = { tabId: tab, frameIds: [frame] };
  return browser.scripting.executeScript({ target, files: [file], world, injectImmediately: true } as never);
}

/** What has its hooks already, by the browser's id of the document; a browser that gives none hooks again, which does nothing. */
const hooked = new Set<string>();
const MOST_HOOKED = 5_000;

/**
 * Puts into a guarded frame what others needn't load; one that is gone, or where no script may go, has no use for it.
 * @param hasBeside whether the script of guarded frames was there from the start
 */
export async function hook(
  tab: number,
  { frameId, documentId }: { frameId: number; documentId?: string | undefined },
  hasBeside = false,
): Promise<void> {
  if (documentId !== undefined && hooked.has(documentId)) return;
  try {
    // Who answers comes before those who ask.
    const answers = hasBeside ? [] : [accompany(tab, frameId)];
    await Promise.all([...answers, inject(tab, frameId, 'page.js', 'MAIN')]);
  } catch {
    return;
  }
  if (hooked.size >= MOST_HOOKED) hooked.clear();
  if (documentId !== undefined) hooked.add(documentId);
}
