/** The vocabulary of suspicion: what the models answer. Absence of an answer is a value with its cause, never a zero. */
import * as z from 'zod/mini';
import { PURPOSES } from '../event/event.ts';

export const Backend = z.enum(['wasm', 'webgpu']);
export type Backend = z.infer<typeof Backend>;

/** Why there is no answer; `hash`: a file isn't the pinned one. */
export const Unavailable = z.strictObject({ kind: z.literal('unavailable'), cause: z.string() });
export type Unavailable = z.infer<typeof Unavailable>;

/**
 * How likely a passage is to instruct an automated reader against its user. `score` is a calibrated probability in [0, 1],
 * `labels` name the kind of attack and what had to be undone to read it (`zero-width`, `base64` …).
 */
export const PassageRisk = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('scored'),
    score: z.number(),
    tier: z.enum(['safe', 'controversial', 'unsafe']),
    labels: z.array(z.string()),
    backend: Backend,
  }),
  Unavailable,
]);
export type PassageRisk = z.infer<typeof PassageRisk>;

export const Purpose = z.enum(PURPOSES);
export type Purpose = z.infer<typeof Purpose>;

/** How much an action could do. `score` is the probability of `high`, plus half that of `low`: in [0, 1], higher is worse. */
export const ActionRisk = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('scored'),
    tier: z.enum(['safe', 'low', 'high']),
    score: z.number(),
    category: z.string(),
    purpose: Purpose,
    backend: Backend,
  }),
  Unavailable,
]);
export type ActionRisk = z.infer<typeof ActionRisk>;

/** One passage to be scored, as it stands on the page. */
export const PassageText = z.object({ text: z.string(), channel: z.optional(z.string()) });
export type PassageText = z.infer<typeof PassageText>;

/** An action in words: the element's name, and what stands around it. */
export const ActionText = z.object({
  text: z.string(),
  role: z.optional(z.string()),
  url: z.optional(z.string()),
  page: z.optional(z.string()),
  form: z.optional(z.string()),
  nearby: z.optional(z.string()),
});
export type ActionText = z.infer<typeof ActionText>;

export function unavailable(cause: string): Unavailable {
  return { kind: 'unavailable', cause };
}
