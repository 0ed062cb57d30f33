/** What the popup is shown and what a frame is told: the shapes that travel between browser contexts. */
import * as z from 'zod/mini';
import { AgentEvent, LABELS } from '../event/event.ts';
import { VERDICTS } from '../event/verdicts.ts';
import type { Guard } from './guard.ts';
import { GrantRow, Incident, Order, Question } from './question.ts';

const opt = z.optional;
const text = z.string();

/** What a frame parses without schemas. */
export const guarded = <T>(guard: Guard<T>) => z.custom<T>(guard);

/** How a person may set a rule of the active pack; `default` is what the pack says. */
export const RuleSetting = z.enum(['default', 'off', 'log', 'ask', 'block']);
export type RuleSetting = z.infer<typeof RuleSetting>;
export const PackName = z.enum(['watch', 'balanced', 'strict', 'read-only']);
export type PackName = z.infer<typeof PackName>;

/** An extension's id as its browser gives it: Chrome's 32 letters, or Firefox's address-like or bracketed ids. */
export const AgentId = z.string().check(z.maxLength(80), z.regex(/^([a-p]{32}|\{[0-9a-f-]{36}\}|[\w.-]*@[\w.-]+)$/i));

export const Problem = z.object({
  rule: opt(text),
  place: text,
  reason: text,
  line: opt(z.number()),
  column: opt(z.number()),
});
export type Problem = z.infer<typeof Problem>;

export const ModelState = z.strictObject({
  state: z.enum(['ready', 'loading', 'unavailable', 'idle']),
  backend: opt(z.enum(['wasm', 'webgpu'])),
  cause: opt(text),
  model: opt(text),
  /** Why the chosen plug-in isn't used; ours is, then. */
  refused: opt(text),
});
export type ModelState = z.infer<typeof ModelState>;

export const RuleRow = z.strictObject({
  id: text,
  because: text,
  /** In force now, after every layer. */
  verdict: z.enum([...VERDICTS, 'off']),
  setting: RuleSetting,
  /** Set when managed policy fixes a floor: the laxest verdict a person may choose. */
  floor: opt(z.enum(VERDICTS)),
  refs: opt(z.array(text)),
});
export type RuleRow = z.infer<typeof RuleRow>;

export const Moment = z.strictObject({
  t: z.number(),
  kind: z.enum(['handed-over', 'sign-in', 'private-read', 'untrusted-read', 'unsafe-page', 'approved', 'denied']),
  site: text,
});
export type Moment = z.infer<typeof Moment>;

export const PopupState = z.strictObject({
  tab: z.strictObject({ id: z.number(), url: text, site: text, guardable: z.boolean() }),
  driver: z.strictObject({
    /** `handed-over`: a person said so; `agent`: attributed by signals. */
    state: z.enum(['nobody', 'agent', 'handed-over']),
    since: opt(z.number()),
    evidence: z.array(text),
    task: opt(text),
    sites: opt(z.array(text)),
    /** Sites it may only read. */
    reads: opt(z.array(text)),
  }),
  guard: z.strictObject({
    state: z.enum(['full', 'degraded', 'paused', 'stopped', 'monitor']),
    causes: z.array(text),
    pausedUntil: opt(z.number()),
  }),
  counts: z.strictObject({
    scored: z.number(),
    flagged: z.number(),
    hidden: z.number(),
    stopped: z.number(),
    asked: z.number(),
  }),
  coverage: z.strictObject({
    /** Frames with our script, frames without it. */
    frames: z.number(),
    unseen: z.number(),
    /** Share of this tab's text that the model has read, and of that which it had read when it first warned of it. */
    read: opt(z.number()),
    readAtVerdict: opt(z.number()),
    closedRoots: z.number(),
    /** Fingerprints of private data that had to go to make room, in the session of this tab; left out where none did. */
    forgotten: opt(z.number()),
    networkRules: z.number(),
    /** Requests are looked at one by one before they are sent. */
    requestsHeld: z.boolean(),
    debuggerAttached: z.boolean(),
  }),
  incidents: z.array(Incident),
  /** What led there, oldest first, for the picture of the session; `site` is where it happened. */
  moments: opt(z.array(Moment)),
  questions: z.array(Question),
  grants: z.array(GrantRow),
  policy: z.strictObject({
    pack: PackName,
    /** The name of an imported policy, in force beside the pack. */
    imported: opt(text),
    rules: z.array(RuleRow),
    problems: z.array(Problem),
  }),
  managed: z.strictObject({
    state: z.enum(['absent', 'present', 'unknown', 'invalid']),
    /** Names of what is fixed: pack, rules, floor, sites, mode. */
    locked: z.array(text),
    pack: opt(PackName),
    mode: opt(z.enum(['monitor', 'block'])),
    problems: z.array(Problem),
  }),
  model: ModelState,
  /** Whether text in pictures is read, where that can be switched. */
  images: opt(z.strictObject({ on: z.boolean(), fixed: z.boolean() })),
  /** The chosen plug-in; `fixed` where an organisation chose. */
  plugIn: opt(z.strictObject({ name: opt(text), fixed: z.boolean() })),
  /** Ids of the extensions that may declare themselves as agents; `fixed` by an organisation. */
  agents: z.strictObject({ allowed: z.array(text), fixed: z.boolean() }),
  /** By name and time; their values are nowhere. */
  canaries: z.array(z.strictObject({ id: text, name: text, t: z.number() })),
  /** The PIN; `missing` where an organisation wants one and none is set. */
  factor: z.strictObject({
    state: z.enum(['off', 'on', 'missing']),
    isRequired: z.boolean(),
    lockedUntil: opt(z.number()),
  }),
  /** False while a debugger is attached to this very page of ours: nothing can be loosened from it then. */
  mayLoosen: z.boolean(),
});
export type PopupState = z.infer<typeof PopupState>;

/** The part of an event that a frame may claim; the worker adds seq, t, session, tab, site from what it knows itself. */
export const Claim = z.strictObject({
  kind: AgentEvent.shape.kind,
  actor: AgentEvent.shape.actor,
  url: text,
  dest: AgentEvent.shape.dest,
  target: AgentEvent.shape.target,
  payload: AgentEvent.shape.payload,
  digest: opt(text),
  /** Which one of several of that digest; a yes holds for this one. */
  which: opt(text),
  /** Why the actor is thought to be who it is. */
  evidence: z.array(text),
  /** Text that goes out, for the data-flow recogniser; never stored, never logged. */
  outgoing: opt(z.string().check(z.maxLength(200_000))),
  /** Of which fields `outgoing` is made, a line break between them; `label`: what the page says its field is for. Never logged. */
  fields: opt(
    z
      .array(z.strictObject({ name: z.string().check(z.maxLength(200)), length: z.int(), label: opt(z.enum(LABELS)) }))
      .check(z.maxLength(60)),
  ),
  /** What a payment says of itself, for the person who is asked about it; never logged. */
  order: opt(Order),
  /** What the page says it comes to, where the order itself doesn't; never logged. */
  total: opt(z.string().check(z.maxLength(160))),
  /** Nothing of that order can be changed here: the page shows it once more. */
  shows: opt(z.boolean()),
  /** Text for the action-risk model. */
  context: opt(z.strictObject({ text, role: opt(text), page: opt(text), form: opt(text), nearby: opt(text) })),
});
export type Claim = z.infer<typeof Claim>;

export const Passage = z.strictObject({
  id: text,
  text: z.string().check(z.maxLength(16_384)),
  channel: z.enum(['visible', 'hidden', 'attribute', 'comment', 'meta', 'tool', 'title']),
});
export type Passage = z.infer<typeof Passage>;

export const LabelName = z.enum(LABELS);
