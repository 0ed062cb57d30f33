/**
 * What the commonest questions of the shipped packs ask, in the person's language. A policy of somebody's own may use the id of
 * a shipped rule and say something else: so only where the shipped sentence stands.
 */
import english from '../../extension/_locales/en/messages.json';
import { type Key, say } from '../words.ts';

/** Rule → its words; the English ones are the pack's own (test/unit/popup/words.test.ts). */
export const KNOWN = {
  'private-text-elsewhere': 'askPrivateText',
  'otp-relay': 'askCode',
  'shown-link-with-private-text': 'askShownLink',
  'private-text-in-address': 'askInAddress',
  'private-text-handed-on': 'askHandedOn',
  'confirm-purchase': 'askPurchase',
  'confirm-transfer': 'askTransfer',
  'confirm-delete': 'askDelete',
  'no-password-change': 'askPassword',
  'oauth-grant': 'askGrant',
} as const satisfies Readonly<Record<string, Key>>;

/** @returns `what` in the person's language, with that language left out; as it is, in English, where we have no words for it */
export function inWords(rule: string, what: string): { text: string; lang?: 'en' } {
  const key = Object.hasOwn(KNOWN, rule) ? KNOWN[rule as keyof typeof KNOWN] : undefined;
  return key && english[key].message === what ? { text: say(key) } : { text: what, lang: 'en' };
}
