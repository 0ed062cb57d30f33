/** The addresses of the hold page and of the page that shows what became of it: all that either is told. */
import { type Guarded, isFlag, isRecordOf, isText } from '../src/protocol/guard.ts';

/**
 * The address that was held, out of the hold page's own. Network rules put it there as it was, unescaped, so all that
 * follows `?url=` is taken; an escaped one is read too. Anybody can open this page: only web addresses count.
 */
export function heldUrl(page: string): string | undefined {
  const raw = /[?&]url=(.*)$/s.exec(page)?.[1];
  if (raw === undefined) return undefined;
  // What follows an escaped one is ours.
  const url = /^https?:\/\//i.test(raw) ? raw : decoded(raw.split('#')[0] ?? '');
  return /^https?:\/\//i.test(url) && URL.canParse(url) ? url : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** When what is asked, or shown, was first asked, in milliseconds since the epoch; nothing where it is asked anew. */
export function askedAt(page: string): number | undefined {
  const raw = /^[^?]*\?asked=(\d+(?:\.\d+)?)&/.exec(page)?.[1];
  return raw === undefined ? undefined : Number(raw);
}

/** The way back to the hold page, from a page beside it. */
export function holdPage(url: string, asked?: number): string {
  return `hold.html?${asked === undefined ? '' : `asked=${asked}&`}url=${url}`;
}

const FIELDS = { language: isText, direction: isText, title: isText, reason: isText, isOpen: isFlag };
const MORE = { where: isText, told: isText, goOn: isText, back: isText, again: isText, start: isText };
const isShown = isRecordOf(FIELDS, MORE);
/** What is to be shown, in the person's words. `isOpen`: it is still being judged. */
export type Shown = Guarded<typeof isShown>;

/** The page that shows it. */
export function heldPage(shown: Shown, url: string | undefined, asked: number): string {
  const address = url === undefined ? '' : `&url=${encodeURIComponent(url)}`;
  return `held.html?asked=${asked}${address}#${encodeURIComponent(JSON.stringify(shown))}`;
}

/** What a page's address says is to be shown; nothing where it isn't one that we made. */
export function shownBy(page: string): Shown | undefined {
  try {
    const shown: unknown = JSON.parse(decodeURIComponent(new URL(page).hash.slice(1)));
    return isShown(shown) ? shown : undefined;
  } catch {
    return undefined;
  }
}
