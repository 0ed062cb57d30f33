/**
 * Looks for a trace: short sequences of events that the atoms of the rules at hand can match, with the waits that their
 * windows make interesting, shortest first, stepped by the engine itself. What it finds is a witness; finding none proves
 * nothing.
 */
import type { AgentEvent, Kind } from '../event/event.ts';
import { ACTIONS, FACTS } from '../event/event.ts';
import type { Compiled } from './compile.ts';
import { fieldType, reader } from './fields.ts';
import { type AtomTest, atomsOf, type Formula, isTemporal, type Temporal } from './formula.ts';
import { space, withField } from './space.ts';
import { type Memory, start, step, type Verdict } from './step.ts';

const DEEPEST = 4;
const MOST_LETTERS = 14;
const MOST_REPEATS = 5_000;

type Letter = { readonly events: readonly AgentEvent[] } | { readonly wait: number };
export type Goal = (verdicts: readonly Verdict[]) => boolean;

/** A trace, its last event proposed, on which the verdicts of all the policies satisfy `goal`; undefined within budget. */
export function findTrace(
  policies: readonly Compiled[],
  proposals: readonly AgentEvent[],
  goal: Goal,
  cells: readonly Temporal[],
  steps = 8_000,
): AgentEvent[] | undefined {
  const budget = { left: steps };
  const reads = new Set(cells.flatMap((temporal) => atomsOf(temporal).flatMap((atom) => atom.reads)));
  const complete = proposals.map((event) => [...reads].reduce(withSome, event));
  for (let depth = 0; depth <= DEEPEST; depth++) {
    for (const proposed of complete) {
      const letters = lettersFor(cells, proposed);
      const begin = { memories: policies.map(start), trace: [] as AgentEvent[], t: 0 };
      const found = extend(policies, begin, proposed, letters, depth, goal, budget);
      if (found !== undefined) return found;
      if (budget.left <= 0) return undefined;
    }
  }
  return undefined;
}

/** A field that the past is compared with has some value, whatever the guard says of it. */
function withSome(event: AgentEvent, path: string): AgentEvent {
  if (reader(path)(event) !== undefined) return event;
  const values = { text: 'some', number: 1, flag: true, texts: ['some'], scalar: 'some', group: {} };
  return withField({ ...event }, path, values[fieldType(path) ?? 'text']) as unknown as AgentEvent;
}

type Place = { readonly memories: readonly Memory[]; readonly trace: readonly AgentEvent[]; readonly t: number };

function extend(
  policies: readonly Compiled[],
  place: Place,
  proposed: AgentEvent,
  letters: readonly Letter[],
  depth: number,
  goal: Goal,
  budget: { left: number },
): AgentEvent[] | undefined {
  if (depth === 0) {
    budget.left--;
    const last = { ...proposed, seq: place.trace.length + 1, t: place.t };
    const verdicts = policies.map((policy, i) => step(policy, place.memories[i] ?? start(policy), last).verdict);
    return goal(verdicts) ? [...place.trace, last] : undefined;
  }
  for (const letter of letters) {
    if (budget.left <= 0) return undefined;
    const next = write(policies, place, letter);
    budget.left -= 'wait' in letter ? 1 : letter.events.length;
    const found = extend(policies, next, proposed, letters, depth - 1, goal, budget);
    if (found !== undefined) return found;
  }
  return undefined;
}

function write(policies: readonly Compiled[], place: Place, letter: Letter): Place {
  if ('wait' in letter) return { ...place, t: place.t + letter.wait };
  let { memories, trace, t } = place;
  for (const event of letter.events) {
    t += 1;
    const record = { ...event, seq: trace.length + 1, t };
    trace = [...trace, record];
    memories = policies.map((policy, i) => step(policy, memories[i] ?? start(policy), record).memory);
  }
  return { memories, trace, t };
}

function lettersFor(cells: readonly Temporal[], proposed: AgentEvent): Letter[] {
  const waits = new Set<number>();
  const letters: Letter[] = [];
  for (const temporal of cells) {
    collectWaits(temporal, waits);
    for (const atom of atomsOf(temporal))
      letters.push(...samples(atom, proposed, 2).map((event) => ({ events: [event] })));
    letters.push(...repeats(temporal, proposed));
  }
  const unique = [...new Map(letters.map((letter) => [JSON.stringify(letter), letter])).values()];
  return [...unique.slice(0, MOST_LETTERS), ...[...waits].slice(0, 6).map((wait) => ({ wait }))];
}

function collectWaits(node: Formula, into: Set<number>): void {
  if (!isTemporal(node)) {
    for (const part of node.op === 'not' ? [node.part] : node.parts) collectWaits(part, into);
    return;
  }
  if (node.op !== 'prev' && node.window.kind !== 'ever')
    into.add(node.window.ms + (node.window.kind === 'within' ? 1 : 0));
  if (node.op === 'hold') collectWaits(node.body, into);
}

/** What `count` and `distinct` need at once. */
function repeats(node: Formula, proposed: AgentEvent): Letter[] {
  if (!isTemporal(node))
    return (node.op === 'not' ? [node.part] : node.parts).flatMap((part) => repeats(part, proposed));
  if (node.op === 'hold') return repeats(node.body, proposed);
  if (node.op !== 'count' && node.op !== 'distinct') return [];
  const [event] = samples(node.atom, proposed, 1);
  if (event === undefined || node.n > MOST_REPEATS) return [];
  const events = Array.from({ length: node.n }, (_, i) =>
    node.op === 'count' ? event : (withField({ ...event }, node.field, `value-${i}.test`) as unknown as AgentEvent),
  );
  return [{ events }];
}

/** Past events on which the atom holds for this proposed one. */
function samples(atom: AtomTest, proposed: AgentEvent, most: number): AgentEvent[] {
  const kinds = [...ACTIONS, ...FACTS].filter((kind) => atom.hasKind({ kind } as AgentEvent)).slice(0, 3);
  const where = atom.source.where;
  const found: AgentEvent[] = [];
  for (const phase of atom.phases) {
    const fitting = kinds.filter((kind) => isFact(kind) === (phase === 'observed'));
    if (fitting.length === 0 || phase === 'proposed') continue;
    const { dest, target, payload, fact, ...base } = proposed;
    const all = space(where === undefined ? [] : [where], fitting, phase, { ...base, actor: 'agent' }, proposed);
    for (const event of all.events) {
      if (!atom.test(event, proposed)) continue;
      found.push(event);
      if (found.length >= most) return found;
    }
  }
  return found;
}

const FACT_SET: ReadonlySet<string> = new Set(FACTS);
function isFact(kind: Kind): boolean {
  return FACT_SET.has(kind);
}
