/**
 * Feasibility (policy.md §4): a violation that the page could complete by itself is cut at the last step that can be
 * stopped. `cuts` asks, of a proposed step, which rules the page could then break at once, by up to three events of its own
 * (letters.ts), and could not have broken without the step.
 *
 * Waiting is left out: a page that waits for an excuse to run out breaks the rule without any step of the agent's.
 * INVARIANT: a cut is an answer beside the verdict of policy.md §3; `step` says the same with and without it.
 */
import type { AgentEvent } from '../event/event.ts';
import type { Compiled } from './compile.ts';
import { emptyHanded, lettersOf } from './letters.ts';
import { type FiredRule, type Memory, step, type Verdict } from './step.ts';

/** A rule that would be broken, and the page's own events that would break it, in order, the last one against it. */
export type Cut = { readonly rule: FiredRule; readonly path: readonly AgentEvent[] };

const MOST_IN_A_ROW = 3;

/** The verdict on `proposed`, at least `block` where it is a step into what can't be stopped any more. */
export function judgeFeasible(compiled: Compiled, memory: Memory, proposed: AgentEvent): Verdict {
  const { verdict } = step(compiled, memory, proposed);
  if (stops(verdict)) return verdict;
  const rules = cuts(compiled, memory, proposed).map(({ rule }): FiredRule => ({ ...rule, verdict: 'block' }));
  if (rules.length === 0) return verdict;
  const instead = rules.find((rule) => rule.instead !== undefined)?.instead ?? verdict.instead;
  return {
    ...verdict,
    verdict: 'block',
    rules: [...verdict.rules, ...rules],
    ...(instead === undefined ? {} : { instead }),
  };
}

/** The rules of verdict `block` or `kill` that `proposed` would let its page break; none for what is no such step. */
export function cuts(compiled: Compiled, memory: Memory, proposed: AgentEvent): readonly Cut[] {
  const letters = lettersOf(proposed);
  const judged = letters.some(({ kind }) => compiled.judges(kind).some((index) => stops(compiled.rules[index])));
  if (!judged) return [];
  const reached = attracted(compiled, after(compiled, memory, proposed), letters);
  if (reached.size === 0) return [];
  const anyway = attracted(compiled, memory, letters.map(emptyHanded));
  return [...reached].flatMap(([key, cut]) => (anyway.has(key) ? [] : [cut]));
}

/** The rules that some word of up to three letters breaks with its last, each with the shortest such word. */
function attracted(compiled: Compiled, from: Memory, letters: readonly AgentEvent[]): Map<string, Cut> {
  const broken = new Map<string, Cut>();
  let places: { memory: Memory; path: readonly AgentEvent[] }[] = [{ memory: from, path: [] }];
  for (let length = 1; length <= MOST_IN_A_ROW; length++) {
    const next: typeof places = [];
    for (const { memory, path } of places) {
      for (const letter of letters) {
        const word = [...path, letter];
        const against = step(compiled, memory, letter).verdict.rules.filter(stops);
        for (const rule of against) {
          const key = `${rule.layer} ${rule.id}`;
          if (!broken.has(key)) broken.set(key, { rule, path: word });
        }
        const then = against.length > 0 ? memory : after(compiled, memory, letter);
        // What changes nothing leads nowhere new.
        if (then.states !== memory.states) next.push({ memory: then, path: word });
      }
    }
    places = next;
  }
  return broken;
}

function after(compiled: Compiled, memory: Memory, event: AgentEvent): Memory {
  const dispatched = step(compiled, memory, { ...event, phase: 'dispatched' }).memory;
  return step(compiled, dispatched, { ...event, phase: 'succeeded' }).memory;
}

function stops(one: { readonly verdict: Verdict['verdict'] } | undefined): boolean {
  return one?.verdict === 'block' || one?.verdict === 'kill';
}
