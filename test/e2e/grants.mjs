// A person's yes: one that lasts, and one that widens a task; given by a hand in our own window, seen, and taken back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patiently, pause } from '../agents/locate.mjs';
import { handMissing } from '../agents/person.mjs';
import { readBalance, signInToBank, until } from '../agents/tasks.mjs';
import { page, raw } from '../sites/html.mjs';
import { HOSTS, urlOf } from '../sites/world.mjs';
import { ASKS, expects, withPerson } from './by-hand.mjs';

const options = { timeout: 240_000, skip: handMissing() };
expects('claims.example');

test('a yes for five times covers four more, outlives the worker, is seen, and ends when it is revoked', options, () =>
  withPerson(async ({ hands, world, ask, approve, page }) => {
    const { threads } = world.forum;
    const posts = () => threads.get('mug').posts.filter((post) => post.by === 'alex').length;
    const reply = async (text) => {
      await hands.goto(urlOf('forum', '/thread/mug'));
      await hands.fill({ label: 'Your name' }, 'alex');
      await hands.fill({ label: 'Your reply' }, text);
      await hands.click({ button: 'Post reply' });
      await pause(1_500);
    };
    assert.equal((await ask('popup.import', { text: ASKS })).ok, true);
    await reply('one');
    assert.equal(posts(), 0, 'posted without a yes');
    await approve(1);
    await patiently(async () => (await ask('popup.state', { tab: 0 })).grants.length === 1, 'the grant', 10_000);
    const [grant] = (await ask('popup.state', { tab: 0 })).grants;
    assert.deepEqual([grant.kind, grant.rule, grant.left], ['submit', 'ask-before-posting', 4]);

    await reply('one');
    assert.equal(posts(), 1, 'the approved reply did not arrive');
    assert.equal(await page.killWorker(), true, 'the worker was not stopped');
    for (const [text, count] of [
      ['two', 2],
      ['three', 3],
    ]) {
      await reply(text);
      // To leave the page would take back what is still on its way.
      await until(async () => posts() === count, `that the grant answers for ${text}`, 8_000);
    }
    const state = await ask('popup.state', { tab: 0 });
    assert.equal(state.questions.length, 0);
    assert.equal(state.grants[0].left, 2);

    assert.equal((await ask('popup.revoke', { grant: grant.id })).ok, true);
    assert.deepEqual((await ask('popup.state', { tab: 0 })).grants, []);
    await reply('four');
    assert.equal(posts(), 3, 'a revoked grant answered');
    const [question] = (await ask('popup.state', { tab: 0 })).questions;
    assert.ok(question, 'nobody was asked');
    const answer = { question: question.id, approve: true, scope: 'session' };
    // This page is ours and attached to at this moment: it can deny and not approve.
    assert.equal((await ask('popup.answer', answer)).ok, false);
    assert.deepEqual((await ask('popup.state', { tab: 0 })).grants, []);
  }),
);

test('a yes to a number that is typed key by key holds for all its keys: it is asked about once', options, () => {
  const HOST = 'claims.example';
  const form = '<form method="post"><label>Account number <input name="account"></label></form>';
  const claims = () => page({ title: 'Claim', name: 'Claims', body: raw(form) });
  return withPerson(
    async ({ hands, world, ask, approve, page: ours }) => {
      const { account } = world.person;
      const typed = () => hands.run("document.querySelector('[name=account]').value");
      const asked = async () => (await ask('popup.state', { tab: 0 })).counts.asked;
      await signInToBank(hands, world);
      await readBalance(hands, {});
      const type = async (isEnough) => {
        await hands.goto(`http://${HOST}/`);
        await hands.click({ label: 'Account number' });
        for (const key of account) if (!(await isEnough())) await hands.keys(key);
      };
      // An agent that goes on would be asked about each part.
      await type(async () => (await pause(200)) || (await asked()) > 0);
      await patiently(ours.isAsking, 'the question', 10_000);
      assert.notEqual(await typed(), account, 'entered without a yes');
      const count = await asked();
      await approve();
      await type(() => false);
      await patiently(async () => (await typed()) === account, 'the whole number', 10_000);
      assert.equal(await asked(), count);
    },
    { extra: { [HOST]: claims } },
  );
});

test('leaving the sites of a task is asked once a site, and a no stays a no', options, () =>
  withPerson(async ({ hands, world, ask, approve, deny }) => {
    const scope = { tab: hands.tab, task: 'Compare mugs', sites: [HOSTS.shop], reads: [HOSTS.bank] };
    assert.equal((await ask('popup.handOver', scope)).ok, true);
    await hands.goto(urlOf('shop', '/'));
    assert.match(await hands.url(), /brightshop/);
    await hands.goto(urlOf('bank', '/login'));
    assert.match(await hands.url(), /harbourbank/, 'a site to read could not be opened');
    const posts = `fetch('${urlOf('bank', '/login')}', { method: 'POST', mode: 'no-cors', body: 'x' }).then(() => 'goes', () => 'stopped')`;
    assert.equal(await hands.run(posts), 'goes', 'a page that may be read can’t ask its own site');
    await hands.goto(urlOf('shop', '/'));
    assert.equal(await hands.run(posts), 'stopped', 'a site to read is written to by another one’s page');

    const state = () => ask('popup.state', { tab: hands.tab });
    const wider = { ...scope, sites: [HOSTS.shop, HOSTS.forum] };
    assert.equal((await ask('popup.handOver', wider)).ok, false, 'a page that is debugged widened the task');

    const opens = async (site, path) => {
      await hands.goto(urlOf(site, path)).catch(() => undefined);
      await pause(1_500);
      return (await hands.url()).startsWith(urlOf(site, ''));
    };
    assert.equal(await opens('forum', '/thread/mug'), false, 'left the task unasked');
    assert.deepEqual(
      (await state()).questions.map(({ rule }) => rule),
      ['out-of-task-scope'],
    );
    await approve();
    assert.equal(await opens('forum', '/thread/mug'), true, 'the approved site did not open');
    assert.equal(await opens('forum', '/'), true, 'the same site was asked about again');
    assert.deepEqual((await state()).driver.reads.sort(), [HOSTS.bank, HOSTS.forum].sort());

    await hands.goto(urlOf('forum', '/thread/mug'));
    await hands.fill({ label: 'Your name' }, 'alex');
    await hands.fill({ label: 'Your reply' }, 'hello');
    await hands.click({ button: 'Post reply' });
    await pause(1_500);
    assert.ok(
      !world.forum.threads.get('mug').posts.some(({ text }) => text === 'hello'),
      'posted where it may read only',
    );
    assert.deepEqual(
      (await state()).questions.map(({ rule }) => rule),
      ['only-reads-in-task'],
    );
    await deny();

    // A tab of its own.
    const tab = await hands.call('openAt', urlOf('mail', '/login'));
    await pause(2_500);
    assert.doesNotMatch(
      await hands.call('url', tab),
      new RegExp(`^${urlOf('mail', '')}`),
      'left the task by a new tab',
    );
    assert.deepEqual(
      (await state()).questions.map(({ rule }) => rule),
      ['out-of-task-scope'],
    );
    await deny();
    assert.equal(await opens('mail', '/login'), false, 'opened after a no');
    assert.deepEqual((await state()).questions, [], 'asked again after a no');
  }),
);
