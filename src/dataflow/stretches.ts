/** Where in a text the remembered data stands, for the person who is asked about it. Decides nothing. */
import type { Label } from '../event/event.ts';
import { kindsOf } from './kinds.ts';
import { broughtTo } from './origins.ts';
import { recognise } from './recognise.ts';
import type { Table } from './table.ts';

export interface Stretch {
  /** UTF-16 units; up to, not with, `to`. */
  readonly from: number;
  readonly to: number;
  readonly labels: readonly Label[];
  /** Sites, not `site`. */
  readonly sources: readonly string[];
}

/** Beyond this nobody reads. */
const LONGEST = 20_000;
const MOST_LOOKS = 80;
/** Words in which a stretch is looked for; running text is recognised by fewer (remember.ts). */
const WINDOW = 40;
/** What is between such signs is never cut: half a number may look like another. */
const WORD = /[^\s/?&=#,;:|()<>"']+/g;

/**
 * The stretches of `text` that carry other sites' data than that of `site`, in their order, as short as they are
 * recognised. None where what was recognised is spread over all of it.
 */
export function stretches(table: Table, text: string, site: string): Stretch[] {
  const whole = text.slice(0, LONGEST);
  const words = [...whole.matchAll(WORD)].map(({ 0: word, index }) => ({ from: index, to: index + word.length }));
  const foreign = (first: number, last: number): Stretch | undefined => {
    const [from, to] = [words[first]?.from ?? 0, words[last]?.to ?? 0];
    const { labels, sources } = broughtTo(table, recognise(table, whole.slice(from, to)), site);
    const others = sources.filter((source) => source !== site);
    return others.length > 0 ? { from, to, labels, sources: others } : undefined;
  };
  const found: Stretch[] = [];
  let next = 0;
  for (let looks = 0; next < words.length && looks < MOST_LOOKS; looks++) {
    const end = Math.min(next + WINDOW, words.length) - 1;
    if (!foreign(next, end)) {
      next += WINDOW / 2;
      continue;
    }
    const start = next;
    const last = least(start, end, (at) => foreign(start, at) !== undefined);
    const first = last - least(0, last - start, (size) => foreign(last - size, last) !== undefined);
    const stretch = foreign(first, last);
    if (stretch) found.push(stretch);
    // The next may overlap with it.
    next = first + 1;
  }
  return joined(whole, found.map(widened(whole)));
}

/** A part of what has a shape of its own, such as an account number, is shown as all of it. */
function widened(text: string): (stretch: Stretch) => Stretch {
  const shapes = kindsOf(text).flatMap(({ value }) => {
    const from = text.indexOf(value);
    return from < 0 ? [] : [{ from, to: from + value.length }];
  });
  return (stretch) => {
    const around = shapes.filter(({ from, to }) => from < stretch.to && stretch.from < to);
    return {
      ...stretch,
      from: Math.min(stretch.from, ...around.map(({ from }) => from)),
      to: Math.max(stretch.to, ...around.map(({ to }) => to)),
    };
  };
}

/** The least number from `low` to `high` for which `holds`, where it does for all greater ones, too. */
function least(low: number, high: number, holds: (n: number) => boolean): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}

function joined(text: string, found: readonly Stretch[]): Stretch[] {
  const out: Stretch[] = [];
  for (const stretch of found) {
    const before = out.at(-1);
    if (!before || !goesOn(text, before, stretch)) out.push(stretch);
    else
      out[out.length - 1] = {
        from: before.from,
        to: Math.max(before.to, stretch.to),
        labels: [...new Set([...before.labels, ...stretch.labels])],
        sources: [...new Set([...before.sources, ...stretch.sources])],
      };
  }
  return out;
}

/** What overlaps is one; so is what stands side by side, if it is of one kind. */
function goesOn(text: string, before: Stretch, { from, labels, sources }: Stretch): boolean {
  if (from < before.to) return true;
  const isBeside = !/[\p{L}\p{N}]/u.test(text.slice(before.to, from));
  return isBeside && labels.join() === before.labels.join() && sources.join() === before.sources.join();
}
