/** SHA-256 (FIPS 180-4), in a third of what a library that has all of its kind takes of each guarded frame. */

const primes = [2];
for (let n = 3; primes.length < 64; n += 2) if (primes.every((prime) => n % prime)) primes.push(n);
const fraction = (root: number) => Math.floor((root % 1) * 2 ** 32);
const BEGIN = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const ROUNDS = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)) | 0);
const turned = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** @returns 32 bytes */
export function sha256(bytes: Uint8Array): Uint8Array {
  const length = bytes.length;
  const padded = new Uint8Array(((length + 72) >> 6) << 6);
  padded.set(bytes);
  padded[length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(length / 2 ** 29));
  view.setUint32(padded.length - 4, length << 3);
  const state = Int32Array.from(BEGIN, (word) => word | 0);
  const words = new Int32Array(64);
  for (let at = 0; at < padded.length; at += 64) mix(state, words, view, at);
  const out = new DataView(new ArrayBuffer(32));
  for (const [at, word] of state.entries()) out.setInt32(at * 4, word);
  return new Uint8Array(out.buffer);
}

function mix(state: Int32Array, words: Int32Array, view: DataView, at: number): void {
  for (let i = 0; i < 64; i += 1) words[i] = i < 16 ? view.getInt32(at + i * 4) : spread(words, i);
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i += 1) {
    const high = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const first = (h + high + ((e & f) ^ (~e & g)) + (ROUNDS[i] ?? 0) + (words[i] ?? 0)) | 0;
    const low = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
    const second = low + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  const mixed = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < 8; i += 1) state[i] = ((state[i] ?? 0) + (mixed[i] ?? 0)) | 0;
}

function spread(words: Int32Array, i: number): number {
  const [late, early] = [words[i - 15] ?? 0, words[i - 2] ?? 0];
  const first = turned(late, 7) ^ turned(late, 18) ^ (late >>> 3);
  const second = turned(early, 17) ^ turned(early, 19) ^ (early >>> 10);
  return (second + (words[i - 7] ?? 0) + first + (words[i - 16] ?? 0)) | 0;
}
