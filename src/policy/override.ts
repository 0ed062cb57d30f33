/** A pack with single rules turned up, down or off: what the popup and managed settings store. */
import type { Policy, RuleVerdict } from './policy.ts';

export type Setting = 'off' | RuleVerdict;

/** Rules keep their formulas, and so their memory; ids that the policy lacks change nothing. */
export function override(policy: Policy, settings: Readonly<Record<string, Setting>>): Policy {
  const rules = policy.rules.flatMap((rule) => {
    const setting = Object.hasOwn(settings, rule.id) ? settings[rule.id] : undefined;
    if (setting === 'off') return [];
    return [setting === undefined ? rule : { ...rule, verdict: setting }];
  });
  return { ...policy, rules };
}
