/** A policy run over a recorded trace or log: what `decide`, `test`, `explain` and `simulate` share. */
import type { AgentEvent } from '../event/event.ts';
import { DEFAULT_CAPS } from './cell.ts';
import { type Compiled, compile } from './compile.ts';
import type { Example } from './examples.ts';
import type { Policy } from './policy.ts';
import { type Memory, start, step, type Verdict } from './step.ts';

export type Judged = { readonly event: AgentEvent; readonly verdict: Verdict };

/** Each session by itself, as given: a proposed event is judged and enters no history, the other phases do. */
export function* replay(compiled: Compiled, events: Iterable<AgentEvent>): Generator<Judged> {
  const memories = new Map<string, Memory>();
  for (const event of events) {
    const { memory, verdict } = step(compiled, memories.get(event.session) ?? start(compiled), event);
    memories.set(event.session, memory);
    if (event.phase === 'proposed') yield { event, verdict };
  }
}

/** @param events how many it will be fed at most: with room for them all, every verdict is exact */
export function compileAlone(policy: Policy, events = 0): Compiled {
  return compile([{ layer: 'personal', policy }], { items: Math.max(DEFAULT_CAPS.items, events) });
}

/** Undefined if the example passes, else what was expected and what came. */
export function failure(compiled: Compiled, { trace, expect }: Example): string | undefined {
  const last = [...replay(compiled, trace)].at(-1);
  if (last === undefined) return 'nothing is proposed';
  const got = last.verdict.verdict;
  const ids = last.verdict.rules.map(({ id }) => id);
  const found = `got ${got}${ids.length > 0 ? ` by ${ids.join(', ')}` : ''}`;
  if (expect.verdict !== undefined && expect.verdict !== got) return `expected ${expect.verdict}, ${found}`;
  const rules = expect.rules;
  if (rules !== undefined && (rules.length !== ids.length || rules.some((id, i) => ids[i] !== id))) {
    return `expected the rules ${rules.join(', ') || 'none'}, ${found}`;
  }
  const silent = expect.fires?.find((id) => !ids.includes(id));
  if (silent !== undefined) return `expected ${silent} to fire, ${found}`;
  const loud = expect.quiet?.find((id) => ids.includes(id));
  return loud === undefined ? undefined : `expected ${loud} to stay quiet, ${found}`;
}
