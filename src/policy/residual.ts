/**
 * With the memory fixed, what a policy says about the *next* event is a predicate on that event alone (policy.md §4).
 * `residual` hands out the part of it that can't be turned by anything still unheard of, as a table for `settle`.
 */
import type { AgentEvent } from '../event/event.ts';
import type { Compiled, CompiledRule, Condition } from './compile.ts';
import { MOST_WITNESSES } from './machine.ts';
import type { Row, Table } from './settle.ts';
import type { Memory } from './step.ts';

/** Where the next event will be. Rules per origin or site are the worker's: a tab may hold frames of any. */
export type TableScope = { readonly session: string; readonly task?: string; readonly tab: string };

export type { Table } from './settle.ts';

export function residual(compiled: Compiled, memory: Memory, scope: TableScope): Table {
  const now = { ...scope, t: memory.t } as AgentEvent;
  const sure = (condition: Condition) => surelyUntil(compiled, memory, condition, now);
  return { epoch: memory.heard, rows: compiled.rules.flatMap((rule) => rowOf(rule, sure)) };
}

/** None for a rule that is excused for good. */
function rowOf(compiled: CompiledRule, sure: (condition: Condition) => number | undefined): Row[] {
  const { rule, layer } = compiled;
  const excused = compiled.unless === undefined ? undefined : sure(compiled.unless);
  if (excused === Number.POSITIVE_INFINITY) return [];
  const until = compiled.if === undefined ? Number.POSITIVE_INFINITY : sure(compiled.if);
  const certain = compiled.unless !== undefined || until === undefined ? {} : { certain: forJson(until) };
  const { id, verdict, on, where, because, instead } = rule;
  return [
    {
      id,
      layer,
      verdict,
      on,
      because,
      ...(where === undefined ? {} : { where }),
      ...(instead === undefined ? {} : { instead }),
      ...certain,
      ...(excused === undefined ? {} : { excused }),
    },
  ];
}

function forJson(until: number): true | number {
  return until === Number.POSITIVE_INFINITY ? true : until;
}

/**
 * Until when `condition` holds whatever else happens: infinity for "for good", undefined when some event, or time alone,
 * could turn it at once or it doesn't hold. What happened stays happened; only windows close.
 */
function surelyUntil(compiled: Compiled, memory: Memory, condition: Condition, now: AgentEvent): number | undefined {
  if (condition.op === 'cell') return cellUntil(compiled, memory, condition.index, now);
  // What has not happened may happen in the next moment, in a tab this page knows nothing of.
  if (condition.op === 'not') return undefined;
  const parts = condition.parts.map((part) => surelyUntil(compiled, memory, part, now));
  const certain = parts.filter((until) => until !== undefined);
  if (condition.op === 'any') return certain.length === 0 ? undefined : Math.max(...certain);
  return certain.length < parts.length ? undefined : Math.min(...certain);
}

function cellUntil(compiled: Compiled, memory: Memory, index: number, now: AgentEvent): number | undefined {
  const cell = compiled.cells[index];
  if (cell === undefined || !cell.closed || cell.per === 'origin' || cell.per === 'site') return undefined;
  const { temporal } = cell;
  if (temporal.op === 'hold' || temporal.op === 'prev') return undefined;
  const hits = cell.answer(memory.states[index], now);
  if (hits === undefined) return undefined;
  if (temporal.window.kind !== 'within') return Number.POSITIVE_INFINITY;
  // A cut list of witnesses lacks the oldest.
  if (hits.length >= MOST_WITNESSES) return undefined;
  // The oldest of the hits that decide leaves the window first.
  return Math.min(...hits.map(([t]) => t)) + temporal.window.ms;
}
