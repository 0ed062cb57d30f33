/** Rows of the protocol for pages of ours: popup, approval window, options, hold page. */
import * as z from 'zod/mini';
import { GrantScope } from './question.ts';
import { AgentId, guarded, PackName, PopupState, Problem, RuleSetting } from './shapes.ts';
import { ANSWERS } from './told.ts';

const nothing = z.strictObject({});
const opt = z.optional;
const text = z.string();
const done = z.strictObject({ ok: z.boolean(), problems: opt(z.array(Problem)) });
const onTab = z.strictObject({ tab: z.number() });

export const OUR_ROWS = {
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
} as const;
