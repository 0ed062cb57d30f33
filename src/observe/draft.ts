/** What a page's fields say of whom to pay, and how much. */
import { ACCOUNT, AMOUNT, OTHER, PAYEE } from './order-words.ts';
import type { Draft } from './orders.ts';
import { isField } from './outgoing.ts';
import { MOST_FIELDS, words } from './pairs.ts';
import { isVisible, nameOf, tidy } from './target.ts';
import { bare, ibansIn, isAccount, numberOf } from './values.ts';

/** What stands in the fields of `root` for a payee and a sum, shown or not. */
export function draftIn(root: ParentNode): Draft {
  const payees: string[] = [];
  const amounts: number[] = [];
  for (const field of [...root.querySelectorAll('input,select,textarea')].slice(0, MOST_FIELDS)) {
    if (!isField(field) || !field.value || field.value.length > 100) continue;
    const name = words(`${field.name} ${field.id} ${nameOf(field)}`);
    if (OTHER.test(name)) continue;
    const amount = AMOUNT.test(name) ? numberOf(field.value) : undefined;
    if (amount !== undefined) amounts.push(amount);
    else if (PAYEE.test(name) && !ELSE.test(name) ? bare(field.value).length >= 4 : isAccountIn(name, field.value))
      payees.push(field.value);
  }
  return { payees, amounts };
}

/** As `draftIn`, of what a page shows in rows, a name beside each value, as the last step before a payment does. */
export function draftShown(root: ParentNode): Draft {
  const payees: string[] = [];
  const amounts: number[] = [];
  for (const label of [...root.querySelectorAll('dt,th')].slice(0, MOST_FIELDS)) {
    const name = words(label.textContent ?? '');
    const value = label.nextElementSibling?.matches('dd,td') ? tidy(label.nextElementSibling.textContent ?? '') : '';
    if (name.length > 60 || !value || value.length > 100 || OTHER.test(name)) continue;
    const amount = AMOUNT.test(name) ? numberOf(value) : undefined;
    if (amount !== undefined) amounts.push(amount);
    else if (PAYEE.test(name) && !ELSE.test(name) ? bare(value).length >= 4 : isAccountIn(name, value))
      payees.push(value);
  }
  return { payees, amounts };
}

/** A sum with its currency. */
const SUM =
  /(?:\p{Sc}|\b[A-Z]{3})[ \u00a0]?(?<before>\d[\d.,']{0,14})|(?<![\d.,])(?<after>\d[\d.,']{0,14})[ \u00a0]?(?:\p{Sc}|[A-Z]{3}\b|zł|kr\b)/gu;
/** Whom it goes to: names begin with a capital. */
const WHOM =
  /(?<![\p{L}\d])(?:to|an|à|für|pour|para|naar|do)[ \u00a0](\p{Lu}[\p{L}.'’&-]{0,40}(?:[ \u00a0]\p{Lu}[\p{L}.'’&-]{0,40}){0,4})/u;
const LEFT = /\b(balance|available|limit|left|remaining|saldo|guthaben|solde|disponible)\b/iu;
/** A page that is shown to be confirmed is short. */
const SHORT = 4_000;

/** As `draftShown`, of what it says in a sentence; nothing where it names two sums or a greater one besides. */
export function draftTold(shown: string): Draft {
  const payees = new Set<string>();
  const amounts = new Set<number>();
  const others: number[] = [];
  if (shown.length > SHORT) return { payees: [], amounts: [] };
  for (const line of shown.split(/\n+|(?<=[.!?]) +(?=\p{Lu})/u)) {
    const sums = [...line.matchAll(SUM)].flatMap(({ groups }) => {
      const digits = groups?.before ?? groups?.after ?? '';
      return numberOf(digits.replace(/[.,']+$/, '')) ?? [];
    });
    const ibans = ibansIn(line);
    const whom = WHOM.exec(line)?.[1]?.replace(/[.,]+$/, '');
    if (sums.length > 0 && (whom || ibans.length > 0)) for (const sum of sums) amounts.add(sum);
    else if (!LEFT.test(line)) others.push(...sums);
    if (sums.length > 0 && whom && !ibans.some((iban) => iban.startsWith(whom))) payees.add(whom);
    for (const iban of ibans) payees.add(iban);
  }
  const [amount = 0] = amounts;
  const isOne = payees.size > 0 && amounts.size === 1 && others.every((other) => other <= amount);
  return isOne ? { payees: [...payees], amounts: [amount] } : { payees: [], amounts: [] };
}

/** Whether anything of an order can be entered in `root`. */
export const isEnteredIn = (root: ParentNode): boolean =>
  [...root.querySelectorAll('input,select,textarea')].slice(0, MOST_FIELDS).some((field) => {
    const name = isField(field) && isVisible(field) ? words(`${field.name} ${field.id} ${nameOf(field)}`) : '';
    return AMOUNT.test(name) || PAYEE.test(name) || ACCOUNT.test(name);
  });

/** Where money goes, and not to whom. */
const ELSE = /\b(country|currency|land|währung|pays|devise|país|moneda|paese|valuta)\b|国|通貨|货币/iu;

/** An e-mail address or a telephone number stands in many a form. */
const isAccountIn = (name: string, value: string): boolean =>
  ACCOUNT.test(name) && isAccount(value) && !/[@+]/.test(value) && !/phone|mobile|post|zip/i.test(name);
