/**
 * Undoes what hides text from a reader that isn't a person. The same steps, in the same order, as models/train/normalise.py;
 * test/golden/normaliser.jsonl and models/parity.json hold the two together.
 */
import { LOOKALIKE } from '../event/lookalikes.ts';

const SPACE = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
const INVISIBLE =
  /\u00ad|\u034f|[\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|\u17b4|\u17b5|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]/gu;
// A joiner inside Latin letters has no reason to be there; inside Persian, Hindi or an emoji it has.
const ZERO_WIDTH_IN_WORD = /[A-Za-z][\u200b-\u200d\u2060\ufeff]+[A-Za-z ]/;
const TAG_RUN = /\u{1f3f4}[\u{e0020}-\u{e007e}]+\u{e007f}|[\u{e0000}-\u{e007f}]+/gu;
const ENTITY = /&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos|nbsp));/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const PERCENT = /(?:%[0-9a-fA-F]{2})+/g;
const BASE64 = /[A-Za-z0-9+/_-]{24,}={0,2}/g;
const HEX = /(?:(?:\\x|0x)?[0-9a-fA-F]{2}[ ,:]?){12,}/g;
const FULLWIDTH = /[\uff21-\uff3a\uff41-\uff5a]/g;
const SPACED = /(?<![^ ])(?:[A-Za-z][ .·_-]){5,}[A-Za-z](?![^ .,;:!?])/g;
const SPACED_WORDS = /(?<![^ ])(?:[A-Za-z0-9] {1,4}){9,}[A-Za-z0-9](?![^ ])/g;
const LEET_WORD = /(?=[01345]*[A-Za-z])[A-Za-z01345]{2,}/g;
const LEET: Readonly<Record<string, string>> = { 4: 'a', 3: 'e', 1: 'i', 0: 'o', 5: 's' };
const WORD = /[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f]+/g;
const FOREIGN_LETTER = /[\u00c0-\u024f\u0370-\u1fff\u3040-\ud7ff]/;
const BACKWARDS = /^[.?!].*[a-z ][A-Z]$/;
const COMMON = new Set(
  (
    'the and to of a in is you your for this that with on are as it be not have from all any or at by an if now will do' +
    ' page user email message send open click ignore follow forward instructions password please when then only after before next'
  ).split(' '),
);

export interface Normal {
  /** What the model reads. */
  readonly plain: string;
  /** What had to be undone, by name. */
  readonly flags: readonly string[];
}

export function normalise(raw: string): Normal {
  const flags: string[] = [];
  const plain = undo(raw, flags);
  // What was hidden may hide something in its turn; a third layer stays as it is.
  return { plain: flags.length > 0 ? undo(plain, flags) : plain, flags };
}

function undo(raw: string, flags: string[]): string {
  let text = raw.replace(/\p{Surrogate}/gu, '\ufffd');
  text = tags(text, flags);
  if (ZERO_WIDTH_IN_WORD.test(text)) flag(flags, 'zero-width');
  text = entities(text.replace(INVISIBLE, ''), flags);
  if ((text.match(FULLWIDTH)?.length ?? 0) >= 6) flag(flags, 'fullwidth');
  text = homoglyphs(text.normalize('NFKC'), flags);
  text = encoded(percent(text, flags), flags);
  text = text.replace(SPACED_WORDS, (run) =>
    flag(
      flags,
      'spaced',
      run
        .split(/ {2,}/)
        .map((w) => w.replaceAll(' ', ''))
        .join(' '),
    ),
  );
  text = text.replace(SPACED, (run) => flag(flags, 'spaced', run.replace(/[ .·_-]/g, '')));
  text = text.replace(SPACE, ' ').replace(/^ | $/g, '');
  return turned(leet(text, flags), flags);
}

function flag(flags: string[], name: string, result = ''): string {
  if (!flags.includes(name)) flags.push(name);
  return result;
}

function tags(text: string, flags: string[]): string {
  return text.replace(TAG_RUN, (run) => {
    // A black flag with tags is the flag of Scotland or its like.
    if (run.startsWith('\u{1f3f4}')) return '\u{1f3f4}';
    const codes = [...run].map((c) => (c.codePointAt(0) ?? 0) - 0xe0000);
    const plain = String.fromCharCode(...codes.filter((c) => c >= 0x20 && c <= 0x7e));
    return plain === '' ? '' : flag(flags, 'tags', plain);
  });
}

function entities(text: string, flags: string[]): string {
  let letters = 0;
  const plain = text.replace(ENTITY, (_, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? '';
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number.parseInt(decimal, 10);
    if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd';
    if (code >= 48 && code <= 122) letters += 1;
    return String.fromCodePoint(code);
  });
  if (letters >= 4) flag(flags, 'entities');
  return plain;
}

function homoglyphs(text: string, flags: string[]): string {
  const strangeOf = (word: string) => [...word].filter((c) => c >= '\u0370');
  const foreign = (text.match(WORD) ?? []).some((w) => strangeOf(w).some((c) => !LOOKALIKE.has(c)));
  const latin = /[A-Za-z]/.test(text);
  let found = false;
  const plain = text.replace(WORD, (word) => {
    const strange = strangeOf(word);
    if (strange.length === 0 || strange.some((c) => !LOOKALIKE.has(c))) return word;
    const mixed = /[A-Za-z]/.test(word);
    if (!mixed && (foreign || !latin)) return word;
    found ||= mixed;
    return [...word].map((c) => LOOKALIKE.get(c) ?? c).join('');
  });
  if (found) flag(flags, 'homoglyphs');
  return plain;
}

function percent(text: string, flags: string[]): string {
  if ((text.match(/%[0-9a-fA-F]{2}/g)?.length ?? 0) < 3) return text;
  let done = false;
  const plain = text.replace(PERCENT, (run) => {
    const text = utf8(fromHex(run.replaceAll('%', '')));
    done ||= text !== undefined;
    return text ?? run;
  });
  if (done) flag(flags, 'percent');
  return plain;
}

function encoded(text: string, flags: string[]): string {
  const unhexed = text.replace(HEX, (run) => {
    const digits = run.replace(/\\x|0x|[ ,:]/g, '');
    const plain = digits.length % 2 === 0 ? readable(fromHex(digits)) : undefined;
    return plain === undefined ? run : flag(flags, 'hex', `${plain} `);
  });
  return unhexed.replace(BASE64, (run) => {
    const token = run.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/');
    if (token.length % 4 === 1) return run;
    const plain = readable(Uint8Array.from(atob(token), (c) => c.charCodeAt(0)));
    return plain === undefined ? run : flag(flags, 'base64', plain);
  });
}

function fromHex(digits: string): Uint8Array {
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Bytes that spell nothing: what they stood for stays as it was.
    return undefined;
  }
}

/** The text that bytes spell, if they spell one. */
function readable(bytes: Uint8Array): string | undefined {
  const text = utf8(bytes);
  if (text === undefined || !text.includes(' ')) return undefined;
  const points = [...text];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
  if (points.length < 8 || /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text)) return undefined;
  const letters = points.filter((c) => c === ' ' || /\p{L}/u.test(c)).length;
  return letters >= 0.7 * points.length ? text : undefined;
}

/** rot13 and reversal, where undoing them gives plainly more English than was there. */
function turned(text: string, flags: string[]): string {
  const { share } = english(text);
  if (share >= 0.12 || FOREIGN_LETTER.test(text)) return text;
  const choices = [
    ['rot13', rot13(text), 3],
    ['reversed', [...text].reverse().join(''), BACKWARDS.test(text) ? 1 : 3],
  ] as const;
  for (const [name, plain, enough] of choices) {
    const after = english(plain);
    const least = Math.max(enough === 3 ? 0.2 : 0.09, share + 0.05 * enough);
    // A sentence that starts with its full stop and ends on a capital needs less proof.
    if (after.different >= enough && after.share >= least) return flag(flags, name, plain);
  }
  return text;
}

/** Digits for letters, where putting them back gives plainly more English than was there. */
function leet(text: string, flags: string[]): string {
  if ((text.match(/[A-Za-z][01345]|[01345][A-Za-z]/g)?.length ?? 0) < 3) return text;
  const plain = text.replace(LEET_WORD, (word) => word.replace(/[01345]/g, (digit) => LEET[digit] ?? digit));
  const after = english(plain);
  if (after.different < 3 || after.share < english(text).share + 0.2) return text;
  return flag(flags, 'leet', plain);
}

function rot13(text: string): string {
  return text.replace(/[A-Za-z]/g, (c) => {
    const base = c >= 'a' ? 97 : 65;
    return String.fromCharCode(((c.charCodeAt(0) - base + 13) % 26) + base);
  });
}

/** The share of common English words among all words, and how many different ones there are. */
function english(text: string): { share: number; different: number } {
  const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
  const hits = words.filter((w) => w.length > 1 && COMMON.has(w));
  return { share: words.length === 0 ? 0 : hits.length / words.length, different: new Set(hits).size };
}
