/** Names an action without telling it: what an approval is bound to, and what is compared again at the effect. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Deed } from '../observe/orders.ts';

/** Of kind, target fingerprint, destination and what goes out; 32 hex digits. */
export function digestOf(kind: string, fingerprint: string, dest: string, outgoing: string): string {
  return short([kind, fingerprint, dest, outgoing].join('\u001e'));
}

export function short(text: string): string {
  return bytesToHex(sha256(new TextEncoder().encode(text)).subarray(0, 16));
}

/** A file by its name, as an address may have encoded and a browser numbered it: its content is not to be had where it is downloaded. */
export function fileHash(name: string): string {
  return short(
    `file\u001e${decoded(name)
      .toLowerCase()
      .replace(/ ?\(\d+\)(?=\.[^.]*$|$)/, '')}`,
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that encodes nothing is itself.
    return text;
  }
}

/** A yes to a deed holds for the same payee and sum, or the same message, at the same address but for its query. */
export function digestOfDeed(url: string, { purpose, key }: Deed): string {
  const { origin, pathname } = new URL(url);
  return digestOf('submit', purpose, origin + pathname, key);
}
