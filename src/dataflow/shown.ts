/**
 * Addresses that a signed-in page shows: what such an address says was put there by whoever wrote the page, as a sign-in
 * link in a mail. No proof: a page shows what an agent saved or wrote in it, too.
 */
import { recognise } from './recognise.ts';
import type { Table } from './table.ts';

/** Digest of an address → the site whose page showed it last. Oldest first. */
export type Shown = Readonly<Record<string, string>>;

const MOST = 300;
const MOST_IN_TEXT = 100;
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`{}|\\^]{4,2000}/gi;
/** What follows an attribute left open on purpose, swallowed into its address, was written by nobody as one. */
const SWALLOWED = /%(3c|3e|0a|0d)|%22%20/i;
/** Ends of the sentence around it, not of the address. */
const AFTER = /[.,;:!?)\]}»”’]+$/;

/**
 * @param flow what was known before this text: an address that is made of it came later, and may be the agent's
 * @param digest of an address, which isn't kept
 */
export function withShown(
  known: Shown,
  flow: Table,
  site: string,
  text: string,
  digest: (url: string) => string,
): Shown {
  const found = (text.match(ADDRESS) ?? [])
    .slice(0, MOST_IN_TEXT)
    .flatMap((address) => normal(address) ?? [])
    .filter((url) => !SWALLOWED.test(url))
    .filter(
      (url) => Object.hasOwn(known, digest(url)) || recognise(flow, url).labels.every((label) => label === 'pii'),
    );
  if (found.length === 0) return known;
  const shown = new Map(Object.entries(known));
  for (const key of found.map(digest)) {
    shown.delete(key);
    shown.set(key, site);
  }
  return Object.fromEntries([...shown].slice(-MOST));
}

/** Whether `url`, to the letter, was shown by the one site whose data it carries. */
export function isShown(
  known: Shown,
  sources: readonly string[],
  url: string,
  digest: (url: string) => string,
): boolean {
  const key = digest(normal(url) ?? '');
  const site = Object.hasOwn(known, key) ? known[key] : undefined;
  return site !== undefined && sources.length > 0 && sources.every((source) => source === site);
}

function normal(address: string): string | undefined {
  const whole = address.replace(AFTER, '');
  return URL.canParse(whole) ? new URL(whole).href : undefined;
}

/**
 * Whether opening an address does more than show its page: signs somebody in, lets somebody in, confirms something. Only
 * words say so; a service may name it otherwise.
 */
export function saysThatItActs(url: string): boolean {
  if (!URL.canParse(url)) return true;
  const { pathname, search } = new URL(url);
  return ACTS.test(`${pathname}${search}`.replace(/[_.+-]|%20/g, ' '));
}

const ACTS =
  /(^|[^a-z])((log|sign) ?(in|on|up)|magic( ?link)?|auth(enticate|ori[sz]e\w*)?|sso|oauth|otp|verif\w*|confirm\w*|approv\w*|activat\w*|reset|recover\w*|pass ?(word|wd|code)\w*|accept|grant|consent|allow|invit\w*|join|unlock|device|delet\w*|remove|transfer|pay(ment)?|anmeld\w*|best[aä]tig\w*|aktivier\w*|freischalt\w*|passwort|zur[uü]cksetz\w*|connexion|confirm\w*|valid\w*|activer|r[eé]initialis\w*|mot ?de ?passe|iniciar ?sesion|contrase[nñ]a|restablecer|activar|acceder)([^a-z]|$)/i;
