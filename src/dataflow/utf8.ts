/** Fewer readable characters in a row are chance: decoding anything as base64 gives some. */
const SHORTEST = 4;

/** The readable stretches of `bytes` as UTF-8, one a line; zero bytes (as in UTF-16) are skipped, unreadable ones end a stretch. */
export function readable(bytes: Uint8Array): string {
  let out = '';
  let run = '';
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i] as number;
    if (first === 0) {
      i++;
      continue;
    }
    const size = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    const code = size === 1 ? first : codePointAt(bytes, i, size);
    if (code === 9 || code === 10 || code === 13 || (code >= 32 && code !== 127)) {
      run += size === 1 ? String.fromCharCode(code) : String.fromCodePoint(code);
      i += size;
      continue;
    }
    if (run.length >= SHORTEST) out += `${run}\n`;
    run = '';
    i++;
  }
  return run.length >= SHORTEST ? out + run : out;
}

/** @returns −1 where no well-formed character of `size` bytes stands */
function codePointAt(bytes: Uint8Array, at: number, size: number): number {
  if (size === 0 || at + size > bytes.length) return -1;
  let code = (bytes[at] as number) & (0xff >> (size + 1));
  for (let i = at + 1; i < at + size; i++) {
    const byte = bytes[i] as number;
    if ((byte & 0xc0) !== 0x80) return -1;
    code = (code << 6) | (byte & 0x3f);
  }
  return code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? -1 : code;
}
