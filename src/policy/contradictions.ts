/** Actions that no trace allows, since the rules wait for each other. */
import { ACTIONS, type AgentEvent, FACTS, type Kind } from '../event/event.ts';
import type { Compiled, CompiledRule } from './compile.ts';
import type { Context, Finding } from './finding.ts';
import { type AtomTest, atomsOf } from './formula.ts';
import { consistent, type Minterms, minterms } from './logic.ts';

/**
 * Kinds of action that an agent can never have allowed, though no rule forbids them outright: each waits for another.
 * Least fixpoint: a kind is possible once some event of it is allowed after events of kinds already possible.
 */
export function contradictions({ compiled, dead }: Context): Finding[] {
  const stops = compiled.rules.filter(({ verdict }) => verdict === 'block' || verdict === 'kill');
  const conditional = stops.filter((rule) => rule.if !== undefined || rule.unless !== undefined);
  const kinds = ACTIONS.filter((kind) => conditional.some(({ rule }) => covers(rule.on, kind)));
  const possible = new Set<Kind>(ACTIONS.filter((kind) => !kinds.includes(kind)));
  const among = new Map(kinds.map((kind) => [kind, ofAgents(minterms(stops, [kind]))]));
  for (let grown = true; grown; ) {
    grown = false;
    for (const kind of kinds.filter((one) => !possible.has(one))) {
      if (!isPossible(compiled, stops, among.get(kind), dead, possible, kind)) continue;
      possible.add(kind);
      grown = true;
    }
  }
  return kinds
    .filter((kind) => !possible.has(kind))
    .map((kind) => ({
      kind: 'contradiction',
      place: 'rules',
      reason: `no trace allows ${kind}: ${stops
        .filter(({ rule }) => covers(rule.on, kind))
        .map(({ rule }) => rule.id)
        .join(', ')} wait for each other`,
    }));
}

function ofAgents(all: Minterms): Minterms {
  return { ...all, list: all.list.filter(({ event }) => event.actor === 'agent') };
}

function covers(on: readonly string[], kind: Kind): boolean {
  return on[0] === '*' || on.includes(kind);
}

function isPossible(
  compiled: Compiled,
  stops: readonly CompiledRule[],
  among: Minterms | undefined,
  dead: ReadonlySet<number>,
  possible: ReadonlySet<Kind>,
  kind: Kind,
): boolean {
  if (among === undefined) return true;
  const rules = stops.filter(({ rule }) => covers(rule.on, kind));
  const narrowed: Minterms = {
    ...among,
    list: among.list.map((one) => ({
      ...one,
      guards: one.guards.filter((_, i) => rules.includes(stops[i] as CompiledRule)),
    })),
  };
  const unreachable = new Set(dead);
  compiled.cells.forEach((cell, index) => {
    const needed = cell.temporal.op === 'hold' ? [cell.temporal.since] : atomsOf(cell.temporal);
    const waits = needed.some(
      (atom) =>
        ACTIONS.every((one) => !atom.hasKind({ kind: one } as AgentEvent) || !possible.has(one)) && !matchesFact(atom),
    );
    if (waits) unreachable.add(index);
  });
  // An outright ban is no contradiction.
  const banned = rules.filter((rule) => rule.if === undefined && rule.unless === undefined);
  const goal = (fired: readonly boolean[], guards: readonly boolean[]) =>
    !fired.includes(true) || banned.some((rule) => guards[rules.indexOf(rule)] === true);
  return consistent(compiled, rules, narrowed, goal, unreachable) !== 'impossible';
}

function matchesFact(atom: AtomTest): boolean {
  return FACTS.some((kind) => atom.hasKind({ kind } as AgentEvent));
}
