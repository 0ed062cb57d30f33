/** Whether a page calls itself by another site's name. */

/** Shorter ones are words of every page: `mail`, `bank`. */
const SHORTEST = 5;

/**
 * @param text of the page: its address, its title, what stands over a form
 * @param site a registrable domain
 */
export function namesSite(text: string, site: string): boolean {
  const [name = ''] = site.split('.');
  const brand = name.replace(/[^\p{L}\d]/gu, '');
  return brand.length >= SHORTEST && !COMMON.has(brand) && bare(text).includes(brand);
}

const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\d]+/gu, '');

/** What many a site is called, and many a page says of itself. */
const COMMON = new Set([
  'account',
  'accounts',
  'online',
  'login',
  'signin',
  'secure',
  'portal',
  'cloud',
  'forum',
  'market',
  'store',
  'email',
  'office',
]);
