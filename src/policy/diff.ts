/**
 * What a new version of a policy allows that the old one did not, and the other way round, with a shortest witness found;
 * for the managed layer the first is a `weakening`, to be signed off by a person.
 */
import { VERDICTS } from '../event/verdicts.ts';
import { type Compiled, type CompiledRule, compile } from './compile.ts';
import type { Finding } from './finding.ts';
import type { Temporal } from './formula.ts';
import { cellsOf, consistent, minterms } from './logic.ts';
import type { Policy, Rule } from './policy.ts';
import { compileAlone } from './replay.ts';
import { findTrace } from './search.ts';

export function diff(old: Policy, next: Policy): Finding[] {
  return [...loosened(old, next, 'diff', 'allows more'), ...loosened(next, old, 'diff', 'allows less')];
}

export function weakening(old: Policy, next: Policy): Finding[] {
  return loosened(old, next, 'weakening', 'allows more');
}

/** For each rule of `from`: is there a trace on which it fires and all of `to` says something laxer? */
function loosened(from: Policy, to: Policy, kind: 'diff' | 'weakening', change: string): Finding[] {
  return from.rules.flatMap((rule, i): Finding[] => {
    if (to.rules.some((other) => rank(other) >= rank(rule) && meaning(other) === meaning(rule))) return [];
    const about = { rule: rule.id, place: `rules[${i}]` };
    const both = compile([
      { layer: 'managed', policy: { ...from, rules: [rule] } },
      { layer: 'personal', policy: to },
    ]);
    const [own, ...others] = both.rules;
    if (own === undefined) return [];
    const as = others.filter((other) => rank(other.rule) >= rank(rule) && meets(other.rule, rule));
    const among = minterms([own, ...as]);
    const goal = (fired: readonly boolean[]) => fired[0] === true && !fired.slice(1).includes(true);
    if (consistent(both, [own, ...as], among, goal, new Set()) === 'impossible') return [];
    const witness = witnessOf(from, to, both, own, as, rule);
    if (witness === undefined)
      return [
        {
          kind: 'undecided',
          ...about,
          reason: `whether the change of this rule ${change} was not settled within the budget`,
        },
      ];
    const laxer = witness.verdict;
    const reason = change === 'allows more' ? `was ${rule.verdict}, now ${laxer}` : `was ${laxer}, now ${rule.verdict}`;
    return [{ kind, ...about, reason: `the new version ${change}: ${reason}`, witness: witness.trace }];
  });
}

function witnessOf(
  from: Policy,
  to: Policy,
  both: Compiled,
  own: CompiledRule,
  as: readonly CompiledRule[],
  rule: Rule,
) {
  const among = minterms([own, ...as]);
  const proposals = among.list.filter(({ guards }) => guards[0] === true).slice(0, 6);
  // Guards that hold for the fewest of the other side's rules come first.
  const fewest = [...proposals].sort((a, b) => a.guards.filter(Boolean).length - b.guards.filter(Boolean).length);
  const policies = [compileAlone({ ...from, rules: [rule] }), compileAlone(to)];
  let verdict: string = 'allow';
  const trace = findTrace(
    policies,
    fewest.map(({ event }) => event),
    ([one, other]) => {
      if (one === undefined || other === undefined || one.rules.length === 0) return false;
      verdict = other.verdict;
      return VERDICTS.indexOf(other.verdict) < rank(rule);
    },
    cells(both, [own, ...as]),
  );
  return trace === undefined ? undefined : { trace, verdict };
}

function cells(compiled: Compiled, rules: readonly CompiledRule[]): Temporal[] {
  const used = new Set(rules.flatMap((rule) => [...cellsOf(rule.if), ...cellsOf(rule.unless)]));
  return compiled.cells.flatMap((cell, i) => (used.has(i) ? [cell.temporal] : []));
}

function rank(rule: Rule): number {
  return VERDICTS.indexOf(rule.verdict);
}

function meaning({ on, where, if: cause, unless, per }: Rule): string {
  return JSON.stringify([[...on].sort(), where ?? 0, cause ?? 0, unless ?? 0, per ?? 'session']);
}

function meets(a: Rule, b: Rule): boolean {
  return a.on[0] === '*' || b.on[0] === '*' || a.on.some((kind) => (b.on as readonly string[]).includes(kind));
}
