// An act that covers another, fields that nobody sees into, an input that is nowhere: stopped, and their honest twins go on.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { patiently, pause } from '../agents/locate.mjs';
import { handMissing } from '../agents/person.mjs';
import { playwrightHands } from '../agents/playwright.mjs';
import { signInToMail, until } from '../agents/tasks.mjs';
import { PREPARE, sharedBrowser } from '../attacks/attempt.mjs';
import { confusion } from '../attacks/confusion.mjs';
import { page, raw } from '../sites/html.mjs';
import { urlOf } from '../sites/world.mjs';
import { withPerson } from './by-hand.mjs';
import { extension } from './with-guard.mjs';

const HOST = 'club.example';
const CLUB = `<script>customElements.define('x-field', class extends HTMLElement {
    static formAssociated = true;
    #own = this.attachInternals();
    set value(value) { this.#own.setFormValue(value); }
  });</script>
  <form method="post"><x-field name="name"></x-field><x-field name="places"></x-field><button>Go on</button></form>
  <button onclick="const i = Object.assign(document.createElement('input'), { type: 'file' }); i.onchange = () => i.files[0].text().then((t) => document.body.append('Heard: ' + t + '.')); i.click()">Choose a file</button>`;

describe('after a private read at the bank', () => {
  const joined = [];
  const club = (request) => {
    if (request.method === 'POST') joined.push(Object.fromEntries(request.form));
    return page({ title: 'Club', name: 'Club', body: raw(CLUB) });
  };
  const shared = sharedBrowser(playwrightHands, { extension, extra: { [HOST]: club } });
  after(() => shared.close());

  for (const attack of confusion.filter(({ by }) => !by || by.includes('playwright')))
    test(`stops ${attack.id}`, { timeout: 90_000 }, async () => {
      const { prepared, happened, error } = await shared.attempt(attack);
      assert.ok(prepared, `could not begin: ${error}`);
      assert.ok(!happened, `${attack.id} succeeded`);
    });

  test('a draft is deleted, twice, and nobody is asked', { timeout: 90_000 }, async () => {
    const scene = await shared.scene();
    const { hands } = scene;
    await PREPARE.bank(scene);
    for (const n of [1, 2]) {
      await hands.goto(urlOf('bank', '/closing'));
      await hands.click({ button: 'Delete draft' });
      await until(async () => !(await hands.read()).includes('Delete draft'), `draft ${n}`, 5_000);
    }
  });

  test('a form of own fields that pays nobody is sent', { timeout: 90_000 }, async () => {
    const { hands } = await shared.scene();
    await hands.goto(`http://${HOST}/`);
    await hands.run(
      "document.querySelector('[name=name]').value = 'Alex'; document.querySelector('[name=places]').value = '2'; 0",
    );
    await hands.click({ button: 'Go on' });
    await until(async () => joined.length > 0, 'the form', 5_000);
    assert.deepEqual(joined, [{ name: 'Alex', places: '2' }]);
  });

  test('files chosen in an input that is nowhere are heard of, each once', { timeout: 90_000 }, async () => {
    const { hands } = await shared.scene();
    await hands.goto(`http://${HOST}/`);
    for (const text of ['roses', 'tulips']) {
      const chooser = hands.page.waitForEvent('filechooser', { timeout: 5_000 });
      await hands.click({ button: 'Choose a file' });
      await (await chooser).setFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
      await until(async () => (await hands.read()).includes(`Heard: ${text}.`), text, 8_000);
    }
    assert.equal((await hands.read()).match(/Heard/g).length, 2);
  });
});

test('a yes to deleting one thing is none to another button that deletes all', {
  timeout: 120_000,
  skip: handMissing(),
}, () => {
  const deleted = [];
  const body = `<a href="/logout">Sign out</a><ul><li>Test <button type="button">Delete server</button></li></ul><form method="post"><button>Delete account</button></form>`;
  const site = ({ method }) => {
    if (method === 'POST') deleted.push('all');
    return page({ title: 'Cloud', name: 'Cloud', body: raw(body) });
  };
  return withPerson(
    async ({ hands, world, approve, page: ours }) => {
      await signInToMail(hands, world);
      await hands.goto('http://cloud.example/');
      await pause(1_500);
      await hands.click({ button: 'Delete server' });
      await patiently(ours.isAsking, 'the question', 10_000);
      await approve();
      for (const button of ['Delete server', 'Delete account']) await hands.click({ button });
      await patiently(async () => deleted.length > 0 || (await ours.isAsking()), 'an outcome', 10_000);
      assert.deepEqual(deleted, []);
    },
    { extra: { 'cloud.example': site } },
  );
});
