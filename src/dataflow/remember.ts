/** Takes a private value or a private page's text into a table. What is kept is fingerprints; the text itself is let go. */
import type { Label } from '../event/event.ts';
import { collect } from './collect.ts';
import { type Entry, shingles, valueEntries } from './fingerprint.ts';
import { numberEntries } from './numbers.ts';
import { ENTRY_BYTES, MAX_SOURCES, MAX_TEXTS, MAX_VALUES, type Source, type Table } from './table.ts';

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
  const texts = new Map([[label, shingles(table.salt, prose)]]);
  for (const value of values) {
    const of = value.label ?? label;
    texts.set(of, [...(texts.get(of) ?? []), ...numberEntries(table.salt, value.text)]);
  }
  let next = table;
  for (const [of, entries] of texts) next = admit(next, 'texts', { site: item.source, label: of }, entries);
  for (const value of values) {
    const source = { site: item.source, label: value.label ?? label };
    next = admit(next, 'values', source, valueEntries(table.salt, value.text, source.label, true));
  }
  return asOneChange(table, next);
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

/** Newest last; the oldest go when room runs out, and are counted. */
function admit(table: Table, column: 'values' | 'texts', source: Source, entries: readonly Entry[]): Table {
  if (entries.length === 0) return table;
  const roomy = withSource(table, source);
  const index = roomy.sources.findIndex((known) => known.site === source.site && known.label === source.label);
  const fresh = new Set(entries.map(keyOf));
  const packed = pack(entries, index);
  const kept = filterEntries(roomy[column], (bytes, at) => bytes[at + 8] !== index || !fresh.has(keyAt(bytes, at)));
  if (roomy === table && kept.length + packed.length === table[column].length && endsWith(table[column], packed))
    return table;
  const joined = new Uint8Array(kept.length + packed.length);
  joined.set(kept);
  joined.set(packed, kept.length);
  const most = (column === 'values' ? MAX_VALUES : MAX_TEXTS) * ENTRY_BYTES;
  const over = Math.max(0, joined.length - most);
  const evicted = roomy.evicted + over / ENTRY_BYTES;
  return withoutEmptySources({ ...roomy, epoch: table.epoch + 1, evicted, [column]: joined.slice(over) });
}

function withSource(table: Table, source: Source): Table {
  if (table.sources.some((known) => known.site === source.site && known.label === source.label)) return table;
  const room = table.sources.length < MAX_SOURCES ? table : withoutSource(table, 0);
  return { ...room, sources: [...room.sources, source] };
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
