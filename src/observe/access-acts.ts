/** Whom a request lets in, raises to more, or lets see something. */
import * as w from './act-words.ts';
import { bareName, FEW, fewer, named, type Said, says } from './said.ts';
import { EMAIL_ADDRESS } from './values.ts';

export function invites(one: Said): boolean {
  const { method, pairs, place, calls } = one;
  if (!/^(post|put)$/.test(method) || w.GATHERS.test(place)) return false;
  if (method === 'put' && w.PUTS_PEOPLE.test(place) && /collaborator|admin|owner|delegate/.test(place)) return true;
  const isSomebody = pairs.some(
    (pair) => EMAIL_ADDRESS.test(pair.value) || (w.SOMEBODY.test(named(pair)) && pair.value !== ''),
  );
  if (!isSomebody) return false;
  if (w.GRANTS_ACCESS.test(place) && pairs.some((pair) => w.ROLE.test(named(pair)))) return true;
  return w.INVITES_PLACE.test(place) || w.PEOPLE_PLACE.test(place) || calls.some((call) => w.ADDS_PEOPLE.test(call));
}

export function promotes(one: Said): boolean {
  const { pairs, place, calls, on } = one;
  if (one.method === 'delete' || !fewer(one) || !says(one, w.WHOSE)) return false;
  if (calls.some((call) => w.MAKES_GREAT.test(call))) return true;
  const isSomebodys =
    place.includes(':') ||
    w.PUTS_PEOPLE.test(place) ||
    calls.length > 1 ||
    pairs.some((pair) => w.SOMEBODY.test(named(pair)));
  if (!isSomebodys || (w.GATHERS.test(place) && calls.length === 1)) return false;
  if (on.some((name) => w.GREAT_FLAG.test(bareName(name)))) return true;
  const isPromoted = /(^|\/)promote$/.test(place);
  return pairs.some((pair) => (isPromoted || w.ROLE.test(named(pair))) && w.GREAT.test(pair.value));
}

export function opens(one: Said): boolean {
  const { method, pairs, place, calls, on, off } = one;
  if (method === 'delete') return false;
  if (says(one, w.MAKES_PUBLIC)) return true;
  if (!fewer(one, FEW + 1)) return false;
  const isSaid = w.SETS_SEEN.test(place) || calls.some((call) => w.CHANGES.test(call) || /^share\b/.test(call));
  const isSetting = w.SETS.test(place) || /^(put|patch)$/.test(method);
  const isWritten = pairs.some((pair) => w.WRITTEN.test(named(pair))) || w.POSTED.test(place);
  if (!isSaid && (!isSetting || isWritten)) return false;
  const isSeen = (name: string) => w.SEEN.test(name) || (name === 'value' && w.SETS_SEEN.test(place));
  return (
    pairs.some((pair) => isSeen(named(pair)) && w.EVERYBODY.test(pair.value)) ||
    on.some((name) => w.PUBLIC.test(bareName(name))) ||
    off.some((name) => w.PRIVATE.test(bareName(name)))
  );
}
