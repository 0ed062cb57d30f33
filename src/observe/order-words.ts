/** What is called so in what is sent: whom money goes to, how much, and what is done, in the languages of most of the web. */

export const PAYEE =
  /\b(iban|payees?|beneficiar(y|io|ia|ies)|b[eé]n[eé]ficiaire|recipients?|receiver|creditor|counterpart(y)?|dest(ination)?|to|empf[aä]nger|beg[uü]nstigter?|zahlungsempf[aä]nger|destinataire|destinatari[oa]|begunstigde|ontvanger|odbiorc[ay]|al[iı]c[iı]|mottagare|pix|upi|vpa)\b|получател|收款|受取|振込先|받는|예금주|مستفيد|المستلم|מוטב/iu;
export const ACCOUNT =
  /\b(iban|accounts?|acct|konto(nummer)?|kontonr|compte|cuenta|conto|conta|rekening(nummer)?|rachun(ek|ku)|hesap|number|nummer|num|no|wallet|address|key|chave|clabe|pan|e-?mail|phone|mobile|handle|vpa)\b|сч[её]т|账号|帳號|口座|계좌|حساب|חשבון/iu;
export const AMOUNT =
  /\b(amounts?|amt|betrag|montant|importe|importo|valor|quantia|bedrag|kwota|tutar|belopp|bel[oø]b|suma?|summe|cents|minor units?|value)\b|сумм|金额|金額|금액|مبلغ|סכום/iu;
/** So only those are called whom money is sent to. */
export const CREDITOR =
  /\b(beneficiar(y|io|ia|ies)|b[eé]n[eé]ficiaire|creditor|beg[uü]nstigter?|zahlungsempf[aä]nger)( name)?$|受取人|振込先|收款人|예금주|المستفيد|מוטב/iu;
export const MINOR = /\b(cents?|minor|pence|rappen|centimes)\b/i;
export const CURRENCY = /\b(currency|ccy|curr|w[aä]hrung|devise|moneda|valuta|moeda)\b|通貨|货币/iu;
/** What is the payer's own, or searched for. */
export const OTHER =
  /\b(from|source|debit(or)?|payer|sender|own|my|min|max|limit|range|filter|query|search|balance|total count)\b/i;

/** Ways of asking what an order would cost, or whether it can be given. */
export const ASKING =
  '(validat\\w*|verif\\w*|check|preview|quotes?|fees?|costs?|calculat\\w*|convert\\w*|rates?|pric(es|ing)|simulat\\w*|estimat\\w*|prepare|drafts?|search|find|filter|suggest\\w*|autocomplete|lookup|log|events?|track\\w*|analytics|metrics|telemetry)';
const ASKS_FIRST = new RegExp(`(^|[/_.-])${ASKING}([/_.?-]|$)`, 'i');

export const PAYS =
  /\b(pay(?!ment (methods?|options?|details|settings|history|status|card))|payments?(?! (methods?|options?|details|settings|history|status|card))|payouts?|transfers?|remit\w*|wire|withdraw(al)?s?|send (money|transaction|payment|coins?)|[uü]berweis\w*|virements?|transferencias?|bonific[oi])\b|振込|送金|转账|轉帳|汇款|송금|이체|перевод|تحويل|העברה/iu;

export const UNNAMED = /^(params|args|arguments|text|line|values?|data|body)$/i;
/** Whoever is called that is paid, whatever stands there: the number of somebody saved, say. */
export const PAID =
  /\b(payees?|beneficiar(y|io|ia|ies)|b[eé]n[eé]ficiaire|recipients?|receiver|creditor|empf[aä]nger|beg[uü]nstigter?|destinataire|destinatari[oa]|to)\b|получател|收款|受取|振込先|받는|مستفيد|מוטב/iu;

/** Longer bodies are files, or state that is kept: not orders. */
export const LONGEST = 20_000;

export function asksFirst(url: string): boolean {
  return URL.canParse(url) && ASKS_FIRST.test(new URL(url).pathname);
}
