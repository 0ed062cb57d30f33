/**
 * An address that does something grave when it is opened. One that pays names somebody's account, or whom it pays, and a
 * sum, and says that something is done. Without that it is a form filled in before, a search or a calculator.
 */
import { isIban } from '../dataflow/checksums.ts';
import { actInAddress } from './acts.ts';
import { AMOUNT, OTHER, PAYEE, PAYS } from './order-words.ts';
import type { Deed } from './orders.ts';
import { type Pair, pairsOf, words } from './pairs.ts';
import { bare, isAccount, numberOf } from './values.ts';

const LONGEST = 4_000;
const ACT =
  /^(do|exec|execute|perform|process|submit|commit|complete|confirm|make|instant)\b|\b(pay|send|transfer|payment) now\b|^(ausf[uü]hren|ejecutar|ex[eé]cuter|esegui)$/i;
/** What only shows, or works out. */
const SHOWS =
  /\b(search|find|list|filter|history|transactions?|statements?|activity|reports?|exports?|invoices?|receipts?|convert\w*|calculat\w*|quotes?|rates?|exchange|preview|view|show|details|print|login|signin|auth|oauth)\b/i;
const DOES = /^(action|act|do|op|operation|cmd|command|method|intent)$/i;
const SURE = /^(confirm(ed)?|execute|submit|auto ?(submit|confirm|pay)|immediate|now)$/i;
/** So is whoever is paid called, whatever they are called; `to` may be a currency. */
const NAMES_PAYEE = /\b(payees?|beneficiar(y|io|ia)|recipients?|creditor|empf[aä]nger|destinatari[oa]|destinataire)\b/i;

export const deedInAddress = (url: string): Deed | undefined => orderInAddress(url) ?? actInAddress(url);

function orderInAddress(url: string): Deed | undefined {
  if (url.length > LONGEST || !URL.canParse(url)) return undefined;
  const { pathname, search } = new URL(url);
  const steps = pathname.split('/').map(words);
  if (!/\d/.test(search) || steps.some((step) => SHOWS.test(step))) return undefined;
  const pairs = pairsOf(search.slice(1)).filter(({ name }) => !OTHER.test(name));
  if (!steps.some((step) => ACT.test(step)) && !pairs.some(acts)) return undefined;
  const amount = pairs.flatMap(({ name, value }) => (AMOUNT.test(name) ? (numberOf(value) ?? []) : []))[0];
  const payee = pairs.find(isPayee)?.value.slice(0, 60);
  if (amount === undefined || payee === undefined) return undefined;
  return { purpose: 'transfer', key: `${bare(payee)} ${amount}`, order: { payee, amount } };
}

const acts = ({ name, value }: Pair): boolean =>
  (DOES.test(name) && (ACT.test(value) || /^send$/i.test(value) || PAYS.test(words(value)))) ||
  (SURE.test(name) && /^(1|true|yes|y|on)$/i.test(value));

const isPayee = ({ name, value }: Pair): boolean =>
  value !== '' &&
  value.length <= 100 &&
  ((PAYEE.test(name) && (isIban(value.toUpperCase()) || isAccount(value))) || NAMES_PAYEE.test(name));
