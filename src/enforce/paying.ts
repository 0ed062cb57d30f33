/** Whom an act of an agent pays, as far as its page's fields say: shown to whoever is asked, and the form's purpose, whatever its button is called. */

import { onlyEntered } from '../observe/addressees.ts';
import { keepsBooks } from '../observe/books.ts';
import { commandedIn } from '../observe/commands.ts';
import { draftIn, draftShown, draftTold, isEnteredIn } from '../observe/draft.ts';
import { type Order, orderIn, orderOf } from '../observe/orders.ts';
import type { Pieces } from '../observe/pieces.ts';
import { onlyAsks } from '../observe/words.ts';
import { GRAVE } from '../risk/grave.ts';
import type { Claim } from './claims.ts';
import { bodyOf } from './form-body.ts';

const PAYS: ReadonlySet<string> = new Set(['transfer', 'payment', 'purchase']);

/**
 * Completes `claim` in place, before it is settled or judged.
 * @param pieces what requests and forms of this site have said of an order so far
 * @returns whether it says of an order that was said in pieces that it be done
 */
export function sayWhomItPays(claim: Claim, pieces?: Pieces): boolean {
  const { kind, target, dest, outgoing } = claim;
  if (onlyAsks(target?.name ?? '', true) || writes(claim)) return false;
  const pays = PAYS.has(target?.purpose ?? '');
  const sends = kind === 'submit' && dest?.method === 'post' && !GRAVE.has(target?.purpose ?? 'other');
  if (!target || target.role === 'script' || claim.order || !(pays || sends)) return false;
  const draft = draftIn(document);
  const said = (outgoing ?? '').split('\n');
  const entered =
    kind === 'submit'
      ? (orderOf(said, draft) ?? commandedIn(said)?.order ?? byOwnFields(claim))
      : orderOf(undefined, draft);
  const order = entered ?? (pays && draft.amounts.length === 0 ? orderShown() : undefined);
  if (!order) return sends && !pays && completes(claim, pieces);
  claim.order = order;
  if (pays && !isEnteredIn(document)) claim.shows = true;
  if (!pays) claim.target = { ...target, purpose: 'transfer' };
  return false;
}

/** A form that says a part of an order, or that one be done whose parts were said before, here or in another document. */
function completes(claim: Claim, pieces: Pieces | undefined): boolean {
  const { dest, target } = claim;
  if (!pieces || !dest?.url || new URL(dest.url).origin !== location.origin) return false;
  const deed = pieces.deedIn(dest.url, bodyOf(claim), performance.now());
  if (deed?.purpose !== 'transfer' || !deed.order) return false;
  claim.order = deed.order;
  claim.target = { ...target, purpose: 'transfer' };
  return true;
}

/** What the page shows to be confirmed, in rows or in a sentence. */
const orderShown = (): Order | undefined =>
  orderOf(undefined, draftShown(document)) ??
  // biome-ignore lint/performance/useDomNodeTextContent: what isn't shown is no part of what is confirmed
  orderOf(undefined, draftTold(document.body?.innerText ?? ''));

/** Fields of a page's own making hold what nobody sees: what is sent under their names is read as a request is. */
function byOwnFields({ fields = [], outgoing, dest }: Claim): Order | undefined {
  const isOwn = ({ name }: { name: string }) =>
    [...document.getElementsByName(name)].some(({ localName }) => localName.includes('-'));
  if (!dest?.url || !fields.some(isOwn)) return undefined;
  return orderIn(dest.url, bodyOf({ fields, outgoing }));
}

/** A press that only has a payee and a sum written down. */
export const writes = ({ kind, target }: Claim): boolean =>
  (kind === 'click' || kind === 'submit') &&
  target?.name !== undefined &&
  keepsBooks(target.name, document.body) &&
  draftIn(document).amounts.length > 0;

/** Whom a form pays, and how much, and whom it writes to; the same text as long as these are the same. */
export function orderedBy(values: string): string {
  const order = orderOf(values.split('\n'), draftIn(document));
  return [...(order ? [order.payee, order.amount] : []), ...onlyEntered(values)].join(' ');
}
