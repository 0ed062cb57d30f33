/** Base64 without a browser or Node, since what decides runs in both. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Six bits by character code, −1 for what isn't base64; `-` and `_` of the URL alphabet count as `+` and `/`. */
export const SIX_BITS = new Int8Array(128).fill(-1);
for (let i = 0; i < 64; i++) SIX_BITS[ALPHABET.charCodeAt(i)] = i;
SIX_BITS[45] = 62;
SIX_BITS[95] = 63;

export function toBase64(bytes: Uint8Array): string {
  const out: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const three = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    out.push(
      ALPHABET.charAt(three >> 18),
      ALPHABET.charAt((three >> 12) & 63),
      left > 1 ? ALPHABET.charAt((three >> 6) & 63) : '=',
      left > 2 ? ALPHABET.charAt(three & 63) : '=',
    );
  }
  return out.join('');
}

/** @returns nothing when `text` isn't base64 */
export function fromBase64(text: string): Uint8Array | undefined {
  const end = text.endsWith('==') ? text.length - 2 : text.endsWith('=') ? text.length - 1 : text.length;
  const out = new Uint8Array((end * 6) >> 3);
  let bits = 0;
  let have = 0;
  let n = 0;
  for (let i = 0; i < end; i++) {
    const six = SIX_BITS[text.charCodeAt(i)] ?? -1;
    if (six < 0) return undefined;
    bits = ((bits << 6) | six) & 0xffff;
    have += 6;
    if (have < 8) continue;
    have -= 8;
    out[n++] = (bits >> have) & 255;
  }
  return out;
}
