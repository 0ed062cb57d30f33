/**
 * Examples kept beside a policy: `{name, trace, expect}`. A trace may be written short: what an event leaves out of the
 * required fields is filled in (`site: shop.test` gives url and origin; `after: 5m` moves the clock; `times: 30` repeats it).
 */
import { ACTIONS, AgentEvent } from '../event/event.ts';
import { VERDICTS, type VerdictName } from '../event/verdicts.ts';
import { durationMs } from './policy.ts';
import type { Problem } from './strict-reader.ts';

export type Example = {
  readonly name: string;
  readonly trace: readonly AgentEvent[];
  /** Of the last proposed event: the verdict, and rules that fire or don't. */
  readonly expect: {
    readonly verdict?: VerdictName;
    readonly rules?: readonly string[];
    readonly fires?: readonly string[];
    readonly quiet?: readonly string[];
  };
};
export type Examples = readonly Example[];
type Read = { readonly ok: true; readonly examples: Examples } | { readonly ok: false; readonly problems: Problem[] };

export function readExamples(value: unknown, place: string): Read {
  if (!Array.isArray(value)) return { ok: false, problems: [{ place, reason: 'expected a list of examples' }] };
  const problems: Problem[] = [];
  const examples = value.flatMap((one, i) => readExample(one, `${place}[${i}]`, problems));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, examples };
}

function readExample(value: unknown, place: string, problems: Problem[]): Example[] {
  const wrong = (where: string, reason: string): Example[] => {
    problems.push({ place: `${place}${where}`, reason });
    return [];
  };
  if (!isObject(value) || typeof value.name !== 'string') return wrong('', 'expected {name, trace, expect}');
  const extra = Object.keys(value).find((name) => !['name', 'trace', 'expect', 'rule'].includes(name));
  if (extra !== undefined) return wrong(`.${extra}`, 'unknown field');
  if (!Array.isArray(value.trace)) return wrong('.trace', 'expected a list of events');
  const trace = readTrace(value.trace);
  if (typeof trace === 'string') return wrong('.trace', trace);
  if (!trace.some(({ phase }) => phase === 'proposed')) return wrong('.trace', 'proposes nothing');
  const expect = readExpect(value.expect, value.rule);
  return expect === undefined
    ? wrong('.expect', 'expected a verdict, fires, quiet, or {verdict, rules, fires, quiet}')
    : [{ name: value.name, trace, expect }];
}

function readExpect(value: unknown, rule: unknown): Example['expect'] | undefined {
  if (typeof rule === 'string' && value === 'fires') return { fires: [rule] };
  if (typeof rule === 'string' && value === 'quiet') return { quiet: [rule] };
  if (typeof value === 'string') return isVerdict(value) ? { verdict: value } : undefined;
  if (Array.isArray(value)) return isTexts(value) ? { rules: value } : undefined;
  if (!isObject(value)) return undefined;
  const { verdict, rules, fires, quiet, ...others } = value;
  if (Object.keys(others).length > 0) return undefined;
  if (verdict !== undefined && !(typeof verdict === 'string' && isVerdict(verdict))) return undefined;
  if (![rules, fires, quiet].every((list) => list === undefined || isTexts(list))) return undefined;
  return value as Example['expect'];
}

export function readTrace(list: readonly unknown[]): AgentEvent[] | string {
  const events: AgentEvent[] = [];
  let t = 1_700_000_000_000;
  for (const [i, one] of list.entries()) {
    if (!isObject(one)) return `event ${i + 1} is no object`;
    const { after, times = 1, ...fields } = one;
    if (typeof times !== 'number' || !(times >= 1 && times <= 5_000))
      return `event ${i + 1}: times is no number up to 5000`;
    const gap = after === undefined ? 1_000 : typeof after === 'string' ? durationMs(after) : undefined;
    if (gap === undefined) return `event ${i + 1}: after is no duration`;
    for (let n = 0; n < times; n++) {
      const event = AgentEvent.safeParse(filled(fields, events.length + 1, t + gap));
      if (!event.success) {
        const [issue] = event.error.issues;
        return `event ${i + 1}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not an event'}`;
      }
      t = event.data.t;
      events.push(event.data);
    }
  }
  return events;
}

function filled(fields: Record<string, unknown>, seq: number, t: number): Record<string, unknown> {
  const site = typeof fields.site === 'string' ? fields.site : 'site.test';
  const phase = (ACTIONS as readonly unknown[]).includes(fields.kind) ? 'proposed' : 'observed';
  const where = { url: `https://${site}/`, origin: `https://${site}`, site };
  return { seq, t, phase, actor: 'agent', session: 's', tab: '1', frame: '0', ...where, ...fields };
}

function isVerdict(text: string): text is VerdictName {
  return (VERDICTS as readonly string[]).includes(text);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
