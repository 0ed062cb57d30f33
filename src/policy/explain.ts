/**
 * Why, in words: rule, the earlier events that count with their time and place, the compliant alternative. Templates and
 * the policy author's own words only; nothing a page wrote gets in but the names of sites.
 */
import type { AgentEvent, Kind } from '../event/event.ts';
import type { Layer } from './policy.ts';
import type { Verdict } from './step.ts';

/** What `why` says, for whoever says it in another language and by another clock. */
export type Reasons = {
  rule: string;
  layer: Layer;
  also: string[];
  before: { kind: Kind; site: string; to?: string; failed?: boolean; t: number }[];
  /** How many more there were before those. */
  earlier: number;
};

export type Explanation = {
  readonly what: string;
  readonly why: string;
  readonly reasons: Reasons;
  readonly instead?: string;
};

const MOST_EVENTS = 4;

/** One short sentence or two each. `history` is what is still kept: events older than that are counted, not told. */
export function explain(verdict: Verdict, history: readonly AgentEvent[]): Explanation {
  const strictest = verdict.rules.find((rule) => rule.verdict === verdict.verdict) ?? verdict.rules[0];
  if (strictest === undefined) return NOTHING;
  const bySeq = new Map(history.map((event) => [event.seq, event]));
  const told = verdict.witness.flatMap((seq) => bySeq.get(seq) ?? []).slice(-MOST_EVENTS);
  const reasons = {
    rule: strictest.id,
    layer: strictest.layer,
    also: verdict.rules.filter((rule) => rule !== strictest).map(({ id }) => id),
    before: told.map(happened),
    earlier: verdict.witness.length - told.length,
  };
  return {
    what: sentence(strictest.because),
    why: inEnglish(reasons),
    reasons,
    ...(verdict.instead === undefined ? {} : { instead: sentence(verdict.instead) }),
  };
}

const NOTHING: Explanation = {
  what: 'No rule objects.',
  why: 'Nothing in the policy speaks against it.',
  reasons: { rule: 'none', layer: 'personal', also: [], before: [], earlier: 0 },
};

function happened({ kind, site, dest, phase, t }: AgentEvent): Reasons['before'][number] {
  const to = dest?.site === undefined || dest.site === site ? {} : { to: dest.site };
  return { kind, site, ...to, ...(phase === 'failed' ? { failed: true } : {}), t };
}

function inEnglish({ rule, layer, also, before, earlier }: Reasons): string {
  const more = earlier === 0 ? [] : [`${earlier} earlier event${earlier === 1 ? '' : 's'}`];
  const events = [...more, ...before.map(inWords)];
  return [
    `Rule ${rule} (${layer}).`,
    ...(events.length === 0 ? [] : [`Before: ${events.join('; ')}.`]),
    ...(also.length === 0 ? [] : [`Also: ${also.join(', ')}.`]),
  ].join(' ');
}

/** Such as `signed in on bank.test (09:41:07 UTC)`. */
export const describe = (event: AgentEvent): string => inWords(happened(event));

function inWords({ kind, site, to, failed, t }: Reasons['before'][number]): string {
  const where = `${site || 'a page'}${to === undefined ? '' : ` to ${to}`}${failed ? ', which failed' : ''}`;
  return `${WORDS[kind]} on ${where} (${new Date(t).toISOString().slice(11, 19)} UTC)`;
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
