/** What people are told and asked: incidents and questions. */
import browser from 'webextension-polyfill';
import type * as z from 'zod/mini';
import type { AgentEvent } from '../../src/event/event.ts';
import type { VerdictName } from '../../src/event/verdicts.ts';
import { explain } from '../../src/policy/explain.ts';
import type { Verdict } from '../../src/policy/step.ts';
import type { Claim, Question } from '../../src/protocol/shapes.ts';
import { askedOf } from '../../src/session/grants.ts';
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
  const open = world.questions.find((question) => question.digest === digest && question.session === live.session.id);
  if (open) {
    open.times += 1;
    return open.id;
  }
  const words = explain(verdict, live.history);
  const asking = verdict.rules.filter((rule) => rule.verdict === 'ask').map((rule) => rule.id);
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
    ...(claim?.order ? { order: claim.order } : {}),
    times: 1,
    about: askedOf(event, asking),
  };
  world.questions.push(question);
  if (claim) noteParticulars(live, question, event.dest?.site ?? event.site, claim);
  world.counts.asked += 1;
  void showCondition();
  void openAskWindow(question.id);
  return question.id;
}

/** One window at a time: a flood of questions is one window, and the popup lists the rest. */
async function openAskWindow(id: string): Promise<void> {
  const url = browser.runtime.getURL('popup/ask.html');
  try {
    const open = await browser.tabs.query({ url: `${url}*` });
    if (open.length) return;
    await browser.windows.create({
      url: `${url}?question=${id}`,
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
