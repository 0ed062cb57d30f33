/**
 * Salted rolling hashes of dense text: 32 bits to find a candidate, 16 more to confirm it. With 8,192 entries a window
 * of unrelated text agrees with one of them by chance about once in 3 × 10¹⁰.
 *
 * The salt makes two sessions' tables incomparable and lookup tables useless. It doesn't stop someone who holds both table and salt
 * from trying out all six-digit codes: a table stays in the memory of the extension's own contexts.
 */
import type { Dense } from './dense.ts';

export interface HashKey {
  readonly base: number;
  readonly seed: number;
  readonly checkBase: number;
  readonly checkSeed: number;
  /** What each ASCII character counts, worked out once. */
  readonly ascii: Int32Array;
}

export function hashKey(salt: string): HashKey {
  let state = 0x9e3779b9 ^ salt.length;
  for (let i = 0; i < salt.length; i++) state = mix(Math.imul(state, 0x01000193) ^ salt.charCodeAt(i));
  const next = () => {
    state = (state + 0x9e3779b9) | 0;
    return mix(state);
  };
  const base = next() | 1;
  const seed = next();
  const ascii = Int32Array.from({ length: 128 }, (_, code) => mix(code ^ seed));
  return { base, seed, checkBase: next() | 1, checkSeed: next(), ascii };
}

/** Hash of every prefix, so that any window's hash is one multiplication away. */
export function prefixes({ base, seed, ascii }: HashKey, { codes, length }: Dense): Int32Array {
  const out = new Int32Array(length + 1);
  let hash = 0;
  for (let i = 0; i < length; i++) {
    const code = codes[i] as number;
    hash = (Math.imul(hash, base) + (code < 128 ? (ascii[code] as number) : mix(code ^ seed))) | 0;
    out[i + 1] = hash;
  }
  return out;
}

export function power(base: number, exponent: number): number {
  let out = 1;
  for (let i = 0; i < exponent; i++) out = Math.imul(out, base);
  return out;
}

/** 32 bits over `codes[at … at + n)`, given its prefixes. */
export function window(key: HashKey, prefix: Int32Array, at: number, n: number): number {
  return ((prefix[at + n] ?? 0) - Math.imul(prefix[at] ?? 0, power(key.base, n))) >>> 0;
}

/** 16 independent bits over `codes[at … at + n)`. */
export function check(key: HashKey, codes: Uint16Array, at: number, n: number): number {
  let hash = n;
  for (let i = at; i < at + n; i++) {
    hash = (Math.imul(hash, key.checkBase) + mix((codes[i] ?? 0) ^ key.checkSeed)) | 0;
  }
  return mix(hash) >>> 16;
}

/** Murmur3's finaliser: every bit of the input reaches every bit of the output. */
function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
