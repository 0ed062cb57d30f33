/** The law that eviction rests on, as a function, so that property tests and mutants are judged by the same. */
import type { AgentEvent } from '../../src/event/event.ts';
import { atomsOf, type Formula, formula, isTemporal } from '../../src/policy/formula.ts';
import { join } from '../../src/policy/join.ts';
import * as machine from '../../src/policy/machine.ts';
import type { State } from '../../src/policy/machine-state.ts';
import type { Past } from '../../src/policy/policy.ts';

const LIMITS = { hits: 100 };

export function joinIsSound(
  past: Past,
  one: readonly AgentEvent[],
  other: readonly AgentEvent[],
  then: readonly AgentEvent[],
): boolean {
  return [true, false].every((causes) => {
    const node = formula(past, causes);
    if (atomsOf(node).some((atom) => atom.reads.length > 0)) return true;
    let [a, b] = [run(node, machine.fresh(node), one), run(node, machine.fresh(node), other)];
    let joined = join(node, a, b);
    if (
      causes &&
      isTemporal(node) &&
      !isExact(node, a, b, joined, Math.max(...[one, other].map((list) => list.at(-1)?.t ?? 0)))
    )
      return false;
    const base = Math.max(one.at(-1)?.t ?? 0, other.at(-1)?.t ?? 0) - (then[0]?.t ?? 0);
    for (const event of then) {
      const later = { ...event, t: event.t + base };
      [a, b, joined] = [a, b, joined].map((state) => run(node, state, [later]));
      for (const t of [later.t, later.t + 1, later.t + 4]) {
        const [x, y, z] = [a, b, joined].map((state) => machine.holds(node, state, t, LIMITS));
        if (causes ? (x || y) && !z : z && !(x && y)) return false;
      }
    }
    return true;
  });
}

/** A cause just joined holds exactly where one of the two did: what may be too much only comes later. */
function isExact(node: Formula, a: State, b: State, joined: State, t: number): boolean {
  return [0, 1, 2, 3, 5, 8, 1_000].every((later) => {
    const [x, y, z] = [a, b, joined].map((state) => machine.holds(node, state, t + later, LIMITS));
    return z === (x || y);
  });
}

function run(node: Formula, state: State, events: readonly AgentEvent[]): State {
  return events.reduce((now, event) => machine.feed(node, now, event, (atom, at) => atom.test(at, at), LIMITS), state);
}
