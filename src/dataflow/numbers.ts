/**
 * Long numbers by themselves: a part of one that stands alone, its digits with anything else between them, each of them
 * twice, or the number written to another base.
 */
import { type Dense, dense, isDigit } from './dense.ts';
import { type Entry, entry } from './fingerprint.ts';
import { hashKey, prefixes } from './hash.ts';
import { NUMBER, PART } from './table.ts';

/** Shorter ones are too often chance where everything else is taken out of a text. */
const LEAST_AMONG_OTHERS = 10;
/** A part of fewer digits is what honest pages show (the last four), and one of less than half isn't the number. */
const LEAST_PART = 8;
const LONGEST = 40;

/** Fingerprints of a number's digits among anything else, and of its parts; none where `value` isn't a long number. */
export function numberEntries(salt: string, value: string): Entry[] {
  const digits = onlyNumber(dense(value));
  if (!digits || digits.length <= LEAST_PART || isOrdinary(digits, 0, digits.length)) return [];
  const key = hashKey(salt);
  const prefix = prefixes(key, digits);
  const { length } = digits;
  const size = Math.max(LEAST_PART, Math.ceil(length / 2));
  const out: Entry[] = [];
  for (let at = 0; at + size <= length; at++) {
    out.push(entry(key, prefix, digits, at, size, PART));
  }
  if (length >= LEAST_AMONG_OTHERS) out.push(entry(key, prefix, digits, 0, length, NUMBER));
  return out;
}

/** The digits of what is a number but for a country's code or the like. */
function onlyNumber(text: Dense): Dense | undefined {
  if (text.length > LONGEST) return undefined;
  const whole = textOf(text, 0, text.length);
  const run = /^[a-z]{0,3}(\d+)[a-z]?$/.exec(whole)?.[1];
  return run ? dense(run) : undefined;
}

/** Dates, round sums and rows (`12345678`) are in texts of every kind. */
export function isOrdinary(text: Dense, at: number, length: number): boolean {
  if (length > LONGEST) return false;
  const digits = textOf(text, at, length);
  return (
    /^(?:(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:[0-3]\d[01]\d|[01]\d[0-3]\d)(?:19|20)\d\d)$/.test(
      digits,
    ) ||
    digits.replace(/^0+|0+$/g, '').length < 6 ||
    new Set(digits).size < 3 ||
    '01234567890123456789'.includes(digits) ||
    '98765432109876543210'.includes(digits)
  );
}

function textOf({ codes }: Dense, at: number, length: number): string {
  return String.fromCharCode(...codes.subarray(at, at + length));
}

/**
 * All digits of a text in a row, then those that stand there twice, once, then the numbers that it writes to another base,
 * then all digits again without what only counts the parts.
 * @param plain `text`, dense
 */
export function digitsOf(text: string, plain: Dense): Dense {
  const all = new Uint16Array(plain.length);
  let length = 0;
  for (let i = 0; i < plain.length; i++) {
    const code = plain.codes[i] as number;
    if (isDigit(code)) all[length++] = code;
  }
  const more = `${undoubled(all, length)} ${inDecimals(text)} ${uncounted(text)}`;
  const codes = new Uint16Array(length + more.length);
  codes.set(all.subarray(0, length));
  for (let i = 0; i < more.length; i++) codes[length + i] = more.charCodeAt(i);
  return { codes, joined: new Uint8Array(codes.length), length: codes.length };
}

/** `1) 4077 2) 1922 …`, or a house number between two parts: without the short ones, where there are long ones. */
function uncounted(text: string): string {
  const runs = text.match(/\d+/g) ?? [];
  const long = runs.filter((run) => run.length > 2);
  return long.length > 1 && long.length < runs.length ? long.join('') : '';
}

function undoubled(codes: Uint16Array, length: number): string {
  let out = '';
  for (let from = 0; from + 1 < length; ) {
    let at = from;
    while (at + 1 < length && codes[at] === codes[at + 1]) at += 2;
    if (at - from >= 2 * LEAST_AMONG_OTHERS) {
      for (let i = from; i < at; i += 2) out += String.fromCharCode(codes[i] as number);
    }
    from = Math.max(at, from + 1);
  }
  return out;
}

/** What may be a number of 10 to 19 digits to base 36 or less: a word of letters and digits, or many zeros and ones. */
const WORDS = /(?<![a-z0-9])(?:0[xob])?(?=[a-z]*\d)[a-z0-9]{7,64}(?![a-z0-9])/gi;

function inDecimals(text: string): string {
  let out = '';
  for (const found of text.match(WORDS) ?? []) {
    const word = found.startsWith('0') ? found.replace(/^0[xob]/i, '') : found;
    for (const [shape, base] of LETTER.test(word) ? MIXED : BARE) {
      if (shape.test(word)) out += ` ${decimal(word, base)}`;
    }
  }
  return out;
}

const LETTER = /[a-z]/i;
type Bases = readonly (readonly [RegExp, number])[];
const BARE: Bases = [
  [/^[01]{32,64}$/, 2],
  [/^[0-7]{11,22}$/, 8],
];
const MIXED: Bases = [
  [/^[0-9a-f]{8,16}$/i, 16],
  [/^[0-9a-v]{7,13}$/i, 32],
  [/^[0-9a-z]{7,13}$/i, 36],
];

function decimal(word: string, base: number): string {
  const quick = Number.parseInt(word, base);
  if (Number.isSafeInteger(quick)) return String(quick);
  // Either half is exact, and big integers are slow.
  const half = word.length >> 1;
  const [high, low] = [word.slice(0, half), word.slice(half)].map((part) => BigInt(Number.parseInt(part, base)));
  return String((high ?? 0n) * BigInt(base ** (word.length - half)) + (low ?? 0n));
}
