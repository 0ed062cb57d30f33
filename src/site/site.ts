/**
 * Sites: registrable domains by the public suffix list, its private section included (alice.github.io is not
 * bob.github.io). An IP literal is its own site; an opaque origin is its own site.
 */
import { getDomain } from 'tldts';
import type { Destination } from '../event/event.ts';

/** Sites of the addresses that were asked about last: the same few are, at every step. */
const known = new Map<string, string>();
const MOST_KNOWN = 300;
const LONGEST_KNOWN = 300;

/** The site of a URL; for `data:`, `blob:` without origin and the like an opaque site of its own. */
export function siteOf(url: string): string {
  if (url.length > LONGEST_KNOWN) return siteNow(url);
  const before = known.get(url);
  if (before !== undefined) return before;
  const site = siteNow(url);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(url, site);
  return site;
}

function siteNow(url: string): string {
  const parsed = parseUrl(url);
  if (!parsed) return 'opaque:invalid';
  if (parsed.protocol === 'blob:') return siteOf(parsed.pathname);
  if (!parsed.hostname) return `opaque:${parsed.protocol}`;
  const host = parsed.hostname.replace(/\.$/, '').toLowerCase();
  if (host.startsWith('[') || /^\d+(\.\d+){3}$/.test(host)) return host;
  return getDomain(host, { allowPrivateDomains: true, validateHostname: false }) ?? host;
}

export const isOpaque = (site: string): boolean => site.startsWith('opaque:');

/** The origin of a URL as the platform serialises it; `null` becomes `opaque`. */
export function originOf(url: string): string {
  const parsed = parseUrl(url);
  return parsed && parsed.origin !== 'null' ? parsed.origin : 'opaque';
}

/** How `dest` stands to the document at `url`. */
export function relationOf(url: string, dest: string): NonNullable<Destination['relation']> {
  if (originOf(url) === originOf(dest) && originOf(url) !== 'opaque') return 'same-origin';
  return siteOf(url) === siteOf(dest) ? 'same-site' : 'cross-site';
}

/** `url` without userinfo, query values and fragment: what may be kept in an event. */
export function withoutSecrets(url: string): string {
  const parsed = parseUrl(url);
  if (!parsed) return 'invalid:';
  if (parsed.protocol === 'data:' || parsed.protocol === 'javascript:') return parsed.protocol;
  parsed.username = '';
  parsed.password = '';
  parsed.hash = '';
  for (const key of [...parsed.searchParams.keys()]) parsed.searchParams.set(key, '_');
  return parsed.href;
}

export function parseUrl(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}
