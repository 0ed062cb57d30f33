import { describe, expect, it } from 'vitest';
import { cleared, isLocked, isRight, newPin, Pin, tried } from '../../../src/settings/pin.ts';

const salt = (n: number) => new Uint8Array(16).fill(n);
const NOW = 1_000_000;

describe('a PIN', () => {
  it('is known by itself alone, and stored as what tells nothing of it', async () => {
    const pin = await newPin('482913', salt(1), 1_000);
    expect(Pin.safeParse(pin).success).toBe(true);
    expect(JSON.stringify(pin)).not.toContain('482913');
    expect(await isRight(pin, '482913')).toBe(true);
    for (const other of ['482914', '48291', '4829130', '', 'x'.repeat(64)])
      expect(await isRight(pin, other)).toBe(false);
    expect((await newPin('482913', salt(2), 1_000)).hash).not.toBe(pin.hash);
  });

  it('is stretched by 600,000 rounds of PBKDF2, as another implementation does it', async () => {
    const { pbkdf2Sync } = await import('node:crypto');
    const pin = await newPin('été-2026', salt(3));
    expect(pin.rounds).toBe(600_000);
    const expected = pbkdf2Sync('été-2026'.normalize('NFKC'), pin.salt, 600_000, 32, 'sha256').toString('hex');
    expect(pin.hash).toBe(expected);
  });

  it('takes five wrong tries, then waits five minutes after each', async () => {
    let pin = await newPin('482913', salt(1), 1_000);
    for (let n = 1; n < 5; n += 1) {
      pin = tried(pin, NOW);
      expect(isLocked(pin, NOW), `after ${n}`).toBe(false);
    }
    pin = tried(pin, NOW);
    expect(isLocked(pin, NOW + 299_999)).toBe(true);
    expect(isLocked(pin, NOW + 300_000)).toBe(false);
    expect(isLocked(tried(pin, NOW + 300_000), NOW + 300_001)).toBe(true);
    expect(isLocked(tried(cleared(pin), NOW), NOW)).toBe(false);
  });
});
