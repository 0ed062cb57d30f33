/**
 * Data that leaves in pieces. For every destination the end of what went there is kept, place by place (parameter,
 * path segment, host name …), and each new piece is judged together with it, as are the pieces in reverse order, and each
 * of them once: whoever sends a piece again, by design or because a page was slow, mustn't break the row. Pieces stand in
 * the order in which they were begun: documents that load side by side are judged as they come.
 *
 * What is kept is what that destination has already been sent, never a remembered value that wasn't; it is short, bounded, and forgotten as soon
 * as it was recognised. It belongs in memory only (`storage.session`), never on disk or in a log.
 */
import type { Label } from '../event/event.ts';
import { fields } from './fields.ts';
import { NOTHING, type Recognition, recognise } from './recognise.ts';
import { LABEL_ORDER, type Table } from './table.ts';

export interface Stream {
  /** Most recently used last. */
  readonly destinations: readonly Destination[];
}

interface Destination {
  readonly site: string;
  readonly tails: readonly Tail[];
}

interface Row {
  /** The pieces as they were begun … */
  readonly text: string;
  /** … and the newest first. */
  readonly back: string;
  /** Without those that had come before. */
  readonly once: readonly string[];
}

interface Tail extends Row {
  readonly slot: string;
  /** The last ones, in their order, not in the row yet: others may still come between them. */
  readonly recent: readonly Piece[];
}

interface Piece {
  readonly at: number;
  readonly value: string;
}

const MOST_DESTINATIONS = 32;
const MOST_TAILS = 16;
/** Characters kept a place: room for a long secret in base64, piece by piece. */
const KEPT = 192;
/** So many may overtake a piece. */
const MOST_RECENT = 8;

export const EMPTY_STREAM: Stream = { destinations: [] };

/**
 * What `text`, sent to the site `destination`, carries by itself or completes.
 * @param at when it was begun, in milliseconds of one clock; those of the same time stand as they came
 * @returns the stream to go on with, and labels and sources of `text` together with the pieces that went before it
 */
export function accumulate(
  stream: Stream,
  table: Table,
  destination: string,
  text: string,
  at = 0,
): Recognition & { readonly state: Stream } {
  const { completed: _, ...carried } = put(stream, table, destination, text, at);
  return carried;
}

/**
 * The same, for whoever asks about the rows.
 * @returns `completed`: the rows of pieces in which something is known that `text` completes and doesn't carry by itself
 */
export function put(
  stream: Stream,
  table: Table,
  destination: string,
  text: string,
  at: number,
): Recognition & { readonly state: Stream; readonly completed: readonly string[] } {
  // What went there before anybody knew that it was a secret (a password, at its own sign-in) is no part of what goes now.
  const before = (stream.destinations.find(({ site }) => site === destination)?.tails ?? []).filter(
    (tail) => foundIn(table, tail).labels.length === 0,
  );
  const alone = recognise(table, text);
  if (alone.labels.length > 0) return { state: withTails(stream, destination, []), ...alone, completed: [] };
  const pieces = piecesOf(text).map(({ slot, value }) => {
    const known = before.find((tail) => tail.slot === slot);
    return joined(known ?? { slot, ...NO_ROW, recent: [] }, { at, value: value.slice(-KEPT) });
  });
  const found = pieces.map((piece) => foundIn(table, piece)).reduce(union, NOTHING);
  if (found.labels.length > 0) {
    const completed = pieces.flatMap(rowsOf).filter((row) => inRow(table, row).labels.length > 0);
    return { state: withTails(stream, destination, []), ...found, completed };
  }
  const untouched = before.filter(({ slot }) => !pieces.some((piece) => piece.slot === slot));
  const state = withTails(stream, destination, [...untouched, ...pieces].slice(-MOST_TAILS));
  return { state, ...found, completed: [] };
}

/** What was found in a tail, for as long as the table is the same: each is looked through when it grows and when the next piece comes. */
const looked = new WeakMap<Tail, { table: Table; found: Recognition }>();

function foundIn(table: Table, tail: Tail): Recognition {
  const known = looked.get(tail);
  if (known?.table === table) return known.found;
  const found = rowsOf(tail)
    .map((each) => inRow(table, each))
    .reduce(union, NOTHING);
  looked.set(tail, { table, found });
  return found;
}

/** By name and by place a piece often stands in the same row. */
let rows: { table: Table; found: Map<string, Recognition> } | undefined;
const MOST_ROWS = 200;

function inRow(table: Table, row: string): Recognition {
  if (rows?.table !== table || rows.found.size >= MOST_ROWS) rows = { table, found: new Map() };
  const found = rows.found.get(row) ?? recognise(table, row);
  rows.found.set(row, found);
  return found;
}

function rowsOf({ recent, ...settled }: Tail): string[] {
  const { text, back, once } = recent.reduce<Row>(grown, settled);
  return [...new Set([text, back, once.join(''), once.toReversed().join('')])];
}

/** By name, by position (names may change from request to request), and all values of the text in a row. */
function piecesOf(text: string): { slot: string; value: string }[] {
  const all = fields(text);
  const named = new Map<string, string>();
  for (const { slot, value } of all) named.set(slot, (named.get(slot) ?? '') + value);
  const byName = [...named].map(([slot, value]) => ({ slot, value }));
  const byPlace = all.slice(-4).map(({ value }, i) => ({ slot: `#${i - Math.min(4, all.length)}`, value }));
  const together = { slot: '*', value: all.map(({ value }) => value).join('') };
  return [...byName.slice(-(MOST_TAILS - 5)), ...byPlace, together].map(({ slot, value }) => ({
    slot: slot.slice(0, 64),
    value,
  }));
}

const NO_ROW: Row = { text: '', back: '', once: [] };

/** Where it belongs among the last ones; the first of too many of them takes its place in the row. */
function joined({ slot, recent, ...settled }: Tail, piece: Piece): Tail {
  const after = recent.findLastIndex(({ at }) => at <= piece.at) + 1;
  const all = recent.toSpliced(after, 0, piece);
  const over = all.splice(0, all.length - MOST_RECENT);
  return { slot, ...over.reduce<Row>(grown, settled), recent: all };
}

function grown({ text, back, once }: Row, { value }: Piece): Row {
  return {
    text: (text + value).slice(-KEPT),
    back: (value + back).slice(0, KEPT),
    once: grownOnce(once, value),
  };
}

function grownOnce(before: readonly string[], piece: string): readonly string[] {
  if (before.includes(piece)) return before;
  const all = [...before, piece];
  let length = all.reduce((sum, { length }) => sum + length, 0);
  while (length > KEPT) length -= all.shift()?.length ?? length;
  return all;
}

function withTails(stream: Stream, site: string, tails: readonly Tail[]): Stream {
  const others = stream.destinations.filter((known) => known.site !== site);
  return { destinations: [...others, { site, tails }].slice(-MOST_DESTINATIONS) };
}

function union(a: Recognition, b: Recognition): Recognition {
  if (b.labels.length === 0) return a;
  const labels: readonly Label[] = LABEL_ORDER.filter((label) => a.labels.includes(label) || b.labels.includes(label));
  return { labels, sources: [...new Set([...a.sources, ...b.sources])].sort(), each: [...a.each, ...b.each] };
}
