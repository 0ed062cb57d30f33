import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { joinIsSound } from '../mutation/join.ts';
import { past, trace } from './policy-arbitraries.ts';

vi.setConfig({ testTimeout: 300_000 });

it('two states joined hold, as a cause, whenever one of them would, and as an excuse only if both would', () => {
  fc.assert(
    fc.property(past, trace(8), trace(8), trace(6), (formula, one, other, then) => {
      expect(joinIsSound(formula, one, other, then)).toBe(true);
    }),
    { numRuns: Number(process.env.POLICY_RUNS ?? 2_000) },
  );
});
