/**
 * One table is the protocol: who may send what to whom, and how request and answer look. What isn't here can't be sent;
 * a sender that doesn't match its row is refused; a missing field is never trust.
 */
import * as z from 'zod/mini';
import { AGENT_ROWS } from './agents.ts';
import { OUR_ROWS } from './ours.ts';
import { Claim, guarded, Passage } from './shapes.ts';
import { ANSWERS, MOST_HELD, TOLD } from './told.ts';

const nothing = z.strictObject({});
const opt = z.optional;
const text = z.string();

/** `agent`: another extension, on the list of agents; it comes by `onMessageExternal` and no other way. */
export type Party = 'content' | 'background' | 'page-of-ours' | 'agent';

export const PROTOCOL = {
  /** A frame's script has started; answered with what it works by. */
  'frame.hello': {
    from: 'content',
    to: 'background',
    /** `beside`: the script of guarded frames is there already; `parsed`: so is the document, as `page.parsed` says it later. */
    request: z.strictObject({ url: text, top: z.boolean(), beside: z.boolean(), parsed: z.boolean() }),
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
  /** Parts of an order that a request or a form said, for the documents that follow; nothing where all is done. */
  'page.begun': {
    from: 'content',
    to: 'background',
    request: z.strictObject({
      payees: opt(z.array(z.string().check(z.maxLength(60))).check(z.maxLength(8))),
      amount: opt(z.number()),
      currency: opt(z.string().check(z.maxLength(4))),
    }),
    response: guarded(ANSWERS['page.begun']),
  },
  /** The page is left: what its scripts sent to its own site in pieces. */
  'page.trail': {
    from: 'content',
    to: 'background',
    request: z.strictObject({ trail: z.string().check(z.maxLength(60_000)) }),
    response: guarded(ANSWERS['page.trail']),
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
  /** The way out of its page is about to be judged; answered when what it shows is known. */
  'frame.leaving': { from: 'background', to: 'content', request: guarded(TOLD['frame.leaving']), response: nothing },

  ...OUR_ROWS,
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
