// The network rules of sessions that went to very many places.
import { expect, test } from 'vitest';
import { openRules, wallRules } from '../../../src/enforce/wall.ts';
import { newSession } from '../../../src/session/session.ts';

const session = () => ({ ...newSession('s', 'debugger', { t: 0, awake: 0 }, []), tabs: [1], seen: ['bank.example'] });
const input = {
  otherTabs: [],
  silent: [],
  strange: [],
  holdPage: 'chrome-extension://x/hold.html',
  paused: [],
  extensions: [],
};
const passes = Array.from({ length: 500 }, (_, i) => ({ tab: 1, url: `https://a.example/${i}`, until: 1 }));

test('stay below a thousand, so that two sessions’ rules never share a number; the latest places are kept', () => {
  const many = session();
  for (let i = 0; i < 3_000; i++)
    for (const kind of ['used', 'shown', 'asked'] as const) many[kind][`site${i}.example`] = [`cdn${i}.example`];
  const rules = wallRules({ ...input, session: many, passes }, 1);
  expect(rules.length).toBeLessThan(1_000);
  const domains = rules.flatMap((rule) => rule.condition.initiatorDomains ?? []);
  expect(domains).toContain('site2999.example');
  expect(rules.some(({ condition }) => condition.urlFilter?.includes('/499'))).toBe(true);
  const scoped = { ...session(), scope: { sites: ['a.example'], reads: [], refused: [] } };
  expect(openRules({ ...input, session: scoped, passes }, 1).length).toBeLessThan(1_000);
});

test('a paused site has rules for documents and for all else above those that block, which leave the barrier’s question to be answered', () => {
  const rules = wallRules({ ...input, session: session(), passes: [], otherTabs: [7], paused: ['forum.example'] }, 1);
  const pauses = rules.filter((rule) => rule.condition.initiatorDomains?.includes('forum.example'));
  const blocks = rules.filter((rule) => rule.action.type === 'block').map(({ priority }) => priority);
  expect(pauses.map(({ condition }) => condition.resourceTypes ?? condition.excludedResourceTypes)).toEqual([
    ['main_frame', 'sub_frame'],
    ['main_frame', 'sub_frame'],
  ]);
  for (const pause of pauses) {
    expect(pause.action.type).toBe('allow');
    expect(pause.condition.excludedTabIds).toEqual([7]);
    expect(pause.condition.excludedRequestDomains).toEqual(['interlock.invalid']);
    expect(pause.priority).toBeGreaterThan(Math.max(...blocks));
  }
});

test('where a public page’s code asked to go is open to it, and closed again once something private is read on it', () => {
  const asked = { ...session(), asked: { 'trains.example': ['api.example'] } };
  const opens = (privateSites: string[]) =>
    wallRules({ ...input, session: { ...asked, privateSites }, passes: [] }, 1).some(
      ({ action, condition }) =>
        action.type === 'allow' &&
        condition.initiatorDomains?.includes('trains.example') &&
        condition.requestDomains?.includes('api.example'),
    );
  expect(opens(['bank.example'])).toBe(true);
  expect(opens(['bank.example', 'trains.example'])).toBe(false);
});

test('what a site’s own worker asks for is stopped where it is to be silent, and what it may have made too where it is strange', () => {
  const told = { ...input, session: session(), passes: [], silent: ['forum.example'], strange: ['push.example'] };
  const rules = wallRules(told, 1).filter(({ condition }) => condition.domainType === undefined);
  const stopped = (site: string, tab: number) =>
    rules.filter(
      ({ action, condition }) =>
        action.type === 'block' && condition.initiatorDomains?.includes(site) && condition.tabIds?.includes(tab),
    );
  expect(stopped('forum.example', -1)).toHaveLength(2);
  expect(stopped('forum.example', 1)).toHaveLength(0);
  expect(stopped('push.example', -1)).toHaveLength(2);
  expect(stopped('push.example', 1)).toHaveLength(2);
  const others = wallRules(told, 1)
    .filter(({ action }) => action.type === 'allow')
    .map(({ priority }) => priority);
  for (const rule of stopped('push.example', 1)) expect(rule.priority).toBeGreaterThan(Math.max(0, ...others));
});

const aside = 'data:text/html,waiting';

test('where no page of ours may be on the way, documents wait aside, frames are refused, and only we may say what was stopped', () => {
  const own = { ...input, session: session(), passes: [], otherTabs: [7], extensions: ['agent'], aside };
  const redirects = wallRules(own, 1).flatMap(({ action, condition }) =>
    action.redirect?.regexSubstitution ? [{ to: action.redirect.regexSubstitution, condition }] : [],
  );
  const told = redirects.filter(({ to }) => to.endsWith('\\1'));
  expect(told.map(({ condition }) => condition.initiatorDomains)).toEqual([['x']]);
  const held = redirects.filter(({ to }) => !to.endsWith('\\1'));
  const isTheirs = ({ condition }: (typeof held)[number]) => condition.tabIds?.includes(7);
  expect(held.filter(isTheirs).length).toBe(2);
  expect(held.length).toBeGreaterThan(3);
  for (const one of held) {
    expect(one.condition.resourceTypes).toEqual(['main_frame']);
    // What a person has open goes through our own page, as ever.
    expect(one.to).toBe(isTheirs(one) ? 'chrome-extension://x/hold.html?url=\\0' : `${aside}#\\0`);
    if (!isTheirs(one)) expect(one.condition.excludedTabIds ?? [7]).toContain(7);
  }
  expect(
    wallRules(own, 1).some(
      ({ action, condition }) => action.type === 'block' && condition.resourceTypes?.[0] === 'sub_frame',
    ),
  ).toBe(true);
});
