/** Which private data a text carries. Synchronous and small: it runs in every page, before each action of an agent. */
import type { Label } from '../event/event.ts';
import { variants } from './decode.ts';
import { type Dense, dense, isDigit, reversed, rotated13 } from './dense.ts';
import { fields } from './fields.ts';
import { check, type HashKey, hashKey, power, prefixes } from './hash.ts';
import { ALONE, anchorLength, BOUNDED, ENTRY_BYTES, LABEL_ORDER, PUNCTUATED, type Table } from './table.ts';

export interface Recognition {
  /** In the order of the event's labels, each once. */
  readonly labels: readonly Label[];
  /** Sites whose data it is, sorted, each once. */
  readonly sources: readonly string[];
}

export const NOTHING: Recognition = { labels: [], sources: [] };

/** Text beyond this is judged by its two ends, 128 KB each: a decision in the page has a deadline. */
const LONGEST = 262_144;

/**
 * Labels and sources of the remembered data that `text` carries: plain, encoded, spaced out, reversed, or spread over its fields.
 * It may find too little where data is paraphrased, encrypted, or encoded in ways that decode.ts doesn't name; a chance
 * match is rarer than one in a million texts of 4 KB.
 */
export function recognise(table: Table, text: string): Recognition {
  if (table.sources.length === 0 || text.length === 0) return NOTHING;
  const index = indexOf(table);
  const found = new Set<number>();
  const whole = text.length <= LONGEST ? text : `${text.slice(0, LONGEST / 2)}\n${text.slice(-LONGEST / 2)}`;
  for (const variant of variants(whole)) scanText(index, variant, found);
  const parts = fields(whole).map(({ value }) => value);
  if (parts.length > 1) scanText(index, parts.join(''), found);
  if (index.alone) for (const part of parts) scanText(index, part, found);
  return recognition(table, found);
}

function recognition(table: Table, found: ReadonlySet<number>): Recognition {
  if (found.size === 0) return NOTHING;
  const sources = [...found].flatMap((at) => table.sources[at] ?? []);
  return {
    labels: LABEL_ORDER.filter((label) => sources.some((source) => source.label === label)),
    sources: [...new Set(sources.map(({ site }) => site))].sort(),
  };
}

/** Open addressing by anchor: a look-up is one multiplication and mostly one read. */
interface Index {
  readonly key: HashKey;
  readonly entries: Uint8Array;
  readonly view: DataView;
  /** Entry number + 1, or 0. */
  readonly slots: Uint16Array;
  readonly shift: number;
  /** Window lengths in use. */
  readonly anchors: readonly { readonly length: number; readonly power: number }[];
  readonly alone: boolean;
  readonly punctuated: boolean;
}

const indexes = new WeakMap<Table, Index>();

function indexOf(table: Table): Index {
  const known = indexes.get(table);
  if (known) return known;
  const index = build(table);
  indexes.set(table, index);
  return index;
}

function build(table: Table): Index {
  const key = hashKey(table.salt);
  const entries = new Uint8Array(table.values.length + table.texts.length);
  entries.set(table.values);
  entries.set(table.texts, table.values.length);
  const view = new DataView(entries.buffer);
  const count = entries.length / ENTRY_BYTES;
  const bits = Math.max(6, Math.ceil(Math.log2(count * 4)));
  const slots = new Uint16Array(2 ** bits);
  const lengths = new Set<number>();
  let flags = 0;
  for (let i = 0; i < count; i++) {
    const at = i * ENTRY_BYTES;
    const length = anchorLength(entries[at + 6] ?? 0);
    lengths.add(length);
    flags |= entries[at + 7] ?? 0;
    let slot = slotOf(view.getUint32(at), length, 32 - bits);
    while (slots[slot]) slot = (slot + 1) % slots.length;
    slots[slot] = i + 1;
  }
  const anchors = [...lengths].map((length) => ({ length, power: power(key.base, length) }));
  return {
    key,
    entries,
    view,
    slots,
    shift: 32 - bits,
    anchors,
    alone: (flags & ALONE) > 0,
    punctuated: (flags & PUNCTUATED) > 0,
  };
}

function slotOf(anchor: number, length: number, shift: number): number {
  return Math.imul(anchor ^ (length << 24), 0x9e3779b1) >>> shift;
}

function scanText(index: Index, text: string, found: Set<number>): void {
  const plain = dense(text);
  for (const form of [plain, reversed(plain), rotated13(plain)]) scan(index, form, 0, found);
  if (!index.punctuated) return;
  const full = dense(text, true);
  for (const form of [full, reversed(full)]) scan(index, form, PUNCTUATED, found);
}

function scan(index: Index, text: Dense, form: number, found: Set<number>): void {
  const { slots, shift } = index;
  const mask = slots.length - 1;
  const prefix = prefixes(index.key, text);
  for (const { length, power } of index.anchors) {
    for (let at = 0; at + length <= text.length; at++) {
      const anchor = ((prefix[at + length] as number) - Math.imul(prefix[at] as number, power)) >>> 0;
      for (let slot = slotOf(anchor, length, shift); slots[slot]; slot = (slot + 1) & mask) {
        const entry = ((slots[slot] as number) - 1) * ENTRY_BYTES;
        if (index.view.getUint32(entry) !== anchor) continue;
        if (confirms(index, text, form, at, length, entry)) found.add(index.entries[entry + 8] as number);
      }
    }
  }
}

function confirms(index: Index, text: Dense, form: number, at: number, anchor: number, entry: number): boolean {
  const length = index.entries[entry + 6] ?? 0;
  const flags = index.entries[entry + 7] ?? 0;
  if (anchorLength(length) !== anchor || at + length > text.length || (flags & PUNCTUATED) !== form) return false;
  if (flags & ALONE && length !== text.length) return false;
  if (flags & BOUNDED && !(isEdge(text, at) && isEdge(text, at + length))) return false;
  return check(index.key, text.codes, at, length) === index.view.getUint16(entry + 4);
}

/** Whether a word or a number begins or ends at `at`. */
function isEdge({ codes, joined, length }: Dense, at: number): boolean {
  if (at === 0 || at === length || joined[at] === 0) return true;
  return isDigit(codes[at - 1]) !== isDigit(codes[at]);
}
