/**
 * The form in which texts are compared: case folded, compatibility forms, accents and look-alike letters unified, and everything that isn't
 * a letter or a digit removed, so that spacing, punctuation and invisible characters can't hide a value.
 */
import { LOOKALIKE } from '../event/lookalikes.ts';
import { asciiDigits } from './digits.ts';

export interface Dense {
  /** UTF-16 units; only the first `length` count. */
  readonly codes: Uint16Array;
  /** 1 where the unit stood directly beside the one before it in the text: no gap, no punctuation between them. */
  readonly joined: Uint8Array;
  readonly length: number;
}

const OTHER_ALPHABETS = /[\u0370-\u052f]/g;
/** Made when they are needed: of so many ranges, they cost every page time. */
let letterOrDigit: RegExp | undefined;
let invisible: RegExp | undefined;

/** @param punctuation keep it (for secrets that consist of little else); spaces and invisible characters always go */
export function dense(text: string, punctuation = false): Dense {
  const folded = fold(text);
  const codes = new Uint16Array(folded.length);
  const joined = new Uint8Array(folded.length);
  let length = 0;
  let gap = true;
  for (let i = 0; i < folded.length; i++) {
    const code = folded.charCodeAt(i);
    const width = code >= 0xd800 && code < 0xdc00 && i + 1 < folded.length ? 2 : 1;
    if (!(code < 128 ? keepsAscii(code, punctuation) : keeps(folded.slice(i, i + width), punctuation))) {
      gap = true;
      i += width - 1;
      continue;
    }
    for (const end = i + width; i < end; i++) {
      codes[length] = folded.charCodeAt(i) === 0x3c2 ? 0x3c3 : folded.charCodeAt(i); // final sigma depends on what follows
      joined[length++] = gap ? 0 : 1;
      gap = false;
    }
    i--;
  }
  return { codes, joined, length };
}

/** The same text read from its end. */
export function reversed({ codes, joined, length }: Dense): Dense {
  const back = new Uint8Array(length);
  for (let i = 1; i < length; i++) back[i] = joined[length - i] ?? 0;
  return { codes: codes.slice(0, length).reverse(), joined: back, length };
}

export function rotated13({ codes, joined, length }: Dense): Dense {
  const turned = new Uint16Array(length);
  for (let i = 0; i < length; i++) {
    const code = codes[i] as number;
    turned[i] = code >= 97 && code <= 122 ? (code > 109 ? code - 13 : code + 13) : code;
  }
  return { codes: turned, joined, length };
}

export function isDigit(code: number | undefined): boolean {
  return code !== undefined && code >= 48 && code <= 57;
}

function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  const folded = asciiDigits(text).normalize('NFKD').toUpperCase().toLowerCase().normalize('NFKD');
  return folded.replace(OTHER_ALPHABETS, (letter) => LOOKALIKE.get(letter) ?? letter);
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

function keepsAscii(code: number, punctuation: boolean): boolean {
  if (punctuation) return code > 32 && code < 127;
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
}

function keeps(character: string, punctuation: boolean): boolean {
  if (punctuation) {
    invisible ??= /^[\s\p{C}\p{M}]$/u;
    return !invisible.test(character);
  }
  letterOrDigit ??= /^[\p{L}\p{N}]$/u;
  return letterOrDigit.test(character);
}
