/** What a person is asked and told of single actions, and how long their yes lasts. */
import * as z from 'zod/mini';
import { AgentEvent } from '../event/event.ts';
import { VERDICTS } from '../event/verdicts.ts';

const opt = z.optional;
const text = z.string();

/** What of an action was read elsewhere, as far as its shape tells. */
export const PIECES = [
  'password',
  'code',
  'card',
  'account',
  'identity',
  'email',
  'phone',
  'address',
  'number',
  'text',
] as const;
export type Piece = (typeof PIECES)[number];

/** By which rule, of whose layer, and after which earlier events, for a person's own language and clock. */
export const Reasons = z.strictObject({
  rule: text,
  layer: z.enum(['managed', 'team', 'personal', 'task']),
  /** Ids of the other rules that object. */
  also: z.array(text),
  /** Oldest first; `earlier`: how many more there were. */
  before: z.array(
    z.strictObject({ kind: AgentEvent.shape.kind, site: text, to: opt(text), failed: opt(z.boolean()), t: z.number() }),
  ),
  earlier: z.number(),
});
export type Reasons = z.infer<typeof Reasons>;

/** What is told of an action that a rule objects to. */
const TOLD = {
  rule: text,
  /** One sentence: what was stopped. */
  what: text,
  reasons: Reasons,
  /** What would comply. */
  instead: opt(text),
  site: text,
  dest: opt(text),
};

/** A stopped, asked or logged action, told in templated sentences; holds no page content. */
export const Incident = z.strictObject({
  id: text,
  t: z.number(),
  verdict: z.enum(VERDICTS),
  ...TOLD,
});
export type Incident = z.infer<typeof Incident>;

/** Whom a payment pays, in the page's words, and how much, where it says so. */
export const Order = z.strictObject({
  payee: z.string().check(z.maxLength(600)),
  amount: opt(z.number()),
  currency: opt(z.string().check(z.maxLength(4))),
});

/** Text as it may be shown: cut, with what can't be seen made visible and secrets covered. `marked`: it was read elsewhere. */
const Parts = z.array(z.strictObject({ text, marked: z.boolean() }));
export type Parts = z.infer<typeof Parts>;

/** What an action is about to give away, for the eyes of the person who is asked; in memory only, gone with its question. */
export const Particulars = z.strictObject({
  /** What of it was read elsewhere, and where. */
  read: z.array(z.strictObject({ what: z.enum(PIECES), from: z.array(text) })),
  /** The control that is pressed, as the page calls it. */
  control: opt(text),
  /** What is to be paid, in the page's words. */
  total: opt(text),
  /** Where it goes, as an address. */
  address: opt(Parts),
  /** `name`: as the page calls it. */
  fields: z.array(z.strictObject({ name: text, value: Parts })),
  /** Fields that are left out. */
  more: z.number(),
});
export type Particulars = z.infer<typeof Particulars>;

/** A question to the person about one action; bound to its digest, expires unanswered as a block. */
export const Question = z.strictObject({
  id: text,
  digest: text,
  session: text,
  tab: z.number(),
  t: z.number(),
  expires: z.number(),
  ...TOLD,
  order: opt(Order),
  /** Only in what a page of ours is told that nobody debugs. */
  particulars: opt(Particulars),
  /** How many identical actions were merged into this question. */
  times: z.number(),
  /** What it is about, as far as a lasting answer would cover: kind, origins, the rules that asked, what it carries. */
  about: z.strictObject({
    kind: AgentEvent.shape.kind,
    origin: text,
    to: text,
    asked: z.array(text),
    labels: z.array(text),
    sources: z.array(text),
    bytes: opt(z.number()),
  }),
});
export type Question = z.infer<typeof Question>;

/** How long a person's yes lasts. */
export const GrantScope = z.enum(['once', 'five-times', 'ten-minutes', 'session']);
export type GrantScope = z.infer<typeof GrantScope>;

/** A yes that still stands: for such actions between these sites, until then or so many times. */
export const GrantRow = z.strictObject({
  id: text,
  kind: AgentEvent.shape.kind,
  rule: text,
  site: text,
  dest: opt(text),
  since: z.number(),
  until: opt(z.number()),
  left: opt(z.number()),
});
export type GrantRow = z.infer<typeof GrantRow>;
