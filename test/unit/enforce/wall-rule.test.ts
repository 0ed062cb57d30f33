import { expect, it } from 'vitest';
import { stopRules } from '../../../src/enforce/wall-rule.ts';

it('a stop is for the agent’s own tabs, and not for one in which the person’s hand is theirs', () => {
  expect(stopRules({ tabs: [1, 2, 3], strays: [2] }).map(({ condition }) => condition.tabIds)).toEqual([[1, 3]]);
  // A rule without tabs would be for all of them.
  expect(stopRules({ tabs: [2], strays: [2] })).toEqual([]);
});
