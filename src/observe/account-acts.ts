/** What a request changes of how one signs in, or gets the account back. */
import * as w from './act-words.ts';
import type { Pair } from './pairs.ts';
import { bareName, FEW, fewer, type IsNew, last, named, type Said, says } from './said.ts';
import { bare, EMAIL_ADDRESS } from './values.ts';

const PHONE = /^\+?[\d ()./-]{7,20}$/;
/** A PIN. */
const SHORTEST = 4;
const BESIDES = /\b(key|field|value)$/;
const SSH = /^(ssh-(rsa|ed25519|dss)|ecdsa-sha2-\S{1,30}|sk-\S{1,40}) [\w+/=]{16}/;

/** What the end of a path names, and not what is done with it. */
const thing = (place: string): string =>
  place
    .replace(/\/(update|change|edit|save|set|reset)$/, '')
    .split('/')
    .at(-1) ?? '';

export function setsPassword(one: Said): boolean {
  const { method, pairs, place } = one;
  if (method === 'delete' || !fewer(one) || w.SIGNS_UP.test(place)) return false;
  const isNobodys = !pairs.some(({ value }) => EMAIL_ADDRESS.test(value));
  if (isNobodys && pairs.length > 0 && one.calls.some((call) => w.SETS_PASS.test(call))) return true;
  const secrets = pairs.filter(
    (pair) => w.PASS.test(named(pair)) && pair.value.length >= SHORTEST && pair.value.length <= 200,
  );
  if (secrets.some((pair) => w.NEW.test(named(pair)))) return true;
  const fresh = secrets.filter((pair) => !w.OLD.test(named(pair)));
  if (fresh.length === 0 || pairs.some((pair) => /\b(user ?name|login)$/.test(named(pair)))) return false;
  if (w.ASKS_PASS.test(last(one))) return false;
  if (one.calls.some((call) => w.PASS.test(call) && w.CHANGES.test(call))) return true;
  const isOwn = w.OWN.test(place);
  if (fresh.some((pair) => w.REPEATED.test(named(pair))) && isOwn && !/^(users|accounts)$/.test(last(one))) return true;
  // Whoever makes an account for somebody names them.
  if (!isNobodys) return false;
  if (w.PASS.test(thing(place)) || (fresh.some((pair) => w.REPEATED.test(named(pair))) && isOwn)) return true;
  return w.OWN_SELF.test(place) && (/^(put|patch)$/.test(method) || w.CHANGES.test(last(one)));
}

/** By which the account is got into, or back. */
export function setsAddress(one: Said): boolean {
  const { method, pairs, place, calls } = one;
  if (method === 'delete' || !fewer(one) || w.SIGNS_UP.test(place)) return false;
  const reach = pairs.filter(
    ({ value }) => EMAIL_ADDRESS.test(value) || (PHONE.test(value) && /\d{6}/.test(bare(value))),
  );
  if (reach.some((pair) => w.RECOVERY.test(named(pair)))) return true;
  if (reach.length === 0) return false;
  if (says(one, w.RECOVERY) && !says(one, w.PASS)) return true;
  const isOwn = w.OWN.test(place);
  if (isOwn && w.PHONE_PLACE.test(place) && pairs.length < FEW) return true;
  const isMails = isOwn && w.EMAIL.test(thing(place));
  const mails = reach.filter((pair) => (isMails || w.EMAIL.test(named(pair))) && EMAIL_ADDRESS.test(pair.value));
  if (mails.length === 0) return false;
  if (mails.some((pair) => w.NEW.test(named(pair)))) return true;
  if (calls.some((call) => w.EMAIL.test(call) && w.CHANGES.test(call))) return true;
  if (!isOwn) return false;
  if (isMails) return pairs.length <= FEW;
  // Nothing besides but what shows who says it: a profile is saved with all that it holds.
  const isAlone = pairs.every(
    (pair) => mails.includes(pair) || [w.PASS, w.SURE, BESIDES].some((one) => one.test(named(pair))),
  );
  const isSet = /^(put|patch)$/.test(method) || w.CHANGES.test(last(one));
  return isSet && isAlone && w.OWN.test(`/${place.split('/').slice(-2).join('/')}`);
}

export function takesSecondAway(one: Said): boolean {
  const { method, pairs, place, calls, off } = one;
  if (calls.some((call) => w.SECOND_CALL.test(call) && w.OFF.test(call))) return true;
  const isPlace = w.SECOND.test(place);
  if (method === 'delete' && w.FACTORS.test(place.replace(/\/:$/, ''))) return true;
  if (isPlace && (method === 'delete' ? w.SECOND.test(last(one)) : w.OFF.test(last(one)))) return true;
  if (!fewer(one)) return false;
  if (off.some((name) => w.SECOND.test(name) || (isPlace && w.STATE.test(bareName(name))))) return true;
  return isPlace && pairs.some((pair) => w.STATE.test(named(pair)) && /^(none|off|disabled)$/i.test(pair.value));
}

export function makesKey(one: Said): boolean {
  const { method, pairs, place, calls } = one;
  if (!/^(post|put)$/.test(method) || !fewer(one)) return false;
  if (pairs.some(({ value }) => SSH.test(value)) || calls.some((call) => w.MAKES_KEY.test(call))) return true;
  if (w.KEY_PLACE.test(place)) return true;
  const isToken = /^(tokens|keys)$/.test(place) || calls.some((call) => w.MAKES_TOKEN.test(call));
  return isToken && pairs.some((pair) => w.SCOPES.test(named(pair)));
}

/** What is entered for this, or is nowhere shown; a password that is set is always new. */
export function newIn(pairs: readonly Pair[], isNew: IsNew): Pair[] {
  const secrets = pairs.filter((pair) => w.PASS.test(named(pair)) && pair.value !== '');
  const isSet = (pair: Pair) =>
    w.NEW.test(named(pair)) ||
    secrets.some(
      (one) => one !== pair && one.value === pair.value && [one, pair].some((two) => w.REPEATED.test(named(two))),
    );
  const reaches = (pair: Pair) =>
    (w.RECOVERY.test(named(pair)) || w.PAYOUT.test(named(pair))) && /[@\d]/.test(pair.value);
  return [...secrets.filter(isSet), ...pairs.filter((pair) => reaches(pair) && isNew(pair.value))];
}
