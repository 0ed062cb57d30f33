/**
 * Memory for a policy changed in the middle of a session. Formulas that didn't change keep theirs, whatever became of the
 * verdicts; new ones are rebuilt from the history that was kept, and know nothing older.
 */
import type { AgentEvent } from '../event/event.ts';
import type { Compiled } from './compile.ts';
import { type Memory, start, step } from './step.ts';

/** @param history events of the session in order, as far back as they were kept; proposed ones are skipped */
export function adopt(compiled: Compiled, memory: Memory, history: readonly AgentEvent[]): Memory {
  const kept = new Map(memory.cells.map((name, i) => [name, memory.states[i]]));
  const rebuilt = compiled.cellNames.every((name) => kept.has(name))
    ? start(compiled)
    : history
        .filter(({ phase }) => phase !== 'proposed')
        .reduce((now, event) => step(compiled, now, event).memory, start(compiled));
  return {
    cells: compiled.cellNames,
    states: compiled.cellNames.map((name, i) => (kept.has(name) ? kept.get(name) : rebuilt.states[i])),
    t: Math.max(memory.t, rebuilt.t),
    heard: memory.heard + 1,
  };
}
