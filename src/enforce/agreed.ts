/**
 * A yes to an order covers its last step: the page that is shown next may ask to confirm the same payee and sum. Only in the
 * document that the approved step led to, once, and where nothing of the order can be changed.
 */

import { bare } from '../observe/values.ts';
import type { Claim } from '../protocol/shapes.ts';

export type Agreed = { origin: string; order: NonNullable<Claim['order']>; until: number; documents: number };

const AGREED_MS = 120_000;
const PAYS: ReadonlySet<string> = new Set(['transfer', 'payment', 'purchase']);
/** What a receipt offers besides. */
const ANEW =
  /\b(again|another|repeat|new|more|standing|recurring|duplicate|erneut|nochmal|wiederholen|neue?|encore|nouveau|répéter|otra|nuev[ao]|repetir|ripeti|nuovo)\b|再度|もう一度|再次|再び|다시|مرة أخرى/iu;

/** @returns nothing where what was approved is no step of an order, or its last one */
export function agreedTo({ order, shows, target }: Claim, origin: string, now: number): Agreed | undefined {
  if (!order || order.amount === undefined || shows || !PAYS.has(target?.purpose ?? '') || target?.role === 'script')
    return;
  return { origin, order, until: now + AGREED_MS, documents: 0 };
}

/** Whether that step is the last one of what was agreed to. */
export function isItsLastStep(
  agreed: Agreed,
  { kind, order, shows, target }: Claim,
  origin: string,
  now: number,
): boolean {
  if (agreed.until < now || agreed.documents > 1 || agreed.origin !== origin) return false;
  if (!shows || !order || order.amount !== agreed.order.amount || !(kind === 'click' || kind === 'submit'))
    return false;
  if (!PAYS.has(target?.purpose ?? '') || target?.role === 'script' || ANEW.test(target?.name ?? '')) return false;
  const paid = payees(agreed.order.payee);
  const isSame = payees(order.payee).every((one) => paid.includes(one));
  return (
    isSame &&
    (order.currency === undefined || agreed.order.currency === undefined || order.currency === agreed.order.currency)
  );
}

const payees = (payee: string): string[] => payee.split(', ').map(bare);
