/**
 * One table is the protocol: who may send what to whom, and how request and answer look. What isn't here can't be sent;
 * a sender that doesn't match its row is refused; a missing field is never trust.
 */
import * as z from 'zod/mini';
import { AGENT_ROWS } from './agents.ts';
import type { Guard } from './guard.ts';
import { AgentId, Claim, GrantScope, PackName, Passage, PopupState, Problem, RuleSetting } from './shapes.ts';
import { ANSWERS, MOST_HELD, TOLD } from './told.ts';

const nothing = z.strictObject({});
const opt = z.optional;
const text = z.string();
const done = z.strictObject({ ok: z.boolean(), problems: opt(z.array(Problem)) });
/** What a frame parses without schemas. */
const guarded = <T>(guard: Guard<T>) => z.custom<T>(guard);
const onTab = z.strictObject({ tab: z.number() });

/** `agent`: another extension, on the list of agents; it comes by `onMessageExternal` and no other way. */
export type Party = 'content' | 'background' | 'page-of-ours' | 'agent';

export const PROTOCOL = {
  /** A frame's script has started; answered with what it works by. */
  'frame.hello': {
    from: 'content',
    to: 'background',
    /** `beside`: the script of guarded frames is there already. */
    request: z.strictObject({ url: text, top: z.boolean(), beside: z.boolean() }),
    response: guarded(ANSWERS['frame.hello']),
  },
  /** An agent's sign seen in the page; may start a session. */
  'frame.sign': {
    from: 'content',
    to: 'background',
    request: z.strictObject({ evidence: z.array(text) }),
    response: guarded(ANSWERS['frame.sign']),
  },
  /** May this action happen? Held until answered. */
  'event.judge': { from: 'content', to: 'background', request: Claim, response: guarded(ANSWERS['event.judge']) },
  /** What the page settled by its residual, or what came of an action; repeated until acknowledged. */
  'event.report': {
    from: 'content',
    to: 'background',
    request: z.strictObject({
      claims: z.array(
        z.strictObject({ claim: Claim, phase: z.enum(['dispatched', 'succeeded', 'failed', 'blocked']) }),
      ),
    }),
    response: guarded(ANSWERS['event.report']),
  },
  /** Facts about this page's sign-in state and shape. */
  'page.fact': {
    from: 'content',
    to: 'background',
    request: z.strictObject({
      /** `auth.sent`: a sign-in form was sent; what came of it is for the next page to tell. */
      kind: z.enum(['auth.sent', 'auth.login', 'auth.active', 'auth.failed', 'auth.logout', 'coverage']),
      cause: opt(text),
      /** Shadow roots of this document that can't be read, all counted. */
      closedRoots: opt(z.int().check(z.gte(0))),
    }),
    response: guarded(ANSWERS['page.fact']),
  },
  /** The document is parsed: from now on nobody but an agent or its page's scripts can make it send. */
  'page.parsed': { from: 'content', to: 'background', request: nothing, response: guarded(ANSWERS['page.parsed']) },
  /** May code of this public page reach that other site, with what it is about to tell it? */
  'page.asks': {
    from: 'content',
    to: 'background',
    request: z.strictObject({
      url: z.string().check(z.maxLength(10_000)),
      text: z.string().check(z.maxLength(200_000)),
      method: z.string().check(z.maxLength(10)),
    }),
    response: guarded(ANSWERS['page.asks']),
  },
  /** Text of a signed-in page, to be fingerprinted and forgotten. */
  'page.text': {
    from: 'content',
    to: 'background',
    request: z.strictObject({
      text: z.string().check(z.maxLength(200_000)),
      /** Where the page's links lead elsewhere. */
      links: opt(z.array(z.string().check(z.maxLength(2_000))).check(z.maxLength(100))),
    }),
    response: guarded(ANSWERS['page.text']),
  },
  /** A secret the person or agent put into a secret field, to be fingerprinted and forgotten. */
  'page.secret': {
    from: 'content',
    to: 'background',
    request: z.strictObject({
      value: z.string().check(z.maxLength(4_096)),
      label: z.enum(['credential', 'otp', 'payment', 'pii']),
    }),
    response: guarded(ANSWERS['page.secret']),
  },
  /**
   * What a page may send to the origin `url` by its own right, for its server gave it or a person entered it: marks of
   * remembered data (dataflow/let-in.ts).
   */
  'page.holds': {
    from: 'content',
    to: 'background',
    request: z.strictObject({
      url: text,
      marks: z.array(z.number()).check(z.maxLength(MOST_HELD)),
      /** A person acted there. */
      hand: opt(z.boolean()),
    }),
    response: guarded(ANSWERS['page.holds']),
  },
  /** Answered when all are known; an unsafe one is told of before, by `passages.early`. */
  'passages.score': {
    from: 'content',
    to: 'background',
    request: z.strictObject({
      /** The frame's own number of this question. */
      batch: z.number(),
      /** UTF-16 units of passages in this frame: found by now, and answered by now. */
      text: z.strictObject({ found: z.number(), read: z.number() }),
      passages: z.array(Passage).check(z.maxLength(256)),
    }),
    response: guarded(ANSWERS['passages.score']),
  },
  /** Large pictures in view, in CSS pixels; answered with those that must go out of sight. */
  'images.read': {
    from: 'content',
    to: 'background',
    request: z.strictObject({
      areas: z
        .array(z.strictObject({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }))
        .check(z.maxLength(8)),
      ratio: z.number(),
    }),
    response: guarded(ANSWERS['images.read']),
  },
  /** A passage of a question that is still open must go out of sight now. `share` of the tab's text was read by then. */
  'passages.early': {
    from: 'background',
    to: 'content',
    request: guarded(TOLD['passages.early']),
    response: nothing,
  },
  /** The background tells a frame that its state changed. */
  'frame.state': { from: 'background', to: 'content', request: guarded(TOLD['frame.state']), response: nothing },
  /** The person asked to see what was taken out of the agent's sight. */
  'frame.reveal': { from: 'background', to: 'content', request: guarded(TOLD['frame.reveal']), response: nothing },

  'popup.state': { from: 'page-of-ours', to: 'background', request: onTab, response: PopupState },
  /** "An agent is driving this tab." */
  'popup.handOver': {
    from: 'page-of-ours',
    to: 'background',
    request: z.strictObject({ tab: z.number(), task: opt(text), sites: opt(z.array(text)), reads: opt(z.array(text)) }),
    response: done,
  },
  'popup.takeBack': { from: 'page-of-ours', to: 'background', request: onTab, response: done },
  'popup.pause': {
    from: 'page-of-ours',
    to: 'background',
    request: z.strictObject({ tab: z.number(), minutes: z.number() }),
    response: done,
  },
  'popup.resume': { from: 'page-of-ours', to: 'background', request: onTab, response: done },
  /** Stops every agent-attributed action in all tabs, at once; guarding goes on. `on: false` lifts it. */
  'popup.stop': {
    from: 'page-of-ours',
    to: 'background',
    request: z.strictObject({ on: z.boolean() }),
    response: done,
  },
  'popup.reveal': { from: 'page-of-ours', to: 'background', request: onTab, response: done },
  'popup.pack': { from: 'page-of-ours', to: 'background', request: z.strictObject({ pack: PackName }), response: done },
  'popup.rule': {
    from: 'page-of-ours',
    to: 'background',
    request: z.strictObject({ rule: text, setting: RuleSetting }),
    response: done,
  },
  'popup.import': {
    from: 'page-of-ours',
    to: 'background',
    request: z.strictObject({ text: z.string().check(z.maxLength(10_000_000)) }),
    response: done,
  },
  'popup.removeImported': { from: 'page-of-ours', to: 'background', request: nothing, response: done },
  /** A plug-in model, by the hash of the manifest that the page has just stored with its files; nothing: back to ours. */
  'popup.plugIn': {
    from: 'page-of-ours',
    to: 'background',
    request: z.strictObject({
      plugIn: opt(z.strictObject({ name: z.string().check(z.maxLength(80)), sha256: z.string().check(z.length(64)) })),
    }),
    response: done,
  },
  /** Reading text in pictures, on or off. */
  'popup.images': {
    from: 'page-of-ours',
    to: 'background',
    request: z.strictObject({ on: z.boolean() }),
    response: done,
  },
  'popup.export': {
    from: 'page-of-ours',
    to: 'background',
    request: nothing,
    response: z.strictObject({ name: text, text }),
  },
  'popup.exportAudit': {
    from: 'page-of-ours',
    to: 'background',
    request: nothing,
    response: z.strictObject({ name: text, text }),
  },
  'popup.answer': {
    from: 'page-of-ours',
    to: 'background',
    request: z.strictObject({ question: text, approve: z.boolean(), scope: opt(GrantScope) }),
    response: done,
  },
  /** Sets or changes the PIN; removes it where none is given. */
  'popup.pin': {
    from: 'page-of-ours',
    to: 'background',
    request: z.strictObject({ pin: opt(z.string().check(z.maxLength(64))) }),
    response: done,
  },
  /** The value is fingerprinted and forgotten. */
  'popup.plant': {
    from: 'page-of-ours',
    to: 'background',
    request: z.strictObject({
      name: z.string().check(z.minLength(1), z.maxLength(60)),
      value: z.string().check(z.maxLength(200)),
    }),
    response: done,
  },
  'popup.unplant': { from: 'page-of-ours', to: 'background', request: z.strictObject({ id: text }), response: done },
  'popup.revoke': { from: 'page-of-ours', to: 'background', request: z.strictObject({ grant: text }), response: done },
  /** A navigation was held by the network wall; the hold page asks whether it may go on. */
  'hold.judge': {
    from: 'page-of-ours',
    to: 'background',
    /**
     * `began`: when the navigation began, in milliseconds since the epoch; those that load side by side ask as they come.
     * `again`: when it was first asked, where the same question may still be open.
     */
    request: z.strictObject({ url: text, name: text, began: z.number(), again: z.optional(z.number()) }),
    response: guarded(ANSWERS['hold.judge']),
  },
  'popup.agents': {
    from: 'page-of-ours',
    to: 'background',
    request: z.strictObject({ agents: z.array(AgentId).check(z.maxLength(50)) }),
    response: done,
  },
  ...AGENT_ROWS,
} as const satisfies Record<string, { from: Party; to: Party; request: z.core.$ZodType; response: z.core.$ZodType }>;

export type MessageName = keyof typeof PROTOCOL;
export type RequestOf<N extends MessageName> = z.infer<(typeof PROTOCOL)[N]['request']>;
export type ResponseOf<N extends MessageName> = z.infer<(typeof PROTOCOL)[N]['response']>;

/** What travels: a name from the table and its request; with what loosens, the person's PIN where one is set. */
export const Envelope = z.strictObject({
  interlock: z.literal(1),
  name: z.string(),
  request: z.unknown(),
  proof: opt(z.string().check(z.maxLength(64))),
});

export function isMessageName(name: string): name is MessageName {
  return Object.hasOwn(PROTOCOL, name);
}
