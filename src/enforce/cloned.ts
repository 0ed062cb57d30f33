/** What a message carries as text: all that structured clone takes, as far as it can be looked into. */
import { MOST_TEXT } from '../observe/outgoing.ts';

/** `blobs`: what has to be read first. */
export type Content = { text: string; blobs: readonly Blob[] };

/** Values of a list of numbers that are looked at as numbers, at either end. */
const MOST_NUMBERS = 1_000;

/** @returns nothing where it can't be looked through: nested so deep, nothing honest is */
export function contentOf({ data }: { data: unknown }): Content | undefined {
  if (typeof data === 'string') return { text: data.slice(0, MOST_TEXT), blobs: [] };
  const blobs: Blob[] = [];
  const met = new Set<unknown>();
  const readable = function (this: Record<string, unknown>, key: string, told: unknown): unknown {
    // A date has been made a text by now, of which its number can't be read.
    const value = this[key] instanceof Date ? String(Number(this[key])) : told;
    if (typeof value === 'bigint') return String(value);
    if (typeof value !== 'object' || value === null) return value;
    // What is met again has been looked at; so cycles end.
    if (met.has(value)) return undefined;
    met.add(value);
    if (value instanceof Blob) blobs.push(value);
    return plain(value);
  };
  try {
    return { text: (JSON.stringify(data, readable) ?? '').slice(0, MOST_TEXT), blobs };
  } catch {
    return undefined;
  }
}

export async function wholeOf({ text, blobs }: Content): Promise<string> {
  const share = Math.floor(MOST_TEXT / (blobs.length + 1));
  const read = await Promise.all(blobs.map((blob) => blob.slice(0, share).text()));
  return [...read, text].join('\n').slice(0, MOST_TEXT);
}

/** What JSON would leave out of it. */
function plain(value: object): unknown {
  if (value instanceof Number || value instanceof String || value instanceof BigInt) return String(value);
  if (value instanceof Map || value instanceof Set) return [...value];
  if (value instanceof ArrayBuffer) return bytes(new Uint8Array(value));
  if (ArrayBuffer.isView(value)) return bytes(value);
  if (value instanceof Error) {
    const { name, message, stack, cause } = value;
    return { name, message, stack, cause };
  }
  if (value instanceof RegExp) return `${value.source} ${value.lastIndex}`;
  if (value instanceof File) return { name: value.name, type: value.type };
  if (value instanceof Blob) return value.type;
  // An array may have more than its items.
  if (Array.isArray(value)) return Object.keys(value).length > value.length ? { ...value } : value;
  return Object.getPrototypeOf(value) === Object.prototype ? value : { ...accessible(value), ...value };
}

function bytes(view: ArrayBufferView): unknown {
  const text = new TextDecoder().decode(view);
  if (view instanceof DataView) return text;
  const numbers = view as Uint8Array;
  const isShort = numbers.length <= 2 * MOST_NUMBERS;
  const ends = isShort ? [...numbers] : [...numbers.slice(0, MOST_NUMBERS), ...numbers.slice(-MOST_NUMBERS)];
  return { text, numbers: ends.map(String) };
}

/** What the browser's own objects show by getters: rectangles, handles of files, pictures. */
function accessible(value: object): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (let kind = Object.getPrototypeOf(value); kind && kind !== Object.prototype; kind = Object.getPrototypeOf(kind))
    for (const [name, { get }] of Object.entries(Object.getOwnPropertyDescriptors(kind))) {
      const got: unknown = get?.call(value);
      if (typeof got !== 'object' || ArrayBuffer.isView(got)) found[name] = got;
    }
  return found;
}
