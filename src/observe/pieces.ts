/** Orders and messages in several requests: whom, how much or what, and at last that it be done. */
import { isCard } from '../dataflow/checksums.ts';
import type { Begun } from '../protocol/told.ts';
import { letterIn, messageOf } from './messages.ts';
import { AMOUNT, CURRENCY, OTHER, PAYEE, PAYS } from './order-words.ts';
import { accountsIn, amountIn, type Deed, foundOf } from './orders.ts';
import { type Pair, pairsOf, queryOf, words } from './pairs.ts';
import { ibansIn, isCode, plain } from './values.ts';

/** Somebody may look over what they have filled in. */
const LASTS_MS = 10 * 60_000;
const LONGEST = 20_000;

type Told<T> = { value: T; at: number };

/** Where parts of orders are kept for the documents that follow; `tell`: what this one adds, nothing where all is done. */
export type Elsewhere = { known(): Begun | undefined; tell(parts: Omit<Begun, 't'>): void };

/** What was said so far by one page, and what of it the next one must know. */
export class Pieces {
  private payee: Told<string[]> | undefined;
  private sum: Told<{ amount: number; pairs: readonly Pair[] }> | undefined;
  /** Of what others said: it was done. */
  private done: number | undefined;
  private told = '';
  private to: Told<string[]> | undefined;
  private said: Told<string[]> | undefined;

  constructor(private readonly elsewhere?: Elsewhere) {}

  /**
   * @param names whether it names an order by itself, of which it is no part
   * @returns the order of which this request says that it be done, where it doesn't name it itself
   */
  deedIn(url: string, body: string, at: number, names = false): Deed | undefined {
    if (body.length > LONGEST || !URL.canParse(url)) return undefined;
    const within = body.length < 8 ? [] : pairsOf(plain(body));
    const pairs = [...within, ...queryOf(url)].filter(({ name }) => !OTHER.test(name));
    const payees = accountsIn(pairs.filter(isSurely), false).map(({ value }) => value);
    const amount = sumIn(pairs);
    if (payees.length > 0) this.payee = { value: payees, at };
    if (amount !== undefined) this.sum = { value: { amount, pairs }, at };
    if (!names) this.tell(pairs);
    const { to, said } = letterIn(within);
    if (to.length > 0) this.to = { value: to, at };
    if (said.length > 0) this.said = { value: said, at };
    const isFresh = (one: Told<unknown> | undefined) => one !== undefined && at - one.at < LASTS_MS;
    // A draft that was saved is sent by its number.
    if (to.length === 0 && this.to && isFresh(this.to) && does(SENDS, url, within))
      return { purpose: 'send', ...messageOf(this.to.value, this.said?.value ?? []) };
    if (!confirms(url, within, body)) return undefined;
    const known = this.known();
    const paid = isFresh(this.payee) ? this.payee?.value : known?.payees;
    const sum = isFresh(this.sum) ? this.sum?.value : sumOf(known);
    return paid && sum && { purpose: 'transfer', ...foundOf(paid, sum.amount, sum.pairs) };
  }

  /** It was done, or is another matter. */
  forget(purpose: Deed['purpose']): void {
    if (purpose === 'send') this.to = this.said = undefined;
    else this.forgetOrder();
  }

  private forgetOrder(): void {
    const known = this.known();
    this.done = known?.t ?? this.done;
    this.payee = this.sum = undefined;
    if (known || this.told) this.elsewhere?.tell({});
    this.told = '';
  }

  /** Of what other documents said. */
  private known(): Begun | undefined {
    const known = this.elsewhere?.known();
    return known?.t === this.done ? undefined : known;
  }

  private tell(pairs: readonly Pair[]): void {
    const payees = accountsIn(pairs.filter(isSurely), false).map(({ value }) => value.slice(0, MOST_SHOWN));
    const amount = sumIn(pairs);
    const currency = pairs.find(({ name, value }) => CURRENCY.test(name) && isCode(value))?.value;
    if (!this.elsewhere || (payees.length === 0 && amount === undefined)) return;
    const parts = {
      ...(payees.length > 0 ? { payees: payees.slice(0, MOST_TOLD) } : {}),
      ...(amount === undefined ? {} : { amount }),
      ...(currency && amount !== undefined ? { currency } : {}),
    };
    const told = JSON.stringify(parts);
    if (told !== this.told) this.elsewhere.tell(parts);
    this.told = told;
  }
}

const MOST_TOLD = 8;
const MOST_SHOWN = 60;

/** Between requests lie other matters: a telephone number there, an order's, or one's own card is nobody who is paid here. */
const isSurely = ({ name, value }: Pair): boolean =>
  PAYEE.test(name) || ibansIn(value).length > 0 || !(/[@+]/.test(value) || ELSE.test(name) || isCard(value));
const ELSE = /phone|mobile|post|zip|order|invoice|customer|track|mail|card/i;

/** What is only called a value is a sum where the same request says so: `{ field: 'amount', value: 500 }`. */
function sumIn(pairs: readonly Pair[]): number | undefined {
  const saysSo = pairs.some(({ value }) => value.length < 40 && AMOUNT.test(words(value)));
  return amountIn(saysSo ? pairs : pairs.filter(({ name }) => !/\bvalues?$/i.test(name) || /amount|sum/i.test(name)));
}

const sumOf = (known: Begun | undefined): { amount: number; pairs: readonly Pair[] } | undefined =>
  known?.amount === undefined
    ? undefined
    : { amount: known.amount, pairs: known.currency ? [{ name: 'currency', value: known.currency }] : [] };

const DONE =
  /\b(confirm(ed|ation)?|execut(e|ed|ion)|submit(ted)?|commit(ted)?|complet(e|ed|ion)|finali[sz]e[d]?|approved?|authori[sz]e[d]?|sign(ed)?(?! ?(in|on|up|out|off)\b)|release[d]?|process|place|finish|best(ae|ä)tig\p{L}*|ausf(ue|ü)hr\p{L}*|freigeben|confirmar|confirmer|conferma|valider|ejecutar|ex[eé]cuter)\b|確認|確定|実行|确认|执行|확인|подтверд\p{L}*|تأكيد|אישור/iu;
const SENDS =
  /\b(send|deliver|dispatch|senden|versenden|abschicken|envoyer|enviar|inviare|invia|verzenden|wy[sś]lij|skicka)\b|送信|发送|寄出|보내|отправ\p{L}*|إرسال|שלח/iu;
const STATE = /\b(status|state|action|op|operation( name)?|step|command|cmd|intent|event|method|query|transition)\b/i;
/** Whether it is sure may be no text at all. */
const SURE = /\b(confirm(ed)?|execute|submit|approved?|final)"?\s*[:=]\s*"?(true|1|yes)\b/i;

function confirms(url: string, pairs: readonly Pair[], body: string): boolean {
  return SURE.test(body) || does(DONE, url, pairs) || does(PAYS, url, pairs);
}

/** Whether the end of its address, or a field that says what is done, says so. */
function does(act: RegExp, url: string, pairs: readonly Pair[]): boolean {
  const steps = new URL(url).pathname.split('/').filter(Boolean).slice(-2).map(words);
  return (
    steps.some((step) => act.test(step) && (act !== PAYS || step === steps.at(-1))) ||
    pairs.some(({ name, value }) => value.length < 400 && STATE.test(name) && act.test(words(value)))
  );
}
