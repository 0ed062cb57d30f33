/** A person's PIN: kept salted and stretched, with few tries. Guards our pages against hands that press, and nothing else. */
import * as z from 'zod/mini';

export const Pin = z.strictObject({
  /** 32 hex digits. */
  salt: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  rounds: z.int().check(z.gte(1)),
  /** 64 hex digits. */
  hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  /** Wrong tries since the last right one. */
  wrong: z.int().check(z.gte(0)),
  /** No try counts before this time, in milliseconds since the epoch. */
  until: z.number(),
});
export type Pin = z.infer<typeof Pin>;

export const SHORTEST_PIN = 6;
/** OWASP's figure for PBKDF2 with SHA-256 (2023): a third of a second, felt once and not a thousand times. */
const ROUNDS = 600_000;
const FREE_TRIES = 5;
const WAIT_MS = 300_000;

/** @param salt 16 random bytes */
export async function newPin(pin: string, salt: Uint8Array, rounds = ROUNDS): Promise<Pin> {
  const digits = hex(salt);
  return { salt: digits, rounds, hash: await stretch(pin, digits, rounds), wrong: 0, until: 0 };
}

export const isLocked = ({ until }: Pin, now: number): boolean => now < until;

/** The PIN with one more wrong try on it: to be saved before the try is looked at, so that no crash gives it back. */
export function tried(pin: Pin, now: number): Pin {
  const wrong = pin.wrong + 1;
  return { ...pin, wrong, until: wrong >= FREE_TRIES ? now + WAIT_MS : 0 };
}

export const cleared = (pin: Pin): Pin => ({ ...pin, wrong: 0, until: 0 });

export async function isRight({ salt, rounds, hash }: Pin, given: string): Promise<boolean> {
  const other = await stretch(given, salt, rounds);
  let difference = hash.length ^ other.length;
  for (let at = 0; at < hash.length; at += 1) difference |= hash.charCodeAt(at) ^ other.charCodeAt(at);
  return difference === 0;
}

async function stretch(pin: string, salt: string, iterations: number): Promise<string> {
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey('raw', encoder.encode(pin.normalize('NFKC')), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const parameters = { name: 'PBKDF2', hash: 'SHA-256', salt: encoder.encode(salt), iterations };
  return hex(new Uint8Array(await crypto.subtle.deriveBits(parameters, key, 256)));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
