/** Passages of a page to the model and back; what an agent could have read unsafe marks the page. */
import type { RequestOf } from '../../src/protocol/protocol.ts';
import type { PassageVerdict } from '../../src/protocol/told.ts';
import { type PassageRisk, unavailable } from '../../src/risk/risk.ts';
import { mayBeOrder } from '../../src/risk/signs.ts';
import { siteOf } from '../../src/site/site.ts';
import { lookForCanaries } from './canaries.ts';
import { classifier } from './classifier.ts';
import type { Source } from './events.ts';
import { observe } from './facts.ts';
import { tellSession, tellTab } from './frames.ts';
import { sendToFrame } from './send.ts';
import { type Live, liveOfTab, world } from './world.ts';

/** UTF-16 units of passages in a frame's document: found, answered, and answered of batches that aren't done. */
type Frame = { found: number; read: number; open: Map<number, number> };
type Risk = 'controversial' | 'unsafe';
/** What a tab shows: its frames, and the worst that is known of them. */
type Page = { frames: Map<number, Frame>; atVerdict?: number; risk?: Risk };
const tabs = new Map<number, Page>();

/** @returns one verdict a passage, in order; an unsafe one is told to the frame as soon as it is known */
export async function scorePassages(
  source: Source & { document?: string | undefined },
  { batch, text, passages }: RequestOf<'passages.score'>,
): Promise<PassageVerdict[]> {
  const page = pageIn(source.tab);
  const reading = liveOfTab(source.tab);
  if (reading) await lookForCanaries(reading, source, passages.map(({ text }) => text).join('\n'));
  const frame = frameOf(page, source.frame, batch);
  frame.found = Math.max(frame.found, text.found);
  frame.read = Math.max(frame.read, text.read);
  const unread = new Map<number, () => void>();
  for (const [index, passage] of passages.entries())
    if (reading && mayBeOrder(passage)) unread.set(index, expected(reading));
  const answered: Promise<unknown>[] = [];
  const told = (index: number, risk: PassageRisk) => {
    const passage = passages[index];
    if (!passage) return;
    frame.open.set(batch, (frame.open.get(batch) ?? 0) + passage.text.length);
    world.counts.scored += 1;
    const verdict = verdictOf(passage.id, risk, source.tab);
    if (verdict.tier === 'unsafe' || verdict.tier === 'controversial') {
      world.counts.flagged += 1;
      answered.push(markPage(source, page, verdict.tier, verdict.score ?? 0));
    }
    const isKnown = unread.get(index);
    if (isKnown) void Promise.allSettled(answered).then(isKnown);
    if (!verdict.hide) return;
    world.counts.hidden += 1;
    const share = shareOf(source.tab) ?? 0;
    const asker = { frameId: source.frame, documentId: source.document };
    answered.push(sendToFrame(source.tab, asker, 'passages.early', { batch, verdict, share }));
  };
  const scored = classifier.scorePassages(
    passages.map(({ text, channel }) => ({ text, channel })),
    told,
  );
  const risks = await scored.finally(() => {
    for (const isKnown of unread.values()) isKnown();
  });
  frame.read += frame.open.get(batch) ?? 0;
  frame.open.delete(batch);
  await Promise.all(answered);
  return passages.map(({ id }, i) => verdictOf(id, risks[i] ?? unavailable('no answer'), source.tab));
}

/** What looks like orders to agents, was found by a session, and isn't read yet. */
const unreadBy = new WeakMap<Live, Set<Promise<void>>>();

/** @returns to be called once it is read, and what that says of its page is known */
function expected(live: Live): () => void {
  let isKnown = (): void => undefined;
  const all = unreadBy.get(live) ?? new Set();
  const one = new Promise<void>((done) => {
    isKnown = done;
  }).then(() => void all.delete(one));
  unreadBy.set(live, all.add(one));
  return isKnown;
}

/** Resolves when all that looked like orders when this was called is read; never later than `patienceMs`. */
export async function untilRead(live: Live, patienceMs: number): Promise<void> {
  const unread = unreadBy.get(live);
  if (!unread?.size) return;
  const late = new Promise((done) => setTimeout(done, patienceMs));
  await Promise.race([Promise.all(unread), late]);
}

/** Share of the text found in a tab that the model has answered for, and what it was when the page was first warned of. */
export function readOf(tab: number): { read?: number; readAtVerdict?: number } {
  const read = shareOf(tab);
  const readAtVerdict = tabs.get(tab)?.atVerdict;
  return { ...(read === undefined ? {} : { read }), ...(readAtVerdict === undefined ? {} : { readAtVerdict }) };
}

/** A new document is in the tab, or the tab is gone. */
export function forgetRead(tab: number): void {
  tabs.delete(tab);
}

/** What the tab shows now: another one once it shows another document. */
export function pageIn(tab: number): Page {
  const page = tabs.get(tab) ?? { frames: new Map() };
  tabs.set(tab, page);
  return page;
}

/** A document numbers its batches from 0. */
function frameOf({ frames }: Page, frame: number, batch: number): Frame {
  const known = batch === 0 ? undefined : frames.get(frame);
  const now = known ?? { found: 0, read: 0, open: new Map() };
  frames.set(frame, now);
  return now;
}

function shareOf(tab: number): number | undefined {
  const frames = [...(tabs.get(tab)?.frames.values() ?? [])];
  const found = frames.reduce((sum, frame) => sum + frame.found, 0);
  const open = frames.flatMap((frame) => [...frame.open.values()]);
  const read = [...frames.map((frame) => frame.read), ...open].reduce((sum, units) => sum + units, 0);
  return found === 0 ? undefined : Math.min(1, read / found);
}

function verdictOf(id: string, risk: PassageRisk, tab: number): PassageVerdict {
  if (risk.kind === 'unavailable') return { id, tier: 'unavailable', cause: risk.cause, hide: false };
  const hide = risk.tier === 'unsafe' && liveOfTab(tab) !== undefined;
  return { id, tier: risk.tier, score: risk.score, hide };
}

/**
 * The page is what the worst of its passages is, from the moment that this is known. One that was left meanwhile was read all
 * the same; the one that follows isn't it.
 */
export async function markPage(source: Source, page: Page, tier: Risk, score: number): Promise<void> {
  const live = liveOfTab(source.tab);
  if (!live) return;
  const { pageRisk, privateSites } = live.session;
  const isShown = tabs.get(source.tab) === page;
  const before = isShown ? pageRisk[String(source.tab)] : page.risk;
  if (before === 'unsafe' || before === tier) return;
  page.risk = tier;
  if (isShown) {
    pageRisk[String(source.tab)] = tier;
    const share = shareOf(source.tab);
    if (share !== undefined) page.atVerdict ??= share;
  }
  const trust = privateSites.includes(siteOf(source.url)) ? 'private' : 'public';
  await observe(live, source, 'page.risk', { page: { trust, risk: { tier, score } } });
  if (tier === 'unsafe' && live.session.calls) {
    delete live.session.calls;
    await tellSession(live);
  } else await tellTab(source.tab);
}
