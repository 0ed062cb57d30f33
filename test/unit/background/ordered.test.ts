import { describe, expect, it } from 'vitest';
import { Ordered } from '../../../extension/background/ordered.ts';
import type { Claim } from '../../../src/enforce/claims.ts';
import { deedIn } from '../../../src/observe/orders.ts';

const deed = (amount: number) => {
  const found = deedIn('https://bank.test/api', JSON.stringify({ iban: 'GB29NWBK60161331926819', amount }));
  return found ?? expect.fail('no deed');
};
const act = (purpose: string, role = 'button', digest = 'd') =>
  ({ kind: 'click', actor: 'agent', target: { role, purpose }, digest }) as unknown as Claim;

describe('a payment seen on its way', () => {
  it('is covered by an act of its tab that was let through, and no second one is', () => {
    const ordered = new Ordered();
    ordered.letThrough(1, act('transfer'), 0);
    expect(ordered.covers([2], deed(5), 'x', 10)).toBe(false);
    expect(ordered.covers([1], deed(5), 'x', 10)).toBe(true);
    expect(ordered.covers([1], deed(6), 'y', 10)).toBe(false);
    expect(ordered.covers([1], deed(5), 'x', 20_000)).toBe(false);
  });

  it('is not covered by an act for something else', () => {
    const ordered = new Ordered();
    for (const purpose of ['send', 'navigation', 'other']) ordered.letThrough(1, act(purpose), 0);
    expect(ordered.covers([1], deed(5), 'x', 10)).toBe(false);
  });

  it('is covered where its page has judged the very same', () => {
    const ordered = new Ordered();
    ordered.letThrough(1, act('transfer', 'script', 'x'), 0);
    expect(ordered.covers([1], deed(5), 'y', 10)).toBe(false);
    expect(ordered.covers([1], deed(5), 'x', 10)).toBe(true);
  });

  it('is a person’s own after their hand', () => {
    const ordered = new Ordered();
    ordered.byHand(1, 0);
    expect(ordered.covers([1], deed(5), 'x', 10)).toBe(true);
    expect(ordered.covers([2], deed(5), 'x', 10)).toBe(false);
    expect(ordered.covers([1], deed(5), 'x', 20_000)).toBe(false);
  });
});
