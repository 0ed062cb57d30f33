/** What a person said yes or no to, and how far that reaches. */

import { type Agreed, agreedTo, isItsLastStep } from '../../src/enforce/agreed.ts';
import type { AgentEvent } from '../../src/event/event.ts';
import type { Verdict } from '../../src/policy/step.ts';
import type { GrantRow, Question } from '../../src/protocol/question.ts';
import type { Claim } from '../../src/protocol/shapes.ts';
import {
  askedOf,
  type Grant,
  grantFor,
  lasting,
  mostTyped,
  type Scope,
  stands,
  without,
} from '../../src/session/grants.ts';
import { answered } from '../../src/session/task.ts';
import { withLetIn } from '../../src/session/unseen.ts';
import * as clock from './clock.ts';
import { showCondition } from './condition.ts';
import type { Source } from './events.ts';
import { noteNo } from './own-services.ts';
import { forgetAnswered } from './particulars.ts';
import { save, saveShared } from './storage.ts';
import { type Live, world } from './world.ts';

/** An approval not used within this time is gone. */
const APPROVAL_MS = 120_000;
const TYPING_MS = 60_000;
/** A yes to it holds for its site: a call is several connections, and each is begun in a moment that can't wait. */
const CALL = 'call-after-private-read';

/** @returns the question, answered; nothing when it isn't open any more */
export async function answer(id: string, approve: boolean, scope: Scope): Promise<Question | undefined> {
  const question = world.questions.find((q) => q.id === id);
  if (!question || question.expires < clock.now()) return undefined;
  world.questions = world.questions.filter((q) => q.id !== id);
  forgetAnswered();
  if (!approve) noteNo(question);
  const live = world.live.get(question.session);
  if (live) {
    if (approve) allow(live, question, scope);
    const { scope: task, unseen } = live.session;
    const { asked, kind } = question.about;
    const site = question.dest ?? question.site;
    if (task) live.session.scope = answered(task, { asked, kind, site }, approve);
    if (unseen && approve) live.session.unseen = withLetIn(unseen, asked, site);
    live.epoch += 1;
    await save(live);
  }
  await saveShared();
  void showCondition();
  return question;
}

function allow(live: Live, question: Question, scope: Scope): void {
  const now = clock.now();
  if (question.rule === CALL) live.session.calls = [...(live.session.calls ?? []), question.site];
  live.approved.push({ digest: question.digest, until: now + APPROVAL_MS });
  // What is typed grows key by key, each time another action: a yes to it holds while it is being typed.
  const typed = { until: now + TYPING_MS, most: mostTyped(question.about) };
  const lasts = lasting(scope, now) ?? (question.about.kind === 'type' ? typed : undefined);
  if (!lasts) return;
  const { about, site, dest } = question;
  const grant: Grant = { ...about, id: crypto.randomUUID(), site, ...(dest ? { dest } : {}), since: now, ...lasts };
  live.grants = [...live.grants.filter((one) => stands(one, now)), grant];
}

/** Uses up an approval for exactly this action. */
export function takeApproval(live: Live, digest: string): boolean {
  const now = clock.now();
  const found = live.approved.find((approval) => approval.digest === digest && approval.until > now);
  if (!found) return false;
  live.approved = live.approved.filter((approval) => approval !== found && approval.until > now);
  return true;
}

/** By tab: an order that a person approved and whose last step may be still to come. Gone with the worker: then they are asked. */
const agreed = new Map<number, Agreed & { session: string; asked: readonly string[] }>();

type Claimed = { source: Source; event: AgentEvent; verdict: Verdict; claim: Claim | undefined };

/** An approved step of an order was let through. */
export function noteAgreed(live: Live, { source, event, verdict, claim }: Claimed): void {
  const to = claim && source.frame === 0 ? agreedTo(claim, event.origin, clock.now()) : undefined;
  if (to) agreed.set(source.tab, { ...to, session: live.session.id, asked: askingIn(verdict) });
  else agreed.delete(source.tab);
}

/** Uses up what was agreed to for the last step of that very order. */
export function takeAgreed(live: Live, { source, event, verdict, claim }: Claimed): boolean {
  const known = agreed.get(source.tab);
  if (!known || !claim || verdict.verdict !== 'ask' || source.frame !== 0 || known.session !== live.session.id)
    return false;
  const isCovered = isItsLastStep(known, claim, event.origin, clock.now());
  if (!isCovered || !askingIn(verdict).every((rule) => known.asked.includes(rule))) return false;
  return agreed.delete(source.tab);
}

/** What was agreed to ends with the document that it led to. */
export function turnPage(tab: number): void {
  const known = agreed.get(tab);
  if (known) known.documents += 1;
}

const askingIn = ({ rules }: Verdict): string[] =>
  rules.filter((rule) => rule.verdict === 'ask').map((rule) => rule.id);

/** Whether a standing grant answers for this action; `takeGrant` uses it. */
export function isGranted(live: Live, event: AgentEvent, verdict: Verdict): boolean {
  return granting(live, event, verdict) !== undefined;
}

export function takeGrant(live: Live, event: AgentEvent, verdict: Verdict): boolean {
  const grant = granting(live, event, verdict);
  if (grant) live.grants = without(live.grants, grant, clock.now());
  return grant !== undefined;
}

/** INVARIANT: asks only. Where any rule says something stricter, the verdict isn't `ask`, and no grant is looked for. */
function granting(live: Live, event: AgentEvent, verdict: Verdict): Grant | undefined {
  if (verdict.verdict !== 'ask') return undefined;
  return grantFor(live.grants, askedOf(event, askingIn(verdict)), clock.now());
}

/** Of all sessions, the newest last. */
export function grantRows(): GrantRow[] {
  const now = clock.now();
  return [...world.live.values()]
    .flatMap((live) => live.grants.filter((grant) => stands(grant, now)))
    .map(({ id, kind, asked, site, dest, since, until, left }) => ({
      id,
      kind,
      rule: asked.join(', '),
      site,
      ...(dest ? { dest } : {}),
      since,
      ...(until === undefined ? {} : { until }),
      ...(left === undefined ? {} : { left }),
    }))
    .sort((one, other) => one.since - other.since);
}

export async function revoke(id: string): Promise<boolean> {
  const live = [...world.live.values()].find(({ grants }) => grants.some((grant) => grant.id === id));
  if (!live) return false;
  live.grants = live.grants.filter((grant) => grant.id !== id);
  await save(live);
  return true;
}
