/** Deeds that a page's scripts do by what they send: which of them an act has ordered that was let through, and what is asked of the others. */

import type { Purpose } from '../event/event.ts';
import { addressesIn, type Named, namedAnywhere, names } from '../observe/addressees.ts';
import { deedInAddress } from '../observe/addresses.ts';
import { isSomebodys } from '../observe/books.ts';
import { type Deed, LEADS_TO, type Order } from '../observe/orders.ts';
import { isField, MOST_TEXT } from '../observe/outgoing.ts';
import { MOST_FIELDS } from '../observe/pairs.ts';
import { bare, numberOf } from '../observe/values.ts';
import { anew, type Claim, sending } from './claims.ts';
import { targetOf } from './deed-target.ts';
import { WHOLE } from './deleting.ts';
import { digestOfDeed } from './digest.ts';
import { writes } from './paying.ts';

const COVERED_MS = 10_000;

/** An act was judged by what its control says: the deed that it does isn't judged again. One act does one deed. */
export class Covered {
  private readonly known = new Map<Deed['purpose'], Cover>();

  /** Also a person's own hand, whatever it did: what their page then sends is theirs. */
  letIn(claim: Claim): void {
    const { actor, target, dest } = claim;
    // The deed itself, which covers nothing more.
    if (target?.role === 'script') return;
    if (actor !== 'person' && writes(claim)) {
      this.noteBooks();
      return;
    }
    const led = LEADS_TO[target?.purpose ?? ''];
    const purposes = actor === 'person' ? Object.values(LEADS_TO) : led && !isSmall(claim) ? [led] : [];
    const until = performance.now() + COVERED_MS;
    // What a person was shown before they said yes is what they said yes to.
    const isAgents = actor !== 'person';
    const page = isAgents && led === 'transfer' ? heldNow() : undefined;
    const named = isAgents && led === 'send' ? namedAnywhere() : undefined;
    const seen = page && target?.purpose ? { page, by: target.purpose } : { byHand: !isAgents, named };
    // An address that acts says itself what it does.
    const deed = dest?.method === 'get' ? deedInAddress(dest.url ?? '') : undefined;
    if (deed) this.known.set(deed.purpose, { until, key: deed.key, byHand: actor === 'person' });
    else for (const purpose of purposes) this.known.set(purpose, { until, key: undefined, ...seen });
  }

  /** What is written down names nobody's account. */
  private noteBooks(): void {
    const until = performance.now() + COVERED_MS;
    this.known.set('transfer', { until, key: undefined, page: heldNow(), isBooks: true });
  }

  /** @param isStopped a person has stopped all agents since: what an act of theirs would still do is not done */
  covers({ purpose, key, order, to }: Deed, isStopped = false): boolean {
    const known = this.known.get(purpose);
    if (!known || known.until < performance.now() || (isStopped && !known.byHand)) return false;
    if (known.named && !areNamed(to, known.named)) return false;
    if (known.page && order && !isOf(order, known.page)) return false;
    if (known.isBooks && (!order || order.payee.split(', ').some(isSomebodys))) return false;
    known.key ??= key;
    return known.key === key;
  }

  /**
   * A form that pays, or writes to, somebody else than the page of the press that was let through a moment ago named is
   * none of it. Changes `claim` in place, so that no press answers for it.
   */
  tellApart(claim: Claim): void {
    const { kind, target, order, outgoing = '' } = claim;
    const led = LEADS_TO[target?.purpose ?? ''];
    const known = led && this.known.get(led);
    if (kind !== 'submit' || !target || target.role === 'script' || !known || known.until < performance.now()) return;
    if (known.named && !areNamed(addressesIn(outgoing), known.named)) Object.assign(claim, anew(claim));
    else if (known.page && order && known.by === target.purpose && isAnother(order as Order, known.page))
      target.purpose = target.purpose === 'payment' ? 'transfer' : 'payment';
  }

  /**
   * What a deed is for that isn't covered. Of an order that pays another account or another sum than stood on the page when
   * a press was let through, or of a message to somebody who stood nowhere, that press is no proof: it gets a purpose that
   * the press hadn't.
   */
  purposeOf({ purpose, order, to }: Deed): Purpose {
    const { page, by, named, until = 0 } = this.known.get(purpose) ?? {};
    if (until < performance.now()) return purpose;
    if (named && !areNamed(to, named)) return 'publish';
    return page && order && isAnother(order, page) && by === purpose ? 'payment' : purpose;
  }
}

/** One small thing that is deleted, which nobody was asked about. */
const isSmall = ({ target, context }: Claim): boolean =>
  target?.purpose === 'delete' && !context && !target.name?.endsWith(WHOLE);

/** `page`: what it held then; `named`: the addresses in it; `by`: what the act was for; `byHand`: a person's. */
type Cover = {
  until: number;
  key: string | undefined;
  page?: Held;
  by?: Purpose;
  byHand?: boolean;
  isBooks?: boolean;
  named?: Named | undefined;
};

/** What a page's fields and its text held: letters and digits, sums, and the ends of accounts that it covers. */
type Held = { text: string; sums: ReadonlySet<number>; ends: ReadonlySet<string> };

function heldNow(): Held {
  const fields = [...document.querySelectorAll('input,select,textarea')].filter(isField).slice(0, MOST_FIELDS);
  // biome-ignore lint/performance/useDomNodeTextContent: cells that stand side by side must not read as one number
  const shown = document.body?.innerText ?? '';
  const text = `${fields.map(({ value }) => value).join('\n')}\n${shown.slice(0, MOST_TEXT)}`;
  const sums = text.split(/[\s\u00a0]+/).flatMap((word) => numberOf(word) ?? []);
  const ends = [...text.matchAll(/[•·*x…]\s?(\d{4})(?!\d)/gi)].flatMap(([, end]) => end ?? []);
  return { text: bare(text), sums: new Set(sums), ends: new Set(ends) };
}

const areNamed = (to: Deed['to'], named: Named): boolean => to?.every((one) => names(named, one)) ?? true;

/** An order that names nobody whom the page names, or another sum, is not what was let through. */
function isOf({ payee, amount }: Order, { text, sums }: Held): boolean {
  const isNamed = payee.split(', ').every((one) => text.includes(bare(one)));
  return isNamed && (amount === undefined || sums.size === 0 || sums.has(amount));
}

/** Beyond doubt: names and ids may stand nowhere, an account may be shown by its end, and sums are sent in cents. */
function isAnother({ payee, amount }: Order, { text, sums, ends }: Held): boolean {
  const accounts = payee
    .split(', ')
    .map(bare)
    .filter((one) => isLongNumber(one));
  if (accounts.some((one) => !text.includes(one) && !ends.has(one.slice(-4)))) return true;
  return amount !== undefined && sums.size > 0 && !sums.has(amount) && !sums.has(amount / 100);
}

const isLongNumber = (value: string): boolean =>
  value.length >= 8 && value.replace(/\D/g, '').length >= value.length / 2;

/** What a script of this page is about to do; a yes to it holds for the same payee and sum, or the same message. */
export function doing(url: string, text: string, deed: Deed, method?: string, purpose: Purpose = deed.purpose): Claim {
  const { order } = deed;
  return {
    ...sending(url, text, method),
    // To somebody who was named nowhere.
    kind: purpose === 'publish' ? 'message' : 'submit',
    target: targetOf('script', purpose),
    digest: digestOfDeed(new URL(url, location.href).href, deed),
    ...(order ? { order } : {}),
  };
}
