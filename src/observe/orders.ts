/**
 * Orders to pay, and messages, by what a request says and not by what the control was called that sent it: whoever presses
 * "OK", drags a slider or runs a script moves money all the same. Judges nothing.
 */
import { isIban } from '../dataflow/checksums.ts';
import { commandedIn } from './commands.ts';
import { type Pair, pairsOf, words } from './pairs.ts';

/** Whom an order pays, all of them, and how much in all, where it can be read; `currency` where it says so. */
export type Order = { payee: string; amount?: number; currency?: string };

/** What a request does in the person's name; `key` is the same however it is written. */
export type Deed = { purpose: 'transfer' | 'send'; key: string; order?: Order };

/** What an act is for → the deeds that follow from it. */
export const LEADS_TO: Readonly<Record<string, Deed['purpose']>> = {
  transfer: 'transfer',
  payment: 'transfer',
  purchase: 'transfer',
  send: 'send',
};

/** @param draft as of `orderIn` */
export function deedIn(url: string, body: string, draft: () => Draft = () => NO_DRAFT): Deed | undefined {
  const found = foundIn(url, body, draft);
  if (found) return { purpose: 'transfer', ...found };
  const key = messageIn(url, body);
  return key === undefined ? undefined : { purpose: 'send', key };
}

/** @returns whom it goes to and what it says, in letters and digits only */
export function messageIn(url: string, body: string): string | undefined {
  if (body.length < 8 || body.length > LONGEST || !/@|%40/.test(body) || asksFirst(url)) return undefined;
  const pairs = pairsOf(body);
  const to = pairs.filter(({ name, value }) => ADDRESSED.test(name) && /[^\s@]@[^\s@]/.test(value));
  const said = pairs.filter(({ name, value }) => SAID.test(name) && value !== '');
  return to.length > 0 && said.length > 0 ? [...to, ...said].map(({ value }) => bare(value)).join(' ') : undefined;
}

const ADDRESSED =
  /\b(to|cc|bcc|recipients?|receivers?|addressees?|invitees?|an|empf[aä]nger|destinataires?|destinatari[oa]s?|para)\b|宛先|收件人|받는/iu;
const SAID =
  /\b(body|text|message|content|html|subject|note|comment|nachricht|betreff|objet|asunto|mensaje|messaggio)\b|本文|件名|正文|主题|내용|제목/iu;

/** What the fields of a page for a payee and a sum hold. */
export type Draft = { payees: readonly string[]; amounts: readonly number[] };

const NO_DRAFT: Draft = { payees: [], amounts: [] };

/** So many payees are named in a question, the others counted. */
const MOST_NAMED = 8;
/** An account or a name; what is longer is neither. */
const MOST_SHOWN = 60;
/** Longer bodies are files, or state that is kept: not orders. */
const LONGEST = 20_000;

export const PAYEE =
  /\b(iban|payees?|beneficiar(y|io|ia|ies)|b[eé]n[eé]ficiaire|recipients?|receiver|creditor|counterpart(y)?|dest(ination)?|to|empf[aä]nger|beg[uü]nstigter?|zahlungsempf[aä]nger|destinataire|destinatari[oa]|begunstigde|ontvanger|odbiorc[ay]|al[iı]c[iı]|mottagare|pix|upi|vpa)\b|получател|收款|受取|振込先|받는|예금주|مستفيد|المستلم|מוטב/iu;
export const ACCOUNT =
  /\b(iban|accounts?|acct|konto(nummer)?|kontonr|compte|cuenta|conto|conta|rekening(nummer)?|rachun(ek|ku)|hesap|number|nummer|num|no|wallet|address|key|chave|clabe|pan|e-?mail|phone|mobile|handle|vpa)\b|сч[её]т|账号|帳號|口座|계좌|حساب|חשבון/iu;
export const AMOUNT =
  /\b(amounts?|amt|betrag|montant|importe|importo|valor|quantia|bedrag|kwota|tutar|belopp|bel[oø]b|suma?|summe|cents|minor units?|value)\b|сумм|金额|金額|금액|مبلغ|סכום/iu;
/** So only those are called whom money is sent to. */
const CREDITOR =
  /\b(beneficiar(y|io|ia|ies)|b[eé]n[eé]ficiaire|creditor|beg[uü]nstigter?|zahlungsempf[aä]nger)( name)?$|受取人|振込先|收款人|예금주|المستفيد|מוטב/iu;
const MINOR = /\b(cents?|minor|pence|rappen|centimes)\b/i;
const CURRENCY = /\b(currency|ccy|curr|w[aä]hrung|devise|moneda|valuta|moeda)\b|通貨|货币/iu;
/** What is the payer's own, or searched for. */
export const OTHER =
  /\b(from|source|debit(or)?|payer|sender|own|my|min|max|limit|range|filter|query|search|balance|total count)\b/i;

/** Ways of asking what an order would cost, or whether it can be given. */
const ASKS_FIRST =
  /(^|[/_.-])(validat\w*|verif\w*|check|preview|quotes?|fees?|costs?|calculat\w*|simulat\w*|estimat\w*|prepare|drafts?|search|find|filter|suggest\w*|autocomplete|lookup|log|events?|track\w*|analytics|metrics|telemetry)([/_.?-]|$)/i;

/** @param draft what the page's fields hold: it is known again under any name, since pages name what they send as they like */
export function orderIn(url: string, body: string, draft: () => Draft = () => NO_DRAFT): Order | undefined {
  return foundIn(url, body, draft)?.order;
}

export type Found = { key: string; order: Order };

function foundIn(url: string, body: string, draft: () => Draft): Found | undefined {
  if (body.length > LONGEST || asksFirst(url)) return undefined;
  const pays = payingPath(url);
  const within = body.length < 8 ? [] : pairsOf(plain(body));
  // An address beside a body adds to it.
  const pairs = [...within, ...(pays ?? (within.length > 0 ? queryOf(url) : []))];
  if (!pairs.some(({ value }) => /\d/.test(value))) return undefined;
  const found = named(pairs) ?? (pairs.length > 1 ? drafted(pairs, draft()) : undefined);
  const loosely = found ?? (pays || pairs.some(saysSo) ? loose(pairs) : undefined);
  return loosely ?? commandedIn(pairs.map(({ value }) => value));
}

const queryOf = (url: string): Pair[] => {
  const { search } = URL.canParse(url) ? new URL(url) : { search: '' };
  return search ? pairsOf(search.slice(1)) : [];
};

/** Digits of any script as those of this one, and without what can't be seen. */
const plain = (text: string): string =>
  /[^\x20-\x7e\s]/.test(text)
    ? text
        .normalize('NFKC')
        .replace(/\p{Cf}|\0/gu, '')
        .replace(/\p{Nd}/gu, (digit) => String(digitOf(digit)))
    : text;

/** Decimal digits stand in tens, each beginning with its zero. */
function digitOf(digit: string): number {
  let code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - 1)) && value < 9) {
    code -= 1;
    value += 1;
  }
  return value;
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

export const PAYS =
  /\b(pay(?!ment (methods?|options?|details|settings|history|status|card))|payments?(?! (methods?|options?|details|settings|history|status|card))|payouts?|transfers?|remit\w*|wire|withdraw(al)?s?|send (money|transaction|payment|coins?)|[uü]berweis\w*|virements?|transferencias?|bonific[oi])\b|振込|送金|转账|轉帳|汇款|송금|이체|перевод|تحويل|העברה/iu;

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
    .filter(({ name }) => !/[^\s\d]/.test(name) || UNNAMED.test(name))
    .flatMap(({ value }) =>
      value.split(/[\s;|]+/).flatMap((part) => (/^\d{1,9}([.,]\d{1,2})?$/.test(part) ? (numberOf(part) ?? []) : [])),
    );
  const amount = amountIn(own) ?? (numbers.length > 0 ? Math.max(...numbers) : undefined);
  // Without a sum only where nothing has a name: it can't be read, then.
  if (amount === undefined && own.some(({ name }) => name !== '' && !UNNAMED.test(name))) return undefined;
  return foundOf(payees, amount, pairs);
}

const ibansIn = (value: string): string[] => (value.toUpperCase().match(IBANS) ?? []).filter(isIban);

const isSomebody = (value: string): boolean => value !== '' && value.length <= MOST_SHOWN && !DATE.test(value);

const IBANS = /\b[A-Z]{2}\d{2}(?:[A-Z0-9]{11,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?)\b/g;
const UNNAMED = /^(params|args|arguments|text|line|values?|data|body)$/i;
/** Whoever is called that is paid, whatever stands there: the number of somebody saved, say. */
const PAID =
  /\b(payees?|beneficiar(y|io|ia|ies)|b[eé]n[eé]ficiaire|recipients?|receiver|creditor|empf[aä]nger|beg[uü]nstigter?|destinataire|destinatari[oa]|to)\b|получател|收款|受取|振込先|받는|مستفيد|מוטב/iu;

function named(pairs: readonly Pair[]): Found | undefined {
  const own = pairs.filter(({ name }) => !OTHER.test(name));
  const amount = amountIn(own);
  if (amount === undefined) return undefined;
  const isPriced = own.some(({ name }) => CURRENCY.test(name));
  const accounts = own.flatMap((pair) => {
    const inside = ibansIn(pair.value);
    if (inside.length > 0) return inside.map((value) => ({ ...pair, value }));
    return isPaid(pair) || (isPriced && PAID.test(pair.name) && isSomebody(pair.value)) ? [pair] : [];
  });
  const ibans = accounts.filter(({ value }) => isIban(value.toUpperCase()));
  const isMeant = ibans.length > 0 || own.some(({ name, value }) => PAYEE.test(name) && value !== '');
  if (accounts.length === 0 || !isMeant) return undefined;
  // Beside an account, an address or a telephone number pays nobody.
  const paid = ibans.length === 0 ? accounts : accounts.filter(({ value }) => !/[@+]/.test(value));
  return foundOf(
    paid.map(({ value }) => value),
    amount,
    own,
  );
}

function foundOf(paid: readonly string[], amount: number | undefined, pairs: readonly Pair[]): Found {
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

/** A chain counts in hexadecimal, and in parts of 10⁻¹⁸. */
const weiOf = (value: string): number | undefined =>
  /^0x[0-9a-f]{8,32}$/i.test(value) ? Number(value) / 1e18 || undefined : undefined;

const isPaid = ({ name, value }: Pair): boolean =>
  ((PAYEE.test(name) || ACCOUNT.test(name)) && isAccount(value)) ||
  ((CREDITOR.test(name) || (PAID.test(name) && (ACCOUNT.test(name) || /\bid$/i.test(name)))) && isSomebody(value));

/** Of several that stand at one place, as in a list of orders, all; else the largest, since nobody knows which one counts. */
function amountIn(pairs: readonly Pair[]): number | undefined {
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

function asksFirst(url: string): boolean {
  return URL.canParse(url) && ASKS_FIRST.test(new URL(url).pathname);
}

const DATE = /^(\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4})\b/;
const WALLET = /^(0x[0-9a-f]{40}|bc1[0-9a-z]{25,60}|[13][1-9A-HJ-NP-Za-km-z]{25,34})$/i;

export function isAccount(value: string): boolean {
  const plain = bare(value);
  return (
    (/^[\d\s./-]+$/.test(value) && !DATE.test(value) && plain.length >= 7 && plain.length <= 34) ||
    WALLET.test(value) ||
    /^\+?[\w.-]{0,64}@[\w.-]{1,100}$/.test(value)
  );
}

export const bare = (value: string): string => value.toLowerCase().replace(/[^\p{L}\d]+/gu, '');

/** `1.250,50 €` and `1,250.50` alike; undefined where it isn't a sum above nothing. */
export function numberOf(value: string): number | undefined {
  const text = value.replace(/[\s\p{Sc}]|\b[A-Z]{3}\b|^\+/gu, '');
  // As programs write them; `1.000` may be a thousand, and counts as it.
  if (/^(0x[0-9a-f]{1,12}|\d+(\.\d+)?e\+?\d{1,2}|\d+\.\d{4,})$/i.test(text)) return Number(text) || undefined;
  if (!/^\d[\d.,']{0,14}$/.test(text)) return undefined;
  const [, whole = '', part = ''] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(text) ?? [];
  const number = Number(`${whole.replace(/\D/g, '')}.${part || '0'}`);
  return number > 0 ? number : undefined;
}
