/** What of a private page's visible text is worth remembering: its data and its prose, not its menus and buttons. */
import type { Label } from '../event/event.ts';
import { dense } from './dense.ts';
import { asciiDigits } from './digits.ts';
import { kindsOf } from './kinds.ts';
import { personalIn } from './personal.ts';
import { phrases } from './phrases.ts';

export interface Collected {
  /**
   * Recognised exactly, where it isn't part of something longer. Without a label: as private as the page. What matters
   * most is last: data of a known kind, and what stands first on the page.
   */
  readonly values: readonly { readonly text: string; readonly label?: Label }[];
  /** Recognised by stretches. */
  readonly prose: string;
}

/** A line that says as much as so many letters is a sentence of somebody's, and worth an entry of its own; the most in dense characters. */
const SENTENCE = { least: 24, most: 64 };

export function collect(shown: string): Collected {
  const text = asciiDigits(shown);
  const lines = text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter(Boolean);
  const prose = lines.filter((line) => !isFurniture(line)).flatMap(withoutLongAddresses);
  const sentences = [...prose, ...prose.flatMap(afterLabel), ...prose.flatMap(tellingSentences)].filter(isSentence);
  const found = kindsOf(text);
  const digitsOf = (of: string) => found.filter(({ kind }) => kind === of).map(({ value }) => digitsIn(value));
  const ended = [...digitsOf('phone'), ...digitsOf('parcel')];
  const kinds = [
    ...found.map(({ value, label }) => ({ text: value, label })),
    ...found
      .filter(({ kind, value }) => kind === 'phone' && /^(\+|00)/.test(value))
      .map(({ value }) => ({ text: domestic(digitsIn(value)), label: 'pii' as const })),
  ];
  // A phone number is one also without its plus, and its end, or a parcel's, is no other number.
  const named = new Set(found.map(({ value }) => digitsIn(value)));
  const isNamed = (digits: string) => named.has(digits) || ended.some((number) => number.endsWith(digits));
  const unnamed = [...tokens(text).filter((token) => !isNumber(token) || !isNamed(digitsIn(token))), ...sentences].map(
    (token) => ({ text: token }),
  );
  // What has a kind keeps its label: it comes last, and the last of equal texts stays.
  const personal = personalIn(lines).map((datum) => ({ text: datum }));
  const values = new Map(
    [...unnamed.reverse(), ...personal.reverse(), ...kinds.reverse()].map((value) => [value.text, value]),
  );
  return { values: [...values.values()], prose: [...prose, ...phrases(lines)].join('\n') };
}

/** An address as long as a stretch of prose is an address all the same, and goes wherever addresses go. */
function withoutLongAddresses(line: string): string[] {
  return line.includes('@') ? line.split(LONG_ADDRESS) : [line];
}

const LONG_ADDRESS = /[<(]?[\w.+-]{1,64}@(?=[\w.-]{20})[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}[>)]?/g;

const FURNITURE =
  /cookie|copyright|©|all rights reserved|terms (of|and)|privacy policy|newsletter|javascript|unsubscribe|datenschutz|impressum|alle rechte|mentions légales|tous droits|política de|derechos reservados|informativa/i;

function isSentence(line: string): boolean {
  const { length } = dense(line);
  return length <= SENTENCE.most && weightOf(line) >= SENTENCE.least;
}

/** Sentences of a paragraph that name or number something: others ("Please let me know …") are in everybody's letters. */
function tellingSentences(line: string): string[] {
  const all = line.split(SENTENCE_END);
  return all.length > 1 ? all.filter((sentence) => /\d/.test(sentence) || namesSomebody(sentence)) : [];
}

const SENTENCE_END = /(?<=[.!?…]["'”’)]?)\s+|(?<=[。！？])/;

/** Two names in it, and few words besides that are written in capitals, as German ones are. */
function namesSomebody(sentence: string): boolean {
  const words = sentence.split(/\s+/);
  const capitals = words.slice(1).filter((word) => /^\p{Lu}\p{Ll}/u.test(word)).length;
  return capitals >= 2 && capitals * 4 <= words.length;
}

/** What a line says in another script than an alphabet, without what it is called (`诊断：…`). */
function afterLabel(line: string): string[] {
  const rest = /^[^:：]{1,20}[:：]\s*(.+)$/.exec(line)?.[1];
  return rest && isDenser(rest) ? [rest] : [];
}

/**
 * How many letters of an alphabet say as much: a Chinese character is a word or half of one, kana are syllables, and a
 * consonant of an Indic or Thai script brings its vowel, as a mark or unwritten.
 */
function weightOf(line: string): number {
  const { codes, length } = dense(line);
  let weight = 0;
  for (const code of codes.subarray(0, length)) {
    if (code >= 0x3400 && code <= 0x9fff) weight += 2.5;
    else if (code >= 0x3040 && code <= 0x30ff) weight += 1.5;
    else weight += isIndic(code) ? 2 : 1;
  }
  return weight;
}

const isIndic = (code: number): boolean => (code >= 0x900 && code <= 0x109f) || (code >= 0x1780 && code <= 0x17ff);
const isDenser = (text: string): boolean => /[\u0900-\u109f\u1780-\u17ff\u3040-\u9fff]/.test(text);

/** Menus, buttons, notices: the same for everybody. */
function isFurniture(line: string): boolean {
  if (line.length < 400 && FURNITURE.test(line)) return true;
  const words = line.split(/\s+/).length;
  const ideographs = /[\u2e80-\u9fff\uac00-\ud7af]/.test(line);
  if (words > 3 || /\d/.test(line) || (ideographs && line.length > 8)) return false;
  return !isDenser(line) || weightOf(line) < SENTENCE.least;
}

const DATE_OR_TIME =
  /\b\d{4}([-/.])\d{1,2}\1\d{1,2}\b|\b\d{1,2}([-/.])\d{1,2}\2\d{2,4}\b|\b\d{1,2}:\d{2}(:\d{2})?\b|\b(19|20)\d{2}\s?[-–]\s?(19|20)?\d{2}\b/g;
const NAMED_NUMBER =
  /(?:account|acct|invoice|ref(?:erence)?|customer|member|policy|case|id|no|nr|num(?:ber)?|konto|kunden|rechnung|compte|cuenta|#)[\w ]{0,12}[.:#]{0,2}\s{0,2}(\d{5})\b/gi;

/** Numbers and identifiers that are unlikely to occur anywhere else. */
function tokens(text: string): string[] {
  const undated = text.replace(DATE_OR_TIME, ' ; ');
  const numbers = undated.match(/\d(?:[ .,'’-]?\d){5,30}/g) ?? [];
  const named = [...undated.matchAll(NAMED_NUMBER)].flatMap((match) => match[1] ?? []);
  const words = undated.match(/[A-Za-z0-9][A-Za-z0-9_-]{7,}/g) ?? [];
  return [...numbers.filter(isDistinct), ...named, ...words.filter(isMixed)];
}

/** Country codes of one and two digits (ITU-T E.164); the others have three. */
const COUNTRY = /^(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])|^\d{3}/;

/** A phone number's digits as they are dialled in its own country, where that begins with a zero. */
function domestic(digits: string): string {
  return digits.replace(COUNTRY, '0').replace(/^00/, '0');
}

const digitsIn = (text: string): string => text.replace(/\D/g, '').replace(/^00/, '');
const isNumber = (token: string): boolean => !/[a-z]/i.test(token);

/** Six digits that matter: round sums occur everywhere. */
function isDistinct(number: string): boolean {
  return number.replace(/\D/g, '').replace(/^0+|0+$/g, '').length >= 6;
}

function isMixed(word: string): boolean {
  const digits = word.replace(/\D/g, '').length;
  return digits >= 3 && /[a-z]/i.test(word) && word.replace(/\W|_/g, '').length >= 8;
}
