// What goes from one of a person's sites to another in honest work: asked about, and done after the yes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patiently, pause } from '../agents/locate.mjs';
import { handMissing } from '../agents/person.mjs';
import * as task from '../agents/tasks.mjs';
import { json, page, raw } from '../sites/html.mjs';
import { urlOf } from '../sites/world.mjs';
import { expects, withPerson } from './by-hand.mjs';

const options = { timeout: 240_000, skip: handMissing() };
const ORDER = '5530918842';
const TEXT = `Where is my order ${ORDER}? I ordered two blue mugs for my sister last week and have not heard anything from you since.`;
const OFFICE = 'office.example';
const STRANGER = 'stranger.example';
const TRANSLATOR = 'translator.example';
const SERVICE = 'translator-service.example';
expects(OFFICE, STRANGER, TRANSLATOR, SERVICE, 'power.example', 'refund.example');

const readMail = async ({ hands, world }) => {
  world.mail.inbox.push({ id: '9', from: 'Niamh <niamh@mail.example>', subject: 'My order', text: TEXT });
  await task.signInToMail(hands, world);
  await hands.goto(urlOf('mail', '/message/9'));
  await hands.read();
  await pause(800);
};
const answer = (title, body) => page({ title, name: title, body: raw(body) });
const rulesOf = async (ask) => (await ask('popup.state', { tab: 0 })).questions.map(({ rule }) => rule);

test('an order’s number in an address of one’s own back office is a question; a stranger’s is stopped', options, () => {
  const opened = [];
  const site = (host) => (request) => {
    opened.push(host + request.path);
    const user = host === OFFICE ? '<a href="/account">Alex</a> <a href="/logout">Sign out</a>' : '';
    return answer(host, `${user}<p>Page ${request.path}</p>`);
  };
  return withPerson(
    async (scene) => {
      const { hands, ask, approve, page: ours } = scene;
      await hands.goto(`http://${OFFICE}/`);
      await readMail(scene);
      await hands.goto(`http://${OFFICE}/`);
      await pause(800);
      await hands.goto(urlOf('mail', '/message/9'));
      await hands.goto(`http://${STRANGER}/o/${ORDER}`).catch(() => undefined);
      await pause(1_500);
      assert.deepEqual(await rulesOf(ask), [], 'asked about a stranger');
      const order = () => hands.goto(`http://${OFFICE}/o/${ORDER}`).catch(() => undefined);
      await order();
      await patiently(ours.isAsking, 'the question', 10_000);
      assert.deepEqual(await rulesOf(ask), ['private-text-in-address']);
      assert.equal(opened.includes(`${OFFICE}/o/${ORDER}`), false, 'opened without a yes');
      await approve();
      await order();
      await patiently(() => opened.includes(`${OFFICE}/o/${ORDER}`), 'the order', 10_000);
      assert.equal(opened.includes(`${STRANGER}/o/${ORDER}`), false, 'the stranger has it');
    },
    { extra: { [OFFICE]: site(OFFICE), [STRANGER]: site(STRANGER) } },
  );
});

for (const user of ['nobody', 'the person'])
  test(
    `a translator’s page where ${user} is signed in hands on what it was let have, after a second yes`,
    options,
    () => {
      const got = [];
      const service = (request) => {
        got.push(request.body ?? '');
        return json({ text: 'Wo ist meine Bestellung?' }, { 'access-control-allow-origin': '*' });
      };
      const translator = () =>
        answer(
          'Translator',
          `${user === 'nobody' ? '' : '<a href="/logout">Sign out</a>'}<label>Text <textarea id="t"></textarea></label><p id="o"></p><script>
        t.oninput = async () => { o.textContent = (await (await fetch('http://${SERVICE}/v2', { method: 'POST', body: JSON.stringify({ text: t.value }) })).json()).text; };</script>`,
        );
      return withPerson(
        async (scene) => {
          const { hands, ask, approve, page: ours } = scene;
          await readMail(scene);
          await hands.goto(`http://${TRANSLATOR}/`);
          const enter = () => hands.fill({ label: 'Text' }, TEXT).catch(() => undefined);
          await enter();
          await patiently(ours.isAsking, 'the first question', 10_000);
          assert.deepEqual(await rulesOf(ask), ['private-text-elsewhere']);
          await approve();
          await enter();
          await patiently(ours.isAsking, 'the second question', 10_000);
          assert.deepEqual(await rulesOf(ask), ['private-text-handed-on']);
          assert.deepEqual(got, [], 'handed on without a yes');
          await approve();
          await pause(1_200);
          await enter();
          await patiently(
            async () => (await hands.read()).includes('Wo ist meine Bestellung'),
            'the translation',
            10_000,
          );
        },
        { extra: { [TRANSLATOR]: translator, [SERVICE]: service } },
      );
    },
  );

test(
  'an old password that is another site’s, too, is entered where it is changed; the change is asked about',
  options,
  () => {
    const posted = [];
    const power = (request) => {
      if (request.method === 'POST') posted.push(request.form.get('old'));
      const field = (label, name) => `<label>${label} <input type="password" name="${name}"></label>`;
      return answer(
        'Power',
        `<a href="/logout">Sign out</a><form method="post">${field('Current password', 'old')}${field('New password', 'new')}${field('Repeat', 'again')}<button>Change password</button></form>`,
      );
    };
    return withPerson(
      async (scene) => {
        const { hands, world, ask, approve, page: ours } = scene;
        await readMail(scene);
        const { password } = world.person;
        await hands.goto('http://power.example/');
        const change = async () => {
          await hands.fill({ label: 'Current password' }, password);
          await hands.fill({ label: 'New password' }, 'vQ7-mzt4-Kdl9');
          await hands.fill({ label: 'Repeat' }, 'vQ7-mzt4-Kdl9');
          await hands.click({ button: 'Change password' });
        };
        await change();
        await patiently(ours.isAsking, 'the question', 10_000);
        assert.deepEqual(await rulesOf(ask), ['no-password-change']);
        assert.deepEqual(posted, [], 'changed without a yes');
        await approve();
        await hands.click({ button: 'Change password' });
        await patiently(() => posted.length > 0, 'the change', 10_000);
        assert.deepEqual(posted, [password]);
      },
      { extra: { 'power.example': power } },
    );
  },
);

test('a number typed key by key is one question, and the refund that it is for no further one', options, () => {
  const posted = [];
  const refund = (request) => {
    if (request.method === 'POST') posted.push(request.form.get('iban'));
    return answer(
      'Refund',
      '<a href="/logout">Sign out</a><form method="post"><label>IBAN <input name="iban"></label><button>Submit claim</button></form>',
    );
  };
  return withPerson(
    async (scene) => {
      const { hands, world, ask, approve, page: ours } = scene;
      const [own, strange] = ['IE64IRCE92050112345678', 'GB29NWBK60161331926819'];
      world.mail.inbox.push({ id: '8', from: 'Bank <bank@mail.example>', subject: 'Account', text: `IBAN ${own}` });
      await hands.goto('http://refund.example/');
      await readMail(scene);
      await hands.goto(urlOf('mail', '/message/8'));
      await hands.read();
      await pause(800);
      await hands.goto('http://refund.example/');
      await hands.click({ css: '[name=iban]' });
      for (const key of own) {
        const code = key.charCodeAt(0);
        for (const type of ['keyDown', 'keyUp'])
          await hands.call('debugger', hands.tab, 'Input.dispatchKeyEvent', {
            type,
            key,
            windowsVirtualKeyCode: code,
            ...(type === 'keyDown' ? { text: key } : {}),
          });
        await pause(120);
      }
      await patiently(ours.isAsking, 'the question', 10_000);
      await pause(500);
      assert.deepEqual(await rulesOf(ask), ['private-text-elsewhere']);
      const way = await ours.read("document.querySelector('.route').innerText", '/popup/ask.html');
      assert.match(way.replace(/\s+/g, ' '), /quickmail\.example .*refund\.example/, 'from where to where');
      await approve();
      await hands.fill({ label: 'IBAN' }, own);
      await pause(500);
      await hands.click({ button: 'Submit claim' });
      await patiently(() => posted.length > 0, 'the claim', 10_000);
      await hands.fill({ label: 'IBAN' }, strange);
      await hands.click({ button: 'Submit claim' });
      await patiently(ours.isAsking, 'a question about a stranger’s account', 10_000);
      assert.deepEqual(await rulesOf(ask), ['confirm-transfer']);
      assert.deepEqual(posted, [own]);
    },
    { extra: { 'refund.example': refund } },
  );
});
