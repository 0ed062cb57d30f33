/** Forms that write down a payee and a sum and move nothing: a budget, an expense, a label for a parcel. */

import { isField } from './outgoing.ts';
import { pattern } from './pattern.ts';
import { headingOf } from './target.ts';
import { ibansIn, isAccount, WALLET } from './values.ts';

const ENTRY =
  'transactions?|expenses?|entry|entries|income|spending|receipts?|invoices?|bills?|budgets?|goals?|alerts?|reminders?|items?|lines?|ingredients?|shipments?|labels?|mileage|quotes?';
const THE = '( (an?|the|this|my|your|new|another))?';
/** Whole names. */
const WRITES = pattern(
  `^((add|save|create|record|log|new|edit|update)${THE} (${ENTRY})|submit${THE} expenses?( report)?|print( \\p{L}+)?` +
    '|(buchung|ausgabe|einnahme|eintrag|beleg|rechnung|zutat) (hinzufügen|speichern|erfassen|anlegen|erstellen)' +
    '|(ajouter|enregistrer|créer) (une |la |le |un |l.)?(dépense|transaction|opération|écriture|facture|entrée|revenu)' +
    '|(añadir|agregar|guardar|crear|registrar) (una? |el |la )?(gasto|transacción|movimiento|factura|ingreso|entrada)' +
    '|(支出|収入|取引|明細|請求書)を?(追加|登録|保存|作成)(する)?|إضافة (مصروف|معاملة|دخل|فاتورة))$',
);
const KEEPS =
  /^(add|save|record|update|create|hinzufügen|speichern|ajouter|enregistrer|añadir|guardar|追加|保存|登録|إضافة|حفظ)$/iu;
const BOOKS =
  /\b(budget\w*|ledger|bookkeeping|expense( report)?s?|spending|invoices?|(new|add|edit) transaction|recipe|alerts?|haushaltsbuch|ausgaben|rechnung|dépenses?|facture|gastos?|presupuesto|factura)\b|家計簿|支出|請求書|مصروفات|ميزانية/iu;

/**
 * @param name of what sends it
 * @param root what its fields are in: with somebody's account among their values it may pay
 */
export function keepsBooks(name: string, root: Element): boolean {
  if (!WRITES.test(name) && !(KEEPS.test(name) && BOOKS.test(headingOf(root)))) return false;
  return ![...root.querySelectorAll('input,select,textarea')].some(
    (field) => isField(field) && isSomebodys(field.value),
  );
}

/** Beyond doubt an account or an address that is paid. */
export const isSomebodys = (value: string): boolean =>
  ibansIn(value).length > 0 || WALLET.test(value.trim()) || isAccount(value.trim());
