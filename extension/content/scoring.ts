/**
 * Passages of this frame to the model, the most suspicious first, a few batches at a time. An unsafe one is hidden when its
 * verdict comes, not when its batch is done.
 */
import { hide, reveal } from '../../src/enforce/hide.ts';
import { keyOf, type PagePassage } from '../../src/observe/passages.ts';
import type { PassageVerdict } from '../../src/protocol/told.ts';
import { urgency } from '../../src/risk/signs.ts';
import { send } from './link.ts';

const BATCH = 48;
/** Enough to keep the model busy; more would wait there longer than an answer is waited for. */
const IN_FLIGHT = 3;
/** With so many found there is something to choose from, though the page isn't read to its end. */
const ENOUGH = 4 * BATCH;

let isTyped: (node: CharacterData) => boolean = () => false;

/** Leaves in sight what `test` says was typed where it stands: no news to who typed it. */
export function spare(test: typeof isTyped): void {
  isTyped = test;
}

/** A batch that waits for its answer; `shown` once a person wanted to see what is in it. */
type Asked = { readonly passages: readonly PagePassage[]; shown: boolean };

const seen = new Set<string>();
const unsafe = new Set<string>();
/** Unsafe, and left in sight because no agent was at work yet. */
let spared: PagePassage[] = [];
let waiting: { passage: PagePassage; urgency: number }[] = [];
const asked = new Map<number, Asked>();
let next = 0;
/** UTF-16 units of passages: found in this frame, and answered of those. */
const text = { found: 0, read: 0 };

/** The same text in the same channel was scored before, unless it must be hidden in this place too. */
export function offer(passage: PagePassage): void {
  const key = keyOf(passage);
  if (seen.has(key) && !unsafe.has(key)) return;
  seen.add(key);
  text.found += passage.text.length;
  waiting.push({ passage, urgency: urgency(passage) });
  if (waiting.length >= ENOUGH) scoreNow();
}

/** An agent is at work now: what was left in sight is asked about again. */
export function scoreSpared(): void {
  const again = spared;
  spared = [];
  again.forEach(offer);
  scoreNow();
}

/** Sends what has been found; to be called when there is nothing more to find for now. */
export function scoreNow(): void {
  if (waiting.length === 0 || asked.size >= IN_FLIGHT) return;
  waiting.sort((a, b) => b.urgency - a.urgency);
  while (waiting.length > 0 && asked.size < IN_FLIGHT) {
    void ask(waiting.slice(0, BATCH).map(({ passage }) => passage));
    waiting = waiting.slice(BATCH);
  }
}

async function ask(passages: readonly PagePassage[]): Promise<void> {
  const batch = next++;
  const open: Asked = { passages, shown: false };
  asked.set(batch, open);
  const answer = await send('passages.score', {
    batch,
    text: { ...text },
    passages: passages.map(({ text, channel }, id) => ({ id: String(id), text, channel })),
  });
  for (const verdict of answer?.verdicts ?? []) take(open, verdict);
  asked.delete(batch);
  for (const passage of passages) text.read += passage.text.length;
  scoreNow();
}

/** Reads these out of turn. */
export async function isUnsafe(passages: readonly PagePassage[]): Promise<boolean> {
  if (passages.length > 0) await ask(passages);
  return passages.some((passage) => unsafe.has(keyOf(passage)));
}

/** A person wants to see this page: also what is being judged just now stays in sight. */
export function showAll(): void {
  reveal();
  for (const open of asked.values()) open.shown = true;
}

/** A verdict that came before its batch was done. */
export function takeEarly(batch: number, verdict: PassageVerdict): void {
  const open = asked.get(batch);
  if (open) take(open, verdict);
}

function take({ passages, shown }: Asked, verdict: PassageVerdict): void {
  const passage = passages[Number(verdict.id)];
  if (!passage || verdict.tier !== 'unsafe') return;
  unsafe.add(keyOf(passage));
  if (!verdict.hide) spared.push(passage);
  // In an editor the cover would be saved in place of what was typed.
  else if (!shown) hide(passage.parts.filter((part) => !('node' in part && isTyped(part.node))));
}
