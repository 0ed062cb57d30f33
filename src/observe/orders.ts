/**
 * Orders to pay, and messages, by what a request says and not by what the control was called that sent it: whoever presses
 * "OK", drags a slider or runs a script moves money all the same. Judges nothing.
 */
import { isIban } from '../dataflow/checksums.ts';
import { type Act, actIn } from './acts.ts';
import { commandedIn } from './commands.ts';
import { lettingIn } from './letting-in.ts';
import { messageIn } from './messages.ts';
import {
  ACCOUNT,
  AMOUNT,
  asksFirst,
  CREDITOR,
  CURRENCY,
  LONGEST,
  MINOR,
  OTHER,
  PAID,
  PAYEE,
  PAYS,
  UNNAMED,
} from './order-words.ts';
import { type Pair, packed, pairsOf, queryOf, words } from './pairs.ts';
import type { IsNew } from './said.ts';
import { bare, DATE, ibansIn, isAccount, isCode, numberOf, plain, WALLET, weiOf } from './values.ts';

/** Whom an order pays, all of them, and how much in all, where it can be read; `currency` where it says so. */
export type Order = { payee: string; amount?: number; currency?: string };

/** What a request does in the person's name; `key` is the same however it is written; `to`: the addresses of a message. */
export type Deed = { purpose: 'send' | Act['purpose']; key: string; order?: Order; to?: readonly string[] };

/** What an act is for → the deeds that follow from it. */
export const LEADS_TO: Readonly<Record<string, Deed['purpose']>> = {
  transfer: 'transfer',
  payment: 'transfer',
  purchase: 'transfer',
  send: 'send',
  permission: 'permission',
  settings: 'permission',
  'account-data': 'permission',
  delete: 'delete',
  'password-change': 'password-change',
  'oauth-grant': 'oauth-grant',
};

/**
 * @param draft as of `orderIn`
 * @param method in lower case, where somebody is signed in: what else is done to their account is looked for, too
 * @param isNew of many settings that are saved at once, which weren't there before, where it can be told
 */
export function deedIn(
  url: string,
  body: string,
  draft: () => Draft = () => NO_DRAFT,
  method?: string,
  isNew?: IsNew,
): Deed | undefined {
  const found = foundIn(url, body, draft);
  if (found) return { purpose: 'transfer', ...found };
  const act = method && actIn(method, url, body, isNew);
  if (act) return act;
  const access = lettingIn(url, body, isNew);
  if (access) return { purpose: 'permission', ...access };
  const message = messageIn(url, body);
  return message && { purpose: 'send', ...message };
}

/** What the fields of a page for a payee and a sum hold. */
export type Draft = { payees: readonly string[]; amounts: readonly number[] };

const NO_DRAFT: Draft = { payees: [], amounts: [] };

/** So many payees are named in a question, the others counted. */
const MOST_NAMED = 8;
/** An account or a name; what is longer is neither. */
const MOST_SHOWN = 60;

/** @param draft what the page's fields hold: it is known again under any name, since pages name what they send as they like */
export function orderIn(url: string, body: string, draft: () => Draft = () => NO_DRAFT): Order | undefined {
  return foundIn(url, body, draft)?.order;
}

export type Found = { key: string; order: Order };

function foundIn(url: string, body: string, draft: () => Draft): Found | undefined {
  if (body.length > LONGEST || asksFirst(url)) return undefined;
  const pays = payingPath(url);
  const runs = packed(body);
  if (runs) return packedOrder(runs, pays !== undefined);
  const within = body.length < 8 ? [] : pairsOf(plain(body));
  // An address beside a body adds to it.
  const pairs = [...within, ...(pays ?? (within.length > 0 ? queryOf(url) : []))];
  if (!pairs.some(({ value }) => /\d/.test(value))) return undefined;
  const found = named(pairs) ?? (pairs.length > 1 ? drafted(pairs, draft()) : undefined);
  const says = pays !== undefined || isTerse(within) || pairs.some(saysSo);
  const loosely = found ?? (says ? loose(pairs) : undefined);
  return loosely ?? commandedIn(pairs.map(({ value }) => value));
}

/** Names of a letter or two say nothing: whom and how much is to be seen by what stands there, which has to be an account beyond doubt. */
const isTerse = (pairs: readonly Pair[]): boolean =>
  pairs.length > 1 &&
  pairs.length < 8 &&
  pairs.every(({ name }) => name.length <= 2) &&
  pairs.some(({ value }) => ibansIn(value).length > 0 || WALLET.test(value));

/** A sum that is packed can't be read: whom it goes to is asked about without. */
function packedOrder(runs: readonly string[], pays: boolean): Found | undefined {
  if (!pays && !runs.some((run) => run.length < 40 && AMOUNT.test(words(run)))) return undefined;
  const payees = runs.flatMap((run) => (WALLET.test(run) ? [run] : ibansIn(run)));
  return payees.length > 0 ? foundOf(payees, undefined, []) : undefined;
}

/** What the path and the query of an address that names paying say besides; nothing where it doesn't. */
function payingPath(url: string): Pair[] | undefined {
  if (!URL.canParse(url)) return undefined;
  const { pathname } = new URL(url);
  if (!PAYS.test(words(pathname))) return undefined;
  return [...queryOf(url), ...pathname.split('/').map((value) => ({ name: '', value }))];
}

const saysSo = ({ name, value }: Pair): boolean =>
  value.length < 200 &&
  /\b(method|action|op|operation|type|command|cmd|intent|query|name)\b/i.test(name) &&
  PAYS.test(words(value));

/** Where the address, or a name of what is called, says that this pays: whom and how much by whatever name, or none. */
function loose(pairs: readonly Pair[]): Found | undefined {
  const own = pairs.filter(({ name }) => !OTHER.test(name));
  const payees = own.flatMap(({ name, value }) => {
    const inside = ibansIn(value);
    if (inside.length > 0) return inside;
    return WALLET.test(value) || ((PAID.test(name) || ACCOUNT.test(name)) && isSomebody(value)) ? [value] : [];
  });
  if (payees.length === 0) return undefined;
  const numbers = own
    .filter(({ name }) => name.length <= 2 || !/[^\s\d]/.test(name) || UNNAMED.test(name))
    .flatMap(({ value }) =>
      value.split(/[\s;|]+/).flatMap((part) => (/^\d{1,9}([.,]\d{1,2})?$/.test(part) ? (numberOf(part) ?? []) : [])),
    );
  const amount = amountIn(own) ?? (numbers.length > 0 ? Math.max(...numbers) : undefined);
  // Without a sum only where nothing has a name: it can't be read, then.
  if (amount === undefined && own.some(({ name }) => name !== '' && !UNNAMED.test(name))) return undefined;
  return foundOf(payees, amount, pairs);
}

const isSomebody = (value: string): boolean =>
  value !== '' && value.length <= MOST_SHOWN && !DATE.test(value) && !isCode(value);

function named(pairs: readonly Pair[]): Found | undefined {
  const own = pairs.filter(({ name }) => !OTHER.test(name));
  const amount = amountIn(own);
  // A sum in words is one, though nobody counts it here.
  if (amount === undefined && !own.some(({ name, value }) => AMOUNT.test(name) && /\p{L}{3}/u.test(value)))
    return undefined;
  const isPriced = own.some(({ name }) => CURRENCY.test(name));
  const accounts = accountsIn(own, isPriced);
  const ibans = accounts.filter(({ value }) => isIban(value.toUpperCase()));
  const isMeant = ibans.length > 0 || own.some(({ name, value }) => PAYEE.test(name) && value !== '');
  if (accounts.length === 0 || !isMeant || (amount === undefined && ibans.length === 0)) return undefined;
  // Beside an account, an address or a telephone number pays nobody.
  const paid = ibans.length === 0 ? accounts : accounts.filter(({ value }) => !/[@+]/.test(value));
  return foundOf(
    paid.map(({ value }) => value),
    amount,
    own,
  );
}

/** @param isPriced whether a currency stands beside: then a name is somebody who is paid */
export function accountsIn(pairs: readonly Pair[], isPriced: boolean): Pair[] {
  return pairs.flatMap((pair) => {
    const inside = ibansIn(pair.value);
    if (inside.length > 0) return inside.map((value) => ({ ...pair, value }));
    return isPaid(pair) || (isPriced && PAID.test(pair.name) && isSomebody(pair.value)) ? [pair] : [];
  });
}

export function foundOf(paid: readonly string[], amount: number | undefined, pairs: readonly Pair[]): Found {
  const payees = [...new Map(paid.map((value) => [bare(value), value.slice(0, MOST_SHOWN)]))];
  const shown = payees.slice(0, MOST_NAMED).map(([, value]) => value);
  const more = payees.length > MOST_NAMED ? ` + ${payees.length - MOST_NAMED}` : '';
  const currency = pairs.find(({ name, value }) => CURRENCY.test(name) && /^[A-Za-z]{3,4}$/.test(value));
  return {
    key: `${payees.map(([key]) => key).join()} ${amount ?? ''}${currency ? ` ${currency.value.toUpperCase()}` : ''}`,
    order: {
      payee: shown.join(', ') + more,
      ...(amount === undefined ? {} : { amount }),
      ...(currency ? { currency: currency.value.toUpperCase() } : {}),
    },
  };
}

const isPaid = ({ name, value }: Pair): boolean =>
  ((PAYEE.test(name) || ACCOUNT.test(name)) && isAccount(value)) ||
  ((CREDITOR.test(name) || (PAID.test(name) && (ACCOUNT.test(name) || /\bid$/i.test(name)))) && isSomebody(value));

/** Of several that stand at one place, as in a list of orders, all; else the largest, since nobody knows which one counts. */
export function amountIn(pairs: readonly Pair[]): number | undefined {
  const sums = new Map<string, number>();
  for (const { name, value } of pairs) {
    const number = AMOUNT.test(name) ? (weiOf(value) ?? numberOf(value)) : undefined;
    if (number !== undefined) sums.set(name, (sums.get(name) ?? 0) + (MINOR.test(name) ? number / 100 : number));
  }
  return sums.size === 0 ? undefined : Number(Math.max(...sums.values()).toPrecision(12));
}

function drafted(pairs: readonly Pair[], { payees, amounts }: Draft): Found | undefined {
  const values = new Set(pairs.map(({ value }) => bare(value)));
  const numbers = new Set(pairs.flatMap(({ value }) => numberOf(value) ?? []));
  const paid = payees.filter((one) => values.has(bare(one)));
  // Money is counted in cents, too.
  const amount = amounts.find((one) => numbers.has(one) || numbers.has(Math.round(one * 100)));
  return paid.length > 0 && amount !== undefined ? foundOf(paid, amount, []) : undefined;
}

/** What the fields of a page order that sends `values`, or, where it can't be seen what is sent, all of them. */
export function orderOf(values: readonly string[] | undefined, draft: Draft): Order | undefined {
  if (values)
    return drafted(
      values.map((value) => ({ name: '', value: value.trim() })),
      draft,
    )?.order;
  const [amount, another] = draft.amounts;
  const isOne = draft.payees.length > 0 && amount !== undefined && another === undefined;
  return isOne ? foundOf(draft.payees, amount, []).order : undefined;
}
