/** Orders and messages in several requests: whom, how much or what, and at last that it be done. */
import { letterIn, messageOf } from './messages.ts';
import { OTHER, PAYS } from './order-words.ts';
import { accountsIn, amountIn, type Deed, foundOf, queryOf } from './orders.ts';
import { type Pair, pairsOf, words } from './pairs.ts';
import { plain } from './values.ts';

/** Somebody may look over what they have filled in. */
const LASTS_MS = 10 * 60_000;
const LONGEST = 20_000;

type Told<T> = { value: T; at: number };

/** What was said so far by one page. */
export class Pieces {
  private payee: Told<string[]> | undefined;
  private sum: Told<{ amount: number; pairs: readonly Pair[] }> | undefined;
  private to: Told<string[]> | undefined;
  private said: Told<string[]> | undefined;

  /** @returns the order of which this request says that it be done, where it doesn't name it itself */
  deedIn(url: string, body: string, at: number): Deed | undefined {
    if (body.length > LONGEST || !URL.canParse(url)) return undefined;
    const within = body.length < 8 ? [] : pairsOf(plain(body));
    const pairs = [...within, ...queryOf(url)].filter(({ name }) => !OTHER.test(name));
    const payees = accountsIn(pairs, false).map(({ value }) => value);
    const amount = amountIn(pairs);
    if (payees.length > 0) this.payee = { value: payees, at };
    if (amount !== undefined) this.sum = { value: { amount, pairs }, at };
    const { to, said } = letterIn(within);
    if (to.length > 0) this.to = { value: to, at };
    if (said.length > 0) this.said = { value: said, at };
    const isFresh = (one: Told<unknown> | undefined) => one !== undefined && at - one.at < LASTS_MS;
    // A draft that was saved is sent by its number.
    if (to.length === 0 && this.to && isFresh(this.to) && does(SENDS, url, within))
      return { purpose: 'send', ...messageOf(this.to.value, this.said?.value ?? []) };
    if (!confirms(url, within, body)) return undefined;
    if (!this.payee || !this.sum || !isFresh(this.payee) || !isFresh(this.sum)) return undefined;
    return { purpose: 'transfer', ...foundOf(this.payee.value, this.sum.value.amount, this.sum.value.pairs) };
  }

  /** It was done, or is another matter. */
  forget(purpose: Deed['purpose']): void {
    if (purpose === 'send') this.to = this.said = undefined;
    else this.payee = this.sum = undefined;
  }
}

const DONE =
  /\b(confirm(ed|ation)?|execut(e|ed|ion)|submit(ted)?|commit(ted)?|complet(e|ed|ion)|finali[sz]e[d]?|approved?|authori[sz]e[d]?|sign(ed)?|release[d]?|process|place|finish|best(ae|ä)tig\p{L}*|ausf(ue|ü)hr\p{L}*|freigeben|confirmar|confirmer|conferma|valider|ejecutar|ex[eé]cuter)\b|確認|確定|実行|确认|执行|확인|подтверд\p{L}*|تأكيد|אישור/iu;
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
