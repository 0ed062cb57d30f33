/** How a value or a text becomes fingerprints: whole, or as overlapping stretches, so that a part is recognised too. */
import type { Label } from '../event/event.ts';
import { type Dense, dense, isDigit } from './dense.ts';
import { check, type HashKey, hashKey, prefixes, window } from './hash.ts';
import { ALONE, anchorLength, BOUNDED, MAX_LENGTH, PUNCTUATED } from './table.ts';

export interface Entry {
  /** Hash of the first `anchorLength(length)` characters. */
  readonly anchor: number;
  /** Hash of all `length` characters. */
  readonly check: number;
  readonly length: number;
  readonly flags: number;
}

/** Shorter values can't be told from chance. */
const SHORTEST = 4;
/** A part of a long secret that already gives it away. */
const PART = 12;
const MOST_PARTS = 96;
/** Words that name fields everywhere: as a secret they count only where they are a whole value. */
const FIELD_WORDS =
  /^(pass(word|wort|wd|code)?|user(name)?|admin|login|email|guest|test|secret|token|card|code|pin)\d?$/;

/**
 * Fingerprints of one value.
 * @param bounded recognise it only where it isn't part of a longer word or number
 */
export function valueEntries(salt: string, value: string, label: Label, bounded = false): Entry[] {
  const key = hashKey(salt);
  const letters = dense(distinctive(value));
  const all = dense(value, true);
  const punctuated = letters.length < 6 && all.length > letters.length + 1;
  const text = punctuated ? all : letters;
  if (text.length < SHORTEST) return [];
  const flags = punctuated ? PUNCTUATED : strictness(text, bounded);
  const inParts = label !== 'pii' && label !== 'private' && !bounded;
  if (inParts && text.length >= PART && !punctuated) return parts(key, text, flags);
  return [entry(key, prefixes(key, text), text, 0, Math.min(text.length, MAX_LENGTH), flags)];
}

/**
 * Fingerprints of running text by winnowing (Schleimer, Wilkerson, Aiken 2003): of every `every` neighbouring windows at
 * least one is kept, so any copied stretch of `size + every − 1` dense characters is found.
 */
export function shingles(salt: string, prose: string): Entry[] {
  const key = hashKey(salt);
  const text = dense(prose);
  const { size, every } = density(text);
  const prefix = prefixes(key, text);
  const out: Entry[] = [];
  let last = -1;
  for (let from = 0; from + size + every - 1 <= text.length; from++) {
    const at =
      last >= from ? cheaper(key, prefix, last, from + every - 1, size) : least(key, prefix, from, every, size);
    if (at !== last) out.push(entry(key, prefix, text, at, size, 0));
    last = at;
  }
  return out;
}

/** What one item may take of the table, so that a long page doesn't push out all others: it is sampled more thinly instead. */
const MOST_SHINGLES = 2_048;

function density(text: Dense): { size: number; every: number } {
  let ideographs = 0;
  for (let i = 0; i < text.length; i++) if ((text.codes[i] ?? 0) >= 0x2e80) ideographs++;
  const thin = Math.ceil((2 * text.length) / MOST_SHINGLES);
  // Twelve ideographs say as much as seven English words.
  return ideographs * 2 > text.length ? { size: 12, every: Math.max(5, thin) } : { size: 32, every: Math.max(9, thin) };
}

function least(key: HashKey, prefix: Int32Array, from: number, every: number, size: number): number {
  let best = from;
  for (let at = from + 1; at < from + every; at++) best = cheaper(key, prefix, best, at, size);
  return best;
}

function cheaper(key: HashKey, prefix: Int32Array, a: number, b: number, size: number): number {
  return window(key, prefix, b, size) <= window(key, prefix, a, size) ? b : a;
}

export function entry(key: HashKey, prefix: Int32Array, text: Dense, at: number, length: number, flags: number): Entry {
  return {
    anchor: window(key, prefix, at, anchorLength(length, flags)),
    check: check(key, text.codes, at, length),
    length,
    flags,
  };
}

function parts(key: HashKey, text: Dense, flags: number): Entry[] {
  const prefix = prefixes(key, text);
  const stride = Math.ceil((text.length - PART + 1) / MOST_PARTS);
  const out: Entry[] = [];
  for (let at = 0; at + PART <= text.length; at += stride) out.push(entry(key, prefix, text, at, PART, flags));
  return out;
}

/** Header and claims of a signed token are much alike for everybody; its signature is not. */
function distinctive(value: string): string {
  return /^eyJ[\w-]+\.eyJ[\w-]+\.([\w-]{20,})$/.exec(value.trim())?.[1] ?? value;
}

/** A short or common value inside a longer word is most often chance. */
function strictness(text: Dense, bounded: boolean): number {
  const word = String.fromCharCode(...text.codes.slice(0, Math.min(text.length, MAX_LENGTH)));
  if (FIELD_WORDS.test(word)) return ALONE;
  const digits = text.codes.slice(0, text.length).every(isDigit);
  const short = text.length < 6 || (text.length < 8 && /^[a-z]+$/.test(word));
  const trivial = digits && ('01234567890123456789'.includes(word) || /^(\d)\1*$/.test(word));
  return bounded || short || trivial ? BOUNDED : 0;
}
