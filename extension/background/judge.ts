/** One action, one verdict: claim → event → engine → gates → saved → answered. */
import type * as z from 'zod/mini';
import { withLetIn } from '../../src/dataflow/let-in.ts';
import type { AgentEvent } from '../../src/event/event.ts';
import { explain } from '../../src/policy/explain.ts';
import type { Verdict } from '../../src/policy/step.ts';
import type { Claim } from '../../src/protocol/shapes.ts';
import type { Ruling } from '../../src/protocol/told.ts';
import { GRAVE } from '../../src/risk/grave.ts';
import { tick } from '../../src/session/session.ts';
import { isGranted, noteAgreed, takeAgreed, takeApproval, takeGrant } from './approvals.ts';
import { record } from './audit.ts';
import { type Bringing, broughtBy, isHandedOn, isHeldThere, isPaidToOwn, isSentOn, noteYes } from './bringing.ts';
import { now } from './clock.ts';
import { eventOf, factBase, riskOf, type Source } from './events.ts';
import { ponder, remind } from './memory.ts';
import { noteOwnService } from './own-services.ts';
import { untilRead } from './passages.ts';
import { ask, noteIncident } from './people.ts';
import { save, saveShared } from './storage.ts';
import { inTurn, type Live, pausedUntil, world } from './world.ts';

export type Foreseen = Ruling & { reason?: string; alternative?: string };

/**
 * May this action happen?
 * @param sent `counts` is false where the same sending was judged before: it is no second piece of what went to its
 *   destination; `began`: when, in milliseconds since the epoch, if not now
 */
export async function judge(
  live: Live,
  source: Source,
  claim: z.infer<typeof Claim>,
  sent: { counts?: boolean; began?: number } = {},
): Promise<Ruling> {
  if (SPEAKS.has(claim.target?.purpose ?? 'other')) await untilRead(live, READ_PATIENCE_MS);
  return inTurn(live, async () => {
    const proposed = propose(live, source, claim, sent);
    if (!proposed) return { verdict: 'allow', rules: [] };
    const risk = await riskOf(claim);
    if (risk) proposed.event.risk = risk;
    return decide(live, source, proposed);
  });
}

/** What speaks for the person isn't done by words that nobody has read yet: an agent may act on them faster than the model reads. */
const SPEAKS: ReadonlySet<string> = new Set([...GRAVE, 'send', 'publish']);
const READ_PATIENCE_MS = 1_500;

/** Whether the policy would let this happen unasked; nothing is done. */
export function mayHappen(live: Live, source: Source, claim: z.infer<typeof Claim>): boolean {
  const proposed = propose(live, source, claim, { counts: false });
  return !proposed || !stops(ponder(live, proposed.event).verdict);
}

/** As `judge`, for a request that waits in the browser for an answer of this very moment: what it changes is saved behind it. */
export function judgeAtOnce(live: Live, source: Source, claim: z.infer<typeof Claim>): Ruling {
  const proposed = propose(live, source, claim, { counts: false });
  if (!proposed) return { verdict: 'allow', rules: [] };
  const answer = settle(live, source, proposed);
  // What can't be saved is named as such where it is tried.
  void inTurn(live, () => saveDecided(live, answer)).catch(() => undefined);
  return answer;
}

type Proposed = {
  event: AgentEvent;
  /** What had gone to each destination: with what is stopped, it stays so, else the last piece would pass when repeated. */
  before: Live['stream'];
  bringing?: Bringing;
  /** For the person who may be asked. */
  claim?: z.infer<typeof Claim>;
};

/** Nothing for what a site may send on to itself. */
function propose(
  live: Live,
  source: Source,
  claim: z.infer<typeof Claim>,
  sent: { counts?: boolean; began?: number },
): Proposed | undefined {
  const bringing = broughtBy(live, source, claim);
  if (isSentOn(live, source, claim, bringing)) return undefined;
  const before = live.stream;
  const event = { ...eventOf(live, source, claim, sent.counts, sent.began), phase: 'proposed' as const };
  if (isHeldThere(live, source, claim, bringing, event)) event.payload?.sources?.push(bringing.site);
  if (event.target && isPaidToOwn(live, claim, bringing)) event.target.purpose = 'other';
  if (isHandedOn(live, source, claim, event)) event.payload?.sources?.push(event.site, bringing.site);
  else noteOwnService(live, source, claim, event);
  return { event, before, bringing, claim };
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

async function decide(live: Live, source: Source, proposed: Proposed): Promise<Ruling> {
  const answer = settle(live, source, proposed);
  await saveDecided(live, answer);
  return answer;
}

function settle(live: Live, source: Source, { event, before, bringing, claim }: Proposed): Ruling {
  const verdict = ponder(live, event);
  const answer = gate(live, source, event, verdict, claim);
  record(event, answer.verdict, answer.rules);
  if (stops(answer.verdict)) {
    live.stream = before;
    remind(live, {
      ...factBase(live, source),
      actor: event.actor,
      kind: 'decision',
      decision: { verdict: answer.verdict, rules: answer.rules },
    });
  } else {
    if (bringing && verdict.verdict === 'ask' && answer.verdict === 'allow') noteYes(live, bringing);
    if (bringing) live.letIn = withLetIn(live.letIn, bringing.site, bringing.marks);
    remind(live, { ...event, ...tick(live.session, now()), phase: 'dispatched' });
  }
  return answer;
}

async function saveDecided(live: Live, answer: Ruling): Promise<void> {
  if (stops(answer.verdict)) await saveShared();
  await save(live);
}

/** `redact` asks for less to be sent: this isn't. Nothing is taken out of what a page is about to send for it. */
export function stops(verdict: Ruling['verdict']): boolean {
  return verdict === 'redact' || verdict === 'ask' || verdict === 'block' || verdict === 'kill';
}

/** Verdict → what is done: approvals answer an ask and never a block; a pause or monitor mode holds nothing. */
function gate(live: Live, source: Source, event: AgentEvent, verdict: Verdict, claim: Proposed['claim']): Ruling {
  const rules = verdict.rules.map((rule) => rule.id);
  const early = outright(live, event, verdict);
  if (early?.verdict === 'log') noteIncident(live, event, verdict, 'log');
  if (early) return early;
  const claimed = { source, event, verdict, claim };
  if (verdict.verdict === 'ask' && event.digest && takeApproval(live, event.digest)) {
    noteAgreed(live, claimed);
    return { verdict: 'allow', rules };
  }
  if (takeAgreed(live, claimed)) return { verdict: 'allow', rules };
  if (takeGrant(live, event, verdict)) return { verdict: 'allow', rules };
  const words = explain(verdict, live.history);
  const did = verdict.verdict === 'warn' ? 'warns of this' : 'stopped this';
  const say = `Interlock ${did}: ${words.what} ${words.why}${words.instead ? ` Instead: ${words.instead}` : ''}`;
  const told = { rules, say, what: words.what, rule: words.reasons.rule };
  if (verdict.verdict === 'ask') {
    const question = ask(live, source.tab, event, verdict, claim);
    return {
      verdict: 'ask',
      ...told,
      say: `${say} The person has been asked; try again once they have approved.`,
      question,
    };
  }
  if (verdict.verdict === 'kill') live.session.endedBy ??= rules.at(-1) ?? 'policy';
  noteIncident(live, event, verdict, verdict.verdict);
  return { verdict: verdict.verdict, ...told };
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
    return inWords(live, await decide(live, source, { event, before: live.stream }), verdict);
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
