/** What a person has chosen, and what an organisation has fixed. Parsed at the border; malformed is never trusted. */
import * as z from 'zod/mini';
import { AgentId } from '../protocol/shapes.ts';

const opt = z.optional;
const Pack = z.enum(['watch', 'balanced', 'strict', 'read-only']);
const Setting = z.enum(['off', 'log', 'ask', 'block']);

export const Personal = z.strictObject({
  pack: Pack,
  rules: z.record(z.string(), Setting),
  /** A policy file the person imported, as text; parsed again at each start. */
  imported: opt(z.strictObject({ name: z.string(), text: z.string() })),
  /** Text in pictures is read too. */
  images: opt(z.boolean()),
  /** A model of one's own in place of ours: the hash of its manifest. Its files lie in the extension's private file system. */
  plugIn: opt(z.strictObject({ name: z.string(), sha256: z.string() })),
  /** Site → time until which the guard rests there, in milliseconds since the epoch. */
  paused: z.record(z.string(), z.number()),
  /** True once the person has chosen anything: then monitor mode doesn't silence it. */
  chosen: z.boolean(),
  /** Ids of the extensions that may declare themselves as agents, ask in advance and report facts. */
  agents: z._default(z.array(AgentId), []),
});
export type Personal = z.infer<typeof Personal>;

export const DEFAULT_PERSONAL: Personal = { pack: 'balanced', rules: {}, paused: {}, chosen: false, agents: [] };

/** The keys of `storage.managed`, each optional; the schema the browser is given is generated from this one. */
export const Managed = z.strictObject({
  /** The pack in force for everybody; a person may add to it and never loosen it. */
  pack: opt(Pack),
  /** Verdicts by rule id, over the pack's own. */
  rules: opt(z.record(z.string(), Setting)),
  /** No rule of the pack in force may be set laxer than this, or than the pack has it, whichever is laxer. */
  floor: opt(z.enum(['log', 'ask', 'block'])),
  sites: opt(
    z.strictObject({
      /** Sites where nobody can pause the guard. */
      noPause: opt(z.array(z.string())),
      /** Sites where agents may not act at all. */
      noAgents: opt(z.array(z.string())),
    }),
  ),
  /** `monitor`: decide and record, hold nothing. */
  mode: opt(z.enum(['monitor', 'block'])),
  /** Whether text in pictures is read; then nobody can choose otherwise. */
  images: opt(z.boolean()),
  /** The one plug-in model that may stand in for ours, by the hash of its manifest; none where there is no hash. */
  plugIn: opt(z.strictObject({ sha256: opt(z.string()) })),
  /** A whole policy, canonical JSON or YAML text. */
  policy: opt(z.string()),
  /** What approves or loosens needs the person's PIN; nothing does where none is set. */
  secondFactor: opt(z.boolean()),
  /** Ids of the agent extensions that may declare themselves: these and no others. */
  agents: opt(z.array(z.string())),
});
export type Managed = z.infer<typeof Managed>;

export type ManagedState =
  | { state: 'absent' | 'unknown'; value: Managed }
  | { state: 'present'; value: Managed }
  /** The last good value stays in force beside the problems. */
  | { state: 'invalid'; value: Managed; problems: { place: string; reason: string }[] };

/** Reads a managed value; `last` stays in force where it is malformed. */
export function readManaged(raw: unknown, last: Managed): ManagedState {
  if (raw === undefined || (typeof raw === 'object' && raw !== null && Object.keys(raw).length === 0))
    return { state: 'absent', value: {} };
  const parsed = Managed.safeParse(raw);
  if (parsed.success) return { state: 'present', value: parsed.data };
  const problems = parsed.error.issues.map((issue) => ({
    place: `managed.${issue.path.join('.')}`,
    reason: issue.message,
  }));
  return { state: 'invalid', value: last, problems };
}
