/**
 * Acts of weight by what a request says, and not by what the control was called that sent it: how one signs in, who is let
 * in, what is gone for good, whom and how much one may pay from now on. Where somebody is signed in; judges nothing.
 */
import { invites, opens, promotes } from './access-acts.ts';
import { makesKey, newIn, setsAddress, setsPassword, takesSecondAway } from './account-acts.ts';
import * as w from './act-words.ts';
import { lettingIn } from './letting-in.ts';
import type { Pair } from './pairs.ts';
import { bareName, fewer, type IsNew, named, type Said, said, saidBy, says } from './said.ts';
import { bare, EMAIL_ADDRESS, ibansIn, numberOf } from './values.ts';

export type Act = {
  purpose: 'password-change' | 'permission' | 'delete' | 'transfer' | 'oauth-grant';
  key: string;
  order?: { payee: string };
  /** Whoever likes may see it. */
  isShared?: true;
};

const KINDS: readonly (readonly [Act['purpose'], (one: Said) => boolean])[] = [
  ['oauth-grant', (one) => grants(one)],
  ['delete', ends],
  ['password-change', setsPassword],
  ['password-change', setsAddress],
  ['password-change', takesSecondAway],
  ['password-change', makesKey],
  ['permission', invites],
  ['permission', promotes],
  ['permission', opens],
  ['transfer', (one) => paidFromNowOn(one) !== undefined],
  ['transfer', raises],
  ['transfer', unlocksCard],
];

/** @param isNew as of `saidBy`, where it can be told */
export function actIn(method: string, url: string, body: string, isNew?: IsNew): Act | undefined {
  if (/^(get|head|options)$/.test(method)) return undefined;
  const one = saidBy(method, url, body);
  const act = one && actOf(one);
  if (act || !one || !isNew || fewer(one)) return act;
  return actOf({ ...one, calls: [], pairs: newIn(one.pairs, isNew), off: [], on: [] });
}

function actOf(one: Said): Act | undefined {
  const found = KINDS.find(([, is]) => is(one));
  if (!found) return undefined;
  const [purpose, is] = found;
  const payee = purpose === 'transfer' ? paidFromNowOn(one) : undefined;
  const about = one.pairs.filter(({ value }) => EMAIL_ADDRESS.test(value)).map(({ value }) => bare(value));
  return {
    purpose,
    key: [purpose, one.place, ...one.calls, payee ?? '', ...about].join(' '),
    ...(payee ? { order: { payee } } : {}),
    ...(is === opens ? { isShared: true as const } : {}),
  };
}

/** An address that does such a thing by being opened: it says that it is meant. */
export function actInAddress(url: string): Act | undefined {
  if (!URL.canParse(url)) return undefined;
  const { pathname, search } = new URL(url);
  // Not a picture's: `/icons/delete/24.svg`.
  const endsWithId = /\/[^/.]*\d[^/.]*\/?$/.test(pathname);
  if (search.length > 2_000 || (search.length < 5 && !endsWithId)) return undefined;
  const one = saidBy('post', url, '');
  if (!one || w.SHOWS.test(one.place) || one.pairs.some(({ value }) => w.SHOWS.test(said(value)))) return undefined;
  const gone = goneIn(one, endsWithId);
  const isSure = one.pairs.some(({ name, value }) => w.SURE.test(name.toLowerCase()) && w.YES.test(value));
  if (!isSure && !w.TOKEN.test(search)) {
    if (grants(one, true)) return actOf(one);
    const isSaid = setsPassword(one) || (w.SETS.test(one.place) && opens(one));
    return isSaid ? actOf(one) : gone;
  }
  const act = gone ?? actOf(one);
  if (act) return act;
  const access = lettingIn(url, search.slice(1));
  if (access) return { purpose: 'permission', ...access };
  const isEnd = isSure && (w.ENDS_LAST.test(one.place) || one.calls.some((call) => w.ENDS_BARE.test(call)));
  return isEnd && !w.SMALL.test(one.place) ? { purpose: 'delete', key: `delete ${one.place}` } : undefined;
}

/** An address that says only that one thing be deleted, and which one. Without that it is a page that asks. */
function goneIn({ place, calls, pairs }: Said, endsWithId: boolean): Act | undefined {
  const which = pairs.filter((pair) => w.WHICH.test(named(pair)) && /^[\p{L}\p{N}_.@-]{1,80}$/u.test(pair.value));
  const isCalled = w.GONE_LAST.test(place) || calls.slice(0, -1).some((call) => w.GONE_BARE.test(call));
  const isNamed = pairs.some(
    (pair) => w.GONE_BARE.test(named(pair)) && /^(?!1$)(?=[0a-f-]*[1-9])[\da-f-]{1,64}$/.test(pair.value),
  );
  if (!(endsWithId && w.GONE_NEXT.test(place)) && !isNamed && !(isCalled && which.length > 0)) return undefined;
  if ([place, ...pairs.map(named)].some((one) => w.SMALL.test(one))) return undefined;
  return { purpose: 'delete', key: ['delete', place, ...pairs.map(({ value }) => value)].join(' ') };
}

function grants(one: Said, isOpened = false): boolean {
  const { pairs, on, place } = one;
  if (!w.LETS_IN.test(place) || !w.GRANTS.test(place)) return false;
  const scopes = pairs.filter((pair) => /\bscopes?$/.test(named(pair)));
  if (scopes.length > 0 && scopes.every(({ value }) => w.BASIC.test(value))) return false;
  if (pairs.some((pair) => w.DENIES.test(named(pair)) || w.DENIES.test(pair.value)) || one.method === 'delete')
    return false;
  if (!isOpened && (w.GRANTED.test(place) || pairs.some((pair) => /^client( id)?$/.test(named(pair))))) return true;
  return (
    pairs.some((pair) => w.GRANTS_BY.test(named(pair)) && w.YES.test(pair.value)) ||
    on.some((name) => w.GRANTS_BY.test(bareName(name)))
  );
}

function ends(one: Said): boolean {
  const { method, pairs, place, calls } = one;
  if (calls.some((call) => w.ENDS_CALL.test(call))) return true;
  if (!/^(post|delete)$/.test(method)) return false;
  const isTyped = pairs.some((pair) => w.TYPED.test(named(pair)) && pair.value !== '');
  if (isTyped && w.ENDS_LAST.test(place) && !w.SMALL.test(place)) return true;
  if (method === 'delete') return w.DELETED.test(place) && !w.PART.test(place);
  // A field may say what is done with what the address names.
  return (
    w.ENDS_PLACE.test(place) ||
    w.EMPTIES.test(place) ||
    (calls.slice(0, -1).some((call) => w.ENDS_BARE.test(call)) && w.DELETED.test(place))
  );
}

/** An account that may be paid from now on. */
function paidFromNowOn(one: Said): string | undefined {
  const { method, pairs, place, calls } = one;
  if (!/^(post|put|patch)$/.test(method)) return undefined;
  const isPlace = w.PAYEES.test(place) || calls.some((call) => w.ADDS_PAYEE.test(call));
  const accounts = (isPlace ? pairs : fewer(one) ? pairs.filter((pair) => w.PAYOUT.test(named(pair))) : []).flatMap(
    ({ value }) => {
      const [iban] = ibansIn(value);
      return iban ?? (/^\d[\d -]{6,33}$/.test(value) ? value : []);
    },
  );
  return accounts[0]?.slice(0, 60);
}

function raises(one: Said): boolean {
  const { method, pairs, place, calls } = one;
  if (method === 'delete' || !fewer(one) || w.OWN_LIMITS.test(place)) return false;
  const sums = pairs.filter(({ value }) => numberOf(value) !== undefined);
  if (sums.length === 0) return false;
  return (
    w.LIMITS_PLACE.test(place) ||
    calls.some((call) => w.RAISES_LIMIT.test(call)) ||
    sums.some((pair) => w.LIMIT.test(named(pair)))
  );
}

function unlocksCard(one: Said): boolean {
  const { place, off, pairs, method } = one;
  if (method === 'delete') return false;
  if (says(one, w.UNLOCKS_CARD)) return true;
  if (!w.CARD_PLACE.test(place) || w.BOARDS.test(place) || pairs.length > 1) return false;
  const isFreed = (pair: Pair) =>
    w.STATE.test(named(pair)) && /^(active|unlocked|unfrozen|unblocked)$/i.test(pair.value);
  return off.some((name) => w.LOCKED.test(bareName(name))) || pairs.some(isFreed);
}
