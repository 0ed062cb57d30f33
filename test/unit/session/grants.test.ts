import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Asked, type Grant, grantFor, lasting, mostTyped, without } from '../../../src/session/grants.ts';

const NOW = 1_000_000;
const asked: Asked = {
  kind: 'submit',
  origin: 'https://shop.test',
  to: 'https://pay.test',
  asked: ['confirm-purchase'],
  labels: ['payment'],
  sources: [],
};
const grant = (more: Partial<Grant> = {}): Grant => ({ ...asked, id: 'g', site: 'shop.test', since: NOW, ...more });

describe('a grant', () => {
  it('answers for the action it was given for', () => expect(grantFor([grant()], asked, NOW)?.id).toBe('g'));

  it.each([
    ['another kind', { kind: 'click' as const }],
    ['another origin', { origin: 'https://www.shop.test' }],
    ['another destination', { to: 'https://pay.test:8443' }],
    ['one more rule that asks', { asked: ['confirm-purchase', 'no-password-change'] }],
    ['one more label', { labels: ['payment', 'private'] }],
    ['data of one more site', { sources: ['bank.test'] }],
  ])('doesn’t answer for %s', (_, more) => expect(grantFor([grant()], { ...asked, ...more }, NOW)).toBeUndefined());

  it('of fewer labels and rules than were seen is covered', () => {
    const wide = grant({ asked: ['a', 'confirm-purchase'], labels: ['payment', 'pii'] });
    expect(grantFor([wide], asked, NOW)).toBe(wide);
  });

  it('of text covers an address or a telephone number in it, and one of an address no text', () => {
    const text = grant({ labels: ['private'] });
    expect(grantFor([text], { ...asked, labels: ['pii', 'private'] }, NOW)).toBe(text);
    expect(grantFor([text], { ...asked, labels: ['otp', 'private'] }, NOW)).toBeUndefined();
    expect(grantFor([grant({ labels: ['pii'] })], { ...asked, labels: ['private'] }, NOW)).toBeUndefined();
  });

  it('to type covers as much as was shown and a line more, and no mailbox', () => {
    const most = mostTyped({ ...asked, bytes: 40 });
    expect(grantFor([grant({ most })], { ...asked, bytes: 400 }, NOW)?.id).toBe('g');
    expect(grantFor([grant({ most })], { ...asked, bytes: 3_000 }, NOW)).toBeUndefined();
    expect(mostTyped({ ...asked, bytes: 3_000 })).toBeGreaterThan(3_000);
  });

  it('never stands for what begins outside of any page', () => {
    const anywhere = { ...asked, origin: 'opaque' };
    expect(grantFor([grant({ origin: 'opaque' })], anywhere, NOW)).toBeUndefined();
  });

  it('of five times answers four times more, of ten minutes for ten minutes, of a session always', () => {
    let five = [grant(lasting('five-times', NOW))];
    for (let n = 0; n < 4; n += 1) {
      const found = grantFor(five, asked, NOW);
      expect(found, `use ${n + 1}`).toBeDefined();
      if (found) five = without(five, found, NOW);
    }
    expect(grantFor(five, asked, NOW)).toBeUndefined();
    const ten = [grant(lasting('ten-minutes', NOW))];
    expect(grantFor(ten, asked, NOW + 599_999)).toBeDefined();
    expect(grantFor(ten, asked, NOW + 600_000)).toBeUndefined();
    expect(grantFor([grant(lasting('session', NOW))], asked, NOW + 1e9)).toBeDefined();
    expect(lasting('once', NOW)).toBeUndefined();
  });

  it('covers nothing that asks more or carries more, whatever the grants', () => {
    const words = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 });
    const some = fc.record({ asked: words, labels: words, sources: words });
    fc.assert(
      fc.property(fc.array(some), some, (given, wanted) => {
        const grants = given.map((one, i) => grant({ ...one, id: `${i}` }));
        const found = grantFor(grants, { ...asked, ...wanted }, NOW);
        const covers = (one: (typeof given)[number]) =>
          (['asked', 'labels', 'sources'] as const).every((key) => wanted[key].every((w) => one[key].includes(w)));
        expect(found !== undefined).toBe(given.some(covers));
      }),
    );
  });
});
