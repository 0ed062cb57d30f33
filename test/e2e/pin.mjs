// With a PIN set, a hand that presses Approve has approved nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patiently, pause } from '../agents/locate.mjs';
import { handMissing } from '../agents/person.mjs';
import { HOSTS, urlOf } from '../sites/world.mjs';
import { withPerson } from './by-hand.mjs';
import { managedMissing, policyFile } from './policy-file.mjs';

const PIN = '482913';
const ASKS = JSON.stringify({
  interlock: 1,
  name: 'asks',
  rules: [
    {
      id: 'ask-before-posting',
      verdict: 'ask',
      on: ['submit'],
      where: { field: 'site', op: 'eq', value: HOSTS.forum },
      because: 'Posting is a person’s decision.',
    },
  ],
});

test(
  'a yes needs the PIN once one is set: not without it, not with another',
  {
    timeout: 240_000,
    skip: handMissing(),
  },
  () =>
    withPerson(async ({ hands, world, ask, hand, page }) => {
      await ask('popup.import', { text: ASKS });
      const factor = async () => (await ask('popup.state', { tab: 0 })).factor;
      assert.equal((await ask('popup.pin', { pin: PIN })).ok, false, 'an agent set a PIN by its debugger');

      await page.show('options.html');
      const field = (n) => page.where(`document.querySelectorAll('.pin-form input')[${n}]`, '/popup/options.html');
      for (const n of [0, 1]) {
        await hand.click(await field(n));
        await hand.type(PIN);
      }
      await hand.press('Return');
      await patiently(async () => (await factor()).state === 'on', 'the PIN to be set', 10_000);
      await page.front(hands.tab);

      const posts = () => world.forum.threads.get('mug').posts.filter((post) => post.text === 'with a pin').length;
      const reply = async () => {
        await hands.goto(urlOf('forum', '/thread/mug'));
        await hands.fill({ label: 'Your name' }, 'alex');
        await hands.fill({ label: 'Your reply' }, 'with a pin');
        await hands.click({ button: 'Post reply' });
        await pause(1_500);
      };
      await reply();
      const questions = async () => (await ask('popup.state', { tab: 0 })).questions.length;
      assert.equal(await questions(), 1, `${await hands.url()}, ${posts()} posts`);
      const pressApprove = async () => hand.click(await page.where("document.querySelectorAll('.answers button')[1]"));

      await pressApprove();
      await pause(800);
      assert.equal(await questions(), 1, 'approved by a press alone');
      await hand.press('Escape');
      await pause(500);
      assert.equal(await questions(), 1, 'leaving the PIN out answered the question');

      await pressApprove();
      await pause(500);
      await hand.type('000000');
      await hand.press('Return');
      await patiently(
        async () => (await page.read('document.body.innerText', '/popup/ask.html')).includes('This is not the PIN.'),
        'the refusal',
        10_000,
      );
      assert.equal(await questions(), 1, 'approved by another PIN');
      assert.equal(posts(), 0);

      await pressApprove();
      await pause(500);
      await hand.type(PIN);
      await hand.press('Return');
      await patiently(async () => (await questions()) === 0, 'the approval', 10_000);
      await reply();
      await patiently(async () => posts() === 1, 'the approved reply', 10_000);
    }),
);

test('where an organisation requires a PIN and none is set, nothing can be approved', {
  timeout: 240_000,
  skip: handMissing() ?? managedMissing(),
}, async () => {
  const file = policyFile({ secondFactor: true });
  try {
    await withPerson(
      async ({ hands, world, ask, hand, page }) => {
        await ask('popup.import', { text: ASKS });
        const state = () => ask('popup.state', { tab: 0 });
        await patiently(async () => (await state()).factor.isRequired, 'the managed value', 60_000);
        assert.equal((await state()).factor.state, 'missing');
        await hands.goto(urlOf('forum', '/thread/mug'));
        await hands.fill({ label: 'Your name' }, 'alex');
        await hands.fill({ label: 'Your reply' }, 'without a pin');
        await hands.click({ button: 'Post reply' });
        await hand.click(await page.where("document.querySelectorAll('.answers button')[1]"));
        const told = () => page.read('document.body.innerText', '/popup/ask.html');
        await patiently(async () => (await told()).includes('Your organisation requires a PIN'), 'the refusal', 10_000);
        assert.equal((await state()).questions.length, 1);
        assert.ok(!world.forum.threads.get('mug').posts.some(({ text }) => text === 'without a pin'));
      },
      { executable: file.executable },
    );
  } finally {
    file.remove();
  }
});
