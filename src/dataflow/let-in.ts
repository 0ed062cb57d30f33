/**
 * What a person or the policy has let into a site: what it holds already it may send on to itself, without a further
 * question. Named by marks, so that one number that was let in lets in nothing else.
 */
import { siteOfSource } from './origins.ts';
import { marksIn } from './recognise.ts';
import type { Table } from './table.ts';

/** Site (or origin) → marks, oldest first. */
export type LetIn = Readonly<Record<string, readonly number[]>>;

/** Beyond this the oldest are forgotten: then one is asked once more. */
const MOST_MARKS = 2_000;
const MOST_PLACES = 50;

/** Marks of what `text` carries of other sites than `site`; what `site` holds itself, too, isn't theirs alone. */
export function foreignMarks(table: Table, site: string | undefined, text: string): number[] {
  return [...marksIn(table, text)]
    .filter(([, sources]) => sources.every((source) => siteOfSource(source) !== site))
    .map(([mark]) => mark);
}

export function isLetIn(known: LetIn, place: string, marks: readonly number[]): boolean {
  const held = new Set(Object.hasOwn(known, place) ? known[place] : []);
  return marks.every((mark) => held.has(mark));
}

export function withLetIn(known: LetIn, place: string, marks: readonly number[]): LetIn {
  if (isLetIn(known, place, marks)) return known;
  const { [place]: before = [], ...others } = known;
  const held = [...new Set([...before, ...marks])].slice(-MOST_MARKS);
  return Object.fromEntries([...Object.entries(others), [place, held]].slice(-MOST_PLACES));
}
