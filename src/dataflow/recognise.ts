/** Which private data a text carries. Synchronous and small: it runs in every page, before each action of an agent. */
import type { Label } from '../event/event.ts';
import { variants } from './decode.ts';
import { type Dense, dense, isDigit, reversed, rotated13 } from './dense.ts';
import { fields } from './fields.ts';
import { check, prefixes } from './hash.ts';
import { type Index, indexOf, slotOf } from './index.ts';
import { digitsOf, isOrdinary } from './numbers.ts';
import { ALONE, anchorLength, BOUNDED, LABEL_ORDER, NUMBER, PART, PUNCTUATED, type Table } from './table.ts';

/** What is known of data that was recognised. */
export interface Known {
  /** In the order of the event's labels, each once. */
  readonly labels: readonly Label[];
  /** Sites whose data it is, sorted, each once. */
  readonly sources: readonly string[];
}

export interface Recognition extends Known {
  /** The same of each remembered stretch by itself: one text may carry one site's data beside another's. */
  readonly each: readonly Known[];
}

export const NOTHING: Recognition = { labels: [], sources: [], each: [] };

/** Text beyond this is judged by its two ends, 128 KB each: a decision in the page has a deadline. */
const LONGEST = 262_144;
/** As much of a field's beginning and end as matters where pieces in neighbouring fields are put together. */
const SEAM = 64;

/**
 * Labels and sources of the remembered data that `text` carries: plain, encoded, spaced out, reversed, or spread over
 * its fields. Finds too little where data is paraphrased, encrypted, or encoded in a way that decode.ts doesn't name.
 */
export function recognise(table: Table, text: string): Recognition {
  const found = entriesIn(table, text);
  if (found.size === 0) return NOTHING;
  const { sources: sourceOf } = indexOf(table);
  const held = new Map<number, Set<number>>();
  for (const entry of found) {
    const mark = markOf(table, entry);
    held.set(mark, (held.get(mark) ?? new Set()).add(sourceOf[entry] ?? 0));
  }
  // Many stretches of one page are held by the same.
  const each = new Map([...held.values()].map((places) => [[...places].sort().join(), knownOf(table, places)]));
  return { ...knownOf(table, new Set([...held.values()].flatMap((places) => [...places]))), each: [...each.values()] };
}

function knownOf(table: Table, places: ReadonlySet<number>): Known {
  const sources = [...places].flatMap((at) => table.sources[at] ?? []);
  return {
    labels: LABEL_ORDER.filter((label) => sources.some((source) => source.label === label)),
    sources: [...new Set(sources.map(({ site }) => site))].sort(),
  };
}

/** The same for the same remembered stretch, as long as it is remembered. */
function markOf(table: Table, entry: number): number {
  const { anchors, checks } = indexOf(table);
  return ((anchors[entry] ?? 0) >>> 0) * 65_536 + (checks[entry] ?? 0);
}

/**
 * What exactly `text` carries: a number for each remembered stretch, the same as long as it is remembered, with the
 * sources that hold it.
 */
export function marksIn(table: Table, text: string): Map<number, string[]> {
  const marks = new Map<number, string[]>();
  const found = entriesIn(table, text);
  if (found.size === 0) return marks;
  const { sources } = indexOf(table);
  for (const entry of found) {
    const mark = markOf(table, entry);
    marks.set(mark, [...(marks.get(mark) ?? []), table.sources[sources[entry] ?? 0]?.site ?? '']);
  }
  return marks;
}

/** Numbers of the table's entries that are found in `text`. */
function entriesIn(table: Table, text: string): Set<number> {
  const found = new Set<number>();
  if (table.sources.length === 0 || text.length === 0) return found;
  const index = indexOf(table);
  const whole = text.length <= LONGEST ? text : `${text.slice(0, LONGEST / 2)}\n${text.slice(-LONGEST / 2)}`;
  for (const variant of variants(whole)) scanNumbers(index, variant, scanText(index, variant, found), found);
  const parts = fields(whole).map(({ value }) => value);
  if (parts.length > 1) {
    const together = parts.map(seams).join('');
    scanNumbers(index, together, scanText(index, together, found), found);
  }
  for (const part of index.aloneLengths.size > 0 ? parts : []) {
    if (index.aloneLengths.has(dense(part).length)) scanText(index, part, found);
  }
  return found;
}

function seams(part: string): string {
  return part.length <= 2 * SEAM ? part : `${part.slice(0, SEAM)}\n${part.slice(-SEAM)}`;
}

/** @returns `text`, dense */
function scanText(index: Index, text: string, found: Set<number>): Dense {
  const plain = dense(text);
  for (const form of [plain, reversed(plain), rotated13(plain)]) scan(index, form, 0, found);
  if (!index.anyPunctuated) return plain;
  const full = dense(text, true);
  for (const form of [full, reversed(full)]) scan(index, form, PUNCTUATED, found);
  return plain;
}

function scanNumbers(index: Index, text: string, plain: Dense, found: Set<number>): void {
  if (index.numberWindows.length === 0) return;
  scan(index, digitsOf(text, plain), NUMBER, found);
}

/** The inner loop of everything here; typed arrays are read inside their bounds. */
function scan(index: Index, text: Dense, form: number, found: Set<number>): void {
  const { slots, shift, anchors } = index;
  const mask = slots.length - 1;
  const prefix = prefixes(index.key, text);
  const parts: Hit[] = [];
  for (const { length, power } of form === NUMBER ? index.numberWindows : index.windows) {
    for (let at = 0; at + length <= text.length; at++) {
      const anchor = ((prefix[at + length] as number) - Math.imul(prefix[at] as number, power)) | 0;
      let slot = slotOf(anchor, length, shift);
      for (let entry = slots[slot] as number; entry !== 0; entry = slots[slot] as number) {
        if (anchors[entry - 1] === anchor && confirms(index, text, form, at, length, entry - 1)) {
          if ((index.flags[entry - 1] as number) & PART) parts.push({ at, entry: entry - 1 });
          else found.add(entry - 1);
        }
        slot = (slot + 1) & mask;
      }
    }
  }
  if (parts.length > 0) joinParts(index, text, parts, found);
}

interface Hit {
  readonly at: number;
  readonly entry: number;
}

/** Windows of numbers one after the other, from where a number begins in the text to where one ends; swapped parts, too. */
function joinParts(index: Index, text: Dense, hits: readonly Hit[], found: Set<number>): void {
  for (const length of new Set(hits.map(({ entry }) => index.lengths[entry] ?? 0))) {
    let open: number[] | undefined;
    let [start, last] = [0, 0];
    for (const { at, entry } of hits) {
      if (index.lengths[entry] !== length) continue;
      if (!open || (at - last > 1 && at - last !== length)) {
        start = at;
        open = isEdge(text, at) ? [] : undefined;
      }
      last = at;
      open?.push(entry);
      if (!open || !isEdge(text, at + length) || isOrdinary(text, start, at + length - start)) continue;
      for (const each of open) found.add(each);
      open = [];
    }
  }
}

function confirms(index: Index, text: Dense, form: number, at: number, anchor: number, entry: number): boolean {
  const length = index.lengths[entry] ?? 0;
  const flags = index.flags[entry] ?? 0;
  if (anchorLength(length, flags) !== anchor || at + length > text.length || (flags & (PUNCTUATED | NUMBER)) !== form)
    return false;
  if (flags & ALONE && length !== text.length) return false;
  if (flags & BOUNDED && !(isEdge(text, at) && isEdge(text, at + length))) return false;
  return check(index.key, text.codes, at, length) === index.checks[entry];
}

/** Whether a word or a number begins or ends at `at`. */
function isEdge({ codes, joined, length }: Dense, at: number): boolean {
  if (at === 0 || at === length || joined[at] === 0) return true;
  return isDigit(codes[at - 1]) !== isDigit(codes[at]);
}
