import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { joinIsSound } from '../mutation/join.ts';
import { past, trace } from './policy-arbitraries.ts';
import { policies, traces } from './small-scope.ts';

vi.setConfig({ testTimeout: 300_000 });

it('two states joined hold, as a cause, whenever one of them would, and as an excuse only if both would', () => {
  fc.assert(
    fc.property(past, trace(8), trace(8), trace(6), (formula, one, other, then) => {
      expect(joinIsSound(formula, one, other, then)).toBe(true);
    }),
    { numRuns: Number(process.env.POLICY_RUNS ?? 2_000) },
  );
});

it('so it is for every formula of the small shapes', () => {
  const all = traces(4);
  policies().forEach(({ rules }, i) => {
    for (let n = 0; n < 12; n++) {
      const [one, other, then] = [7, 31, 59].map((step) => all[(i * step + n * 97 * step) % all.length] ?? []);
      const formula = rules[0]?.if;
      if (formula === undefined || one === undefined || other === undefined || then === undefined)
        throw new Error('no case');
      expect({ formula, one, other, then, sound: joinIsSound(formula, one, other, then) }).toMatchObject({
        sound: true,
      });
    }
  });
});
