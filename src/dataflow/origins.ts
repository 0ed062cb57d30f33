/**
 * Whose data it is, where several sites are known to hold it. What a site showed is its own; what was only typed into a
 * site is the first one's where it was typed, so that entering one site's data on another, whole or in part, never makes
 * it the other's.
 */
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
