/** Names an action without telling it: what an approval is bound to, and what is compared again at the effect. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Of kind, target fingerprint, destination and what goes out; 32 hex digits. */
export function digestOf(kind: string, fingerprint: string, dest: string, outgoing: string): string {
  return short([kind, fingerprint, dest, outgoing].join('\u001e'));
}

export function short(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, 32);
}
