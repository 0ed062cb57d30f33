/**
 * Orders to pay, and messages, by what a request says and not by what the control was called that sent it: whoever presses
 * "OK", drags a slider or runs a script moves money all the same. Judges nothing.
 */
import { isIban } from '../dataflow/checksums.ts';
import { fields } from '../dataflow/fields.ts';

/** Whom an order pays, as it says, and how much of whatever currency. */
export type Order = { payee: string; amount: number };

/** What a request does in the person's name; `key` is the same however it is written. */
export type Deed = { purpose: 'transfer' | 'send'; key: string; order?: Order };

/** @param draft as of `orderIn` */
export function deedIn(url: string, body: string, draft: () => Draft): Deed | undefined {
  const order = orderIn(url, body, draft);
  if (order) return { purpose: 'transfer', key: `${bare(order.payee)} ${order.amount}`, order };
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

type Pair = { name: string; value: string };

/** An account or a name; what is longer is neither. */
const MOST_SHOWN = 100;
/** Longer bodies are files, or state that is kept: not orders. */
const LONGEST = 20_000;
export const MOST_FIELDS = 400;

export const PAYEE =
  /\b(iban|payees?|beneficiar(y|io|ia|ies)|b[eé]n[eé]ficiaire|recipients?|receiver|creditor|counterpart(y)?|dest(ination)?|to|empf[aä]nger|beg[uü]nstigter?|zahlungsempf[aä]nger|destinataire|destinatari[oa]|begunstigde|ontvanger|odbiorc[ay]|al[iı]c[iı]|mottagare|pix|upi|vpa)\b|получател|收款|受取|振込先|받는|예금주|مستفيد|المستلم|מוטב/iu;
const ACCOUNT =
  /\b(iban|accounts?|acct|konto(nummer)?|kontonr|compte|cuenta|conto|conta|rekening(nummer)?|rachun(ek|ku)|hesap|number|nummer|num|no|wallet|address|key|chave|clabe|pan|e-?mail|phone|mobile|handle|vpa)\b|сч[её]т|账号|帳號|口座|계좌|حساب|חשבון/iu;
export const AMOUNT =
  /\b(amounts?|amt|betrag|montant|importe|importo|valor|quantia|bedrag|kwota|tutar|belopp|bel[oø]b|suma?|summe|cents|minor units?|value)\b|сумм|金额|金額|금액|مبلغ|סכום/iu;
/** What is the payer's own, or searched for. */
export const OTHER =
  /\b(from|source|debit(or)?|payer|sender|own|my|min|max|limit|range|filter|query|search|balance|total count)\b/i;

/** Ways of asking what an order would cost, or whether it can be given. */
const ASKS_FIRST =
  /(^|[/_.-])(validat\w*|verif\w*|check|preview|quotes?|fees?|costs?|calculat\w*|simulat\w*|estimat\w*|prepare|drafts?|search|find|filter|suggest\w*|autocomplete|lookup|log|events?|track\w*|analytics|metrics|telemetry)([/_.?-]|$)/i;

/** @param draft what the page's fields hold: it is known again under any name, since pages name what they send as they like */
export function orderIn(url: string, body: string, draft: () => Draft = () => NO_DRAFT): Order | undefined {
  if (body.length < 8 || body.length > LONGEST || !/\d/.test(body) || asksFirst(url)) return undefined;
  const pairs = pairsOf(body);
  return named(pairs) ?? (pairs.length > 1 ? drafted(pairs, draft()) : undefined);
}

function named(pairs: readonly Pair[]): Order | undefined {
  const own = pairs.filter(({ name }) => !OTHER.test(name));
  const amount = own.flatMap(({ name, value }) => (AMOUNT.test(name) ? (numberOf(value) ?? []) : []))[0];
  if (amount === undefined) return undefined;
  const account = own.find(
    ({ name, value }) => isIban(value.toUpperCase()) || ((PAYEE.test(name) || ACCOUNT.test(name)) && isAccount(value)),
  );
  if (!account) return undefined;
  const isMeant =
    isIban(account.value.toUpperCase()) || own.some(({ name, value }) => PAYEE.test(name) && value !== '');
  return isMeant ? { payee: account.value.slice(0, MOST_SHOWN), amount } : undefined;
}

function drafted(pairs: readonly Pair[], { payees, amounts }: Draft): Order | undefined {
  const values = pairs.map(({ value }) => bare(value));
  const numbers = new Set(pairs.flatMap(({ value }) => numberOf(value) ?? []));
  const payee = payees.find((one) => values.includes(bare(one)));
  // Money is counted in cents, too.
  const amount = amounts.find((one) => numbers.has(one) || numbers.has(Math.round(one * 100)));
  return payee !== undefined && amount !== undefined ? { payee, amount } : undefined;
}

function asksFirst(url: string): boolean {
  return URL.canParse(url) && ASKS_FIRST.test(new URL(url).pathname);
}

/** Of JSON, a query, or lines `name=value` as of a form with parts. */
function pairsOf(body: string): Pair[] {
  const isParts = /^[^\n=]{1,80}=[^\n]*\n/.test(body);
  const found = isParts ? body.split('\n', MOST_FIELDS).map(partOf) : fields(body);
  return found.slice(0, MOST_FIELDS).map(({ slot, value }) => ({ name: words(slot), value: value.trim() }));
}

function partOf(line: string): { slot: string; value: string } {
  const cut = line.indexOf('=');
  return { slot: line.slice(0, Math.max(cut, 0)), value: line.slice(cut + 1) };
}

/** `$.creditTransfer.toIban[]` → `credit transfer to iban`. */
export function words(name: string): string {
  return name
    .replace(/^\w:/, '')
    .replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();
}

function isAccount(value: string): boolean {
  const plain = bare(value);
  return (
    (/^[\d\s./-]+$/.test(value) && plain.length >= 7 && plain.length <= 34) ||
    /^(0x[0-9a-f]{40}|bc1[0-9a-z]{25,60}|[13][1-9A-HJ-NP-Za-km-z]{25,34})$/.test(value) ||
    /^\+?[\w.-]{1,64}@[\w.-]{1,100}$/.test(value)
  );
}

export const bare = (value: string): string => value.toLowerCase().replace(/[^\p{L}\d]+/gu, '');

/** `1.250,50 €` and `1,250.50` alike; undefined where it isn't a sum above nothing. */
export function numberOf(value: string): number | undefined {
  const text = value.replace(/[\s\p{Sc}]|\b[A-Z]{3}\b/gu, '');
  if (!/^\d[\d.,']{0,14}$/.test(text)) return undefined;
  const [, whole = '', part = ''] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(text) ?? [];
  const number = Number(`${whole.replace(/\D/g, '')}.${part || '0'}`);
  return number > 0 ? number : undefined;
}
