/**
 * Why, in words: rule, the earlier events that count with their time and place, the compliant alternative. Templates and
 * the policy author's own words only; nothing a page wrote gets in but the names of sites.
 */
import type { AgentEvent, Kind } from '../event/event.ts';
import type { Verdict } from './step.ts';

export type Explanation = { readonly what: string; readonly why: string; readonly instead?: string };

const MOST_EVENTS = 4;

/** One short sentence or two each. `history` is what is still kept: events older than that are counted, not told. */
export function explain(verdict: Verdict, history: readonly AgentEvent[]): Explanation {
  const strictest = verdict.rules.find((rule) => rule.verdict === verdict.verdict) ?? verdict.rules[0];
  if (strictest === undefined) return { what: 'No rule objects.', why: 'Nothing in the policy speaks against it.' };
  const others = verdict.rules.filter((rule) => rule !== strictest).map(({ id }) => id);
  const also = others.length === 0 ? '' : ` Also: ${others.join(', ')}.`;
  return {
    what: sentence(strictest.because),
    why: `Rule ${strictest.id} (${strictest.layer}).${earlier(verdict.witness, history)}${also}`,
    ...(verdict.instead === undefined ? {} : { instead: sentence(verdict.instead) }),
  };
}

function earlier(witness: readonly number[], history: readonly AgentEvent[]): string {
  if (witness.length === 0) return '';
  const bySeq = new Map(history.map((event) => [event.seq, event]));
  const told = witness.flatMap((seq) => bySeq.get(seq) ?? []).slice(-MOST_EVENTS);
  const rest = witness.length - told.length;
  const more = rest === 0 ? [] : [`${rest} earlier event${rest === 1 ? '' : 's'}`];
  return ` Before: ${[...more, ...told.map(describe)].join('; ')}.`;
}

/** Such as `signed in on bank.test (09:41:07 UTC)`. */
export function describe(event: AgentEvent): string {
  const to = event.dest?.site === undefined || event.dest.site === event.site ? '' : ` to ${event.dest.site}`;
  const failed = event.phase === 'failed' ? ', which failed' : '';
  return `${WORDS[event.kind]} on ${event.site || 'a page'}${to}${failed} (${new Date(event.t).toISOString().slice(11, 19)} UTC)`;
}

const WORDS: Readonly<Record<Kind, string>> = {
  navigate: 'a navigation',
  click: 'a click',
  type: 'typing',
  paste: 'a paste',
  select: 'a selection',
  drag: 'a drag',
  submit: 'a form sent',
  upload: 'an upload',
  download: 'a download',
  request: 'a request',
  'clipboard.read': 'the clipboard read',
  'clipboard.write': 'the clipboard written',
  read: 'a page read',
  message: 'a message',
  open: 'a page opened',
  tool: 'a page tool called',
  finish: 'the end of the task',
  'page.load': 'a page loaded',
  'page.risk': 'suspicious text',
  'auth.login': 'signed in',
  'auth.active': 'a signed-in account',
  'auth.failed': 'a failed sign-in',
  'auth.logout': 'signed out',
  'user.approve': 'an approval by the person',
  'user.deny': 'a refusal by the person',
  decision: 'a decision',
  coverage: 'a change of what Interlock can see',
  fact: 'a fact reported',
};

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
