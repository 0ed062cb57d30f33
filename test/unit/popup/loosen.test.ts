import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBelowFloor, isBelowManagedPack, loosensPack, loosensRule, PACKS, SETTINGS } from '../../../popup/loosen.ts';
import type { RuleRow } from '../../../src/protocol/shapes.ts';

const row = (verdict: RuleRow['verdict'], more: Partial<RuleRow> = {}): RuleRow => ({
  id: 'confirm-purchase',
  because: 'a person decides',
  verdict,
  setting: 'default',
  ...more,
});

describe('what needs a person’s own hand', () => {
  it('takes a laxer setting for loosening and a stricter one not', () => {
    expect(loosensRule(row('ask'), 'off')).toBe(true);
    expect(loosensRule(row('ask'), 'log')).toBe(true);
    expect(loosensRule(row('ask'), 'block')).toBe(false);
    expect(loosensRule(row('block', { setting: 'block' }), 'ask')).toBe(true);
    expect(loosensRule(row('kill'), 'block')).toBe(true);
  });

  it('takes going back to the pack for loosening unless the rule is off', () => {
    expect(loosensRule(row('block', { setting: 'block' }), 'default')).toBe(true);
    expect(loosensRule(row('off', { setting: 'off' }), 'default')).toBe(false);
  });

  it('never calls both directions between two settings tightening', () => {
    const named = fc.constantFrom('off' as const, 'log' as const, 'ask' as const, 'block' as const);
    fc.assert(
      fc.property(named, named, (a, b) => {
        fc.pre(a !== b);
        const there = loosensRule(row(a, { setting: a }), b);
        const back = loosensRule(row(b, { setting: b }), a);
        expect(there).toBe(!back);
      }),
    );
  });

  it('orders the packs, each way round once', () => {
    for (const a of PACKS)
      for (const b of PACKS)
        expect(loosensPack(a, b)).toBe(a !== b && !loosensPack(b, a) && PACKS.indexOf(b) < PACKS.indexOf(a));
    expect(loosensPack('strict', 'watch')).toBe(true);
    expect(loosensPack('watch', 'strict')).toBe(false);
  });

  it('shuts what lies below an organisation’s floor, and only that', () => {
    const shut = SETTINGS.filter((setting) => isBelowFloor(row('block', { floor: 'ask' }), setting));
    expect(shut).toEqual(['off', 'log']);
    expect(SETTINGS.filter((setting) => isBelowFloor(row('block'), setting))).toEqual([]);
  });

  it('shuts packs laxer than the organisation’s', () => {
    expect(PACKS.filter((pack) => isBelowManagedPack('strict', pack))).toEqual(['watch', 'balanced']);
    expect(PACKS.filter((pack) => isBelowManagedPack(undefined, pack))).toEqual([]);
  });
});
