/** What the background and the classifier's worker say to each other, whatever stands between them. */
import * as z from 'zod/mini';
import { ActionRisk, ActionText, Backend, PassageRisk, PassageText } from '../../src/risk/risk.ts';

export const PORT = 'classifier';

/** On what to run, as the address of the worker has it after its `#`; `auto` takes a GPU where it is a real one. */
export type Choice = 'auto' | 'wasm' | 'webgpu';

export function choiceOf(hash: string): Choice {
  const word = hash.slice(1).split(',')[0];
  return word === 'webgpu' || word === 'wasm' ? word : 'auto';
}

/** A part of a picture, in its own pixels. */
export const Area = z.strictObject({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
export type Area = z.infer<typeof Area>;

export const Request = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('passages'), id: z.number(), passages: z.array(PassageText) }),
  z.strictObject({ kind: z.literal('actions'), id: z.number(), actions: z.array(ActionText) }),
  /** Passages wait so long: a page is being loaded, and the machine may have few cores. Nobody answers. */
  z.strictObject({ kind: z.literal('rest'), ms: z.number() }),
  /** A picture as a data URL, and where in it text is to be read. */
  z.strictObject({ kind: z.literal('image'), id: z.number(), image: z.string(), areas: z.array(Area) }),
]);
export type Request = z.infer<typeof Request>;

export const Status = z.strictObject({
  kind: z.literal('status'),
  state: z.enum(['ready', 'loading', 'unavailable']),
  backend: z.optional(Backend),
  cause: z.optional(z.string()),
  model: z.optional(z.string()),
  /** The plug-in that was asked for, and why it isn't used when it isn't. */
  plugIn: z.optional(z.string()),
  refused: z.optional(z.string()),
});
export type Status = z.infer<typeof Status>;

export const Answer = z.discriminatedUnion('kind', [
  /** Some passages of request `id`, as soon as they are known. */
  z.strictObject({
    kind: z.literal('scored'),
    id: z.number(),
    risks: z.array(z.strictObject({ index: z.number(), risk: PassageRisk })),
  }),
  z.strictObject({ kind: z.literal('passages'), id: z.number(), risks: z.array(PassageRisk) }),
  z.strictObject({ kind: z.literal('actions'), id: z.number(), risks: z.array(ActionRisk) }),
  z.strictObject({ kind: z.literal('texts'), id: z.number(), texts: z.array(z.string()) }),
  Status,
]);
export type Answer = z.infer<typeof Answer>;
