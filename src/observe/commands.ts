/** Words in a chat that pay: `/pay @eve 500 EUR`. */
import type { Found } from './orders.ts';
import { bare, numberOf } from './values.ts';

/** The command stands at the beginning, as those who read it want it. */
const COMMAND =
  /^\s*[/!](pay|tip|wire|donate|send|transfer|zahl\p{L}*|bezahl\p{L}*|überweis\p{L}*|payer|virer|pagar|paga|transferir|送金|支払い?|转账|付款|송금)\s+([^\n]{2,200})/iu;
/** What may be sent, or handed over, is more than money. */
const OF_ANYTHING = /^(send|transfer|transferir)$/i;
const PRICED = /\p{Sc}|\b[A-Z]{3,5}\b|@\S+\s+[\d.,']+\s*$/u;
const TO = /^(to|for|an|à|a|para|für)$/iu;
const CODE = /^[A-Z]{3,5}$/;

/** @returns whom the first of `texts` that is a command to pay pays, and how much */
export function commandedIn(texts: readonly string[]): Found | undefined {
  for (const text of texts) {
    const [, command = '', rest = ''] = COMMAND.exec(text) ?? [];
    if (!command || (OF_ANYTHING.test(command) && !PRICED.test(rest))) continue;
    const parts = rest.split(/\s+/).filter(Boolean);
    const amount = parts.map(numberOf).find((number) => number !== undefined);
    const others = parts.filter((part) => numberOf(part) === undefined);
    const payee =
      others.find((part) => part.startsWith('@')) ??
      others.find((_, n) => TO.test(others[n - 1] ?? '')) ??
      others.find((part) => !TO.test(part) && !CODE.test(part)) ??
      others[0];
    if (amount === undefined || payee === undefined) continue;
    const currency = /\b[A-Z]{3,4}\b/.exec(rest)?.[0];
    const order = { payee: payee.slice(0, 60), amount, ...(currency ? { currency } : {}) };
    return { key: `${bare(payee)} ${amount}`, order };
  }
  return undefined;
}
