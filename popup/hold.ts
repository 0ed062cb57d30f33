/**
 * Stands where a navigation was held, and asks about it. Most go on at once. INVARIANT: nobody finds this page at rest, for
 * script that runs here can do what we can: it leaves for the address or, where there is something to show, for a page
 * without any such power (held.tsx), and is asked again from there.
 */
import { send } from '../extension/content/link.ts';
import { askedAt, heldPage, heldUrl } from './held-url.ts';
import type { Said } from './held-words.ts';

const SHOWN_AFTER_MS = 300;
const PATIENCE_MS = 60_000;
const url = heldUrl(location.href);
const again = askedAt(location.href);
const began = performance.timeOrigin;
/** The window's name goes on to the held page, and is judged with its address: no more of it than can be looked through. */
const LONGEST_NAME = 20_000;
if (window.name.length > LONGEST_NAME) window.name = window.name.slice(0, LONGEST_NAME);

/**
 * A picture that never comes keeps this page from having loaded while it is judged, so that an agent that waits for the
 * page it asked for waits for that page. The worker answers it (extension/background/waiting.ts).
 */
const waiting = new Image();

async function judge(): Promise<void> {
  if (!url) return show('nowhere');
  const answer = send('hold.judge', { url, name: window.name, began, ...(again === undefined ? {} : { again }) });
  const late = new Promise<'late'>((done) => setTimeout(done, SHOWN_AFTER_MS, 'late'));
  const first = await Promise.race([answer, late]);
  if (first === 'late') return show(began - (again ?? began) < PATIENCE_MS ? 'judging' : 'silent');
  if (first?.go) return location.replace(url);
  return show(
    first ? { stopped: first.say, what: first.what, rule: first.rule, asked: first.asked === true } : 'silent',
  );
}

/** Words are loaded only where there is something to say: every page that an agent opens on another site comes through here. */
async function show(said: Said): Promise<void> {
  const module = new URL('held-words.js', location.href).href;
  const { wordsFor }: typeof import('./held-words.ts') = await import(module);
  location.replace(heldPage(wordsFor(said, url, window !== window.top), url, again ?? began));
}

if (url) waiting.src = 'wait';
void judge();
