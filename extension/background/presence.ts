/**
 * Frames that begin while an agent is at work, in whatever tab, hear of it before any message could tell them: by a script
 * beside ours. Where nobody's agent is, ours says nothing while its page loads.
 */
import browser from 'webextension-polyfill';
import { world } from './world.ts';

const EVERYWHERE = {
  matches: ['<all_urls>'],
  allFrames: true,
  matchOriginAsFallback: true,
  runAt: 'document_start',
  persistAcrossSessions: false,
} as const;
const SCRIPTS = [
  { id: 'guarded', js: ['guarded.js'], ...EVERYWHERE },
  // The hooks of a document that came through the wall: before the page's own scripts.
  { id: 'page-early', js: ['page-early.js'], world: 'MAIN', ...EVERYWHERE },
] as const;

const LATE = 'frames may hear late that an agent is at work';

let turn: Promise<void> = Promise.resolve();

/** Follows whether an agent is at work; resolves when every frame that begins from then on knows. */
export function announce(): Promise<void> {
  turn = turn.then(follow).then(
    () => void world.degraded.delete(LATE),
    // Frames still ask by themselves, a moment later.
    () => void world.degraded.add(LATE),
  );
  return turn;
}

async function follow(): Promise<void> {
  const { scripting } = browser;
  const ids = { ids: SCRIPTS.map(({ id }) => id) };
  const isThere = (await scripting.getRegisteredContentScripts(ids)).length > 0;
  const isWanted = world.live.size > 0;
  if (isWanted && !isThere) await scripting.registerContentScripts(SCRIPTS as never);
  if (!isWanted && isThere) await scripting.unregisterContentScripts(ids);
}
