/** Which policy is in force: the managed layer, the person's pack with its settings, an imported file, the task's scope. */
import { short } from '../../src/enforce/digest.ts';
import { type Compiled, compile } from '../../src/policy/compile.ts';
import { parsePolicy } from '../../src/policy/load.ts';
import { override } from '../../src/policy/override.ts';
import { onDemand, packs as shipped } from '../../src/policy/packs/index.ts';
import type { Layer, Policy, Rule, RuleVerdict } from '../../src/policy/policy.ts';
import type { Problem, RuleRow, RuleSetting } from '../../src/protocol/shapes.ts';
import type { Session } from '../../src/session/session.ts';
import { DRIVEN, taskPolicy } from '../../src/session/task.ts';
import { unseenPolicy } from '../../src/session/unseen.ts';
import { canaryPolicy } from '../../src/settings/canaries.ts';
import { world } from './world.ts';

type Layered = { layer: Layer; policy: Policy };

/**
 * The packs as a person chooses them, each at least as strict as the one before. `read-only` stands alone as a file; in
 * force it stands over `balanced`, so that choosing it loosens nothing.
 */
export const packs = onDemand({
  watch: () => shipped.watch,
  balanced: () => shipped.balanced,
  strict: () => shipped.strict,
  'read-only': () => over(shipped['read-only'], shipped.balanced),
});

function over(policy: Policy, base: Policy): Policy {
  const own = new Set(policy.rules.map((rule) => rule.id));
  return { ...policy, rules: [...policy.rules, ...base.rules.filter((rule) => !own.has(rule.id))] };
}

/** `key` names what it is made of: 32 hex digits. The packs are as they were for as long as a session is kept. */
type InForce = { readonly key: string; readonly compiled: Compiled; readonly problems: readonly Problem[] };

/** By what they are made of; each decision asks several times over. */
const made = new Map<string, InForce>();
const MOST_MADE = 20;

/**
 * The compiled policy for a session. A layer that doesn't load changes nothing: the rest stays, and the popup says so.
 * @returns with `key`, which names what all layers say: 32 hex digits
 */
export function inForce(session?: Session): InForce {
  const { pack, rules, imported, chosen } = world.personal;
  const parts = JSON.stringify([
    world.managed.value,
    pack,
    rules,
    imported,
    chosen,
    world.planted.canaries,
    session?.scope,
    session?.unseen,
  ]);
  const known = made.get(parts);
  if (known) return known;
  const { layers, problems } = layersNow(session);
  const now = { key: short(parts), compiled: compile(layers), problems };
  if (made.size >= MOST_MADE) made.clear();
  made.set(parts, now);
  return now;
}

/** What is wrong with those layers that don't load. */
export const policyProblems = (): Problem[] => [...inForce().problems];

function layersNow(session?: Session): { layers: Layered[]; problems: Problem[] } {
  const { personal, managed } = world;
  const layers: Layered[] = [];
  const problems: Problem[] = [];
  const addText = (layer: Layer, name: string, text: string): void => {
    const parsed = parsePolicy(text);
    if (parsed.ok) layers.push({ layer, policy: parsed.policy });
    else problems.push(...parsed.problems.map((problem) => ({ ...problem, place: `${name}: ${problem.place}` })));
  };
  const { pack, rules, sites, policy } = managed.value;
  if (pack || rules) layers.push({ layer: 'managed', policy: override(packs[pack ?? 'watch'], rules ?? {}) });
  if (policy) addText('managed', 'managed policy', policy);
  if (sites?.noAgents?.length) layers.push({ layer: 'managed', policy: noAgents(sites.noAgents) });
  if (personalApplies()) {
    layers.push({ layer: 'personal', policy: override(packs[personal.pack], personal.rules) });
    if (personal.imported) addText('personal', personal.imported.name, personal.imported.text);
  }
  const { canaries } = world.planted;
  if (canaries.length) layers.push({ layer: 'personal', policy: canaryPolicy(canaries) });
  if (session?.unseen && layers.some(stopsLeaks)) layers.push({ layer: 'task', policy: unseenPolicy(session.unseen) });
  if (session?.scope) layers.push({ layer: 'task', policy: taskPolicy(session.scope) });
  return { layers, problems };
}

/** Who only watches isn't asked about pages that weren't seen either. */
const stopsLeaks = ({ policy }: Layered): boolean =>
  policy.rules.some(({ id, verdict }) => id === 'exfiltration-after-login' && rank(verdict) >= rank('ask'));

/** An organisation that begins by watching shouldn't find the default pack blocking; what a person chose stays. */
function personalApplies(): boolean {
  return world.managed.value.mode !== 'monitor' || world.personal.chosen;
}

function noAgents(sites: readonly string[]): Policy {
  const here = { field: 'site', op: 'in', value: sites } as const;
  const there = { field: 'dest.site', op: 'in', value: sites } as const;
  const rule: Rule = {
    id: 'no-agents-here',
    verdict: 'block',
    on: ['*'],
    where: { all: [DRIVEN, { any: [here, there] }] },
    because: 'Your organisation lets no agent act on this site.',
    instead: 'Do this yourself, or go on elsewhere.',
  };
  return { interlock: 1, name: 'managed sites', rules: [rule] };
}

const RANK: readonly (RuleVerdict | 'off')[] = ['off', 'log', 'warn', 'redact', 'ask', 'block', 'kill'];
export type Strength = RuleVerdict | 'off';
export const rank = (verdict: RuleVerdict | 'off'): number => RANK.indexOf(verdict);

function stricter(one: Strength, other: Strength): Strength {
  return rank(one) >= rank(other) ? one : other;
}

/** Every rule a person can see, with what is in force and what is the least they may choose. */
export function ruleRows(): RuleRow[] {
  const { personal, managed } = world;
  const own = packs[personal.pack].rules;
  const fixed =
    managed.value.pack || managed.value.rules
      ? override(packs[managed.value.pack ?? 'watch'], managed.value.rules ?? {}).rules
      : [];
  const ids = [...new Set([...own, ...fixed, ...packs.balanced.rules].map((rule) => rule.id))];
  return ids.map((id) => {
    const rule = [...own, ...fixed, ...packs.balanced.rules].find((r) => r.id === id);
    const setting: RuleSetting = personal.rules[id] ?? 'default';
    const ownVerdict: Strength = setting === 'default' ? (own.find((r) => r.id === id)?.verdict ?? 'off') : setting;
    const fixedVerdict: Strength = fixed.find((r) => r.id === id)?.verdict ?? 'off';
    const least = floorOf(id, fixedVerdict);
    const verdict = stricter(stricter(ownVerdict, fixedVerdict), least);
    return {
      id,
      because: rule?.because ?? '',
      verdict,
      setting,
      ...(least !== 'off' ? { floor: least } : {}),
      ...(rule?.refs ? { refs: [...rule.refs] } : {}),
    };
  });
}

/** The laxest verdict a person may give rule `id`. */
export function floorOf(id: string, fixed?: RuleVerdict | 'off'): RuleVerdict | 'off' {
  const { floor, pack, rules } = world.managed.value;
  const managedVerdict =
    fixed ??
    (pack || rules
      ? override(packs[pack ?? 'watch'], rules ?? {}).rules.find((r) => r.id === id)?.verdict
      : undefined) ??
    'off';
  if (!floor) return managedVerdict;
  const packVerdict = packs[world.personal.pack].rules.find((r) => r.id === id)?.verdict ?? 'off';
  const byFloor = rank(packVerdict) < rank(floor) ? packVerdict : floor;
  return rank(byFloor) > rank(managedVerdict) ? byFloor : managedVerdict;
}
