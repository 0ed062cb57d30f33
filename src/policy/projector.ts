/** What is kept of an event: only what formulas read of it. */
import type { AgentEvent } from '../event/event.ts';
import { reader } from './fields.ts';
import type { AtomTest } from './formula.ts';
import { fieldsRead } from './predicate.ts';

/**
 * Keeps of an event what `atoms` read of it. An event of another kind or phase keeps only those two, since no atom looks
 * further. The result has the fields that the atoms' tests read, and no others.
 */
export function projector(atoms: readonly AtomTest[], others: readonly string[]): (event: AgentEvent) => AgentEvent {
  const wheres = atoms.flatMap(({ source }) => (source.where === undefined ? [] : [source.where]));
  const fields = new Set([...wheres.flatMap(fieldsRead), ...others]);
  const paths = [...fields].map((path) => ({ steps: stepsOf(path), read: reader(path) }));
  return (event) => {
    let kept: Fields = { seq: event.seq, t: event.t, phase: event.phase, kind: event.kind };
    if (atoms.some((atom) => atom.hasKind(event) && atom.hasPhase(event))) {
      for (const { steps, read } of paths) kept = put(kept, steps, read(event));
    }
    return kept as unknown as AgentEvent;
  };
}

function stepsOf(path: string): readonly string[] {
  return path.startsWith('fact.args.') ? ['fact', 'args', path.slice('fact.args.'.length)] : path.split('.');
}

type Fields = Readonly<Record<string, unknown>>;

/** Computed names make fields of the object itself, whatever they are called. */
function put(into: Fields, [first = '', ...rest]: readonly string[], value: unknown): Fields {
  if (value === undefined) return into;
  const inner = (Object.hasOwn(into, first) ? into[first] : {}) as Fields;
  return { ...into, [first]: rest.length === 0 ? value : put(inner, rest, value) };
}
