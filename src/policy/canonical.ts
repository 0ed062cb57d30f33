/**
 * The strict reader of canonical policies (policy.md §2). By hand and not by zod: each problem names rule and place and
 * says what was expected, and a policy of any size or depth is read in bounded time.
 */
import { ACTIONS, FACTS, PHASES } from '../event/event.ts';
import { VERDICTS } from '../event/verdicts.ts';
import { fieldType } from './fields.ts';
import { durationMs, OPERATORS, type Policy, SCOPES } from './policy.ts';
import { globOf, isScalar } from './predicate.ts';
import { type Fields, isObject, type Problem, StrictReader, shown } from './strict-reader.ts';
import { LONGEST_GLOB } from './text-glob.ts';

/** Deeper formulas are refused: nobody can read them, and every later pass recurses. */
export const DEEPEST = 128;
const MOST_PROBLEMS = 50;
const KINDS: ReadonlySet<string> = new Set([...ACTIONS, ...FACTS]);
const FACT_KINDS: ReadonlySet<string> = new Set(FACTS);
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const WITH_EVENT: ReadonlySet<string> = new Set(['eq', 'ne', 'in', 'notIn', 'anyOf', 'noneOf', 'subset']);
const PASTS = ['once', 'hold', 'prev', 'seq', 'count', 'distinct', 'all', 'any', 'not'] as const;

/** The policy, or all that is wrong with it (at most 50 problems). */
export function readCanonical(
  value: unknown,
): { ok: true; policy: Policy } | { ok: false; problems: readonly Problem[] } {
  const reading = new Reading();
  reading.policy(value);
  if (reading.problems.length > 0) return { ok: false, problems: reading.problems.slice(0, MOST_PROBLEMS) };
  // INVARIANT: a value without problems has the shape of Policy; the laws in test/properties check the two agree.
  return { ok: true, policy: value as Policy };
}

class Reading extends StrictReader {
  policy(value: unknown): void {
    const fields = this.object(value, '', ['interlock', 'name', 'rules'], ['version']);
    if (fields === undefined) return;
    if (fields.interlock !== undefined && fields.interlock !== 1) {
      this.wrong('interlock', 'expected 1, the only version of the language');
    }
    this.text(fields.name, 'name');
    this.text(fields.version, 'version');
    const seen = new Set<string>();
    this.list(fields.rules, 'rules', 0)?.forEach((rule, i) => {
      if (this.problems.length < MOST_PROBLEMS) this.ruleAt(rule, `rules[${i}]`, seen);
      this.rule = undefined;
    });
  }

  private ruleAt(value: unknown, place: string, seen: Set<string>): void {
    if (isObject(value) && typeof value.id === 'string') this.rule = value.id;
    const fields = this.object(
      value,
      place,
      ['id', 'verdict', 'on', 'because'],
      ['where', 'if', 'unless', 'per', 'instead', 'refs'],
    );
    if (fields === undefined) return;
    this.id(fields.id, `${place}.id`, seen);
    this.oneOf(fields.verdict, VERDICTS.slice(1), `${place}.verdict`);
    this.oneOf(fields.per, SCOPES, `${place}.per`);
    for (const name of ['because', 'instead']) this.text(fields[name], `${place}.${name}`);
    this.list(fields.refs, `${place}.refs`, 0)?.forEach((ref, i) => {
      this.text(ref, `${place}.refs[${i}]`);
    });
    const on = this.on(fields.on, `${place}.on`);
    if (on?.every((kind) => FACT_KINDS.has(kind))) {
      this.wrong(`${place}.on`, 'holds no action: a rule judges proposed actions, and facts are never proposed');
    }
    if (fields.where !== undefined) this.pred(fields.where, `${place}.where`, 0);
    if (fields.if !== undefined) this.past(fields.if, `${place}.if`, 0);
    if (fields.unless !== undefined) this.past(fields.unless, `${place}.unless`, 0);
  }

  private id(value: unknown, place: string, seen: Set<string>): void {
    if (value === undefined) return;
    if (typeof value !== 'string' || !ID.test(value)) {
      this.wrong(place, `expected an id in kebab case, such as no-secret-paste, not ${shown(value)}`);
    } else if (seen.has(value)) this.wrong(place, `"${value}" is the id of an earlier rule too`);
    else seen.add(value);
  }

  private past(value: unknown, place: string, depth: number): undefined {
    if (depth > DEEPEST) return this.wrong(place, `nested more than ${DEEPEST} deep`);
    if (!isObject(value)) return this.wrong(place, `expected a formula of the past, not ${shown(value)}`);
    const names = PASTS.filter((past) => Object.hasOwn(value, past));
    const [name] = names;
    if (name === undefined || names.length > 1) {
      return this.wrong(place, `expected exactly one of ${PASTS.join(' ')}, found ${names.join(' and ') || 'none'}`);
    }
    const inside = `${place}.${name}`;
    if (name === 'all' || name === 'any') {
      this.object(value, place, [name], []);
      this.list(value[name], inside, 1)?.forEach((part, i) => {
        this.past(part, `${inside}[${i}]`, depth + 1);
      });
    } else if (name === 'not') {
      this.object(value, place, [name], []);
      this.past(value.not, inside, depth + 1);
    } else this.temporal(name, value, place, depth);
  }

  private temporal(
    name: 'once' | 'hold' | 'prev' | 'seq' | 'count' | 'distinct',
    value: Fields,
    place: string,
    depth: number,
  ): void {
    const inside = `${place}.${name}`;
    const needs = { once: [], hold: ['since'], prev: [], seq: [], count: ['gte'], distinct: ['field', 'gte'] }[name];
    const fields = this.object(value, place, [name, ...needs], name === 'prev' ? [] : ['within', 'atLeast']);
    if (fields === undefined) return;
    this.window(fields, place);
    if (name === 'hold') {
      this.past(fields.hold, inside, depth + 1);
      if (fields.since !== undefined) this.atom(fields.since, `${place}.since`);
    } else if (name === 'seq') {
      this.list(fields.seq, inside, 1)?.forEach((atom, i) => {
        this.atom(atom, `${inside}[${i}]`);
      });
    } else this.atom(fields[name], inside);
    if (fields.gte !== undefined && !(Number.isSafeInteger(fields.gte) && Number(fields.gte) >= 1)) {
      this.wrong(`${place}.gte`, `expected a whole number of at least 1, not ${shown(fields.gte)}`);
    }
    if (name === 'distinct' && fields.field !== undefined) this.distinctField(fields.field, `${place}.field`);
  }

  private distinctField(field: unknown, place: string): void {
    const type = this.path(field, place);
    if (type === 'texts') this.wrong(place, `${shown(field)} is an array; distinct counts single values`);
    if (type === 'group') this.wrong(place, `${shown(field)} is a group of fields; name one of them`);
  }

  private window(fields: Fields, place: string): void {
    if (fields.within !== undefined && fields.atLeast !== undefined) {
      this.wrong(place, 'has both within and atLeast; a window is one or neither');
    }
    for (const name of ['within', 'atLeast']) {
      const value = fields[name];
      if (value !== undefined && (typeof value !== 'string' || durationMs(value) === undefined)) {
        this.wrong(`${place}.${name}`, `expected a duration such as 90s, 10m or 8h, not ${shown(value)}`);
      }
    }
  }

  private atom(value: unknown, place: string): void {
    const fields = this.object(value, place, ['on'], ['where', 'phase']);
    if (fields === undefined) return;
    this.on(fields.on, `${place}.on`);
    this.oneOf(fields.phase, PHASES, `${place}.phase`);
    if (fields.where !== undefined) this.pred(fields.where, `${place}.where`, 0);
  }

  private on(value: unknown, place: string): readonly string[] | undefined {
    const kinds = this.list(value, place, 0);
    if (kinds?.length === 1 && kinds[0] === '*') return ['*'];
    kinds?.forEach((kind, i) => {
      if (typeof kind !== 'string' || !KINDS.has(kind)) {
        this.wrong(`${place}[${i}]`, `${shown(kind)} is not a kind of event${kind === '*' ? ' beside others' : ''}`);
      }
    });
    return kinds?.every((kind) => typeof kind === 'string') ? kinds : undefined;
  }

  private pred(value: unknown, place: string, depth: number): undefined {
    if (depth > DEEPEST) return this.wrong(place, `nested more than ${DEEPEST} deep`);
    if (!isObject(value)) return this.wrong(place, `expected a predicate, not ${shown(value)}`);
    if (Object.hasOwn(value, 'field') || Object.hasOwn(value, 'op')) return this.comparison(value, place);
    const names = (['all', 'any', 'not'] as const).filter((name) => Object.hasOwn(value, name));
    const [name] = names;
    if (name === undefined || names.length > 1) {
      return this.wrong(place, `expected field and op, or exactly one of all, any, not`);
    }
    this.object(value, place, [name], []);
    if (name === 'not') return this.pred(value.not, `${place}.not`, depth + 1);
    this.list(value[name], `${place}.${name}`, 1)?.forEach((part, i) => {
      this.pred(part, `${place}.${name}[${i}]`, depth + 1);
    });
  }

  private comparison(value: Fields, place: string): undefined {
    const fields = this.object(value, place, ['field', 'op'], ['value']);
    if (fields === undefined) return;
    const type = fields.field === undefined ? undefined : this.path(fields.field, `${place}.field`);
    this.oneOf(fields.op, OPERATORS, `${place}.op`);
    if (typeof fields.op !== 'string') return;
    if (type === 'group' && fields.op !== 'exists') {
      this.wrong(`${place}.field`, `${shown(fields.field)} is a group of fields; it can only be tested with exists`);
    }
    if (fields.value !== undefined) this.value(fields.value, fields.op, `${place}.value`);
    else if (fields.op !== 'exists') this.wrong(place, `${fields.op} needs a value`);
    if (fields.op === 'glob' && typeof fields.field === 'string') this.glob(fields.field, fields.value, place);
  }

  private value(value: unknown, op: string, place: string): undefined {
    if (isScalar(value)) {
      if (typeof value === 'number' && !Number.isFinite(value)) this.wrong(place, 'is not a finite number');
    } else if (Array.isArray(value)) {
      if (!value.every(isScalar)) this.wrong(place, 'expected a list of texts, numbers, true or false');
    } else {
      const fields = this.object(value, place, ['e'], []);
      if (fields?.e === undefined) return;
      if (!WITH_EVENT.has(op)) this.wrong(place, `${op} can't compare with the proposed event`);
      if (this.path(fields.e, `${place}.e`) === 'group') {
        this.wrong(`${place}.e`, `${shown(fields.e)} is a group of fields; name one of them`);
      }
    }
  }

  private glob(field: string, value: unknown, place: string): undefined {
    if (field === 'site' || field === 'dest.site') {
      return this.wrong(`${place}.op`, `a site takes no glob: use eq or in (or a host glob on url or origin)`);
    }
    // A missing value, or one from the proposed event, was named above.
    if (value === undefined || isObject(value)) return;
    if (typeof value !== 'string') return this.wrong(`${place}.value`, `expected a glob, not ${shown(value)}`);
    if (value.length > LONGEST_GLOB) {
      return this.wrong(`${place}.value`, `a glob of more than ${LONGEST_GLOB} characters`);
    }
    try {
      globOf(field, value);
    } catch (error) {
      this.wrong(`${place}.value`, error instanceof Error ? error.message : 'the glob does not compile');
    }
  }

  private path(value: unknown, place: string): ReturnType<typeof fieldType> {
    const type = typeof value === 'string' ? fieldType(value) : undefined;
    if (type === undefined) this.wrong(place, `${shown(value)} is not a field of an event`);
    return type;
  }
}
