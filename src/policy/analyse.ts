/**
 * What is wrong with a policy that loads (policy.md §5). Each finding is proved or has a witness; where neither could be
 * had within the budget the answer is `undecided`, and is said.
 */
import { ACTIONS, type AgentEvent, type Kind } from '../event/event.ts';
import { VERDICTS } from '../event/verdicts.ts';
import { openings } from './absent.ts';
import { type Compiled, type CompiledRule, compile, type LayerPolicy } from './compile.ts';
import { contradictions } from './contradictions.ts';
import type { Context, Finding } from './finding.ts';
import { type AtomTest, atomsOf, type Temporal } from './formula.ts';
import { canMatch, cellsOf, consistent, type Minterms, minterms } from './logic.ts';
import type { Layer, Policy } from './policy.ts';
import { replay } from './replay.ts';
import { findTrace } from './search.ts';

export function analyse(policy: Policy, layer: Layer = 'personal'): Finding[] {
  return analyseLayers([{ layer, policy }]);
}

/** Rules are compared with each other; more than these would take minutes. */
const MOST_RULES = 1_000;

export function analyseLayers(layers: readonly LayerPolicy[]): Finding[] {
  const count = layers.reduce((sum, { policy }) => sum + policy.rules.length, 0);
  if (count > MOST_RULES) {
    return [{ kind: 'undecided', place: 'rules', reason: `${count} rules: more than ${MOST_RULES} are not analysed` }];
  }
  const compiled = compile(layers);
  const { dead, findings } = deadCells(compiled);
  const context = { compiled, dead };
  const witnesses = new Map<CompiledRule, AgentEvent[]>();
  const perRule = compiled.rules.flatMap((rule, i) => [
    ...openings(rule.rule, `rules[${i}]`).map(
      ({ place, field }): Finding => ({
        kind: 'opens-on-absent',
        rule: rule.rule.id,
        place,
        reason: `an event without ${field} slips by; add exists(${field}) or a branch for its absence`,
      }),
    ),
    ...ruleFindings(context, rule, i, witnesses),
  ]);
  return [...findings, ...perRule, ...shadows(context, witnesses), ...contradictions(context)];
}

function deadCells(compiled: Compiled): { dead: Set<number>; findings: Finding[] } {
  const dead = new Set<number>();
  const findings: Finding[] = [];
  compiled.cells.forEach((cell, index) => {
    const needed: readonly AtomTest[] = cell.temporal.op === 'hold' ? [cell.temporal.since] : atomsOf(cell.temporal);
    const users = compiled.rules.filter((rule) => [...cellsOf(rule.if), ...cellsOf(rule.unless)].includes(index));
    for (const atom of atomsOf(cell.temporal)) {
      const { possible, complete } = canMatch(atom);
      if (possible || !complete) continue;
      if (needed.includes(atom)) dead.add(index);
      const shown = JSON.stringify(atom.source);
      const reason = `this atom can never match an event: ${shown.length > 160 ? `${shown.slice(0, 157)}…` : shown}`;
      for (const { rule } of users) {
        const at = compiled.rules.findIndex((one) => one.rule === rule);
        findings.push({ kind: 'unsatisfiable', rule: rule.id, place: `rules[${at}]`, reason });
      }
    }
  });
  return { dead, findings };
}

function ruleFindings(
  context: Context,
  rule: CompiledRule,
  index: number,
  witnesses: Map<CompiledRule, AgentEvent[]>,
): Finding[] {
  const among = minterms([rule]);
  const inGuard = among.list.filter(({ guards }) => guards[0] === true).map(({ event }) => event);
  const about = { rule: rule.rule.id, place: `rules[${index}]` };
  const fires = query(
    context,
    [rule],
    among,
    inGuard,
    (fired) => fired[0] === true,
    (ids) => ids.includes(rule.rule.id),
  );
  if (fires === 'impossible') {
    const reason = inGuard.length === 0 ? 'no action satisfies on and where' : 'its conditions exclude each other';
    return [{ kind: 'unsatisfiable', ...about, reason: `can never fire: ${reason}` }];
  }
  if (fires === 'unknown') {
    return [{ kind: 'undecided', ...about, reason: 'whether it can ever fire was not settled within the budget' }];
  }
  witnesses.set(rule, fires);
  if (rule.if === undefined && rule.unless === undefined) return [];
  const quiet = query(
    context,
    [rule],
    among,
    inGuard,
    (fired, guards) => fired[0] === false && guards[0] === true,
    (ids) => !ids.includes(rule.rule.id),
  );
  if (quiet === 'impossible') {
    return [{ kind: 'vacuous', ...about, reason: 'fires on every event of its guard: its conditions say nothing' }];
  }
  if (quiet !== 'unknown') return [];
  return [{ kind: 'undecided', ...about, reason: 'whether its conditions can fail was not settled within the budget' }];
}

/** A trace on which the goal holds, a proof that there is none, or neither. */
function query(
  { compiled, dead }: Context,
  rules: readonly CompiledRule[],
  among: Minterms,
  proposals: readonly AgentEvent[],
  abstract: (fired: readonly boolean[], guards: readonly boolean[]) => boolean,
  concrete: (ids: readonly string[]) => boolean,
): AgentEvent[] | 'impossible' | 'unknown' {
  if (consistent(compiled, rules, among, abstract, dead) === 'impossible') return 'impossible';
  const cells = [...new Set(rules.flatMap((rule) => [...cellsOf(rule.if), ...cellsOf(rule.unless)]))];
  const temporals = cells.flatMap((index): Temporal[] => {
    const cell = compiled.cells[index];
    return cell === undefined ? [] : [cell.temporal];
  });
  const alone = compile(
    rules.map(({ rule, layer }) => ({ layer, policy: { interlock: 1, name: 'alone', rules: [rule] } })),
  );
  const goal = ([verdict]: readonly { rules: readonly { id: string }[] }[]) =>
    concrete(verdict?.rules.map(({ id }) => id) ?? []);
  return findTrace([alone], proposals.slice(0, 4), goal, temporals) ?? 'unknown';
}

const rank = (verdict: string) => (VERDICTS as readonly string[]).indexOf(verdict);

function shadows(context: Context, witnesses: ReadonlyMap<CompiledRule, AgentEvent[]>): Finding[] {
  const { rules } = context.compiled;
  const findings: Finding[] = [];
  rules.forEach((rule, i) => {
    const witness = witnesses.get(rule);
    if (witness === undefined) return;
    // Whoever stays quiet on this rule's own witness doesn't shadow it.
    const loud = new Set([...replay(context.compiled, witness)].at(-1)?.verdict.rules.map(({ id }) => id));
    for (const [j, other] of rules.entries()) {
      if (!loud.has(other.rule.id)) continue;
      if (i === j || rank(other.verdict) < rank(rule.verdict) || !reaches(other, rule)) continue;
      if (escapes(context, rule, other) === 'yes') continue;
      // Of two that say the same only the later is in the shadow.
      const equal = rank(other.verdict) === rank(rule.verdict) && j > i && escapes(context, other, rule) === 'no';
      if (!equal) {
        const reason = `${other.rule.id} fires whenever this does, and says ${other.verdict}`;
        findings.push({ kind: 'shadowed', rule: rule.rule.id, place: `rules[${i}]`, reason });
        return;
      }
    }
  });
  return findings;
}

/** Layers join: a rule of a layer below may go, so only one of its own layer or above shadows another. */
function reaches(other: CompiledRule, rule: CompiledRule): boolean {
  const order = ['managed', 'team', 'personal', 'task'];
  return order.indexOf(other.layer) <= order.indexOf(rule.layer);
}

function escapes(context: Context, rule: CompiledRule, other: CompiledRule): 'yes' | 'no' {
  const on = (one: CompiledRule): readonly string[] => (one.rule.on[0] === '*' ? ACTIONS : one.rule.on);
  if (on(rule).some((kind) => (ACTIONS as readonly string[]).includes(kind) && !on(other).includes(kind))) {
    const guardOnly = minterms([rule], on(rule).filter((kind) => !on(other).includes(kind)) as Kind[]);
    if (guardOnly.list.some(({ guards }) => guards[0] === true)) return 'yes';
  }
  const among = minterms([rule, other]);
  const goal = (fired: readonly boolean[]) => fired[0] === true && fired[1] === false;
  return consistent(context.compiled, [rule, other], among, goal, context.dead) === 'impossible' ? 'no' : 'yes';
}
