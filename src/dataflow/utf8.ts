/** Fewer readable characters in a row are chance: decoding anything as base64 gives some. */
const SHORTEST = 4;

/** The readable stretches of `bytes` as UTF-8, one a line; zero bytes (as in UTF-16) are skipped, unreadable ones end a stretch. */
export function readable(bytes: Uint8Array): string {
  let out = '';
  let start = 0;
  let count = 0;
  let i = 0;
  while (i < bytes.length) {
    const first = bytes[i] as number;
    const size = first < 128 ? (isText(first) ? 1 : 0) : sizeAt(bytes, i, first);
    if (size === 0) {
      if (count >= SHORTEST) out += `${textOf(bytes, start, i)}\n`;
      start = i + 1;
      count = 0;
    } else if (first !== 0) count++;
    i += size || 1;
  }
  return count >= SHORTEST ? out + textOf(bytes, start, i) : out;
}

function isText(byte: number): boolean {
  return byte >= 32 ? byte !== 127 : byte === 0 || byte === 9 || byte === 10 || byte === 13;
}

/** @returns 0 where no well-formed character stands */
function sizeAt(bytes: Uint8Array, at: number, first: number): number {
  const size = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (at + size > bytes.length) return 0;
  for (let i = at + 1; i < at + size; i++) if (((bytes[i] as number) & 0xc0) !== 0x80) return 0;
  const code = codeAt(bytes, at, size);
  const shortest = size === 3 ? 0x800 : size === 4 ? 0x10000 : 0xa0;
  return code < shortest || code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? 0 : size;
}

function codeAt(bytes: Uint8Array, at: number, size: number): number {
  let code = (bytes[at] as number) & (0xff >> (size + 1));
  for (let i = at + 1; i < at + size; i++) code = (code << 6) | ((bytes[i] as number) & 0x3f);
  return code;
}

/** Of well-formed bytes. */
function textOf(bytes: Uint8Array, from: number, to: number): string {
  let out = '';
  for (let i = from; i < to; ) {
    const first = bytes[i] as number;
    const size = first < 128 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (first !== 0) out += size === 1 ? String.fromCharCode(first) : String.fromCodePoint(codeAt(bytes, i, size));
    i += size;
  }
  return out;
}
