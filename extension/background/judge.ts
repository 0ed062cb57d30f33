/** One action, one verdict: claim → event → engine → gates → saved → answered. */
import type * as z from 'zod/mini';
import { foreignMarks, isLetIn, withLetIn } from '../../src/dataflow/let-in.ts';
import { originsOf } from '../../src/dataflow/origins.ts';
import { recognise } from '../../src/dataflow/recognise.ts';
import { type Item, remember } from '../../src/dataflow/remember.ts';
import { withShown } from '../../src/dataflow/shown.ts';
import type { AgentEvent } from '../../src/event/event.ts';
import { explain } from '../../src/policy/explain.ts';
import type { Verdict } from '../../src/policy/step.ts';
import type { Claim } from '../../src/protocol/shapes.ts';
import type { Ruling } from '../../src/protocol/told.ts';
import { readPrivately, tick } from '../../src/session/session.ts';
import { siteOf } from '../../src/site/site.ts';
import { isGranted, takeApproval, takeGrant } from './approvals.ts';
import { record } from './audit.ts';
import { now } from './clock.ts';
import { digestIn, eventOf, factBase, riskOf, type Source } from './events.ts';
import { ponder, remind } from './memory.ts';
import { ask, noteIncident } from './people.ts';
import { inTurn, type Live, pausedUntil, save, saveShared, world } from './world.ts';

export type Foreseen = Ruling & { reason?: string; alternative?: string };

/**
 * May this action happen?
 * @param sent `counts` is false where the same sending was judged before: it is no second piece of what went to its
 *   destination; `began`: when, in milliseconds since the epoch, if not now
 */
export function judge(
  live: Live,
  source: Source,
  claim: z.infer<typeof Claim>,
  sent: { counts?: boolean; began?: number } = {},
): Promise<Ruling> {
  return inTurn(live, async () => {
    const bringing = broughtBy(live, source, claim);
    if (isSentOn(live, source, claim, bringing)) return { verdict: 'allow', rules: [] };
    const before = live.stream;
    const event = { ...eventOf(live, source, claim, sent.counts, sent.began), phase: 'proposed' as const };
    if (isCodeLetIn(live, source, claim, bringing, event)) event.payload?.sources?.push(bringing.site);
    const risk = await riskOf(claim);
    if (risk) event.risk = risk;
    return decide(live, source, event, before, bringing);
  });
}

type Bringing = { site: string; marks: readonly number[] };

/** What of other sites' data the action brings into which site. What is copied isn't brought anywhere yet. */
function broughtBy(live: Live, source: Source, { kind, dest, outgoing }: z.infer<typeof Claim>): Bringing {
  const site = siteOf(dest?.url ?? source.url);
  return { site, marks: kind === 'clipboard.write' || !outgoing ? [] : foreignMarks(live.flow, site, outgoing) };
}

/** A site's script tells its own site what an allowed action has let into it, and nothing besides. */
function isSentOn(live: Live, { url }: Source, claim: z.infer<typeof Claim>, { site, marks }: Bringing): boolean {
  const isOwn = claim.kind === 'request' && claim.actor === 'page' && siteOf(url) === site;
  if (!isOwn || marks.length === 0 || !isLetIn(live.letIn, site, marks)) return false;
  return recognise(world.planted.table, claim.outgoing ?? '').labels.length === 0;
}

/**
 * A code that a person let into this site, in the form of that site: held there already, so that nobody is asked twice.
 * Other rules still judge the form.
 */
function isCodeLetIn(
  live: Live,
  { url }: Source,
  { kind, outgoing }: z.infer<typeof Claim>,
  { site, marks }: Bringing,
  { payload }: AgentEvent,
): boolean {
  if (kind !== 'submit' || siteOf(url) !== site || !payload?.labels?.includes('otp') || marks.length === 0)
    return false;
  if (!isLetIn(live.letIn, site, marks) || recognise(world.planted.table, outgoing ?? '').labels.length > 0)
    return false;
  // Not what was pieced together with an earlier sending.
  const alone = originsOf(live.flow, recognise(live.flow, outgoing ?? '').sources);
  return (payload.sources ?? []).every((source) => alone.includes(source));
}

/** What would be said of this action, and nothing done: no question, no approval used, no incident, nothing dispatched. */
export function foresee(live: Live, source: Source, claim: z.infer<typeof Claim>): Promise<Foreseen> {
  return inTurn(live, async () => {
    const event = { ...eventOf(live, source, claim, false), phase: 'proposed' as const };
    const risk = await riskOf(claim);
    if (risk) event.risk = risk;
    const verdict = ponder(live, event);
    const ruling = outright(live, event, verdict) ?? {
      verdict: verdict.verdict,
      rules: verdict.rules.map((rule) => rule.id),
    };
    record(event, ruling.verdict, ruling.rules);
    await save(live);
    if (ruling.verdict === 'ask' && isGranted(live, event, verdict)) return { ...ruling, verdict: 'allow' };
    return ruling.verdict === 'log' ? ruling : inWords(live, ruling, verdict);
  });
}

function inWords(live: Live, ruling: Ruling, verdict: Verdict): Foreseen {
  if (ruling.say) return { ...ruling, reason: ruling.say };
  if (ruling.verdict === 'allow') return ruling;
  const { what, why, instead } = explain(verdict, live.history);
  return { ...ruling, reason: `${what} ${why}`, ...(instead ? { alternative: instead } : {}) };
}

/** @param before what had gone to each destination: with what is stopped, it stays so, else the last piece would pass when repeated */
async function decide(
  live: Live,
  source: Source,
  event: AgentEvent,
  before: Live['stream'],
  bringing?: Bringing,
): Promise<Ruling> {
  const verdict = ponder(live, event);
  const answer = gate(live, source, event, verdict);
  record(event, answer.verdict, answer.rules);
  if (stops(answer.verdict)) {
    live.stream = before;
    remind(live, {
      ...factBase(live, source),
      actor: event.actor,
      kind: 'decision',
      decision: { verdict: answer.verdict, rules: answer.rules },
    });
    await saveShared();
  } else {
    if (bringing) live.letIn = withLetIn(live.letIn, bringing.site, bringing.marks);
    remind(live, { ...event, ...tick(live.session, now()), phase: 'dispatched' });
  }
  await save(live);
  return answer;
}

/** `redact` asks for less to be sent: this isn't. Nothing is taken out of what a page is about to send for it. */
function stops(verdict: Ruling['verdict']): boolean {
  return verdict === 'redact' || verdict === 'ask' || verdict === 'block' || verdict === 'kill';
}

/** Verdict → what is done: approvals answer an ask and never a block; a pause or monitor mode holds nothing. */
function gate(live: Live, source: Source, event: AgentEvent, verdict: Verdict): Ruling {
  const rules = verdict.rules.map((rule) => rule.id);
  const early = outright(live, event, verdict);
  if (early?.verdict === 'log') noteIncident(live, event, verdict, 'log');
  if (early) return early;
  if (verdict.verdict === 'ask' && event.digest && takeApproval(live, event.digest)) return { verdict: 'allow', rules };
  if (takeGrant(live, event, verdict)) return { verdict: 'allow', rules };
  const words = explain(verdict, live.history);
  const did = verdict.verdict === 'warn' ? 'warns of this' : 'stopped this';
  const say = `Interlock ${did}: ${words.what} ${words.why}${words.instead ? ` Instead: ${words.instead}` : ''}`;
  if (verdict.verdict === 'ask') {
    const question = ask(live, source.tab, event, verdict);
    return {
      verdict: 'ask',
      rules,
      say: `${say} The person has been asked; try again once they have approved.`,
      question,
    };
  }
  if (verdict.verdict === 'kill') live.session.endedBy ??= rules.at(-1) ?? 'policy';
  noteIncident(live, event, verdict, verdict.verdict);
  return { verdict: verdict.verdict, rules, say };
}

/** What is settled before anybody is asked; nothing where the verdict stands. */
function outright(live: Live, event: AgentEvent, verdict: Verdict): Ruling | undefined {
  const rules = verdict.rules.map((rule) => rule.id);
  if (world.stopped && event.actor !== 'person') return stoppedByPerson();
  if (live.session.endedBy && event.actor !== 'person') return endedBy(live.session.endedBy);
  if (verdict.verdict === 'allow' || verdict.verdict === 'log') return { verdict: verdict.verdict, rules };
  const paused = pausedUntil(event.site) !== undefined;
  return paused || world.managed.value.mode === 'monitor' ? { verdict: 'log', rules } : undefined;
}

function stoppedByPerson(): Ruling {
  return {
    verdict: 'block',
    rules: ['stopped-by-person'],
    say: 'Interlock: the person has stopped all agent actions. Do nothing more until they lift the stop.',
  };
}

function endedBy(rule: string): Ruling {
  const say = `Interlock: the rule "${rule}" has ended this session. Do nothing more; tell the person what you were doing.`;
  return { verdict: 'kill', rules: [rule], say };
}

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
    await save(live);
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

/** Fingerprints private text or a secret, and lets go of it. */
export async function learn(live: Live, item: Item): Promise<boolean> {
  return inTurn(live, async () => {
    // Entering one site's data on another must not make it that other site's own.
    if ('value' in item && recognise(live.flow, item.value).sources.some((source) => source !== item.source))
      return false;
    if ('text' in item) live.shown = withShown(live.shown, live.flow, item.source, item.text, digestIn(live));
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

/**
 * The agent says that its task is done: an action like others, which rules may stop until something else is done. What
 * they only note the agent hears too: it may still do it.
 */
export function finishTask(live: Live, source: Source): Promise<Foreseen> {
  return inTurn(live, async () => {
    const event: AgentEvent = {
      ...factBase(live, source),
      kind: 'finish',
      actor: 'agent',
      phase: 'proposed',
      digest: 'finish',
    };
    const verdict = ponder(live, event);
    return inWords(live, await decide(live, source, event, live.stream), verdict);
  });
}

/** The session is over: what was left undone is noted; there is nothing left to stop. */
export function finish(live: Live): Promise<void> {
  return inTurn(live, async () => {
    const tab = live.session.tabs[0] ?? 0;
    const event: AgentEvent = {
      ...factBase(live, { tab, frame: 0, url: 'about:blank' }),
      kind: 'finish',
      actor: 'agent',
      phase: 'proposed',
    };
    const verdict = ponder(live, event);
    record(
      event,
      verdict.verdict,
      verdict.rules.map(({ id }) => id),
    );
    if (verdict.verdict === 'allow') return;
    noteIncident(live, event, verdict, 'log');
    await saveShared();
  });
}
