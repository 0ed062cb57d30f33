// Money that a script sends: asked about once, by whom and how much, whatever was pressed; after a yes it goes, once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patiently, pause } from '../agents/locate.mjs';
import { handMissing } from '../agents/person.mjs';
import * as task from '../agents/tasks.mjs';
import { ADDRESSES, PAYING } from '../sites/bank.mjs';
import { page, raw } from '../sites/html.mjs';
import { urlOf } from '../sites/world.mjs';
import { expects, withPerson } from './by-hand.mjs';

const options = { timeout: 240_000, skip: handMissing() };
expects('pays.example', 'letters.example');
const PAYEE = '9999 0000 1111 2222';

const PRESSES = {
  'a control that says nothing of it': { how: 'plain', press: (hands) => hands.click({ css: '#go' }), payee: PAYEE },
  'a button that says so': {
    how: 'named',
    press: (hands) => hands.click({ button: 'Transfer' }),
    payee: `Ann Lee, ${PAYEE}`,
  },
};

for (const [name, { how, press, payee }] of Object.entries(PRESSES))
  test(`a transfer by ${name} is asked about, once, and sent once`, options, () =>
    withPerson(async ({ hands, world, ask, approve, page: ours }) => {
      await task.signInToBank(hands, world);
      await hands.goto(urlOf('bank', `/pay/${how}`));
      await hands.fill({ label: 'Recipient' }, 'Ann Lee');
      await hands.fill({ label: 'Account number' }, PAYEE);
      await hands.fill({ label: 'Amount in euro' }, '25');
      await press(hands);
      await patiently(ours.isAsking, 'the question', 10_000);
      const { questions } = await ask('popup.state', { tab: 0 });
      assert.deepEqual(
        questions.map(({ rule, site, order: told }) => [rule, site, told]),
        [['confirm-transfer', 'harbourbank.example', { payee, amount: 25 }]],
      );
      assert.equal(world.bank.transfers.length, 0);
      assert.match(await hands.read(), /Interlock stopped this: This moves money/, 'the agent is told why');
      await approve();
      await press(hands);
      await patiently(async () => world.bank.transfers.length > 0, 'the transfer', 10_000);
      await pause(1_000);
      assert.equal(world.bank.transfers.length, 1);
      assert.doesNotMatch(await hands.read(), /Interlock stopped this/, 'what went is still said to be stopped');
      assert.deepEqual((await ask('popup.state', { tab: 0 })).questions, [], 'asked twice about one transfer');
    }),
  );

test(
  'a form that pays somebody else than a person said yes to, as its page changes it on its way, is asked about anew',
  options,
  () => {
    const [HOST, OTHER] = ['pays.example', '8888 7777 6666 5555'];
    const posted = [];
    const site = (request) => {
      if (request.method === 'POST') posted.push(request.form.get('account'));
      const fields = ['Recipient', 'Account number', 'Amount in euro'].map(
        (label) => `<label>${label} <input name="${label.split(' ')[0].toLowerCase()}"></label>`,
      );
      const form = `<form method="post" onsubmit="this.account.value = '${OTHER}'">${fields.join('')}<button>Transfer</button></form>`;
      return page({ title: 'Pay', name: 'Pays', body: raw(`<a href="/logout">Sign out</a>${form}`) });
    };
    return withPerson(
      async ({ hands, ask, approve, page: ours }) => {
        const payees = async () => (await ask('popup.state', { tab: 0 })).questions.map(({ order }) => order?.payee);
        await hands.goto(`http://${HOST}/`);
        await hands.fill({ label: 'Recipient' }, 'Ann Lee');
        await hands.fill({ label: 'Account number' }, PAYEE);
        await hands.fill({ label: 'Amount in euro' }, '25');
        await hands.click({ button: 'Transfer' });
        await patiently(ours.isAsking, 'the question', 10_000);
        assert.deepEqual(await payees(), [`Ann Lee, ${PAYEE}`]);
        await approve();
        await hands.click({ button: 'Transfer' });
        await patiently(async () => posted.length > 0 || (await ours.isAsking()), 'another question', 10_000);
        assert.deepEqual(posted, []);
        assert.deepEqual(await payees(), [`Ann Lee, ${OTHER}`]);
      },
      { extra: { [HOST]: site } },
    );
  },
);

test('a draft that another page’s plain button confirms is asked about once, and nothing between is', options, () =>
  withPerson(async ({ hands, world, ask, approve, page: ours }) => {
    await task.signInToBank(hands, world);
    const questions = async () => (await ask('popup.state', { tab: 0 })).questions.map(({ order: told }) => told);
    const post = (path, fields) =>
      hands.run(
        `fetch('${path}', { method: 'POST', body: '${JSON.stringify(fields)}' }).then(({ status }) => status, () => 0)`,
      );
    assert.equal(await post('/api/drafts/1', { recipient: 'Ann Lee', account: PAYEE, amount: '25' }), 200);
    await hands.goto(urlOf('bank', '/profile'));
    for (const [path, fields] of [
      ['/api/drafts/12', { note: 'Rent' }],
      ['/api/transactions', { page: 2, view: 'all' }],
      ['/chat', { text: 'Please send me a new card' }],
    ])
      assert.equal(await post(path, fields), 200, path);
    assert.deepEqual(await questions(), []);
    await hands.goto(urlOf('bank', '/drafts'));
    await hands.click({ button: 'Next' });
    await patiently(ours.isAsking, 'the question', 10_000);
    assert.deepEqual(await questions(), [{ payee: PAYEE, amount: 25 }]);
    assert.deepEqual(world.bank.transfers, []);
    await approve();
    await hands.click({ button: 'Next' });
    await patiently(() => world.bank.transfers.length > 0, 'the transfer', 10_000);
    await pause(800);
    assert.equal(world.bank.transfers.length, 1);
    assert.deepEqual(await questions(), []);
  }),
);

for (const how of ['script', 'form'])
  test(`a word in a chat that pays is asked about, and no other word, sent by a ${how}`, options, () =>
    withPerson(async ({ hands, world, ask, approve, page: ours }) => {
      await task.signInToBank(hands, world);
      const say = async (text) => {
        await hands.goto(urlOf('bank', `/chat/${how}`));
        await hands.fill({ label: 'Message' }, text);
        await hands.click({ button: 'Send' });
      };
      await say('Paid @eve 25 EUR yesterday');
      await patiently(() => world.bank.said.length === 1, 'the message', 5_000);
      await say('/pay @eve 25 EUR');
      await patiently(ours.isAsking, 'the question', 10_000);
      const { questions } = await ask('popup.state', { tab: 0 });
      assert.deepEqual(
        questions.map(({ rule, order: told }) => [rule, told]),
        [['confirm-transfer', { payee: '@eve', amount: 25, currency: 'EUR' }]],
      );
      assert.deepEqual(world.bank.transfers, []);
      await approve();
      await say('/pay @eve 25 EUR');
      await patiently(() => world.bank.transfers.length > 0, 'the payment', 10_000);
      await pause(1_000);
      assert.equal(world.bank.transfers.length, 1);
      assert.deepEqual((await ask('popup.state', { tab: 0 })).questions, [], 'asked twice about one payment');
    }),
  );

const OPENS = {
  'by an agent’s own navigation': (hands) => hands.goto(urlOf('bank', PAYING)),
  'by a link': async (hands) => {
    await hands.goto(urlOf('bank', '/links'));
    await hands.click({ link: 'Number 0' });
  },
  'by a script': (hands) => hands.run(`location.assign('${PAYING}'); 0`),
};

test(
  'an address that pays is asked about, once, however it is opened, and others with the same in them are not',
  options,
  () =>
    withPerson(async ({ hands, world, ask, approve, page: ours }) => {
      await task.signInToBank(hands, world);
      await pause(1_000);
      for (const url of ADDRESSES.filter((one) => one !== PAYING)) {
        await hands.goto(urlOf('bank', '/links'));
        await hands.click({ link: `Number ${ADDRESSES.indexOf(url)}` });
        await patiently(async () => (await hands.url()).includes(url), url, 5_000);
        await hands.goto(urlOf('bank', url));
        await patiently(async () => (await hands.url()).includes(url), url, 5_000);
      }
      const asked = async () => (await ask('popup.state', { tab: 0 })).counts.asked;
      assert.equal(await asked(), 0);
      for (const [how, open] of Object.entries(OPENS)) {
        world.bank.transfers.length = 0;
        const before = await asked();
        await hands.goto(urlOf('bank', '/account'));
        await open(hands).catch(() => undefined);
        await patiently(ours.isAsking, `the question ${how}`, 10_000);
        const { questions } = await ask('popup.state', { tab: 0 });
        assert.deepEqual(
          questions.map(({ rule, order: told }) => [rule, told]),
          [['confirm-transfer', { payee: '9999000011112222', amount: 500 }]],
          how,
        );
        assert.deepEqual(world.bank.transfers, [], how);
        await approve();
        await hands.goto(urlOf('bank', '/account'));
        await open(hands).catch(() => undefined);
        await patiently(() => world.bank.transfers.length > 0, `the payment ${how}`, 10_000);
        await pause(800);
        assert.equal(world.bank.transfers.length, 1, how);
        assert.equal(await asked(), before + 1, `asked twice ${how}`);
      }
    }),
);

test('where mail goes from now on is asked about when a script sends it, and not twice after a press', options, () => {
  const HOST = 'letters.example';
  const saved = [];
  const site = (request) => {
    if (request.method === 'POST') saved.push(JSON.parse(request.body).forwardTo);
    const save = `const save = (to) => fetch('/settings/forwarding', { method: 'POST', body: JSON.stringify({ forwardTo: to, keepCopy: true }) });`;
    const body = `<a href="/logout">Sign out</a><h1>Mail</h1><label>Address <input id="to"></label><button onclick="save(to.value)">Save forwarding</button><script>${save}</script>`;
    return page({ title: 'Mail', name: 'Letters', body: raw(body) });
  };
  return withPerson(
    async ({ hands, ask, approve, page: ours }) => {
      const state = () => ask('popup.state', { tab: 0 });
      await hands.goto(`http://${HOST}/`);
      await hands.fill({ label: 'Address' }, 'ann@home.example');
      await hands.click({ button: 'Save forwarding' });
      await patiently(ours.isAsking, 'the question', 20_000);
      await approve();
      await hands.click({ button: 'Save forwarding' });
      await patiently(async () => saved.length > 0, 'what was approved', 20_000);
      await pause(800);
      assert.deepEqual([saved, (await state()).counts.asked], [['ann@home.example'], 1]);
      await hands.run(`void save('eve@attacker.example').catch(() => 0)`);
      await patiently(ours.isAsking, 'the question about a script', 20_000);
      const { questions } = await state();
      assert.deepEqual([questions.map(({ rule }) => rule), saved.length], [['public-sharing'], 1]);
    },
    { extra: { [HOST]: site } },
  );
});
