/** What people are told and asked: incidents and questions. */
import browser from 'webextension-polyfill';
import type * as z from 'zod/mini';
import { orderShown } from '../../src/enforce/particulars.ts';
import type { AgentEvent } from '../../src/event/event.ts';
import type { VerdictName } from '../../src/event/verdicts.ts';
import { explain } from '../../src/policy/explain.ts';
import type { Verdict } from '../../src/policy/step.ts';
import type { Question } from '../../src/protocol/question.ts';
import type { Claim } from '../../src/protocol/shapes.ts';
import { type Asked, askedOf, covers } from '../../src/session/grants.ts';
import * as clock from './clock.ts';
import { showCondition } from './condition.ts';
import { noteParticulars } from './particulars.ts';
import { type Live, world } from './world.ts';

type Asking = z.infer<typeof Claim>;

/** An ask without an answer within this time is a block. */
const QUESTION_MS = 120_000;

export function noteIncident(live: Live, event: AgentEvent, verdict: Verdict, done: VerdictName): void {
  const words = explain(verdict, live.history);
  const last = verdict.rules[0];
  world.incidents = [
    ...world.incidents.slice(-199),
    {
      id: `${event.session}:${event.seq}`,
      t: event.t,
      verdict: done,
      rule: last?.id ?? 'policy',
      what: words.what,
      reasons: words.reasons,
      ...(words.instead ? { instead: words.instead } : {}),
      site: placeOf(event),
      ...(event.dest?.site ? { dest: event.dest.site } : {}),
    },
  ];
  if (done === 'redact' || done === 'block' || done === 'kill') world.counts.stopped += 1;
  void showCondition();
}

/** A navigation from outside any page has no site of its own. */
function placeOf({ site, dest }: AgentEvent): string {
  return site.startsWith('opaque:') ? (dest?.site ?? site) : site;
}

/** Merges into an open question about the same digest; else opens one, in a window of our own. */
export function ask(live: Live, tab: number, event: AgentEvent, verdict: Verdict, claim: Asking | undefined): string {
  const now = clock.now();
  world.questions = world.questions.filter((question) => question.expires > now);
  const digest = event.digest ?? `${event.kind}:${event.seq}`;
  const asking = verdict.rules.filter((rule) => rule.verdict === 'ask').map((rule) => rule.id);
  const about = askedOf(event, asking);
  const open = world.questions.find(
    (question) =>
      question.session === live.session.id && (question.digest === digest || goesOn(question, about, event)),
  );
  if (open) {
    open.times += 1;
    // What was typed since.
    if (open.digest !== digest && claim) {
      noteParticulars(live, open, event.dest?.site ?? event.site, claim);
      if (about.bytes !== undefined) open.about.bytes = about.bytes;
    }
    return open.id;
  }
  const words = explain(verdict, live.history);
  const question: Question = {
    id: crypto.randomUUID(),
    digest,
    session: live.session.id,
    tab,
    t: now,
    expires: now + QUESTION_MS,
    rule: asking[0] ?? verdict.rules[0]?.id ?? 'policy',
    what: words.what,
    reasons: words.reasons,
    ...(words.instead ? { instead: words.instead } : {}),
    site: placeOf(event),
    ...(event.dest?.site ? { dest: event.dest.site } : {}),
    ...(claim?.order ? { order: orderShown(claim.order) } : {}),
    times: 1,
    about,
  };
  world.questions.push(question);
  for (const id of fields.keys()) if (!world.questions.some((other) => other.id === id)) fields.delete(id);
  const field = fieldOf(event);
  if (field) fields.set(question.id, field);
  if (claim) noteParticulars(live, question, event.dest?.site ?? event.site, claim);
  world.counts.asked += 1;
  void showCondition();
  void openAskWindow(question);
  return question.id;
}

/** Question → the field that it is about, where it is about typing. */
const fields = new Map<string, string>();

const fieldOf = ({ kind, tab, frame, target }: AgentEvent): string | undefined =>
  kind === 'type' && target?.fingerprint ? `${tab} ${frame} ${target.fingerprint}` : undefined;

/** What is typed key by key is one text, and one question: a yes to typing holds while it is typed. */
const goesOn = ({ id, about }: Question, next: Asked, event: AgentEvent): boolean =>
  fields.has(id) && fields.get(id) === fieldOf(event) && covers(about, next);

/** One window at a time: a flood of questions is one window, and the popup lists the rest. */
async function openAskWindow({ id, what }: Question): Promise<void> {
  const url = browser.runtime.getURL('popup/ask.html');
  try {
    const open = await browser.tabs.query({ url: `${url}*` });
    if (open.length) return;
    await browser.windows.create({
      url: `${url}?question=${id}#${encodeURIComponent(forAnAgent(what))}`,
      type: 'popup',
      width: 440,
      height: 580,
      focused: true,
    });
  } catch {
    // Without a window the question still stands in the popup and on the badge.
    world.degraded.add('a question could not be shown in a window of its own');
  }
}

/** Some agents follow any new tab, and read of ours nothing but the address. */
const forAnAgent = (what: string): string =>
  `Stopped by Interlock until the person has answered: ${what} Go back to your own tab: it says why, and what to do instead.`;
