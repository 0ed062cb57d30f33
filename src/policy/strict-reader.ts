/** The parts that a document of unknown shape is read by: each looks at one value, and notes what is wrong with it and where. */
export type Problem = {
  readonly rule?: string;
  /** A path into the document, such as `rules[2].if.once.where.field`. */
  readonly place: string;
  readonly reason: string;
  readonly line?: number;
  readonly column?: number;
};

export type Fields = Readonly<Record<string, unknown>>;

export class StrictReader {
  readonly problems: Problem[] = [];
  /** The rule being read, which a problem names. */
  protected rule: string | undefined;

  protected object(
    value: unknown,
    place: string,
    needs: readonly string[],
    may: readonly string[],
  ): Fields | undefined {
    if (!isObject(value)) {
      this.wrong(place, `expected an object, not ${shown(value)}`);
      return undefined;
    }
    for (const name of needs) {
      if (!Object.hasOwn(value, name) || value[name] === undefined) this.wrong(place, `${name} is missing`);
    }
    for (const name of Object.keys(value)) {
      if (!needs.includes(name) && !may.includes(name)) this.wrong(`${place}${place && '.'}${name}`, 'unknown field');
      else if (value[name] === null) this.wrong(`${place}${place && '.'}${name}`, 'null is not a value');
    }
    return value;
  }

  protected list(value: unknown, place: string, least: number): readonly unknown[] | undefined {
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) this.wrong(place, `expected a list, not ${shown(value)}`);
    else if (value.length < least) this.wrong(place, 'is empty');
    else return value;
    return undefined;
  }

  protected text(value: unknown, place: string): void {
    if (value !== undefined && typeof value !== 'string') this.wrong(place, `expected text, not ${shown(value)}`);
  }

  protected oneOf(value: unknown, choices: readonly string[], place: string): void {
    if (value === undefined || (typeof value === 'string' && choices.includes(value))) return;
    this.wrong(place, `expected one of ${choices.join(' ')}, not ${shown(value)}`);
  }

  protected wrong(place: string, reason: string): undefined {
    const rule = this.rule === undefined ? {} : { rule: this.rule };
    this.problems.push({ ...rule, place: place === '' ? '(top)' : place, reason });
  }
}

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
