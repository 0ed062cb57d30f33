/** Decoders for what is seldom written and easily made: base32, binary and octal text, digits' codes, invisible characters. */
import { readable } from './utf8.ts';

const FIVE_BITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648; runs of one case only, since mixed ones are something else. */
export function base32(text: string): string | undefined {
  const runs = text.match(/(?<![A-Za-z0-9])(?:[A-Z2-7]{10,}|[a-z2-7]{10,})(?![A-Za-z0-9])/g);
  return joined(runs?.map((run) => readable(bytesOf(run.toUpperCase()))));
}

function bytesOf(run: string): Uint8Array {
  const bytes = new Uint8Array((run.length * 5) >> 3);
  let [bits, have, n] = [0, 0, 0];
  for (const character of run) {
    bits = ((bits << 5) | FIVE_BITS.indexOf(character)) & 0xffff;
    have += 5;
    if (have < 8) continue;
    have -= 8;
    bytes[n++] = (bits >> have) & 255;
  }
  return bytes;
}

/** Bytes as zeros and ones: in groups of six to eight, or eight by eight. */
export function binary(text: string): string | undefined {
  const runs = text.match(/(?<![01])(?:[01]{6,8}[\s,;:_-]){3,}[01]{6,8}(?![01])|[01]{32,}/g);
  return joined(
    runs?.map((run) => {
      const groups = run.match(/^[01]+$/) ? run.match(/.{8}/g) : run.split(/[\s,;:_-]/);
      return readable(Uint8Array.from(groups ?? [], (group) => Number.parseInt(group, 2)));
    }),
  );
}

/** `64 60 67` or `064,060,067`. */
export function octal(text: string): string | undefined {
  const runs = text.match(/(?:\b[01]?[0-7]{2}[\s,;]+){3,}[01]?[0-7]{2}\b/g);
  return joined(
    runs?.map((run) => readable(Uint8Array.from(run.split(/[\s,;]+/), (code) => Number.parseInt(code, 8)))),
  );
}

/** The codes 48 to 57 without anything between them. */
export function digitCodes(text: string): string | undefined {
  const runs = text.match(/(?:4[89]|5[0-7]){8,}/g);
  return joined(runs?.map((run) => run.replace(/../g, (code) => String.fromCharCode(Number(code)))));
}

/** ASCII as Unicode's invisible tags, bytes as its 256 variation selectors. */
export function invisible(text: string): string | undefined {
  if (!text.includes('\udb40')) return undefined;
  const tags = [...text].flatMap((character) => {
    const code = (character.codePointAt(0) ?? 0) - 0xe0000;
    return code > 31 && code < 127 ? [String.fromCharCode(code)] : [];
  });
  const bytes = [...text].flatMap((character) => selected(character.codePointAt(0) ?? 0));
  return joined([tags.join(''), readable(Uint8Array.from(bytes))]);
}

function selected(code: number): number[] {
  if (code >= 0xfe00 && code <= 0xfe0f) return [code - 0xfe00];
  return code >= 0xe0100 && code <= 0xe01ef ? [code - 0xe0100 + 16] : [];
}

function joined(decoded: readonly string[] | undefined): string | undefined {
  return decoded?.filter(Boolean).join('\n') || undefined;
}
