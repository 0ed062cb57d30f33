/** Messages by what a request says: whom they go to, and what they say. */
import { addressesIn } from './addressees.ts';
import { asksFirst, LONGEST } from './order-words.ts';
import { type Pair, pairsOf } from './pairs.ts';
import { bare } from './values.ts';

/** `key`: whom it goes to and what it says, in letters and digits only; `to`: the addresses. */
export type Message = { key: string; to: readonly string[] };

export function messageIn(url: string, body: string): Message | undefined {
  if (body.length < 8 || body.length > LONGEST || !/@|%40/.test(body) || asksFirst(url)) return undefined;
  const pairs = pairsOf(body);
  const { to, said } = letterIn(pairs);
  return to.length === 0 || said.length === 0 ? undefined : messageOf(to, said);
}

/** Whom it is for, and what it says: both, or what a draft is given of them. */
export const letterIn = (pairs: readonly Pair[]): { to: string[]; said: string[] } => ({
  to: pairs.filter(({ name, value }) => ADDRESSED.test(name) && /[^\s@]@[^\s@]/.test(value)).map(({ value }) => value),
  said: pairs.filter(({ name, value }) => SAID.test(name) && value !== '').map(({ value }) => value),
});

export const messageOf = (to: readonly string[], said: readonly string[]): Message => ({
  key: [...to, ...said].map(bare).join(' '),
  to: to.flatMap(addressesIn),
});

const ADDRESSED =
  /\b(to|cc|bcc|recipients?|receivers?|addressees?|invitees?|an|empf[aä]nger|destinataires?|destinatari[oa]s?|para)\b|宛先|收件人|받는/iu;
const SAID =
  /\b(body|text|message|content|html|subject|note|comment|nachricht|betreff|objet|asunto|mensaje|messaggio)\b|本文|件名|正文|主题|내용|제목/iu;
