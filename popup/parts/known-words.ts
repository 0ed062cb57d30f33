/**
 * What the rules of the shipped packs say, and the signs by which an agent was seen, in the person's language. A policy of
 * somebody's own may use the id of a shipped rule and say something else: so only where the shipped sentence stands.
 */
import english from '../../extension/_locales/en/messages.json';
import type { Managed } from '../../src/settings/settings.ts';
import { type Key, say } from '../words.ts';

/** The English ones are the packs' own (test/unit/popup/words.test.ts). */
export const SENTENCES: readonly Key[] = [
  'askPrivateText',
  'askUnseen',
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
  'ruleCall',
  'ruleCallInjected',
  'ruleCallStrict',
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
  'ruleNextPress',
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

const LOCKED: Readonly<Record<keyof Managed, Key>> = {
  pack: 'lockedPack',
  rules: 'lockedRules',
  floor: 'lockedFloor',
  sites: 'lockedSites',
  mode: 'lockedMode',
  images: 'lockedImages',
  plugIn: 'lockedPlugIn',
  policy: 'lockedPolicy',
  secondFactor: 'lockedSecondFactor',
  agents: 'lockedAgents',
};
const isLockable = (key: string): key is keyof Managed => Object.hasOwn(LOCKED, key);

/** What an organisation has set; a key without a word stays as it is. */
export const lockedWord = (key: string): string => (isLockable(key) ? say(LOCKED[key]) : key);

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

/** Why the guard is less than full, as the background says it. */
const CAUSES: Readonly<Record<string, Key>> = {
  'a policy could not be read; the last good one stays in force': 'causePolicy',
  'a setting of your organisation could not be read; the last good one stays in force': 'causeManaged',
  'this browser does not tell whether a debugger drives a tab; hand the tab over yourself': 'causeDebuggers',
  'this build looks at requests one by one, which the browser allows only where a policy installs it': 'causeRequests',
  'a question could not be shown in a window of its own': 'causeWindow',
  'a request could not be looked through, so it was stopped; restart the browser if this stays': 'causeRequest',
  'the end of a session could not be noted': 'causeEnd',
  'service workers of sites could not be taken away': 'causeWorkers',
  'your settings could not be read; the balanced pack is in force': 'causeSettings',
  'your canaries could not be read; plant them again': 'causeCanaries',
  'your PIN could not be read; nothing can be loosened': 'causePin',
  'what happens cannot be remembered any more, so nothing is let through; restart the browser': 'causeUnsaved',
  'the network rules could not be set': 'causeRules',
  'frames may hear late that an agent is at work': 'causeLate',
  'part of the guard failed; restart the browser if this stays': 'causePart',
};
const CAUSES_OF: readonly (readonly [RegExp, Key])[] = [
  [/^the rule (\S+) has ended this session; take the tab back to begin anew$/, 'causeEnded'],
  [/^the model cannot answer \((.*)\); grave actions are held$/s, 'causeModel'],
];

export function causeInWords(cause: string): InWords {
  if (Object.hasOwn(CAUSES, cause) && CAUSES[cause]) return { text: say(CAUSES[cause]) };
  for (const [shape, key] of CAUSES_OF) {
    const of = shape.exec(cause)?.[1];
    if (of !== undefined) return { text: say(key, of) };
  }
  return { text: cause, lang: 'en' };
}
