/** `deadlock` (policy.md §5): a declared workflow that the policy never lets finish; the first impossible step is named. */
import type { AgentEvent } from '../event/event.ts';
import type { Finding } from './finding.ts';
import type { Policy } from './policy.ts';
import { compileAlone } from './replay.ts';
import { start, step } from './step.ts';

export type Workflow = { readonly name: string; readonly steps: readonly AgentEvent[] };

/** Each step is proposed and, unless it is stopped, let through and done. An `ask` is taken to be approved. */
export function deadlocks(policy: Policy, workflows: readonly Workflow[]): Finding[] {
  const compiled = compileAlone(policy);
  return workflows.flatMap(({ name, steps }, i): Finding[] => {
    let memory = start(compiled);
    for (const [j, event] of steps.entries()) {
      if (event.phase !== 'proposed') {
        memory = step(compiled, memory, event).memory;
        continue;
      }
      const { verdict, rules } = step(compiled, memory, event).verdict;
      const stopped = rules.find((rule) => rule.verdict === 'block' || rule.verdict === 'kill');
      if (stopped !== undefined) {
        const reason = `${name} can't finish: step ${j + 1} (${event.kind}) gets ${verdict} by ${stopped.id}`;
        return [{ kind: 'deadlock', rule: stopped.id, place: `workflows[${i}].steps[${j}]`, reason }];
      }
      for (const phase of ['dispatched', 'succeeded'] as const) {
        memory = step(compiled, memory, { ...event, phase }).memory;
      }
    }
    return [];
  });
}
