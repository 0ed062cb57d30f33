/** What a request lets others have from now on: mail that goes on to an address, or a thing that whoever has its link may open. */
import { type Pair, pairsOf, words } from './pairs.ts';
import { asksOnly, type IsNew } from './said.ts';
import { bare, EMAIL_ADDRESS } from './values.ts';

/** Settings that are saved all at once hold what was there before, too. */
const MOST_PAIRS = 8;
const LONGEST = 2_000;
const LONGEST_SETTINGS = 20_000;

const FORWARDS =
  /\b(auto ?)?(forward(s|ed|ing)?|redirect(s|ed|ing)?|weiterleit\w*|umleit\w*|transf[eé]rer|reenv\w*|inoltr\w*|encaminh\w*|doorstur\w*)\b|転送|转发|轉寄|전달/iu;
/** One mail is forwarded as well. */
const SETTING = /\b(settings?|filters?|rules?|preferences?|prefs|(auto ?)?forwarding|einstellungen)\b/i;
const ANYONE = /^anyone(?:[ _-]?with(?:[ _-]?the)?[ _-]?link)?$/i;

/** A post that anyone may read says something besides. */
const isTerse = ({ value }: Pair): boolean => value.length < 60 && value.split(' ').length < 5;

/** `key`: to whom. @param isNew as of `saidBy` */
export function lettingIn(url: string, body: string, isNew?: IsNew): { key: string } | undefined {
  if (body.length < 8 || body.length > (isNew ? LONGEST_SETTINGS : LONGEST) || !/@|%40|any/i.test(body))
    return undefined;
  const { pathname } = URL.canParse(url) ? new URL(url) : { pathname: '' };
  // What it finds goes on; what is found isn't.
  if (asksOnly(pathname.replace(/\/filter$/, ''))) return undefined;
  const pairs = pairsOf(body);
  const areMany = pairs.length > MOST_PAIRS || body.length > LONGEST;
  if (areMany && !isNew) return undefined;
  const place = words(pathname);
  if (!areMany && pairs.every(isTerse) && pairs.some(({ value }) => ANYONE.test(value)))
    return { key: `anyone ${bare(place)}` };
  const said = [place, ...pairs.map(({ name }) => name)];
  if (!said.some((one) => SETTING.test(one))) return undefined;
  const to = pairs.filter(
    ({ name, value }) =>
      EMAIL_ADDRESS.test(value) &&
      (FORWARDS.test(name) || (!areMany && FORWARDS.test(place))) &&
      (!areMany || isNew?.(value)),
  );
  return to.length > 0 ? { key: to.map(({ value }) => bare(value)).join(' ') } : undefined;
}
