// One question for what is one thing to a person: a form with several parts of what was let in, a card in the next shop.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patiently, pause } from '../agents/locate.mjs';
import { handMissing } from '../agents/person.mjs';
import * as task from '../agents/tasks.mjs';
import { page, raw } from '../sites/html.mjs';
import { urlOf } from '../sites/world.mjs';
import { expects, withPerson } from './by-hand.mjs';

const options = { timeout: 240_000, skip: handMissing() };
expects('people.example', 'parcels.example', 'flights.example', 'rooms.example');
const answer = (title, body) => page({ title, name: title, body: raw(body) });
const rulesOf = async (ask) => (await ask('popup.state', { tab: 0 })).questions.map(({ rule }) => rule);

test(
  'an address and a telephone number beside each other in a form are one question, a number that a field held none; parts that a script puts in are another',
  options,
  () => {
    const posted = [];
    const [PEOPLE, PARCELS] = ['people.example', 'parcels.example'];
    const [ADDRESS, PHONE] = ['17 Salthill Promenade, Galway H91 W6FY, Ireland', '+353 91 555 0162'];
    const HELD = ['+353 91 555 0177', '091 555 0188'];
    const SECRET = 'Grainne owes the harbour office for two winters of berth fees';
    const people = () =>
      answer(
        'People',
        `<a href="/logout">Sign out</a><p>${ADDRESS}</p><p>${PHONE}</p><p>${SECRET}</p>${HELD.map((value) => `<label>Phone <input value="${value}"></label>`).join('')}`,
      );
    const parcels = (request) => {
      if (request.method === 'POST') posted.push([...request.form.values()].filter(Boolean));
      const field = (label, name) => `<label>${label} <input name="${name}"></label>`;
      const parts = [1, 2, 3, 4].map((n) => `<input type="hidden" name="h${n}">`).join('');
      return answer(
        'Parcels',
        `<form method="post">${field('Address', 'a')}${field('Phone', 'p')}${parts}<button>Make label</button></form>`,
      );
    };
    return withPerson(
      async ({ hands, world, ask, approve, page: ours }) => {
        await task.signInToMail(hands, world);
        await hands.goto(`http://${PEOPLE}/`);
        await hands.read();
        await pause(800);
        const enter = async () => {
          await hands.goto(`http://${PARCELS}/`);
          await hands.fill({ label: 'Address' }, ADDRESS);
        };
        await hands.goto(`http://${PARCELS}/`);
        for (const value of HELD) {
          await hands.fill({ label: 'Phone' }, value);
          await patiently(() => hands.run(`document.querySelector('[name=p]').value === '${value}'`), value, 10_000);
        }
        await enter();
        await patiently(ours.isAsking, 'the question', 10_000);
        assert.deepEqual(await rulesOf(ask), ['private-text-elsewhere']);
        await approve();
        await enter();
        await patiently(() => hands.run(`document.querySelector('[name=a]').value !== ''`), 'the address', 10_000);
        await hands.fill({ label: 'Phone' }, PHONE);
        await hands.click({ button: 'Make label' });
        await patiently(() => posted.length > 0, 'the label', 10_000);
        assert.deepEqual(posted, [[ADDRESS, PHONE]]);
        assert.deepEqual(await rulesOf(ask), [], 'asked twice about one form');
        await enter();
        const quarter = Math.ceil(SECRET.length / 4);
        for (const n of [1, 2, 3, 4])
          await hands.run(
            `document.querySelector('[name=h${n}]').value = ${JSON.stringify(SECRET.slice((n - 1) * quarter, n * quarter))}; 0`,
          );
        await hands.click({ button: 'Make label' });
        await patiently(ours.isAsking, 'a question about what was put in beside it', 10_000);
        assert.equal(posted.length, 1);
      },
      { extra: { [PEOPLE]: people, [PARCELS]: parcels } },
    );
  },
);

test(
  'a card that was entered in one shop is a question in the next, and whose it is, and when it ends, none; one that a mail shows is entered nowhere, nor is it elsewhere',
  options,
  () => {
    const [FIRST, SECOND] = ['flights.example', 'rooms.example'];
    const [CARD, READ, OWNER] = ['4111 1111 1111 1111', '5555 5555 5555 4444', 'Aoife Ni Dhomhnaill'];
    const paid = [];
    const shop = (host) => (request) => {
      if (request.method === 'POST') paid.push(`${host} ${request.form.get('cc')}`);
      return answer(
        host,
        '<form method="post"><label>Card number <input name="cc" autocomplete="cc-number"></label><label>Name on card <input name="n" autocomplete="cc-name"></label><label>Ends <input name="e" autocomplete="cc-exp-year"></label><label><input type="radio" name="how" value="1" checked> By post</label><label><input type="radio" name="how" value="2"> In the shop</label><button>Pay 9.00 EUR</button></form><label>Remark <input name="r"></label>',
      );
    };
    return withPerson(
      async (scene) => {
        const { hands, world, ask, approve, page: ours } = scene;
        world.mail.inbox.push({
          id: '8',
          from: 'Bank <b@mail.example>',
          subject: 'Card',
          text: `Your new card is ${READ}.`,
        });
        await task.signInToMail(hands, world);
        await hands.goto(urlOf('mail', '/message/8'));
        await hands.read();
        await pause(800);
        const pay = async (host, rule) => {
          await hands.click({ button: 'Pay 9.00 EUR' });
          await patiently(ours.isAsking, 'the question', 10_000);
          assert.deepEqual(await rulesOf(ask), [rule]);
          const shown = await ours.read('document.body.innerText', '/popup/ask.html');
          assert.match(shown, /By post/);
          assert.doesNotMatch(shown, /In the shop/, 'what was not chosen is shown as if it were');
          await approve();
          await hands.click({ button: 'Pay 9.00 EUR' });
          await patiently(() => paid.includes(`${host} ${CARD}`), 'the payment', 10_000);
        };
        const holds = (name, value) => hands.run(`document.querySelector('[name=${name}]').value === '${value}'`);
        await hands.goto(`http://${FIRST}/`);
        await hands.fill({ label: 'Card number' }, CARD);
        await hands.fill({ label: 'Name on card' }, OWNER);
        await hands.fill({ label: 'Ends' }, '2029');
        await pay(FIRST, 'confirm-purchase');
        await hands.goto(`http://${SECOND}/`);
        for (const value of [OWNER, '2029']) {
          await hands.fill({ label: 'Remark' }, value);
          await patiently(() => holds('r', value), value, 10_000);
        }
        for (const [label, name, value] of [
          ['Remark', 'r', CARD],
          ['Card number', 'cc', READ],
        ]) {
          await hands.fill({ label }, value);
          await pause(1_500);
          assert.deepEqual(await rulesOf(ask), [], `asked about ${label}`);
          assert.equal(await holds(name, value), false, `${label} has it`);
        }
        await hands.fill({ label: 'Card number' }, CARD);
        await patiently(ours.isAsking, 'the question about the card', 10_000);
        assert.deepEqual(await rulesOf(ask), ['private-text-elsewhere']);
        const shown = await ours.read('document.body.innerText', '/popup/ask.html');
        assert.equal(shown.includes(CARD), false, 'the card is shown');
        await approve();
        await hands.fill({ label: 'Card number' }, CARD);
        await patiently(() => holds('cc', CARD), 'the card in its field', 10_000);
        await pay(SECOND, 'confirm-purchase');
      },
      { extra: { [FIRST]: shop(FIRST), [SECOND]: shop(SECOND) } },
    );
  },
);
