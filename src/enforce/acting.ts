/** What an act of an agent does by the address that it opens, or by what its form sends, whatever its control is called. */
import { actIn, actInAddress } from '../observe/acts.ts';
import { deedInAddress } from '../observe/addresses.ts';
import { isNew } from '../observe/new-values.ts';
import type { Deed } from '../observe/orders.ts';
import { GRAVE } from '../risk/grave.ts';
import type { Claim } from './claims.ts';
import { WHOLE } from './deleting.ts';
import { bodyOf } from './form-body.ts';

/** Asked about by their own rules, or by none. */
const ENTERS: ReadonlySet<string> = new Set(['login', 'signup', 'search']);

/** Completes `claim` in place, before it is settled or judged. @param isSignedIn whether somebody is at the site of an address */
export function sayWhatItDoes(claim: Claim, isSignedIn: (url: string) => boolean): void {
  const { kind, target, dest } = claim;
  if (!dest?.url || !target || target.role === 'script') return;
  const followed = kind === 'navigate' || kind === 'open' || (kind === 'click' && dest.method === 'get');
  const deed = followed ? deedInAddress(dest.url) : kind === 'submit' ? sentBy(claim) : undefined;
  if (!deed || !isSignedIn(dest.url)) return;
  if (target.purpose !== deed.purpose) claim.kind = 'submit';
  const name = deed.purpose === 'delete' ? { name: (target.name ?? '') + WHOLE } : {};
  claim.target = { ...target, purpose: deed.purpose, ...name };
  if (deed.order) claim.order = deed.order;
}

/** By a form of which neither the control nor its fields told it. */
function sentBy(claim: Claim): Deed | undefined {
  const { target, dest } = claim;
  const { purpose = 'other', role } = target ?? {};
  if (GRAVE.has(purpose) || ENTERS.has(purpose) || !dest?.url) return undefined;
  const body = bodyOf(claim);
  const act = dest.method === 'get' ? actInAddress(withQuery(dest.url, body)) : actIn('post', dest.url, body, isNew);
  // What is chosen in a form that is shown was asked about when it was chosen, and what one allows stands beside the button.
  const isShown = role !== 'form';
  return isShown && act && (act.purpose === 'oauth-grant' || act.isShared) ? undefined : act;
}

function withQuery(url: string, query: string): string {
  const to = new URL(url);
  to.search = query;
  return to.href;
}
