/** Deeds that a page's scripts do by what they send: which of them an act has ordered that was let through, and what is asked of the others. */
import { deedInAddress } from '../observe/addresses.ts';
import { type Deed, LEADS_TO, type Order } from '../observe/orders.ts';
import { isField } from '../observe/outgoing.ts';
import { MOST_FIELDS } from '../observe/pairs.ts';
import { bare, numberOf } from '../observe/values.ts';
import { type Claim, MOST_TEXT, sending } from './claims.ts';
import { digestOfDeed, short } from './digest.ts';

const COVERED_MS = 10_000;

/** An act was judged by what its control says: the deed that it does isn't judged again. One act does one deed. */
export class Covered {
  private readonly known = new Map<Deed['purpose'], { until: number; key: string | undefined; page?: Held }>();

  /** Also a person's own hand, whatever it did: what their page then sends is theirs. */
  letIn({ actor, target, dest, order }: Claim): void {
    // The deed itself, which covers nothing more.
    if (target?.role === 'script') return;
    const led = LEADS_TO[target?.purpose ?? ''];
    const purposes = actor === 'person' ? (['transfer', 'send'] as const) : led ? [led] : [];
    const until = performance.now() + COVERED_MS;
    // What a person was shown before they said yes is what they said yes to.
    const page = actor !== 'person' && led === 'transfer' ? heldNow() : undefined;
    // An address that pays says itself whom.
    const deed = order && dest?.method === 'get' ? deedInAddress(dest.url ?? '') : undefined;
    if (deed) this.known.set(deed.purpose, { until, key: deed.key });
    else for (const purpose of purposes) this.known.set(purpose, { until, key: undefined, ...(page ? { page } : {}) });
  }

  covers({ purpose, key, order }: Deed): boolean {
    const known = this.known.get(purpose);
    if (!known || known.until < performance.now()) return false;
    if (known.page && order && !isOf(order, known.page)) return false;
    known.key ??= key;
    return known.key === key;
  }
}

/** What a page's fields and its text held: letters and digits, and sums. */
type Held = { text: string; sums: ReadonlySet<number> };

function heldNow(): Held {
  const fields = [...document.querySelectorAll('input,select,textarea')].filter(isField).slice(0, MOST_FIELDS);
  // biome-ignore lint/performance/useDomNodeTextContent: cells that stand side by side must not read as one number
  const shown = document.body?.innerText ?? '';
  const text = `${fields.map(({ value }) => value).join('\n')}\n${shown.slice(0, MOST_TEXT)}`;
  return { text: bare(text), sums: new Set(text.split(/[\s\u00a0]+/).flatMap((word) => numberOf(word) ?? [])) };
}

/** An order that names nobody whom the page names, or another sum, is not what was let through. */
function isOf({ payee, amount }: Order, { text, sums }: Held): boolean {
  const isNamed = payee.split(', ').every((one) => text.includes(bare(one)));
  return isNamed && (amount === undefined || sums.size === 0 || sums.has(amount));
}

/** What a script of this page is about to do; a yes to it holds for the same payee and sum, or the same message. */
export function doing(url: string, text: string, deed: Deed, method?: string): Claim {
  const { purpose, order } = deed;
  return {
    ...sending(url, text, method),
    kind: 'submit',
    target: { role: 'script', purpose, fingerprint: short(purpose) },
    digest: digestOfDeed(new URL(url, location.href).href, deed),
    ...(order ? { order } : {}),
  };
}
