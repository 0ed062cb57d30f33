/** What a request says, name by name, in whatever of the usual ways it is written. */
import { fields } from '../dataflow/fields.ts';

/** `name`: in words, `credit transfer to iban`. */
export type Pair = { name: string; value: string };

export const MOST_FIELDS = 400;
/** A request within a field of a request within …: as deep as anybody writes them. */
const DEEPEST = 3;

/**
 * JSON, a query, XML, a call in GraphQL, a table with a head, lines `name=value` as of a form with parts; also where one
 * of these is the value of a field, plain or in base64.
 */
export function pairsOf(body: string): readonly Pair[] {
  if (latest?.body === body) return latest.pairs;
  const text = body.trim();
  const pairs = (BASE64.test(text) ? within(text, 0) : read(text, 0)).slice(0, MOST_FIELDS);
  latest = { body, pairs };
  return pairs;
}

export const queryOf = (url: string): readonly Pair[] => {
  const { search } = URL.canParse(url) ? new URL(url) : { search: '' };
  return search ? pairsOf(search.slice(1)) : [];
};

/** One request is looked at for an order, for a part of one, and for a message. */
let latest: { body: string; pairs: readonly Pair[] } | undefined;

function read(text: string, depth: number): Pair[] {
  const pairs = written(text);
  // One field: whatever it is, it says nothing that has a name.
  const found = pairs ?? fields(text).map(({ slot, value }) => ({ name: words(unescaped(slot)), value: value.trim() }));
  if (depth === DEEPEST) return found;
  return found.slice(0, MOST_FIELDS).flatMap((pair) => [pair, ...within(pair.value, depth + 1)]);
}

/** As in `order%5Bamount%5D`. */
export function unescaped(name: string): string {
  try {
    return name.includes('%') ? decodeURIComponent(name) : name;
  } catch {
    return name; // A stray percent sign.
  }
}

function within(value: string, depth: number): Pair[] {
  if (value.length < 12) return [];
  if (SHAPED.test(value)) return read(value, depth);
  return BASE64.test(value) ? value.split('.').flatMap((part) => plain(part, depth)) : [];
}

/** Begins as JSON or XML, a call, a query, or a table does. */
const SHAPED = /^\s*(?:[[{<]|(?:mutation|query)\b|[^=&\s]{1,60}=[^&\s]*&|[^\n;,\t]{1,60}[;,\t][^\n]*\n)/;
const BASE64 = /^[\w+/-]{16,}={0,2}(?:\.[\w+/-]*={0,2}){0,2}$/;

function plain(part: string, depth: number): Pair[] {
  try {
    const bytes = atob(part.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, ''));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes, (c) => c.charCodeAt(0)));
    return SHAPED.test(text) ? read(text, depth) : [];
  } catch {
    return []; // Letters that are nothing but letters.
  }
}

function written(text: string): Pair[] | undefined {
  if (text.startsWith('<'))
    return all(text, /<([\w:.-]+)[^<>]*>([^<]{1,200})<\/|(?<![\w:.-])([\w:.-]+)="([^"]{1,200})"/g);
  if (/^(?:mutation|query)\b/.test(text))
    return all(text, /(?<!\w)(\w+)\s*:\s*(?:"((?:[^"\\]|\\.){1,200})"|([\w.+-]+))/g);
  // As of a form with parts; a file's content stands behind its name.
  if (/^[^\n=]{1,80}=[^\n]*\n/.test(text))
    return text
      .split('\n', MOST_FIELDS)
      .map(partOf)
      .concat(table(text) ?? []);
  return table(text);
}

function all(text: string, pattern: RegExp): Pair[] {
  return [...text.matchAll(pattern)].slice(0, MOST_FIELDS).map(([, name, value, other, more]) =>
    // Two ways of writing it: the groups that took part are the name and the value.
    name === undefined
      ? { name: words(other ?? ''), value: more ?? '' }
      : { name: words(name), value: value ?? other ?? '' },
  );
}

/** Lines below a head that names their cells. */
function table(text: string): Pair[] | undefined {
  const lines = text.split('\n', MOST_FIELDS).filter((line) => !/^[^\n=;,\t]{1,80}=/.test(line));
  const [head = '', ...rows] = lines;
  const by = [';', '\t', ','].find((one) => head.includes(one));
  if (!by || rows.length === 0 || /[{}<>]/.test(head)) return undefined;
  const names = head.split(by).map(words);
  return rows.flatMap((row) =>
    row.split(by).map((value, at) => ({ name: names[at] ?? '', value: value.trim().replace(/^"(.*)"$/, '$1') })),
  );
}

function partOf(line: string): Pair {
  const cut = line.indexOf('=');
  return { name: words(line.slice(0, Math.max(cut, 0))), value: line.slice(cut + 1).trim() };
}

/**
 * Of a body that is no text, packed as MessagePack or protobuf say: what can be read in it.
 * @returns nothing where it is text
 */
export function packed(body: string): string[] | undefined {
  // What packs lengths and numbers can't do without; wide letters have nothing but zeros between them.
  if (!/(?![\t\n\v\f\r\0])\p{Cc}/u.test(body)) return undefined;
  return body
    .split(/[\p{Cc}\ufffd]+/u)
    .filter((run) => run.length > 1)
    .slice(0, MOST_FIELDS);
}

/** `$.creditTransfer.toIban[]` → `credit transfer to iban`. */
export function words(name: string): string {
  return name
    .replace(/^\w:/, '')
    .replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();
}
