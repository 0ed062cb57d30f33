/** Deeds that a page's scripts do by what they send: which of them an act has ordered that was let through, and what is asked of the others. */
import type { Deed } from '../observe/orders.ts';
import { type Claim, sending } from './claims.ts';
import { digestOf, short } from './digest.ts';

/** What an act is for → the deeds that follow from it. */
const LEADS_TO: Readonly<Record<string, Deed['purpose']>> = {
  transfer: 'transfer',
  payment: 'transfer',
  purchase: 'transfer',
  send: 'send',
};
const COVERED_MS = 10_000;

/** An act was judged by what its control says: the deed that it does isn't judged again. One act does one deed. */
export class Covered {
  private readonly known = new Map<Deed['purpose'], { until: number; key: string | undefined }>();

  /** Also a person's own hand, whatever it did: what their page then sends is theirs. */
  letIn({ actor, target }: Claim): void {
    // The deed itself, which covers nothing more.
    if (target?.role === 'script') return;
    const led = LEADS_TO[target?.purpose ?? ''];
    const purposes = actor === 'person' ? (['transfer', 'send'] as const) : led ? [led] : [];
    const until = performance.now() + COVERED_MS;
    for (const purpose of purposes) this.known.set(purpose, { until, key: undefined });
  }

  covers({ purpose, key }: Deed): boolean {
    const known = this.known.get(purpose);
    if (!known || known.until < performance.now()) return false;
    known.key ??= key;
    return known.key === key;
  }
}

/** What a script of this page is about to do; a yes to it holds for the same payee and sum, or the same message. */
export function doing(url: string, text: string, { purpose, key, order }: Deed): Claim {
  const { origin } = new URL(url, location.href);
  return {
    ...sending(url, text),
    kind: 'submit',
    target: { role: 'script', purpose, fingerprint: short(purpose) },
    digest: digestOf('submit', purpose, origin, key),
    ...(order ? { order } : {}),
  };
}
