import { expect, it } from 'vitest';
import { stopRules } from '../../../src/enforce/wall-rule.ts';

const tabsOf = (session: Parameters<typeof stopRules>[0]) =>
  stopRules(session).map(({ condition }) => condition.tabIds);

it('a stop is for the agent’s own tabs, and not for one in which the person’s hand is theirs', () => {
  const driven = { how: 'debugger', tabs: [1, 2, 3], handedOver: [], strays: [2] } as const;
  expect(tabsOf(driven)).toEqual([[1, 3]]);
  expect(tabsOf({ ...driven, how: 'declared', handedOver: [3] })).toEqual([[3]]);
  // A rule without tabs would be for all of them.
  expect(tabsOf({ ...driven, tabs: [2] })).toEqual([]);
  expect(tabsOf({ ...driven, how: 'declared' })).toEqual([]);
});
