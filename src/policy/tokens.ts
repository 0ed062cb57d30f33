/** The words of an expression, each with its offset, for messages that point. */
export type Token = {
  readonly kind: 'word' | 'text' | 'number' | 'duration' | 'event' | 'sign' | 'end';
  readonly text: string;
  readonly offset: number;
};

export class ExpressionError extends Error {
  constructor(
    message: string,
    /** UTF-16 units from the start of the expression. */
    readonly offset: number,
  ) {
    super(message);
  }
}

const TOKEN =
  /\s+|(?<text>"(?:[^"\\]|\\.)*")|(?<duration>[1-9][0-9]*(?:ms|s|m|h|d)\b)|(?<number>-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?)|(?<event>\$e\.[\w.-]+)|(?<word>[A-Za-z_][\w.-]*)|(?<sign>==|!=|>=|<=|[><()[\],|@*])/gy;

export function tokens(source: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const offset = TOKEN.lastIndex;
    const groups = TOKEN.exec(source)?.groups;
    if (groups === undefined) throw new ExpressionError(`"${source[offset]}" means nothing here`, offset);
    for (const kind of ['text', 'duration', 'number', 'event', 'word', 'sign'] as const) {
      const text = groups[kind];
      if (text !== undefined) found.push({ kind, text, offset });
    }
  }
  return [...found, { kind: 'end', text: 'the end', offset: source.length }];
}
