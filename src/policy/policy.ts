/**
 * The canonical form of a policy (policy.md §2) as types. What `load.ts` returns has these shapes and nothing else;
 * every other file of this folder trusts them.
 */
import type { Kind, Phase } from '../event/event.ts';
import type { VerdictName } from '../event/verdicts.ts';

export type Scalar = string | number | boolean;
/** `{"e": path}`: the value at `path` of the proposed event. */
export type FromEvent = { readonly e: string };
export const OPERATORS = [
  'eq',
  'ne',
  'in',
  'notIn',
  'gt',
  'gte',
  'lt',
  'lte',
  'glob',
  'exists',
  'anyOf',
  'noneOf',
  'subset',
] as const;
export type Operator = (typeof OPERATORS)[number];

export type Comparison = {
  readonly field: string;
  readonly op: Operator;
  readonly value?: Scalar | readonly Scalar[] | FromEvent;
};
export type Pred =
  | Comparison
  | { readonly all: readonly Pred[] }
  | { readonly any: readonly Pred[] }
  | { readonly not: Pred };

export type On = readonly Kind[] | readonly ['*'];
export type Atom = { readonly on: On; readonly where?: Pred; readonly phase?: Phase };
export type Win = { readonly within?: string; readonly atLeast?: string };

export type Past =
  | ({ readonly once: Atom } & Win)
  | ({ readonly hold: Past; readonly since: Atom } & Win)
  | { readonly prev: Atom }
  | ({ readonly seq: readonly Atom[] } & Win)
  | ({ readonly count: Atom; readonly gte: number } & Win)
  | ({ readonly distinct: Atom; readonly field: string; readonly gte: number } & Win)
  | { readonly all: readonly Past[] }
  | { readonly any: readonly Past[] }
  | { readonly not: Past };

export const SCOPES = ['session', 'task', 'tab', 'origin', 'site'] as const;
export type Scope = (typeof SCOPES)[number];
/** What a rule can say; `allow` is the absence of all. */
export type RuleVerdict = Exclude<VerdictName, 'allow'>;

export type Rule = {
  readonly id: string;
  readonly verdict: RuleVerdict;
  readonly on: On;
  readonly where?: Pred;
  readonly if?: Past;
  readonly unless?: Past;
  readonly per?: Scope;
  readonly because: string;
  readonly instead?: string;
  readonly refs?: readonly string[];
};

export type Policy = {
  readonly interlock: 1;
  readonly name: string;
  readonly version?: string;
  readonly rules: readonly Rule[];
};

/** From the one that nothing can excuse downwards. The verdicts of all layers are joined. */
export const LAYERS = ['managed', 'team', 'personal', 'task'] as const;
export type Layer = (typeof LAYERS)[number];

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const DURATION = /^([1-9][0-9]*)(ms|s|m|h|d)$/;

/** Milliseconds of a duration such as `90s`; undefined if it isn't one. */
export function durationMs(text: string): number | undefined {
  const parts = DURATION.exec(text);
  const unit = UNITS[parts?.[2] ?? ''];
  return unit === undefined ? undefined : Number(parts?.[1]) * unit;
}
