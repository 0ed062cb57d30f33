/**
 * What a policy would have done to a recorded audit log. The log leaves out names of elements and the path and query of
 * URLs (src/audit/withhold.ts); where a rule reads one of those the answer is `undecided`, never a guess.
 */
import * as z from 'zod/mini';
import { AgentEvent } from '../event/event.ts';
import { VERDICTS, type VerdictName } from '../event/verdicts.ts';
import { guard } from './compile.ts';
import type { Comparison, Past, Policy, Pred, Rule } from './policy.ts';
import { isFromEvent } from './predicate.ts';
import { compileAlone, replay } from './replay.ts';

export const LogRecord = z.object({
  n: z.int(),
  prev: z.string(),
  hash: z.string(),
  event: AgentEvent,
  verdict: z.optional(z.enum(VERDICTS)),
  rules: z.optional(z.array(z.string())),
});
export type LogRecord = z.infer<typeof LogRecord>;

export type Simulated = {
  readonly n: number;
  readonly seq: number;
  /** What was decided then, if the log says. */
  readonly was?: VerdictName;
  readonly verdict: VerdictName | 'undecided';
  readonly rules: readonly string[];
  /** Rules that read what the log lacks. */
  readonly undecided: readonly string[];
};

/** What a log holds less of than the event had: nothing of it, no more than scheme, host and port, or a keyed hash. */
export type Withheld = {
  readonly leftOut: readonly string[];
  readonly hostOnly: readonly string[];
  readonly keyed: readonly string[];
};

export function simulate(policy: Policy, log: readonly LogRecord[], withheld: Withheld): Simulated[] {
  const lacks = (pred: Comparison) => isLeftOut(pred, withheld);
  const blind = policy.rules
    .filter((rule) => reads(rule, lacks))
    .map((rule) => ({ id: rule.id, verdict: rule.verdict, open: openGuard(rule, lacks) }));
  const seeing: Policy = { ...policy, rules: policy.rules.filter((rule) => !blind.some(({ id }) => id === rule.id)) };
  const records = new Map(log.map((record) => [record.event, record]));
  return [...replay(compileAlone(seeing, records.size), records.keys())].map(({ event, verdict }) => {
    const record = records.get(event);
    // A blind rule no stricter than what is certain changes nothing.
    const doubts = blind.filter(
      (rule) => rule.open(event) && VERDICTS.indexOf(rule.verdict) > VERDICTS.indexOf(verdict.verdict),
    );
    return {
      n: record?.n ?? -1,
      seq: event.seq,
      ...(record?.verdict === undefined ? {} : { was: record.verdict }),
      verdict: doubts.length > 0 ? 'undecided' : verdict.verdict,
      rules: verdict.rules.map(({ id }) => id),
      undecided: doubts.map(({ id }) => id),
    };
  });
}

/** The rule's guard, taken to hold wherever it depends on what was left out. */
function openGuard(rule: Rule, lacks: Lacks): (event: AgentEvent) => boolean {
  return guard(rule.on, rule.where === undefined ? undefined : opened(rule.where, true, lacks));
}

const TRUE: Pred = { field: 'kind', op: 'exists' };

type Lacks = (pred: Comparison) => boolean;

function opened(pred: Pred, positive: boolean, lacks: Lacks): Pred {
  if ('all' in pred) return { all: pred.all.map((part) => opened(part, positive, lacks)) };
  if ('any' in pred) return { any: pred.any.map((part) => opened(part, positive, lacks)) };
  if ('not' in pred) return { not: opened(pred.not, !positive, lacks) };
  if (!lacks(pred)) return pred;
  return positive ? TRUE : { not: TRUE };
}

function reads(rule: Rule, lacks: Lacks): boolean {
  const wheres = [rule.where, ...pastWheres(rule.if), ...pastWheres(rule.unless)];
  return wheres.some((where) => where !== undefined && comparisons(where).some(lacks));
}

function isLeftOut(pred: Comparison, { leftOut, hostOnly, keyed }: Withheld): boolean {
  const fromEvent = isFromEvent(pred.value) ? pred.value.e : undefined;
  const has = (list: readonly string[]) =>
    list.some((one) => [pred.field, fromEvent ?? ''].some((field) => field === one || field.startsWith(`${one}.`)));
  if (has(leftOut)) return true;
  if (pred.op === 'exists') return false;
  // Hashes of one session can be compared with each other and with nothing else.
  if (has(keyed)) return pred.field !== fromEvent;
  if (!has(hostOnly)) return false;
  return pred.op !== 'glob' || hasPath(String(pred.value));
}

function hasPath(glob: string): boolean {
  const path = /^(?:[a-z][a-z0-9+.-]*:\/\/)?[^/]*(\/.*)?$/is.exec(glob)?.[1];
  return path !== undefined && path !== '/*';
}

function pastWheres(past: Past | undefined): (Pred | undefined)[] {
  if (past === undefined) return [];
  if ('all' in past) return past.all.flatMap(pastWheres);
  if ('any' in past) return past.any.flatMap(pastWheres);
  if ('not' in past) return pastWheres(past.not);
  if ('hold' in past) return [past.since.where, ...pastWheres(past.hold)];
  if ('seq' in past) return past.seq.map((atom) => atom.where);
  const atom = 'once' in past ? past.once : 'prev' in past ? past.prev : 'count' in past ? past.count : past.distinct;
  return [atom.where];
}

function comparisons(pred: Pred): Comparison[] {
  if ('all' in pred) return pred.all.flatMap(comparisons);
  if ('any' in pred) return pred.any.flatMap(comparisons);
  return 'not' in pred ? comparisons(pred.not) : [pred];
}
