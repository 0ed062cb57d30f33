/**
 * Whose data it is, where several sites are known to hold it. What a site showed is its own; what was only typed into a
 * site is the first one's where it was typed, so that entering one site's data on another, whole or in part, never makes
 * it the other's.
 */
import type { Label } from '../event/event.ts';
import type { Known, Recognition } from './recognise.ts';
import type { Table } from './table.ts';

const TYPED = 'typed:';

/** The source under which a typed value is remembered. */
export const typedInto = (site: string): string => `${TYPED}${site}`;

/** The site of a source, typed or shown. */
export const siteOfSource = (source: string): string =>
  source.startsWith(TYPED) ? source.slice(TYPED.length) : source;

/** @param sources as `recognise` gives them; @returns sites, sorted, each once */
export function originsOf(table: Table, sources: readonly string[]): string[] {
  const shown = sources.filter((source) => !source.startsWith(TYPED));
  if (shown.length > 0) return [...new Set(shown)].sort();
  const first = table.sources.find(({ site }) => sources.includes(site));
  return first ? [siteOfSource(first.site)] : [];
}

/**
 * What a text brings to `site`: whose data, and of what kind. What the site holds itself says nothing of what stands beside
 * it, else whoever sends one number of theirs along could have anybody's.
 */
export function broughtTo(table: Table, { labels, sources, each }: Recognition, site: string): Known {
  const foreign = each
    .map((one) => ({ labels: one.labels, origins: originsOf(table, one.sources) }))
    .filter(({ origins }) => !origins.includes(site));
  if (foreign.length === 0) return { labels, sources: originsOf(table, sources) };
  const kinds = new Set<Label>(foreign.flatMap((one) => one.labels));
  return {
    labels: labels.filter((label) => kinds.has(label)),
    sources: [...new Set(foreign.flatMap(({ origins }) => origins))].sort(),
  };
}

/** Whether what of this kind is carried was only ever typed, into whatever site, and shown by none. */
export function isOnlyTyped({ each }: Recognition, label: Label): boolean {
  return each.every((one) => !one.labels.includes(label) || one.sources.every((source) => source.startsWith(TYPED)));
}
