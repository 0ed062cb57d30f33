/**
 * The readable syntax of conditions: short expressions for the `where`, `if` and `unless` of policy.md §2.
 *
 *   where   dest.relation == "cross-site" and payload.labels anyOf [otp, credential]
 *   if      once(auth.login | auth.active) within 8h and not once(user.approve @observed) within 5m
 *   if      hold(not once(auth.logout) since auth.login) · seq(a, b where …) · count(submit) >= 3 within 1m
 *           distinct(dest.site of navigate | open) >= 5 · prev(click) · all(…), any(…)
 *
 * `and` binds tighter than `or`; a bare name is one of the document's own `predicates`.
 */
import { ACTIONS, FACTS, PHASES } from '../event/event.ts';
import { Cursor } from './cursor.ts';
import { fieldType } from './fields.ts';
import type { Atom, Past, Pred, Scalar, Win } from './policy.ts';
import { ExpressionError, type Token } from './tokens.ts';

export type Macros = ReadonlyMap<string, string>;

const KINDS: readonly string[] = [...ACTIONS, ...FACTS];
const DEEPEST = 100;
/** Predicates built of predicates could grow without end. */
const MOST_EXPANSIONS = 5_000;
const SIGNS: Readonly<Record<string, string>> = {
  '==': 'eq',
  '!=': 'ne',
  '>': 'gt',
  '>=': 'gte',
  '<': 'lt',
  '<=': 'lte',
};
const WORD_OPERATORS = ['in', 'glob', 'anyOf', 'noneOf', 'subset'];

/** Throws an ExpressionError. Names that aren't of §1 are left to the strict reader, which knows rule and place. */
export function parsePred(source: string, macros: Macros = new Map()): Pred {
  const parser = new Parser(source, macros);
  return parser.whole(() => parser.pred());
}

export function parsePast(source: string, macros: Macros = new Map()): Past {
  const parser = new Parser(source, macros);
  return parser.whole(() => parser.past());
}

export function parseKinds(source: string): string[] {
  const parser = new Parser(source, new Map());
  return parser.whole(() => parser.kinds());
}

type Budget = { expansions: number; readonly within: readonly string[] };
type Boolean_<T> = { all: T[] } | { any: T[] } | { not: T };

class Parser extends Cursor {
  private depth = 0;

  constructor(
    source: string,
    private readonly macros: Macros,
    private readonly budget: Budget = { expansions: 0, within: [] },
  ) {
    super(source);
  }

  pred(): Pred {
    return this.either(() => this.predTerm());
  }

  past(): Past {
    return this.either(() => this.pastTerm());
  }

  private either<T>(term: () => T): T | Boolean_<T> {
    if (++this.depth > DEEPEST) throw new ExpressionError(`nested more than ${DEEPEST} deep`, this.next.offset);
    const parts = [this.both(term)];
    while (this.takes('or')) parts.push(this.both(term));
    this.depth--;
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : ({ any: parts } as Boolean_<T>);
  }

  private both<T>(term: () => T): T | Boolean_<T> {
    const parts = [this.negated(term)];
    while (this.takes('and')) parts.push(this.negated(term));
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : ({ all: parts } as Boolean_<T>);
  }

  private negated<T>(term: () => T): T | Boolean_<T> {
    let nots = 0;
    while (this.takes('not')) nots++;
    if (nots > DEEPEST) this.fail('fewer "not"s');
    let part = this.grouped(term);
    for (; nots > 0; nots--) part = { not: part } as Boolean_<T>;
    return part;
  }

  private grouped<T>(term: () => T): T | Boolean_<T> {
    if (this.takes('(')) {
      const inner = this.either(term);
      this.expect(')');
      return inner;
    }
    for (const name of ['all', 'any'] as const) {
      if (this.next.text === name && this.after.text === '(') {
        this.at++;
        const parts = this.listOf('(', ')', () => this.either(term));
        return (name === 'all' ? { all: parts } : { any: parts }) as Boolean_<T>;
      }
    }
    return term();
  }

  private predTerm(): Pred {
    const name = this.word('a field, a predicate or "("');
    if ((name.text === 'exists' || name.text === 'absent') && this.takes('(')) {
      const field = this.word('a field').text;
      this.expect(')');
      return name.text === 'exists' ? { field, op: 'exists' } : { field, op: 'exists', value: false };
    }
    const operator = this.operator();
    if (operator !== undefined) return { field: name.text, op: operator, value: this.value() } as Pred;
    return this.expand(name, (parser) => parser.pred(), 'an operator such as ==, in, anyOf, glob');
  }

  private operator(): string | undefined {
    const { text } = this.next;
    if (text === 'not' && this.after.text === 'in') {
      this.at += 2;
      return 'notIn';
    }
    const operator = Object.hasOwn(SIGNS, text) ? SIGNS[text] : WORD_OPERATORS.find((word) => word === text);
    if (operator !== undefined) this.at++;
    return operator;
  }

  private value(): Scalar | Scalar[] | { e: string } {
    if (this.next.kind === 'event') return { e: this.take().text.slice('$e.'.length) };
    return this.next.text === '[' ? this.listOf('[', ']', () => this.scalar()) : this.scalar();
  }

  private scalar(): Scalar {
    const token = this.take();
    if (token.kind === 'text') return unquoted(token);
    if (token.kind === 'number') return Number(token.text);
    if (token.kind === 'duration') return token.text;
    if (token.kind === 'word') return token.text === 'true' || (token.text === 'false' ? false : token.text);
    this.at--;
    return this.fail('a value: "text", a number, true, false, a plain word, a [list] or $e.field');
  }

  private pastTerm(): Past {
    const name = this.word('once, hold, prev, seq, count, distinct, a predicate or "("');
    if (this.next.text !== '(') return this.expand(name, (parser) => parser.past(), '"("');
    switch (name.text) {
      case 'once':
        return { once: this.inBrackets(() => this.atom()), ...this.win() };
      case 'prev':
        return { prev: this.inBrackets(() => this.atom()) };
      case 'seq':
        return { seq: this.listOf('(', ')', () => this.atom()), ...this.win() };
      case 'count':
        return { count: this.inBrackets(() => this.atom()), ...this.atLeast(), ...this.win() };
      case 'distinct':
        return { ...this.inBrackets(() => this.counted()), ...this.atLeast(), ...this.win() };
      case 'hold':
        return { ...this.inBrackets(() => this.held()), ...this.win() };
      default:
        this.at--;
        return this.fail('once, hold, prev, seq, count, distinct, all or any before "("');
    }
  }

  private counted(): { distinct: Atom; field: string } {
    const field = this.word('a field').text;
    this.expect('of');
    return { distinct: this.atom(), field };
  }

  private held(): { hold: Past; since: Atom } {
    const hold = this.past();
    this.expect('since');
    return { hold, since: this.atom() };
  }

  private atLeast(): { gte: number } {
    this.expect('>=');
    if (this.next.kind !== 'number') this.fail('a whole number');
    return { gte: Number(this.take().text) };
  }

  private win(): Win {
    for (const name of ['within', 'atLeast'] as const) {
      if (!this.takes(name)) continue;
      if (this.next.kind !== 'duration') this.fail('a duration such as 90s, 10m or 8h');
      const text = this.take().text;
      return name === 'within' ? { within: text } : { atLeast: text };
    }
    return {};
  }

  private atom(): Atom {
    const on = this.kinds();
    const phase = this.takes('@') ? { phase: this.choice(PHASES) } : {};
    const where = this.takes('where') ? { where: this.pred() } : {};
    return { on, ...where, ...phase } as Atom;
  }

  kinds(): string[] {
    if (this.takes('*')) return ['*'];
    const kinds = [this.choice(KINDS)];
    while (this.takes('|')) kinds.push(this.choice(KINDS));
    return kinds;
  }

  private choice<T extends string>(choices: readonly T[]): T {
    const chosen = choices.find((one) => one === this.next.text);
    if (chosen === undefined || this.next.kind !== 'word') return this.fail(`one of ${choices.join(' ')}`);
    this.at++;
    return chosen;
  }

  private expand<T>(name: Token, parse: (parser: Parser) => T, otherwise: string): T {
    const macro = this.macros.get(name.text);
    if (macro === undefined) {
      if (fieldType(name.text) !== undefined) this.fail(otherwise);
      throw new ExpressionError(`"${name.text}" is no field and no predicate of this document`, name.offset);
    }
    if (this.budget.within.includes(name.text)) {
      throw new ExpressionError(`predicate "${name.text}" is defined by itself`, name.offset);
    }
    if (++this.budget.expansions > MOST_EXPANSIONS) throw new ExpressionError('predicates grow too large', name.offset);
    const budget = { expansions: this.budget.expansions, within: [...this.budget.within, name.text] };
    try {
      const parser = new Parser(macro, this.macros, budget);
      const result = parser.whole(() => parse(parser));
      this.budget.expansions = budget.expansions;
      return result;
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      throw new ExpressionError(`in predicate "${name.text}": ${error.message}`, name.offset);
    }
  }
}

function unquoted(token: Token): string {
  try {
    return String(JSON.parse(token.text));
  } catch {
    throw new ExpressionError('a text in quotes is written as in JSON', token.offset);
  }
}
