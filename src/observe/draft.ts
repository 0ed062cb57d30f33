/** What a page's fields say of whom to pay, and how much. */
import { ACCOUNT, AMOUNT, OTHER, PAYEE } from './order-words.ts';
import type { Draft } from './orders.ts';
import { isField } from './outgoing.ts';
import { MOST_FIELDS, words } from './pairs.ts';
import { nameOf } from './target.ts';
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

/** Where money goes, and not to whom. */
const ELSE = /\b(country|currency|land|währung|pays|devise|país|moneda|paese|valuta)\b|国|通貨|货币/iu;

/** An e-mail address or a telephone number stands in many a form. */
const isAccountIn = (name: string, value: string): boolean =>
  ACCOUNT.test(name) && isAccount(value) && !/[@+]/.test(value) && !/phone|mobile|post|zip/i.test(name);
