/** What an agent extension may tell and ask us, and what it hears: parsed strictly, and poor in what it gives away. */
import * as z from 'zod/mini';
import { ACTIONS, AgentEvent } from '../event/event.ts';
import { VERDICTS } from '../event/verdicts.ts';

const opt = z.optional;
const text = z.string();
const short = z.string().check(z.maxLength(2_048));
const onTab = { tab: z.int().check(z.gte(1)) };

/** Why nothing was done. The first is all that an extension hears which nobody allowed, whatever it sent. */
export const REFUSALS = {
  'not-allowed': 'This extension is not on the list of agents here. A person can add its id in Interlock’s settings.',
  malformed: 'This message is not of the documented shape.',
  'too-many': 'Too many messages. Wait a minute.',
  'no-such-tab': 'There is no page in that tab that can be guarded.',
} as const;

const Refused = z.strictObject({
  refused: z.enum(Object.keys(REFUSALS) as (keyof typeof REFUSALS)[]),
  say: text,
});
export type Refused = z.infer<typeof Refused>;

export function refusal(cause: keyof typeof REFUSALS): Refused {
  return { refused: cause, say: REFUSALS[cause] };
}

/** An action as an agent describes it in advance. What its browser knows better (address, site, history) isn't asked. */
export const Proposed = z.strictObject({
  kind: z.enum(ACTIONS),
  dest: opt(z.strictObject({ url: short, method: opt(z.enum(['get', 'post', 'put', 'patch', 'delete'])) })),
  target: opt(
    z.strictObject({
      role: opt(short),
      /** What the control says; its purpose is read from it where none is given. */
      name: opt(short),
      inputType: opt(short),
      autocomplete: opt(short),
      purpose: AgentEvent.shape.target.def.innerType.shape.purpose,
    }),
  ),
  /** What would go out: looked through for private data, then forgotten. */
  text: opt(z.string().check(z.maxLength(200_000))),
  recipients: opt(z.array(short).check(z.maxLength(100))),
});
export type Proposed = z.infer<typeof Proposed>;

/** Names and scalars only; policies read them as `fact.name` and `fact.args.*`. */
export const AgentFact = z.strictObject({
  name: z.string().check(z.regex(/^[a-z][a-z0-9_.-]{0,63}$/)),
  args: opt(
    z
      .record(z.string().check(z.regex(/^[a-z][a-z0-9_]{0,31}$/i)), z.union([short, z.number(), z.boolean()]))
      .check(z.refine((args) => Object.keys(args).length <= 16)),
  ),
});

const Answer = z.strictObject({
  verdict: z.enum(VERDICTS),
  rules: z.array(text),
  reason: opt(text),
  alternative: opt(text),
});

/** Rows of the protocol's table. */
export const AGENT_ROWS = {
  /** "I drive this tab." Starts a session there, or joins the one of the agents that drive tabs. */
  'agent.declare': {
    from: 'agent',
    to: 'background',
    request: z.strictObject(onTab),
    response: z.union([z.strictObject({ declared: z.literal(true) }), Refused]),
  },
  /** What would be said of this action? Nothing is done, asked of anybody, or remembered as done. */
  'agent.check': {
    from: 'agent',
    to: 'background',
    request: z.strictObject({ ...onTab, action: Proposed }),
    response: z.union([Answer, Refused]),
  },
  /** Something the agent found out, for rules that read facts. */
  'agent.fact': {
    from: 'agent',
    to: 'background',
    request: z.strictObject({ ...onTab, fact: AgentFact }),
    response: z.union([z.strictObject({ noted: z.literal(true) }), Refused]),
  },
  /** "The task is done." May it be, or is something left to do first? The session goes on: its end is the person's. */
  'agent.finish': {
    from: 'agent',
    to: 'background',
    request: z.strictObject(onTab),
    response: z.union([Answer, Refused]),
  },
} as const;
