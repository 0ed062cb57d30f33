/** What makes the guard laxer. The background has the last word; here it decides what needs a person's own hand. */
import type { PackName, RuleRow, RuleSetting } from '../src/protocol/shapes.ts';

/** From the laxest to the strictest. */
export const PACKS = ['watch', 'balanced', 'strict', 'read-only'] as const satisfies readonly PackName[];
export const SETTINGS = ['default', 'off', 'log', 'ask', 'block'] as const satisfies readonly RuleSetting[];

const STRICTNESS = ['off', 'allow', 'log', 'warn', 'redact', 'ask', 'block', 'kill'] as const;
type Strictness = (typeof STRICTNESS)[number];

const strictness = (verdict: Strictness): number => STRICTNESS.indexOf(verdict);

export function loosensPack(from: PackName, to: PackName): boolean {
  return PACKS.indexOf(to) < PACKS.indexOf(from);
}

/** `default` may turn out laxer, since only the background knows what the pack says; it can't where the rule is off. */
export function loosensRule(row: RuleRow, to: RuleSetting): boolean {
  if (to === row.setting) return false;
  if (to === 'default') return row.verdict !== 'off';
  return strictness(to) < strictness(row.verdict);
}

export function isBelowFloor(row: RuleRow, setting: RuleSetting): boolean {
  return row.floor !== undefined && setting !== 'default' && strictness(setting) < strictness(row.floor);
}

/** An organisation's pack is the least strict one that a person may choose. */
export function isBelowManagedPack(managed: PackName | undefined, pack: PackName): boolean {
  return managed !== undefined && loosensPack(managed, pack);
}
