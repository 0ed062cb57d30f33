/**
 * What the rules of the shipped packs say, and the signs by which an agent was seen, in the person's language. A policy of
 * somebody's own may use the id of a shipped rule and say something else: so only where the shipped sentence stands.
 */
import english from '../../extension/_locales/en/messages.json';
import { type Key, say } from '../words.ts';

/** The English ones are the packs' own (test/unit/popup/words.test.ts). */
export const SENTENCES: readonly Key[] = [
  'askPrivateText',
  'askCode',
  'askShownLink',
  'askInAddress',
  'askHandedOn',
  'askPurchase',
  'askTransfer',
  'askDelete',
  'askPassword',
  'askGrant',
  'ruleExfiltration',
  'ruleByAddress',
  'ruleNewPage',
  'ruleSecretPaste',
  'ruleEntryInjected',
  'ruleNewFrame',
  'ruleSignInInjected',
  'ruleTrifecta',
  'ruleTrifectaLink',
  'ruleSubmitInjected',
  'ruleGraveInjected',
  'ruleSuspicious',
  'ruleTool',
  'ruleSecretInUrl',
  'rulePasswordNamed',
  'ruleSecretLeaves',
  'ruleClipboard',
  'ruleUpload',
  'ruleDownloadUpload',
  'ruleRecipient',
  'ruleBulkDelete',
  'ruleAccountInjected',
  'ruleForwarding',
  'ruleSharing',
  'ruleOccluded',
  'ruleMessages',
  'ruleRepeated',
  'ruleSteps',
  'ruleSprawl',
  'ruleErrors',
  'ruleUnsigned',
  'ruleStrictText',
  'ruleStrictFrame',
  'ruleStrictCode',
  'ruleUnjudged',
  'ruleDeletes',
  'rulePublish',
  'ruleScope',
  'ruleOnlyRead',
  'ruleNoEntry',
  'ruleNoPress',
  'ruleNoLinks',
  'ruleOnlyPages',
  'ruleAfterInjectedLink',
];

const byEnglish = new Map(SENTENCES.map((key) => [english[key].message, key]));

/** Our words, or with its language what we have no words for. */
export type InWords = { text: string; lang?: 'en' };

export function inWords(what: string): InWords {
  const key = byEnglish.get(what);
  return key ? { text: say(key) } : { text: what, lang: 'en' };
}

const SIGNS: Readonly<Record<string, Key>> = {
  'untrusted event': 'signUntrusted',
  'agent invoked': 'signTool',
  'tool called': 'signTool',
  'pointer came from nowhere': 'signNowhere',
  'fractional coordinates': 'signFractional',
  'no pressure': 'signPressure',
  'pressed for no time': 'signBrief',
  'input without a key': 'signNoKey',
  'keys pressed for no time': 'signKeysBrief',
  'activation without input': 'signActivation',
  'sent without input': 'signSent',
  'debugger attached': 'signDebugger',
  'no developer tools open': 'signNoTools',
  'handed over': 'signHanded',
  'you handed it over': 'signHanded',
  'navigation by debugger': 'signAddress',
  'by script': 'signScript',
};

export function signInWords(sign: string): InWords {
  const key = Object.hasOwn(SIGNS, sign) ? SIGNS[sign] : undefined;
  if (key) return { text: say(key) };
  const id = /^declared by the extension (\S+)$/.exec(sign)?.[1];
  return id ? { text: say('signDeclared', id) } : { text: sign, lang: 'en' };
}
