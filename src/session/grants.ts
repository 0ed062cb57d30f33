/**
 * What a person allowed beyond one action: the same kind of action between the same two origins, asked about by the same
 * rules and carrying no more than what they saw. It answers an ask and never a block, and ends with its session.
 */
import type { AgentEvent } from '../event/event.ts';

export const SCOPES = ['once', 'five-times', 'ten-minutes', 'session'] as const;
export type Scope = (typeof SCOPES)[number];

/** The action that was asked about is the first; it has an approval of its own. */
const MORE_TIMES = 4;
const TEN_MINUTES_MS = 600_000;

/** What of an action an approval is about, as far as it can cover another one. */
export type Asked = {
  kind: AgentEvent['kind'];
  origin: string;
  /** Origin it goes to; empty where it goes nowhere. */
  to: string;
  /** Ids of the rules that asked. */
  asked: string[];
  labels: string[];
  sources: string[];
  /** How much text it carried that was read elsewhere; what is typed grows. */
  bytes?: number | undefined;
};

export type Grant = Asked & {
  id: string;
  site: string;
  dest?: string;
  since: number;
  /** Absent: until its session ends. */
  until?: number;
  /** Uses left; absent: as often as it lasts. */
  left?: number;
  /** Of a yes to typing: so much text it covers, and no more. */
  most?: number;
};

export function askedOf(event: AgentEvent, asked: readonly string[]): Asked {
  return {
    kind: event.kind,
    origin: event.origin,
    to: event.dest?.origin ?? '',
    asked: [...asked],
    labels: [...(event.payload?.labels ?? [])],
    sources: [...(event.payload?.sources ?? [])],
    ...(event.kind === 'type' ? { bytes: event.payload?.bytes ?? 0 } : {}),
  };
}

const LEAST_TYPED = 600;

/** How much may be typed after a yes to a part of it: a line that was shown is no mailbox. */
export const mostTyped = ({ bytes = 0 }: Asked): number => Math.max(LEAST_TYPED, 2 * bytes);

/** @returns what to add to a grant for it to last as `scope` says; nothing where it is for one action only */
export function lasting(scope: Scope, now: number): Pick<Grant, 'until' | 'left'> | undefined {
  if (scope === 'once') return undefined;
  if (scope === 'five-times') return { left: MORE_TIMES };
  return scope === 'ten-minutes' ? { until: now + TEN_MINUTES_MS } : {};
}

/** The grant that answers for this action; nothing when a person has to be asked. An opaque origin is no one's twice. */
export function grantFor(grants: readonly Grant[], action: Asked, now: number): Grant | undefined {
  if (action.origin === 'opaque' || action.to === 'opaque') return undefined;
  return grants.find(
    (grant) =>
      stands(grant, now) && covers(grant, action) && (action.bytes ?? 0) <= (grant.most ?? Number.POSITIVE_INFINITY),
  );
}

/** Whether `action` is of the same kind, between the same origins, asked by the same rules and carries no more. */
export function covers(known: Asked, action: Asked): boolean {
  return (
    known.kind === action.kind &&
    known.origin === action.origin &&
    known.to === action.to &&
    isWithin(action.asked, known.asked) &&
    isWithin(withoutOwn(action.labels), known.labels) &&
    isWithin(action.sources, known.sources)
  );
}

/** Nobody is asked about an address or a telephone number alone: beside what was allowed it is no more. */
const withoutOwn = (labels: readonly string[]): string[] =>
  labels.includes('private') ? labels.filter((label) => label !== 'pii') : [...labels];

/** The grants that are left after `used` answered for one more action. */
export function without(grants: readonly Grant[], used: Grant, now: number): Grant[] {
  return grants
    .map((grant) => (grant === used && grant.left !== undefined ? { ...grant, left: grant.left - 1 } : grant))
    .filter((grant) => stands(grant, now));
}

export function stands({ until, left }: Grant, now: number): boolean {
  return (until === undefined || until > now) && (left === undefined || left > 0);
}

function isWithin(some: readonly string[], all: readonly string[]): boolean {
  return some.every((one) => all.includes(one));
}
