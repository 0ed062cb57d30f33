/** What a page's fields say of whom to pay, and how much. */
import { ACCOUNT, AMOUNT, OTHER, PAYEE } from './order-words.ts';
import type { Draft } from './orders.ts';
import { isField } from './outgoing.ts';
import { MOST_FIELDS, words } from './pairs.ts';
import { isVisible, nameOf, tidy } from './target.ts';
import { bare, isAccount, numberOf } from './values.ts';

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
