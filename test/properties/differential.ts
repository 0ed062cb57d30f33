/** One case of "the engine says what the definition says": used by the property test and by the long count. */
import type { AgentEvent } from '../../src/event/event.ts';
import { readCanonical } from '../../src/policy/canonical.ts';
import { compile } from '../../src/policy/compile.ts';
import { decide } from '../../src/policy/definition.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { foldings, start, step } from '../../src/policy/step.ts';

/** How much was compared: a case in which nothing is judged or fires says little. */
export type Tally = { judged: number; fired: number };

/**
 * Every event of the trace is judged as if it were proposed; the engine is restarted after each.
 * @returns what differs, undefined when nothing does
 */
export function difference(
  one: Policy,
  events: readonly AgentEvent[],
  tally: Tally = { judged: 0, fired: 0 },
): unknown {
  if (!readCanonical(one).ok) return { reason: 'the policy does not load' };
  const compiled = compile([{ layer: 'personal', policy: one }]);
  let memory = start(compiled);
  const history: AgentEvent[] = [];
  for (const event of events) {
    const proposed = { ...event, phase: 'proposed' as const };
    const { verdict, rules } = step(compiled, memory, proposed).verdict;
    const got = { verdict, rules: rules.map(({ id }) => id) };
    const expected = decide([one], history, proposed);
    if (JSON.stringify(got) !== JSON.stringify(expected)) return { seq: event.seq, got, expected };
    tally.judged += 1;
    tally.fired += got.rules.length;
    memory = JSON.parse(JSON.stringify(step(compiled, memory, event).memory));
    if (event.phase !== 'proposed') history.push(event);
  }
  return foldings(compiled, memory) === 0 ? undefined : { reason: 'something was folded below the caps' };
}
