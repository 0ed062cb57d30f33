/**
 * Policies in layers, made ready to be stepped: each temporal formula once, routes from an event to the formulas that
 * listen to it and to the rules that judge it.
 */
import { type AgentEvent, type Kind, PHASES, type Phase } from '../event/event.ts';
import { type Caps, type Cell, cell, DEFAULT_CAPS } from './cell.ts';
import { type Formula, formula, kindTest } from './formula.ts';
import type { Layer, Past, Policy, Pred, Rule, RuleVerdict } from './policy.ts';
import { LAYERS } from './policy.ts';
import { predicate } from './predicate.ts';

/** A formula's truth as a function of its cells. */
export type Condition =
  | { readonly op: 'cell'; readonly index: number; readonly causes: boolean }
  | { readonly op: 'all' | 'any'; readonly parts: readonly Condition[] }
  | { readonly op: 'not'; readonly part: Condition };

export type CompiledRule = {
  readonly rule: Rule;
  readonly layer: Layer;
  readonly verdict: RuleVerdict;
  /** `on` and `where`, of the proposed event alone. */
  readonly guard: (event: AgentEvent) => boolean;
  readonly if: Condition | undefined;
  readonly unless: Condition | undefined;
};

export type LayerPolicy = { readonly layer: Layer; readonly policy: Policy };
export type Compiled = {
  /** Names all cells in order; memory made under another list is not this one's. */
  readonly cellNames: readonly string[];
  readonly cells: readonly Cell[];
  readonly rules: readonly CompiledRule[];
  readonly caps: Caps;
  /** Indices of the rules that may judge an action of this kind, in order. */
  readonly judges: (kind: Kind) => readonly number[];
  /** Indices of the cells that may listen to an event of this kind and phase. */
  readonly listeners: (kind: Kind, phase: Phase) => readonly number[];
};

/** Rules keep their order: managed first, then team, personal, task; within a layer as written. */
export function compile(layers: readonly LayerPolicy[], caps: Caps = DEFAULT_CAPS): Compiled {
  const cells = new Cells(caps);
  const ordered = [...layers].sort((a, b) => LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer));
  const rules = ordered.flatMap(({ layer, policy }) => policy.rules.map((rule) => compileRule(rule, layer, cells)));
  return {
    cells: cells.list,
    cellNames: cells.list.map(({ name }) => name),
    rules,
    caps,
    judges: memo((kind) => rules.flatMap(({ rule }, i) => (kindTest(rule.on)({ kind } as AgentEvent) ? [i] : []))),
    listeners: routes(cells.list),
  };
}

function compileRule(rule: Rule, layer: Layer, cells: Cells): CompiledRule {
  const per = rule.per ?? 'session';
  return {
    rule,
    layer,
    verdict: rule.verdict,
    guard: guard(rule.on, rule.where),
    if: rule.if === undefined ? undefined : cells.condition(rule.if, formula(rule.if, true), per),
    unless: rule.unless === undefined ? undefined : cells.condition(rule.unless, formula(rule.unless, false), per),
  };
}

export function guard(on: readonly string[], where: Pred | undefined): (event: AgentEvent) => boolean {
  const kinds = kindTest(on);
  if (where === undefined) return kinds;
  const test = predicate(where);
  return (event) => kinds(event) && test(event, event);
}

class Cells {
  readonly list: Cell[] = [];
  private readonly indices = new Map<string, number>();
  constructor(private readonly caps: Caps) {}

  /** `past` and `node` are the same formula as written and as compiled. */
  condition(past: Past, node: Formula, per: Rule['per'] & string): Condition {
    if (node.op === 'all' || node.op === 'any') {
      const pasts = 'all' in past ? past.all : 'any' in past ? past.any : [];
      return { op: node.op, parts: node.parts.flatMap((part, i) => this.part(pasts[i], part, per)) };
    }
    if (node.op === 'not') return { op: 'not', part: this.condition('not' in past ? past.not : past, node.part, per) };
    const made = cell(past, node, per, this.caps);
    const known = this.indices.get(made.name);
    const index = known ?? this.list.push(made) - 1;
    this.indices.set(made.name, index);
    return { op: 'cell', index, causes: node.causes };
  }

  private part(past: Past | undefined, node: Formula, per: Rule['per'] & string): Condition[] {
    return past === undefined ? [] : [this.condition(past, node, per)];
  }
}

function memo<V>(make: (kind: Kind) => V): (kind: Kind) => V {
  const known = new Map<Kind, V>();
  return (kind) => {
    const value = known.get(kind) ?? make(kind);
    known.set(kind, value);
    return value;
  };
}

function routes(cells: readonly Cell[]): (kind: Kind, phase: Phase) => readonly number[] {
  const of = memo(
    (kind) =>
      new Map(
        PHASES.map((phase) => [
          phase,
          // Listeners look at kind and phase and at nothing else.
          cells.flatMap((one, i) => (one.listens({ kind, phase } as AgentEvent) ? [i] : [])),
        ]),
      ),
  );
  return (kind, phase) => of(kind).get(phase) ?? [];
}
