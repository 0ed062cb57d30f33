/** A table made ready for looking up: open addressing by anchor, so that a look-up is one multiplication and mostly one read. */
import { type HashKey, hashKey, power } from './hash.ts';
import { ALONE, anchorLength, ENTRY_BYTES, NUMBER, PUNCTUATED, type Table } from './table.ts';

export interface Index {
  readonly key: HashKey;
  /** Entry number + 1, or 0; a quarter full. */
  readonly slots: Uint16Array;
  readonly shift: number;
  /** By entry number. */
  readonly anchors: Int32Array;
  readonly checks: Uint16Array;
  readonly lengths: Uint8Array;
  readonly flags: Uint8Array;
  readonly sources: Uint8Array;
  /** Lengths of the windows to look up. */
  readonly windows: readonly { readonly length: number; readonly power: number }[];
  /** Lengths of values that count only where they stand alone. */
  readonly aloneLengths: ReadonlySet<number>;
  readonly anyPunctuated: boolean;
  /** Those for numbers by themselves. */
  readonly numberWindows: Index['windows'];
}

const indexes = new WeakMap<Table, Index>();

export function indexOf(table: Table): Index {
  const known = indexes.get(table);
  if (known) return known;
  const index = build(table);
  indexes.set(table, index);
  return index;
}

/** The place where the search for a window begins. */
export function slotOf(anchor: number, length: number, shift: number): number {
  return Math.imul(anchor ^ (length << 24), 0x9e3779b1) >>> shift;
}

function build(table: Table): Index {
  const entries = columns(table);
  const bits = Math.max(6, Math.ceil(Math.log2(entries.anchors.length * 4)));
  const slots = new Uint16Array(2 ** bits);
  const shift = 32 - bits;
  entries.anchors.forEach((anchor, i) => {
    let slot = slotOf(anchor, anchorLength(entries.lengths[i] ?? 0, entries.flags[i] ?? 0), shift);
    while (slots[slot]) slot = (slot + 1) % slots.length;
    slots[slot] = i + 1;
  });
  const key = hashKey(table.salt);
  return {
    ...entries,
    key,
    slots,
    shift,
    windows: windowsOf(key, entries, 0),
    aloneLengths: new Set(entries.lengths.filter((_, i) => ((entries.flags[i] ?? 0) & ALONE) > 0)),
    anyPunctuated: entries.flags.some((flags) => (flags & PUNCTUATED) > 0),
    numberWindows: windowsOf(key, entries, NUMBER),
  };
}

function windowsOf(
  { base }: HashKey,
  { lengths, flags }: Pick<Index, 'lengths' | 'flags'>,
  form: number,
): Index['windows'] {
  const used = new Set<number>();
  lengths.forEach((length, i) => {
    const flag = flags[i] ?? 0;
    if ((flag & NUMBER) === form) used.add(anchorLength(length, flag));
  });
  return [...used].map((length) => ({ length, power: power(base, length) }));
}

function columns({ values, texts }: Table) {
  const bytes = new Uint8Array(values.length + texts.length);
  bytes.set(values);
  bytes.set(texts, values.length);
  const view = new DataView(bytes.buffer);
  const count = bytes.length / ENTRY_BYTES;
  const column = (offset: number) => Uint8Array.from({ length: count }, (_, i) => bytes[i * ENTRY_BYTES + offset] ?? 0);
  return {
    anchors: Int32Array.from({ length: count }, (_, i) => view.getInt32(i * ENTRY_BYTES)),
    checks: Uint16Array.from({ length: count }, (_, i) => view.getUint16(i * ENTRY_BYTES + 4)),
    lengths: column(6),
    flags: column(7),
    sources: column(8),
  };
}
