/** What a page's fields say of whom to pay, and how much. */
import { AMOUNT, bare, type Draft, MOST_FIELDS, numberOf, OTHER, PAYEE, words } from './orders.ts';
import { isField } from './outgoing.ts';
import { nameOf } from './target.ts';

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
    else if (PAYEE.test(name) && bare(field.value).length >= 4) payees.push(field.value);
  }
  return { payees, amounts };
}
