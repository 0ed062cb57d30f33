/**
 * The one record of what happened, as fixed in policy.md §1. Made once at the point of observation, parsed at every
 * border, and never holding a secret's value. `null` is invalid everywhere; an unknown field is an error.
 */
import * as z from 'zod/mini';
import { VERDICTS } from './verdicts.ts';

export const ACTIONS = [
  'navigate',
  'click',
  'type',
  'paste',
  'select',
  'drag',
  'submit',
  'upload',
  'download',
  'request',
  'clipboard.read',
  'clipboard.write',
  'read',
  'message',
  'open',
  'tool',
  'finish',
] as const;

export const FACTS = [
  'page.load',
  'page.risk',
  'auth.login',
  'auth.active',
  'auth.failed',
  'auth.logout',
  'user.approve',
  'user.deny',
  'decision',
  'coverage',
  'fact',
] as const;

export const PURPOSES = [
  'login',
  'signup',
  'password-change',
  'purchase',
  'payment',
  'transfer',
  'send',
  'publish',
  'delete',
  'permission',
  'oauth-grant',
  'account-data',
  'settings',
  'search',
  'navigation',
  'other',
] as const;

export const LABELS = ['credential', 'otp', 'payment', 'pii', 'private', 'file', 'untrusted', 'injected'] as const;
export const PHASES = ['proposed', 'dispatched', 'succeeded', 'failed', 'observed'] as const;
export const ACTORS = ['agent', 'person', 'page', 'extension', 'unknown'] as const;
export const RELATIONS = ['same-origin', 'same-site', 'cross-site'] as const;
export const PAGE_TIERS = ['safe', 'controversial', 'unsafe', 'unavailable'] as const;
export const ACTION_TIERS = ['safe', 'low', 'high', 'unavailable'] as const;

const text = z.string();
const flag = z.boolean();
const count = z.number().check(z.gte(0));
const opt = z.optional;
const scalar = z.union([z.string(), z.number(), z.boolean()]);

export const Destination = z.strictObject({
  origin: opt(text),
  site: opt(text),
  /** Without userinfo, secrets masked. */
  url: opt(text),
  method: opt(text),
  relation: opt(z.enum(RELATIONS)),
  /** True when `site` was not in use here before the session's first private read. */
  firstSeen: opt(flag),
});

export const Target = z.strictObject({
  role: opt(text),
  name: opt(text),
  inputType: opt(text),
  autocomplete: opt(text),
  formAction: opt(text),
  purpose: opt(z.enum(PURPOSES)),
  visible: opt(flag),
  occluded: opt(flag),
  fingerprint: opt(text),
});

export const Payload = z.strictObject({
  bytes: opt(count),
  labels: opt(z.array(z.enum(LABELS))),
  /** Sites whose private data the payload carries. */
  sources: opt(z.array(text)),
  recipients: opt(z.array(text)),
  mime: opt(text),
  hash: opt(text),
});

export const AgentEvent = z.strictObject({
  seq: z.int(),
  /** Milliseconds since the epoch; never goes back within a session. */
  t: z.number(),
  phase: z.enum(PHASES),
  actor: z.enum(ACTORS),
  session: text,
  task: opt(text),
  tab: text,
  frame: text,
  url: text,
  origin: text,
  /** Registrable domain by the public suffix list, private section included. */
  site: text,
  kind: z.enum([...ACTIONS, ...FACTS]),
  dest: opt(Destination),
  target: opt(Target),
  payload: opt(Payload),
  page: opt(
    z.strictObject({
      trust: opt(text),
      risk: opt(z.strictObject({ tier: opt(z.enum(PAGE_TIERS)), score: opt(z.number()), cause: opt(text) })),
    }),
  ),
  risk: opt(z.strictObject({ tier: opt(z.enum(ACTION_TIERS)), score: opt(z.number()), category: opt(text) })),
  approval: opt(z.strictObject({ digest: opt(text), approver: opt(text) })),
  decision: opt(z.strictObject({ verdict: opt(z.enum(VERDICTS)), rules: opt(z.array(text)) })),
  coverage: opt(z.strictObject({ state: opt(z.enum(['full', 'degraded'])), cause: opt(text) })),
  fact: opt(z.strictObject({ name: opt(text), args: opt(z.record(text, scalar)) })),
  digest: opt(text),
});

export type AgentEvent = z.infer<typeof AgentEvent>;
export type Kind = AgentEvent['kind'];
export type Action = (typeof ACTIONS)[number];
export type Fact = (typeof FACTS)[number];
export type Purpose = (typeof PURPOSES)[number];
export type Label = (typeof LABELS)[number];
export type Actor = (typeof ACTORS)[number];
export type Phase = (typeof PHASES)[number];
export type Destination = z.infer<typeof Destination>;
export type Target = z.infer<typeof Target>;
export type Payload = z.infer<typeof Payload>;

/** Whether `kind` is a fact (always `observed`) rather than an action that can be gated. */
export function isFact(kind: Kind): kind is Fact {
  return (FACTS as readonly string[]).includes(kind);
}
