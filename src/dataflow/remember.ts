/** Takes a private value or a private page's text into a table. What is kept is fingerprints; the text itself is let go. */
import type { Label } from '../event/event.ts';
import { collect } from './collect.ts';
import { type Entry, shingles, valueEntries } from './fingerprint.ts';
import { numberEntries } from './numbers.ts';
import { siteOfSource } from './origins.ts';
import {
  ENTRY_BYTES,
  LABEL_ORDER,
  MAX_SOURCES,
  MAX_TEXTS,
  MAX_VALUES,
  SEVERAL_SITES,
  type Source,
  type Table,
} from './table.ts';

/**
 * `value`: one secret or personal datum, recognised exactly, from 4 characters on.
 * `text`: running text; its numbers, addresses and identifiers are recognised exactly, the rest by stretches of about 8 words.
 */
export type Item =
  | { readonly value: string; readonly label: Label; readonly source: string }
  | { readonly text: string; readonly label?: Label; readonly source: string };

/** @returns the table with `item` in it, an epoch later; the same table where there was nothing new to remember */
export function remember(table: Table, item: Item): Table {
  if ('value' in item) {
    const source = { site: item.source, label: item.label };
    const known = admit(table, 'values', source, valueEntries(table.salt, item.value, item.label));
    return asOneChange(table, admit(known, 'texts', source, numberEntries(table.salt, item.value)));
  }
  const label = item.label ?? 'private';
  const { values, prose } = collect(item.text);
  // What stands first on a page, and what has a kind, is read again latest: it stays longest where room runs out.
  const known = values.slice(-MOST_IN_ONE);
  const texts = new Map([[label, shingles(table.salt, prose)]]);
  const exact = new Map<Label, Entry[]>();
  for (const value of known) {
    const of = value.label ?? label;
    append(texts, of, numberEntries(table.salt, value.text));
    append(exact, of, valueEntries(table.salt, value.text, of, true));
  }
  let next = table;
  for (const [of, entries] of texts) next = admit(next, 'texts', { site: item.source, label: of }, entries);
  for (const [of, entries] of exact) next = admit(next, 'values', { site: item.source, label: of }, entries);
  const evicted = next.evicted + values.length - known.length;
  return asOneChange(table, next === table ? table : { ...next, evicted });
}

/** Values that one text may bring, so that a long one doesn't push out the others. */
const MOST_IN_ONE = MAX_VALUES / 4;

function append(to: Map<Label, Entry[]>, label: Label, entries: readonly Entry[]): void {
  const known = to.get(label);
  if (known) known.push(...entries);
  else to.set(label, [...entries]);
}

function asOneChange(before: Table, after: Table): Table {
  return after.epoch === before.epoch ? before : { ...after, epoch: before.epoch + 1 };
}

/** @returns the table without anything of `site` */
export function forgetSource(table: Table, site: string): Table {
  const index = table.sources.findIndex((source) => source.site === site);
  if (index < 0) return table;
  const { evicted } = table;
  return forgetSource({ ...withoutSource(table, index), epoch: table.epoch + 1, evicted }, site);
}

/** Latest last; what has to go is counted. */
function admit(table: Table, column: 'values' | 'texts', source: Source, entries: readonly Entry[]): Table {
  if (entries.length === 0) return table;
  const { roomy, index } = withSource(table, source);
  const fresh = new Set(entries.map(keyOf));
  const packed = pack(entries, index);
  const kept = filterEntries(roomy[column], (bytes, at) => bytes[at + 8] !== index || !fresh.has(keyAt(bytes, at)));
  if (roomy === table && kept.length + packed.length === table[column].length && endsWith(table[column], packed))
    return table;
  const joined = new Uint8Array(kept.length + packed.length);
  joined.set(kept);
  joined.set(packed, kept.length);
  const most = column === 'values' ? MAX_VALUES : MAX_TEXTS;
  const room = joined.length <= most * ENTRY_BYTES ? joined : withinBounds(joined, roomy.sources, most);
  const evicted = roomy.evicted + (joined.length - room.length) / ENTRY_BYTES;
  return withoutEmptySources({ ...roomy, epoch: table.epoch + 1, evicted, [column]: room });
}

/** A site too many counts with the others of its kind as one: nothing that was read before makes room for it. */
function withSource(table: Table, source: Source): { roomy: Table; index: number } {
  const at = table.sources.findIndex((known) => known.site === source.site && known.label === source.label);
  if (at >= 0) return { roomy: table, index: at };
  const isFull = table.sources.length >= MAX_SOURCES - LABEL_ORDER.length;
  if (isFull && source.site !== SEVERAL_SITES) return withSource(table, { site: SEVERAL_SITES, label: source.label });
  return { roomy: { ...table, sources: [...table.sources, source] }, index: table.sources.length };
}

/**
 * Room is made by those who hold most, down to the same level for all of them: a page that shows much makes a session
 * forget what its own site showed, and no other one's.
 * @param most entries to be left
 */
function withinBounds(bytes: Uint8Array, sources: readonly Source[], most: number): Uint8Array {
  const sites = sources.map(({ site }) => siteOfSource(site));
  const isProse = (at: number) => sources[bytes[at + 8] ?? 0]?.label === 'private';
  const held = new Map<string, number[]>();
  for (let at = 0; at < bytes.length; at += ENTRY_BYTES) {
    const site = sites[bytes[at + 8] ?? 0] ?? '';
    const places = held.get(site);
    if (places) places.push(at);
    else held.set(site, [at]);
  }
  const level = levelOf(
    [...held.values()].map(({ length }) => length),
    most,
  );
  const gone = new Set<number>();
  for (const places of held.values()) for (const at of surplus(bytes, places, level, isProse)) gone.add(at);
  return filterEntries(bytes, (_, at) => !gone.has(at));
}

/** How many each may keep at most, so that all together are no more than `most`. */
function levelOf(counts: readonly number[], most: number): number {
  let left = most;
  const rising = [...counts].sort((a, b) => a - b);
  for (const [i, count] of rising.entries()) {
    const share = Math.floor(left / (rising.length - i));
    if (count > share) return share;
    left -= count;
  }
  return most;
}

/**
 * Of what one site holds, the later half stays, and what has a kind; of the rest a part that no page can choose, for its
 * hashes are salted: whoever writes into a signed-in page, a mail say, doesn't push out all that was read there before.
 */
function surplus(bytes: Uint8Array, places: number[], level: number, isProse: (at: number) => boolean): number[] {
  if (places.length <= level) return [];
  const checkAt = (at: number) => (bytes[at + 4] ?? 0) * 256 + (bytes[at + 5] ?? 0);
  const rank = (at: number) => (isProse(at) ? 0 : 65_536) + checkAt(at);
  const earlier = places.slice(0, places.length - (level >> 1));
  return earlier.sort((a, b) => rank(a) - rank(b)).slice(0, places.length - level);
}

function withoutSource(table: Table, gone: number): Table {
  const values = filterEntries(table.values, (bytes, at) => bytes[at + 8] !== gone);
  const texts = filterEntries(table.texts, (bytes, at) => bytes[at + 8] !== gone);
  const lost = (table.values.length + table.texts.length - values.length - texts.length) / ENTRY_BYTES;
  return withoutEmptySources({ ...table, values, texts, evicted: table.evicted + lost });
}

function withoutEmptySources(table: Table): Table {
  const used = new Set<number>();
  for (const bytes of [table.values, table.texts]) {
    for (let at = 8; at < bytes.length; at += ENTRY_BYTES) used.add(bytes[at] ?? 0);
  }
  if (used.size === table.sources.length) return table;
  const renumbered = new Map([...used].sort((a, b) => a - b).map((old, now) => [old, now]));
  const renumber = (bytes: Uint8Array) =>
    bytes.map((byte, at) => (at % ENTRY_BYTES === 8 ? (renumbered.get(byte) ?? 0) : byte));
  return {
    ...table,
    sources: table.sources.filter((_, index) => used.has(index)),
    values: renumber(table.values),
    texts: renumber(table.texts),
  };
}

function pack(entries: readonly Entry[], source: number): Uint8Array {
  const unique = [...new Map(entries.map((entry) => [keyOf(entry), entry])).values()];
  const bytes = new Uint8Array(unique.length * ENTRY_BYTES);
  const view = new DataView(bytes.buffer);
  unique.forEach(({ anchor, check, length, flags }, i) => {
    const at = i * ENTRY_BYTES;
    view.setUint32(at, anchor);
    view.setUint16(at + 4, check);
    bytes.set([length, flags, source], at + 6);
  });
  return bytes;
}

/** Anchor, check and flags in one exact number: 32 + 16 + 5 bits. */
function keyOf({ anchor, check, flags }: Entry): number {
  return (anchor * 65_536 + check) * 32 + flags;
}

function keyAt(bytes: Uint8Array, at: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, ENTRY_BYTES);
  return (view.getUint32(0) * 65_536 + view.getUint16(4)) * 32 + view.getUint8(7);
}

function filterEntries(bytes: Uint8Array, keep: (bytes: Uint8Array, at: number) => boolean): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let n = 0;
  for (let at = 0; at < bytes.length; at += ENTRY_BYTES) {
    if (!keep(bytes, at)) continue;
    out.set(bytes.subarray(at, at + ENTRY_BYTES), n);
    n += ENTRY_BYTES;
  }
  return n === bytes.length ? bytes : out.slice(0, n);
}

function endsWith(bytes: Uint8Array, tail: Uint8Array): boolean {
  const from = bytes.length - tail.length;
  return from >= 0 && tail.every((byte, i) => byte === bytes[from + i]);
}
