/**
 * Payments and messages that were let through before they are seen on their way: by the gate, by the hooks in their page, or
 * by a person's hand. They aren't judged again.
 */
import type { Claim } from '../../src/enforce/claims.ts';
import { type Deed, LEADS_TO } from '../../src/observe/orders.ts';

/** A little longer than in the page, which begins to count when it hears of it. */
const COVERED_MS = 12_000;

/** `key`: of the one deed that an act does, once it is known; `digest`: of a deed that was judged itself. */
type Cover = { tab: number; until: number; purpose?: Deed['purpose']; key?: string; digest?: string };

export class Ordered {
  private known: Cover[] = [];

  /** An act of that tab was let through; `at` in milliseconds of a clock that never goes back. */
  letThrough(tab: number, { target, digest }: Claim, at: number): void {
    const purpose = LEADS_TO[target?.purpose ?? ''];
    if (!purpose) return;
    const until = at + COVERED_MS;
    if (target?.role !== 'script') this.add({ tab, until, purpose }, at);
    else if (digest) this.add({ tab, until, digest }, at);
  }

  /** A person acted there: what their page then sends is theirs. */
  byHand(tab: number, at: number): void {
    this.add({ tab, until: at + COVERED_MS }, at);
  }

  /** @param tabs where it may have been ordered; @param digest as the hooks in a page name it */
  covers(tabs: readonly number[], { purpose, key }: Deed, digest: string, at: number): boolean {
    const cover = this.known.find(
      (one) =>
        one.until > at &&
        tabs.includes(one.tab) &&
        (one.digest === undefined
          ? one.purpose === undefined || (one.purpose === purpose && (one.key ?? key) === key)
          : one.digest === digest),
    );
    if (cover?.purpose) cover.key = key;
    return cover !== undefined;
  }

  private add(cover: Cover, at: number): void {
    this.known = [...this.known.filter(({ until }) => until > at), cover].slice(-MOST);
  }
}

const MOST = 200;
