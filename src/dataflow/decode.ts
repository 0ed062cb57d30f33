/**
 * The texts that a text may be hiding: percent, HTML and script escapes undone, base64, hex and character codes decoded, nested up to
 * four deep, within a fixed budget. Case, spacing, reversal and ROT13 are the comparison's business (dense.ts).
 */
import { SIX_BITS } from './base64.ts';
import { base32, binary, digitCodes, invisible, octal } from './rarer-codes.ts';
import { spelled } from './spelled.ts';
import { readable } from './utf8.ts';

const DEEPEST = 4;
/** All variants together, as a multiple of the text; a real encoding shrinks when it is undone, so this is ample. */
const BUDGET = 6;

export function variants(text: string): string[] {
  const out = [text];
  const depths = [0];
  let budget = text.length * BUDGET + 4_096;
  for (let i = 0; i < out.length; i++) {
    const depth = depths[i] ?? 0;
    if (depth === DEEPEST) break;
    for (const decode of DECODERS) {
      const decoded = decode(out[i] ?? '');
      if (!decoded || decoded.length > budget || out.includes(decoded)) continue;
      budget -= decoded.length;
      out.push(decoded);
      depths.push(depth + 1);
    }
  }
  return out;
}

type Decoder = (text: string) => string | undefined;

const DECODERS: readonly Decoder[] = [
  percent,
  entities,
  escapes,
  base64,
  turnedBase64,
  hex,
  characterCodes,
  base32,
  binary,
  octal,
  digitCodes,
  invisible,
  spelled,
];

function percent(text: string): string | undefined {
  if (!/%[0-9a-f]{2}/i.test(text)) return undefined;
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => utf8(run.slice(1).split('%')));
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  shy: '',
  commat: '@',
  period: '.',
};

function entities(text: string): string | undefined {
  if (!/&(?:#|[a-z])/i.test(text)) return undefined;
  const decoded = text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,6}));?/gi, (all, hexed, decimal, name) => {
    if (name) return NAMED[String(name).toLowerCase()] ?? all;
    return codePoint(Number.parseInt(hexed ?? decimal, hexed ? 16 : 10));
  });
  return decoded === text ? undefined : decoded;
}

function escapes(text: string): string | undefined {
  if (!text.includes('\\')) return undefined;
  return text.replace(
    /\\(?:u\{?([0-9a-f]{4,6})\}?|x([0-9a-f]{2})|([0-3]?[0-7]{2})|([nrtbf]))/gi,
    (_, long, short, octals, blank) =>
      blank ? ' ' : codePoint(octals ? Number.parseInt(octals, 8) : Number.parseInt(long ?? short, 16)),
  );
}

/** `104,105` or `104 105`, as `charCodeAt` gives them. */
function characterCodes(text: string): string | undefined {
  const runs = text.match(/(?:\b\d{2,3}[\s,;]+){3,}\d{2,3}\b/g);
  return runs
    ?.map((run) =>
      run
        .split(/[\s,;]+/)
        .map((code) => codePoint(Number(code)))
        .join(''),
    )
    .join('\n');
}

/** Pairs of hexadecimal digits, bare or written as bytes (`0x68`, `\x68`, `68:75`); a bare run from either of its two beginnings. */
function hex(text: string): string | undefined {
  const runs = text.match(/(?:(?:0x|\\x|%)?[0-9a-f]{2}[\s:,;-]?){4,}[0-9a-f]?/gi);
  if (!runs) return undefined;
  const decoded = runs.flatMap((run) => {
    const digits = run.replace(/0x|[^0-9a-f]/gi, '');
    return [readable(fromHex(digits, 0)), readable(fromHex(digits, 1))];
  });
  return decoded.filter(Boolean).join('\n') || undefined;
}

function fromHex(digits: string, from: number): Uint8Array {
  const bytes = new Uint8Array((digits.length - from) >> 1);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = (nibble(digits, from + 2 * i) << 4) | nibble(digits, from + 2 * i + 1);
  }
  return bytes;
}

function nibble(digits: string, at: number): number {
  const code = digits.charCodeAt(at);
  return code < 58 ? code - 48 : (code | 32) - 87;
}

/** Shortest run worth decoding: four bytes. */
const SHORTEST_RUN = 6;

/**
 * Every run of base64 or base64url characters, from each of the four places where a group of four may begin, since
 * whatever stands before it may look like base64 too. Once as written, once with blanks and punctuation taken out.
 */
function base64(text: string): string | undefined {
  const squeezed = text.replace(/[\s.,:;|\u200b-\u200d\u2060\ufeff]+/g, '');
  const decoded = runsOf(text) + (squeezed.length === text.length ? '' : runsOf(squeezed));
  return decoded || undefined;
}

/** Base64 in ROT13, where it isn't longer than a few values: pictures and files would take as long again. */
function turnedBase64(text: string): string | undefined {
  const words = text.match(/(?<![\w+/-])(?=[A-Za-z+/_-]*\d|[A-Za-z]*[a-z][A-Z])[\w+/-]{12,400}(?![\w+/-])/g);
  return words ? runsOf(words.join(' ').replace(/[a-z]/gi, turned)) || undefined : undefined;
}

function turned(letter: string): string {
  const code = letter.charCodeAt(0);
  return String.fromCharCode((code & 31) > 13 ? code - 13 : code + 13);
}

function runsOf(text: string): string {
  let out = '';
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && (SIX_BITS[text.charCodeAt(i)] ?? -1) >= 0) continue;
    for (let from = start; from < start + 4 && i - from >= SHORTEST_RUN; from++) {
      const found = readable(bytesOf(text, from, i));
      if (found) out += `${found}\n`;
    }
    start = i + 1;
  }
  return out;
}

let buffer = new Uint8Array(4_096);

function bytesOf(text: string, from: number, to: number): Uint8Array {
  const most = ((to - from) * 6) >> 3;
  if (buffer.length < most) buffer = new Uint8Array(most * 2);
  let bits = 0;
  let have = 0;
  let n = 0;
  for (let i = from; i < to; i++) {
    bits = ((bits << 6) | (SIX_BITS[text.charCodeAt(i)] as number)) & 0xffff;
    have += 6;
    if (have < 8) continue;
    have -= 8;
    buffer[n++] = (bits >> have) & 255;
  }
  return buffer.subarray(0, n);
}

function codePoint(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
}

function utf8(pairs: readonly string[]): string {
  try {
    return decodeURIComponent(pairs.map((pair) => `%${pair}`).join(''));
  } catch {
    // Not UTF-8: each byte is the character of its number, as `unescape` and Latin-1 have it.
    return pairs.map((pair) => codePoint(Number.parseInt(pair, 16))).join('');
  }
}
