/**
 * Guards of plain data, in a few lines: what every page loads to parse an answer must be small, and a schema library is
 * several times the rest of the content script. Strict as schemas are: an unknown or wrong field refuses the whole.
 */
export type Guard<T> = (value: unknown) => value is T;
export type Guarded<G> = G extends Guard<infer T> ? T : never;

export const isText: Guard<string> = (value) => typeof value === 'string';
export const isFlag: Guard<boolean> = (value) => typeof value === 'boolean';
export const isNumber: Guard<number> = (value): value is number => Number.isFinite(value);

export function isOneOf<const T extends readonly string[]>(words: T): Guard<T[number]> {
  return (value): value is T[number] => (words as readonly unknown[]).includes(value);
}

export function isListOf<T>(item: Guard<T>): Guard<T[]> {
  return (value): value is T[] => Array.isArray(value) && value.every(item);
}

type Fields = Readonly<Record<string, Guard<unknown>>>;
type Made<R extends Fields, O extends Fields> = { [K in keyof R]: Guarded<R[K]> } & { [K in keyof O]?: Guarded<O[K]> };

/** A record of these fields and no others; `optional` ones may be absent. */
export function isRecordOf<R extends Fields, O extends Fields>(required: R, optional: O): Guard<Made<R, O>> {
  return (value): value is Made<R, O> => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const own = new Map<string, unknown>(Object.entries(value));
    if (!Object.entries(required).every(([name, guard]) => own.has(name) && guard(own.get(name)))) return false;
    return [...own].every(([name, field]) => {
      if (Object.hasOwn(required, name)) return true;
      return Object.hasOwn(optional, name) && (field === undefined || (optional[name]?.(field) ?? false));
    });
  };
}
