/**
 * Stands where a navigation was held, and asks about it. Most go on at once: what shows something is loaded only where
 * something is to be shown, for every page that an agent opens on another site comes through here.
 */
import { send } from '../extension/content/link.ts';
import { heldUrl } from './held-url.ts';
import type { View } from './hold-view.tsx';

const SHOWN_AFTER_MS = 300;
const PATIENCE_MS = 60_000;
const url = heldUrl(location.href);
/** The window's name goes on to the held page, and is judged with its address: no more of it than can be looked through. */
const LONGEST_NAME = 20_000;
if (window.name.length > LONGEST_NAME) window.name = window.name.slice(0, LONGEST_NAME);

/**
 * A picture that never comes keeps this page from having loaded while it is judged, so that an agent that waits for the
 * page it asked for waits for that page. The worker answers it (extension/background/main.ts).
 */
const waiting = new Image();

async function judge(): Promise<void> {
  if (!url) return show('nowhere');
  const shown = setTimeout(() => void show('judging'), SHOWN_AFTER_MS);
  const silence = new Promise<undefined>((done) => setTimeout(done, PATIENCE_MS));
  const held = { url, name: window.name, began: performance.timeOrigin };
  const answer = await Promise.race([send('hold.judge', held), silence]);
  clearTimeout(shown);
  if (answer?.go) return location.replace(url);
  waiting.removeAttribute('src');
  return show(answer ? { stopped: answer.say } : 'silent');
}

let latest: View;

async function show(view: View): Promise<void> {
  latest = view;
  const module = new URL('hold-view.js', location.href).href;
  const { draw }: typeof import('./hold-view.tsx') = await import(module);
  // What was to be shown first may come last.
  if (view === latest) await draw(view, url, () => void judge());
}

if (url) waiting.src = 'wait';
void judge();
