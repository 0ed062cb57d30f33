/** Orders to pay that a page's scripts send: which of them an act has given that was let through, and what is asked of the others. */
import { keyOf, type Order } from '../observe/orders.ts';
import { type Claim, sending } from './claims.ts';
import { digestOf, short } from './digest.ts';

const PAYS = new Set(['transfer', 'payment', 'purchase']);
const COVERED_MS = 10_000;

/** An act that pays was judged by what its control says: the order that it gives isn't judged again. One act gives one order. */
export class Covered {
  private until = 0;
  private order: string | undefined;

  /** Also a person's own hand, whatever it did: what their page then sends is theirs. */
  letIn({ actor, target, order }: Claim): void {
    if (actor !== 'person' && !PAYS.has(target?.purpose ?? 'other')) return;
    this.until = performance.now() + COVERED_MS;
    this.order = order && keyOf(order);
  }

  covers(order: Order): boolean {
    if (this.until < performance.now()) return false;
    this.order ??= keyOf(order);
    return this.order === keyOf(order);
  }
}

/** An order to pay that a script of this page is about to send; a yes to it holds for the same payee and sum. */
export function ordering(url: string, text: string, order: Order): Claim {
  const { origin } = new URL(url, location.href);
  return {
    ...sending(url, text),
    kind: 'submit',
    target: { role: 'script', purpose: 'transfer', fingerprint: short('order') },
    digest: digestOf('submit', 'order', origin, keyOf(order)),
    order,
  };
}
