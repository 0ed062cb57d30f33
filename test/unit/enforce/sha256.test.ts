import { sha256 as known } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from '../../../src/enforce/sha256.ts';

const hex = (words: Int32Array) => Array.from(words, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');

test('hashes any bytes as the library does, around the ends of blocks too', () => {
  for (const length of [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 128, 200_000]) {
    const bytes = Uint8Array.from({ length }, (_, i) => i * 7);
    expect(hex(sha256(bytes)), `${length} bytes`).toBe(bytesToHex(known(bytes)));
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(hex(sha256(bytes))).toBe(bytesToHex(known(bytes)));
    }),
  );
});
