/** Values that a person planted to see whether anything carries them off: remembered as fingerprints, named by the person. */
import * as z from 'zod/mini';
import type { Policy } from '../policy/policy.ts';

export const Canary = z.strictObject({
  /** What its data is called in events: `canary:` and this, so that no log holds the name. */
  id: z.string().check(z.regex(/^[a-z0-9]{1,12}$/)),
  name: z.string().check(z.minLength(1), z.maxLength(60)),
  /** Milliseconds since the epoch. */
  t: z.number(),
});
export type Canary = z.infer<typeof Canary>;

/** As stored; `flow` is a table of the data-flow folder, serialised. */
export const Planted = z.strictObject({ flow: z.string(), canaries: z.array(Canary) });

export const sourceOf = ({ id }: Pick<Canary, 'id'>): string => `canary:${id}`;

/** A canary means nothing to anybody: whatever takes it anywhere, its own site included, took it unread. */
export function canaryPolicy(canaries: readonly Canary[]): Policy {
  return {
    interlock: 1,
    name: 'canaries',
    rules: [
      {
        id: 'canary-leaves',
        verdict: 'block',
        on: ['navigate', 'open', 'submit', 'request', 'upload', 'tool', 'message', 'type', 'paste', 'drag'],
        where: {
          all: [
            { field: 'actor', op: 'in', value: ['agent', 'page', 'unknown'] },
            { field: 'payload.sources', op: 'exists' },
            { field: 'payload.sources', op: 'anyOf', value: canaries.map(sourceOf) },
          ],
        },
        because: 'A canary that you planted is on its way: something read the place where it lies and passes it on.',
        instead: 'Leave it out, and look at what led here.',
      },
    ],
  };
}
