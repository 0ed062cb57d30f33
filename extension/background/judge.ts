/** One action, one verdict: claim → event → engine → gates → saved → answered. */

import type * as z from 'zod/mini';
import { accumulate } from '../../src/dataflow/accumulate.ts';
import { originsOf } from '../../src/dataflow/origins.ts';
import { type Recognition, recognise } from '../../src/dataflow/recognise.ts';
import { type Item, remember } from '../../src/dataflow/remember.ts';
import type { AgentEvent, Label } from '../../src/event/event.ts';
import type { VerdictName } from '../../src/event/verdicts.ts';
import { adopt } from '../../src/policy/adopt.ts';
import { explain } from '../../src/policy/explain.ts';
import { start, step, type Verdict } from '../../src/policy/step.ts';
import type { Claim } from '../../src/protocol/shapes.ts';
import type { Ruling } from '../../src/protocol/told.ts';
import { isFirstSeen, keepHistory, readPrivately, tick } from '../../src/session/session.ts';
import { originOf, relationOf, siteOf, withoutSecrets } from '../../src/site/site.ts';
import { record } from './audit.ts';
import { classifier } from './classifier.ts';
import { ask, noteIncident, takeApproval } from './people.ts';
import { inForce } from './policy.ts';
import { inTurn, type Live, save, saveShared, world } from './world.ts';

/** Where a claim came from, as the browser says it, never as the page does. */
export type Source = { tab: number; frame: number; url: string };

const RISK_DEADLINE_MS = 400;
const GRAVE = new Set([
  'purchase',
  'payment',
  'transfer',
  'delete',
  'permission',
  'oauth-grant',
  'password-change',
  'publish',
  'send',
]);

/** May this action happen? */
export function judge(live: Live, source: Source, claim: z.infer<typeof Claim>): Promise<Ruling> {
  return inTurn(live, async () => {
    const event = { ...eventOf(live, source, claim), phase: 'proposed' as const };
    const risk = await riskOf(claim);
    if (risk) event.risk = risk;
    return decide(live, source, event);
  });
}

async function decide(live: Live, source: Source, event: AgentEvent): Promise<Ruling> {
  const verdict = ponder(live, event);
  const answer = gate(live, source, event, verdict);
  record(event, answer.verdict, answer.rules);
  if (answer.verdict === 'ask' || answer.verdict === 'block' || answer.verdict === 'kill') {
    remind(live, {
      ...factBase(live, source),
      actor: event.actor,
      kind: 'decision',
      decision: { verdict: answer.verdict, rules: answer.rules },
    });
    await saveShared();
  } else {
    remind(live, { ...event, ...tick(live.session, Date.now()), phase: 'dispatched' });
  }
  await save(live);
  return answer;
}

/** What policy says, before approvals, pauses and modes. */
export function ponder(live: Live, event: AgentEvent): Verdict {
  ensureMemory(live);
  return step(inForce(live.session).compiled, live.memory ?? fail(), event).verdict;
}

/** Verdict → what is done: approvals answer an ask and never a block; a pause or monitor mode holds nothing. */
function gate(live: Live, source: Source, event: AgentEvent, verdict: Verdict): Ruling {
  const rules = verdict.rules.map((rule) => rule.id);
  if (world.stopped && event.actor !== 'person') return stoppedByPerson();
  if (verdict.verdict === 'allow' || verdict.verdict === 'log') {
    if (verdict.verdict === 'log') noteIncident(live, event, verdict, 'log');
    return { verdict: verdict.verdict, rules };
  }
  const personal = (world.personal.paused[event.site] ?? 0) > Date.now() && !isPauseForbidden(event.site);
  if (personal || world.managed.value.mode === 'monitor') {
    noteIncident(live, event, verdict, 'log');
    return { verdict: 'log', rules };
  }
  if (verdict.verdict === 'ask' && event.digest && takeApproval(live, event.digest)) return { verdict: 'allow', rules };
  const words = explain(verdict, live.history);
  const say = `Interlock stopped this: ${words.what} ${words.why}${words.instead ? ` Instead: ${words.instead}` : ''}`;
  if (verdict.verdict === 'ask') {
    const question = ask(live, source.tab, event, verdict);
    return {
      verdict: 'ask',
      rules,
      say: `${say} The person has been asked; try again once they have approved.`,
      question,
    };
  }
  if (verdict.verdict === 'warn' || verdict.verdict === 'redact') return { verdict: verdict.verdict, rules, say };
  noteIncident(live, event, verdict, verdict.verdict);
  return { verdict: verdict.verdict, rules, say };
}

function stoppedByPerson(): Ruling {
  return {
    verdict: 'block',
    rules: ['stopped-by-person'],
    say: 'Interlock: the person has stopped all agent actions. Do nothing more until they lift the stop.',
  };
}

function isPauseForbidden(site: string): boolean {
  return world.managed.value.sites?.noPause?.includes(site) ?? false;
}

/** Takes a record into the session's history and the monitor's memory. */
export function remind(live: Live, event: AgentEvent): void {
  record(event, 'allow', []);
  ensureMemory(live);
  live.memory = step(inForce(live.session).compiled, live.memory ?? fail(), event).memory;
  live.history = keepHistory(live.history, event);
}

/** A policy changed mid-session rebuilds what it needs from the kept history. */
export function ensureMemory(live: Live): void {
  const { key, compiled } = inForce(live.session);
  if (live.memory && live.policyKey === key) return;
  live.memory = live.memory
    ? adopt(compiled, live.memory, live.history)
    : live.history.length
      ? adopt(compiled, start(compiled), live.history)
      : start(compiled);
  live.policyKey = key;
}

function fail(): never {
  throw new Error('a session without memory was asked for a verdict');
}

export function factBase(live: Live, source: Source): Omit<AgentEvent, 'kind'> & { phase: 'observed' } {
  const { session } = live;
  return {
    ...tick(session, Date.now()),
    phase: 'observed',
    actor: 'unknown',
    session: session.id,
    ...(session.task ? { task: session.task } : {}),
    tab: String(source.tab),
    frame: String(source.frame),
    url: withoutSecrets(source.url),
    origin: originOf(source.url),
    site: siteOf(source.url),
  };
}

/** An action's record from a claim; what the page can't know or must not say is filled in here. */
export function eventOf(live: Live, source: Source, claim: z.infer<typeof Claim>): AgentEvent {
  const { session } = live;
  const base = factBase(live, source);
  const destUrl = claim.dest?.url;
  const payload = { ...claim.payload };
  if (claim.outgoing) {
    const found = carried(live, claim.kind, siteOf(destUrl ?? source.url), claim.outgoing);
    addLabels(payload, found);
    // What is in a path or a host name counts as sent, too.
    if (found.labels.length) payload.bytes = Math.max(payload.bytes ?? 0, claim.outgoing.length);
  }
  const risk = session.pageRisk[base.tab];
  return {
    ...base,
    kind: claim.kind,
    actor: claim.actor,
    dest: destinationOf(live, source.url, destUrl ?? source.url, claim.dest?.method, payload.sources),
    ...(claim.target ? { target: claim.target } : {}),
    payload: { bytes: 0, labels: [], sources: [], ...payload },
    page: {
      trust: session.privateSites.includes(base.site) ? 'private' : 'public',
      risk: { tier: risk ?? (classifier.state().state === 'unavailable' ? 'unavailable' : 'safe') },
    },
    ...(claim.digest ? { digest: claim.digest } : {}),
  };
}

function destinationOf(
  live: Live,
  from: string,
  url: string,
  method = 'get',
  sources: readonly string[] = [],
): NonNullable<AgentEvent['dest']> {
  const site = siteOf(url);
  const relation = relationOf(from, url);
  return {
    origin: originOf(url),
    site,
    url: withoutSecrets(url),
    method,
    relation,
    firstSeen: isFirstSeen(live.session, siteOf(from), site, sources),
  };
}

/** Leaves at once: then pieces sent one after the other are judged together. An edit only grows what is there. */
const SENDS: ReadonlySet<string> = new Set(['submit', 'navigate', 'open', 'request', 'tool', 'message']);

function carried(live: Live, kind: string, destination: string, text: string): Recognition {
  const found = SENDS.has(kind) ? pieced(live, destination, text) : recognise(live.flow, text);
  return { labels: found.labels, sources: originsOf(live.flow, found.sources) };
}

function pieced(live: Live, destination: string, text: string): Recognition {
  const { state, ...found } = accumulate(live.stream, live.flow, destination, text);
  live.stream = state;
  return found;
}

function addLabels(
  payload: NonNullable<AgentEvent['payload']>,
  found: { labels: readonly Label[]; sources: readonly string[] },
): void {
  payload.labels = [...new Set([...(payload.labels ?? []), ...found.labels])];
  payload.sources = [...new Set([...(payload.sources ?? []), ...found.sources])];
}

/** Only grave purposes are worth a model's time; a late or missing answer is `unavailable`, which policy can test. */
async function riskOf(claim: z.infer<typeof Claim>): Promise<AgentEvent['risk'] | undefined> {
  if (!claim.context || !GRAVE.has(claim.target?.purpose ?? 'other')) return undefined;
  const late = new Promise<undefined>((done) => setTimeout(done, RISK_DEADLINE_MS));
  const { text, role, page, form, nearby } = claim.context;
  const action = {
    text,
    ...(role ? { role } : {}),
    ...(page ? { page } : {}),
    ...(form ? { form } : {}),
    ...(nearby ? { nearby } : {}),
    url: claim.url,
  };
  const answer = await Promise.race([classifier.scoreActions([action]).then((all) => all[0]), late]);
  return answer?.kind === 'scored'
    ? { tier: answer.tier, score: answer.score, category: answer.category }
    : { tier: 'unavailable' };
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
    if (kind === 'auth.login' || kind === 'auth.active') readPrivately(live.session, siteOf(source.url), Date.now());
    live.epoch += 1;
    await save(live);
  });
}

/** What was settled in the page, or came of an action. */
export function report(
  live: Live,
  source: Source,
  claim: z.infer<typeof Claim>,
  phase: 'dispatched' | 'succeeded' | 'failed' | 'blocked',
): Promise<void> {
  return inTurn(live, async () => {
    const event = eventOf(live, source, claim);
    if (phase === 'blocked') {
      const verdict = ponder(live, { ...event, phase: 'proposed' });
      noteIncident(live, event, verdict, 'block');
      remind(live, {
        ...factBase(live, source),
        kind: 'decision',
        decision: { verdict: verdict.verdict, rules: verdict.rules.map((r) => r.id) },
      });
      await saveShared();
    } else remind(live, { ...event, phase });
    await save(live);
  });
}

/** Fingerprints private text or a secret, and lets go of it. */
export async function learn(live: Live, item: Item): Promise<boolean> {
  return inTurn(live, async () => {
    // Entering one site's data on another must not make it that other site's own.
    if ('value' in item && recognise(live.flow, item.value).sources.some((source) => source !== item.source))
      return false;
    const next = remember(live.flow, item);
    if (next === live.flow) return false;
    live.flow = next;
    live.epoch += 1;
    await save(live, true);
    return true;
  });
}

export type { VerdictName };
