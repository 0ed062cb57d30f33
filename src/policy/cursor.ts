/** Goes through the tokens of an expression: what stands next, taken where it is what is expected. */
import { ExpressionError, type Token, tokens } from './tokens.ts';

export class Cursor {
  private readonly list: readonly Token[];
  protected at = 0;

  constructor(source: string) {
    this.list = tokens(source);
  }

  whole<T>(parse: () => T): T {
    const result = parse();
    if (this.next.kind !== 'end') this.fail('the end, "and" or "or"');
    return result;
  }

  protected inBrackets<T>(parse: () => T): T {
    this.expect('(');
    const result = parse();
    this.expect(')');
    return result;
  }

  protected listOf<T>(open: string, close: string, parse: () => T): T[] {
    this.expect(open);
    const items: T[] = [];
    if (this.takes(close)) return items;
    do items.push(parse());
    while (this.takes(','));
    this.expect(close);
    return items;
  }

  protected get next(): Token {
    return this.list[Math.min(this.at, this.list.length - 1)] as Token;
  }

  protected get after(): Token {
    return this.list[Math.min(this.at + 1, this.list.length - 1)] as Token;
  }

  protected take(): Token {
    const token = this.next;
    this.at++;
    return token;
  }

  protected takes(text: string): boolean {
    if (this.next.text !== text || this.next.kind === 'text') return false;
    this.at++;
    return true;
  }

  protected expect(text: string): void {
    if (!this.takes(text)) this.fail(`"${text}"`);
  }

  protected word(what: string): Token {
    return this.next.kind === 'word' ? this.take() : this.fail(what);
  }

  protected fail(expected: string): never {
    const { kind, text, offset } = this.next;
    throw new ExpressionError(`expected ${expected}, found ${kind === 'end' ? text : `"${text}"`}`, offset);
  }
}
