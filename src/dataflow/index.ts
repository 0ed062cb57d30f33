/** A table made ready for looking up: open addressing by anchor, so that a look-up is one multiplication and mostly one read. */
import { type HashKey, hashKey, power } from './hash.ts';
import { ALONE, anchorLength, ENTRY_BYTES, PUNCTUATED, type Table } from './table.ts';

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
  readonly anyAlone: boolean;
  readonly anyPunctuated: boolean;
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
    let slot = slotOf(anchor, anchorLength(entries.lengths[i] ?? 0), shift);
    while (slots[slot]) slot = (slot + 1) % slots.length;
    slots[slot] = i + 1;
  });
  const key = hashKey(table.salt);
  const used = new Set([...entries.lengths].map(anchorLength));
  return {
    ...entries,
    key,
    slots,
    shift,
    windows: [...used].map((length) => ({ length, power: power(key.base, length) })),
    anyAlone: entries.flags.some((flags) => (flags & ALONE) > 0),
    anyPunctuated: entries.flags.some((flags) => (flags & PUNCTUATED) > 0),
  };
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
