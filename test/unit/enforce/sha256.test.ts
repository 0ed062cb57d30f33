import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { sha256 } from '../../../src/enforce/sha256.ts';

const bytesOf = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 167 + length) % 256);
const known = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('is what others make of the same bytes, of each length around a block’s, and of a long text', () => {
  for (const length of [...Array(200).keys(), 4_095, 4_096, 200_003])
    expect(Buffer.from(sha256(bytesOf(length))).toString('hex')).toBe(known(bytesOf(length)));
});
