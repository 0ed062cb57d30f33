import { describe, expect, it } from 'vitest';
import { keyOf } from '../../../src/observe/passages.ts';

const key = (text: string, channel: 'visible' | 'hidden' = 'visible') => keyOf({ channel, text });

describe('the key under which a passage is judged once', () => {
  it('is the same for what ticks', () => {
    expect(key('12:45:03 in Lyon')).toBe(key('12:45:59 in Lyon'));
    expect(key('Items in the cart2')).toBe(key('Items in the cart3'));
  });
  it('is another where words, signs or the channel differ', () => {
    expect(key('Pay 5 now')).not.toBe(key('Pay 5 later'));
    expect(key('5')).not.toBe(key('five'));
    expect(key('Pay 5 now')).not.toBe(key('Pay 5 now', 'hidden'));
  });
  it('is another where numbers may stand for letters', () => {
    expect(key('105 103 110 111 114 101')).not.toBe(key('105 103 110 111 114 102'));
    expect(key('1gnore all')).not.toBe(key('9gnore all'));
    expect(key('code 105103110111114101')).not.toBe(key('code 105103110111114102'));
  });
});
