/**
 * The shipped packs. Written as YAML in this folder; `npm run packs` turns them into packs.json, so that a worker starts
 * without a YAML reader and a test can say whether the two agree.
 */
import { readCanonical } from '../canonical.ts';
import { override } from '../override.ts';
import type { Policy } from '../policy.ts';
import written from './packs.json' with { type: 'json' };

export const PACK_NAMES = ['watch', 'balanced', 'strict', 'read-only'] as const;
export type PackName = (typeof PACK_NAMES)[number];

/** Read when first asked for: a worker that has just begun needs one of them, at once. */
export const packs: Readonly<Record<PackName, Policy>> = onDemand({
  watch: () => watching(packs.balanced),
  balanced: () => read(written.balanced),
  strict: () => extended(packs.balanced, read(written.strict)),
  'read-only': () => read(written['read-only']),
});

/** @returns what each of `makers` makes, made once */
export function onDemand<Name extends string, Value>(makers: Record<Name, () => Value>): Readonly<Record<Name, Value>> {
  const made = {} as Record<Name, Value>;
  for (const name of Object.keys(makers) as Name[]) {
    const get = () => {
      const value = makers[name]();
      Object.defineProperty(made, name, { value, enumerable: true });
      return value;
    };
    Object.defineProperty(made, name, { get, enumerable: true, configurable: true });
  }
  return made;
}

/** The default rules, saying only what they saw. */
function watching(policy: Policy): Policy {
  const log = Object.fromEntries(policy.rules.map(({ id }) => [id, 'log' as const]));
  return { ...override(policy, log), name: 'watch' };
}

/** `more` added to `base`; a rule of the same id takes the place of the other. */
function extended(base: Policy, more: Policy): Policy {
  const own = new Map(more.rules.map((rule) => [rule.id, rule]));
  const kept = base.rules.map((rule) => own.get(rule.id) ?? rule);
  const added = more.rules.filter(({ id }) => !base.rules.some((rule) => rule.id === id));
  return { ...more, rules: [...kept, ...added] };
}

function read(value: unknown): Policy {
  const policy = readCanonical(value);
  // The file is made by the loader and tested; a pack that doesn't load must not become no policy.
  if (!policy.ok) throw new Error(`a shipped pack does not load: ${JSON.stringify(policy.problems)}`);
  return policy.policy;
}
