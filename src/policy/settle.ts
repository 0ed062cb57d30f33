/**
 * What a page settles alone, in its own tick, from the table the worker pushed (residual.ts). Only what stays true
 * whatever the page hasn't heard of yet: an allow where no rule that could do more than log looks at such an event, or a
 * block that is already certain. Nor does it allow a step that could let the page break a rule by itself (letters.ts): such
 * a step may have to be cut. Ships in every page: nothing is imported but those and predicates.
 */
import type { AgentEvent } from '../event/event.ts';
import type { VerdictName } from '../event/verdicts.ts';
import { lettersOf } from './letters.ts';
import type { Layer, On, Pred } from './policy.ts';
import { predicate } from './predicate.ts';

/** One rule as far as the next event goes: its guard, and what is certain of its conditions. */
export type Row = {
  readonly id: string;
  readonly layer: Layer;
  readonly verdict: Exclude<VerdictName, 'allow'>;
  readonly on: On;
  readonly where?: Pred;
  readonly because: string;
  readonly instead?: string;
  /** Its conditions hold whatever happens next, up to this time if one is given (milliseconds since the epoch). */
  readonly certain?: true | number;
  /** It is excused whatever happens next up to this time. */
  readonly excused?: number;
};

export type Table = { readonly epoch: number; readonly rows: readonly Row[] };

export type Settled =
  | {
      readonly settled: true;
      readonly verdict: {
        readonly verdict: VerdictName;
        readonly rules: readonly Pick<Row, 'id' | 'layer' | 'verdict' | 'because' | 'instead'>[];
        readonly instead?: string;
      };
    }
  | { readonly settled: false };

type Guard = (event: AgentEvent) => boolean;
const guards = new WeakMap<Table, readonly Guard[]>();
const UNSETTLED: Settled = { settled: false };

/** Never throws; what can't be decided here is the worker's. */
export function settle(table: Table, event: AgentEvent): Settled {
  try {
    const tests = guardsOf(table);
    const looks = (one: AgentEvent) => (row: Row, i: number) =>
      !(one.t <= (row.excused ?? -1)) && tests[i]?.(one) !== false;
    // A rule that only logs holds nothing up: the worker writes its line when it hears that the action was let through.
    const looking = table.rows.filter(looks(event)).filter(({ verdict }) => verdict !== 'log');
    if (looking.length > 0) return certainBlock(looking, event.t);
    const opens = lettersOf(event).some((letter) =>
      table.rows.filter(looks(letter)).some(({ verdict }) => stops(verdict)),
    );
    return opens ? UNSETTLED : { settled: true, verdict: { verdict: 'allow', rules: [] } };
  } catch {
    // A table that can't be read settles nothing: the worker judges.
    return UNSETTLED;
  }
}

/** Unless another rule could still say something stricter. */
function certainBlock(looking: readonly Row[], t: number): Settled {
  const sure = looking.filter(({ verdict, certain }) => stops(verdict) && (certain === true || t <= (certain ?? -1)));
  const row = sure.find(({ verdict }) => verdict === 'kill') ?? sure[0];
  if (row === undefined) return UNSETTLED;
  if (row.verdict === 'block' && looking.some(({ verdict }) => verdict === 'kill')) return UNSETTLED;
  const instead = row.instead === undefined ? {} : { instead: row.instead };
  const rules = sure.map(({ id, layer, verdict, because, instead: other }) => ({
    id,
    layer,
    verdict,
    because,
    ...(other === undefined ? {} : { instead: other }),
  }));
  return { settled: true, verdict: { verdict: row.verdict, rules, ...instead } };
}

function stops(verdict: VerdictName): boolean {
  return verdict === 'block' || verdict === 'kill';
}

function guardsOf(table: Table): readonly Guard[] {
  const known = guards.get(table);
  if (known !== undefined) return known;
  const made = table.rows.map(({ on, where }): Guard => {
    const kinds: ReadonlySet<string> = new Set(on);
    const any = kinds.has('*');
    const test = where === undefined ? () => true : predicate(where);
    return (event) => (any || kinds.has(event.kind)) && test(event, event);
  });
  guards.set(table, made);
  return made;
}
