/** What is noted, and stops nothing by itself: facts of pages, what was settled in them, private text and values. */
import type * as z from 'zod/mini';
import { recognise } from '../../src/dataflow/recognise.ts';
import { type Item, remember } from '../../src/dataflow/remember.ts';
import { withShown } from '../../src/dataflow/shown.ts';
import type { AgentEvent } from '../../src/event/event.ts';
import type { Claim } from '../../src/protocol/shapes.ts';
import { readPrivately } from '../../src/session/session.ts';
import { siteOf } from '../../src/site/site.ts';
import { turnPage } from './approvals.ts';
import { record } from './audit.ts';
import { now } from './clock.ts';
import { digestIn, eventOf, factBase, type Source } from './events.ts';
import { ponder, remind } from './memory.ts';
import { noteIncident } from './people.ts';
import { save, saveShared, saveSoon } from './storage.ts';
import { inTurn, type Live } from './world.ts';

/** A fact about a page: goes into history, and may make the site private. */
export async function observe(
  live: Live,
  source: Source,
  kind: AgentEvent['kind'],
  more: Partial<AgentEvent> = {},
): Promise<void> {
  await inTurn(live, async () => {
    remind(live, { ...factBase(live, source), ...more, kind });
    if (kind === 'auth.login' || kind === 'auth.active') readPrivately(live.session, siteOf(source.url), now());
    live.epoch += 1;
    if (kind === 'page.load') turnPage(source.tab);
    if (kind === 'page.load') saveSoon(live);
    else await save(live);
  });
}

export type Reported = {
  claim: z.infer<typeof Claim>;
  phase: 'dispatched' | 'succeeded' | 'failed' | 'blocked';
};

/** What was settled in the page, or came of an action; saved once, for a page may report hundreds at a time. */
export function report(live: Live, source: Source, reported: readonly Reported[]): Promise<void> {
  return inTurn(live, async () => {
    for (const one of reported) note(live, source, one);
    if (reported.some(({ phase }) => phase === 'blocked')) await saveShared();
    await save(live);
  });
}

function note(live: Live, source: Source, { claim, phase }: Reported): void {
  const event = eventOf(live, source, claim, phase === 'dispatched');
  const verdict = ponder(live, { ...event, phase: 'proposed' });
  const rules = verdict.rules.map((rule) => rule.id);
  if (phase === 'blocked') {
    if (verdict.verdict === 'kill') live.session.endedBy ??= rules.at(-1) ?? 'policy';
    noteIncident(live, event, verdict, verdict.verdict === 'kill' ? 'kill' : 'block');
    remind(live, { ...factBase(live, source), kind: 'decision', decision: { verdict: verdict.verdict, rules } });
    return;
  }
  if (verdict.verdict !== 'allow') record({ ...event, phase: 'proposed' }, 'log', rules);
  remind(live, { ...event, phase });
}

/** Fingerprints private text or a secret, and lets go of it; of links it keeps that they were shown. */
export async function learn(live: Live, item: Item, links: readonly string[] = []): Promise<boolean> {
  return inTurn(live, async () => {
    // Entering one site's data on another must not make it that other site's own.
    if ('value' in item && recognise(live.flow, item.value).sources.some((source) => source !== item.source))
      return false;
    if ('text' in item)
      live.shown = withShown(live.shown, live.flow, item.source, [item.text, ...links].join('\n'), digestIn(live));
    return keep(live, item);
  });
}

/** As `learn`, for a value whose source is beyond doubt. */
export function learnValue(live: Live, item: Item): Promise<boolean> {
  return inTurn(live, () => keep(live, item));
}

async function keep(live: Live, item: Item): Promise<boolean> {
  const next = remember(live.flow, item);
  if (next === live.flow) return false;
  live.flow = next;
  live.epoch += 1;
  await save(live, true);
  return true;
}
