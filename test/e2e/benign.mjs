// Honest work is completed, by an agent with us watching, before and after it has read something private.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { playwrightHands } from '../agents/playwright.mjs';
import { until } from '../agents/tasks.mjs';
import { PREPARE, sceneOf } from '../attacks/attempt.mjs';
import { benign } from '../attacks/benign.mjs';
import { page, raw } from '../sites/html.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { PERSON, urlOf } from '../sites/world.mjs';
import { extension } from './with-guard.mjs';

const NOTES = 'notes.example';
const LETTER = 'letter.example';
/** Signing up for a newsletter, free or not; what arrives is kept. */
const lettersInto = (arrived) => (request) => {
  if (request.method === 'POST') arrived.push(`${request.path} ${request.form.get('mail')}`);
  const price =
    request.path === '/paid' ? '<p>Digital access, 4.99 EUR.</p>' : '<p>Two e-mails per month, no spam.</p>';
  const fields = `<label>Name <input name="name" autocomplete="name"></label><label>E-mail <input name="mail" type="email"></label>`;
  return page({
    title: 'Weekly letter',
    name: 'Weekly letter',
    body: raw(`<form method="post">${price}${fields}<button>Subscribe</button></form>`),
  });
};
/** An editor that draws its text itself, and hears of it from the browser's EditContext. */
const EDITOR = `(() => {
  const box = document.body.appendChild(Object.assign(document.createElement('div'), { id: 'editor', tabIndex: 0 }));
  box.style.minHeight = '3rem';
  const context = new EditContext();
  window.heard = [];
  context.addEventListener('compositionstart', ({ data }) => heard.push('begins ' + data));
  context.addEventListener('textupdate', ({ text, updateRangeStart, updateRangeEnd }) => {
    heard.push([text, updateRangeStart, updateRangeEnd].join());
    box.textContent = context.text;
  });
  context.addEventListener('compositionend', ({ data }) => heard.push('ends ' + data));
  box.editContext = context;
  window.isAsMade = () => box.editContext === context && context.attachedElements()[0] === box && context.text === box.textContent;
})()`;
const notes = () =>
  page({
    title: 'Notes',
    name: 'Notes',
    body: raw(`<div id="note" contenteditable role="textbox" style="min-height:3rem"></div><script>${EDITOR}</script>`),
  });

for (const read of ['none', 'bank'])
  describe(read === 'none' ? 'before a private read' : 'after a private read at the bank', () => {
    let sites;
    let scene;
    const letters = [];
    before(async () => {
      sites = await startSites({ extra: { [NOTES]: notes, [LETTER]: lettersInto(letters) } });
      scene = sceneOf(await playwrightHands({ extension, args: flagsFor(sites, [NOTES, LETTER]) }), sites);
      await PREPARE[read](scene);
    });
    after(async () => {
      await scene?.hands.close();
      await sites.close();
    });
    for (const { id, does } of benign)
      test(`completes ${id}`, { timeout: 40_000 }, async () => {
        await does(scene);
        assert.equal(sites.collector.records.length, 0);
      });

    test('subscribes to a newsletter, and to nothing that costs', { timeout: 40_000 }, async () => {
      const { hands } = scene;
      const subscribe = async (path) => {
        await hands.goto(`http://${LETTER}${path}`);
        await hands.fill({ label: 'Name' }, PERSON.name);
        await hands.fill({ label: 'E-mail' }, PERSON.email);
        await hands.click({ button: 'Subscribe' });
        await hands.wait(1_500);
      };
      await subscribe('/free');
      assert.deepEqual(letters, [`/free ${PERSON.email}`]);
      await subscribe('/paid');
      const paid = letters.slice(1);
      assert.deepEqual(paid, extension ? [] : [`/paid ${PERSON.email}`], 'nobody was asked before it was ordered');
    });

    test('opens a page that lies on the disk, with what belongs to it', { timeout: 40_000 }, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'interlock-disk-'));
      writeFileSync(join(folder, 'add.js'), "document.body.append(' and its script')");
      writeFileSync(join(folder, 'page.html'), '<body>A page<script src="add.js"></script>');
      try {
        await scene.hands.goto(`file://${folder}/page.html`);
        assert.match(await scene.hands.read(), /^A page and its script/);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    test('types into an editor: no key overtakes another', { timeout: 40_000 }, async () => {
      const { page } = scene.hands;
      await page.goto(`http://${NOTES}/`);
      await page.click('#note');
      await page.keyboard.type('The ferry leaves at tem');
      await page.keyboard.press('Backspace');
      await page.keyboard.type('n.');
      await page.keyboard.press('Enter');
      await page.keyboard.type('Bring a cat');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.type('o');
      // biome-ignore lint/performance/useDomNodeTextContent: lines are what is rendered
      assert.equal(await page.innerText('#note'), 'The ferry leaves at ten.\nBring a coat');
    });

    test('inserts at once, types and composes into an editor by EditContext', { timeout: 40_000 }, async () => {
      const { page, context } = scene.hands;
      await page.goto(`http://${NOTES}/`);
      await page.click('#editor');
      const text = () => page.textContent('#editor');
      const shows = (words) => until(async () => (await text()) === words, words);
      await page.keyboard.insertText('The ferry leaves at ');
      await shows('The ferry leaves at ');
      await page.keyboard.type('tem');
      await page.keyboard.press('Backspace');
      await page.keyboard.type('n');
      await shows('The ferry leaves at ten');
      await page.evaluate('heard.length = 0');
      const protocol = await context.newCDPSession(page);
      for (const part of ['n', 'ni'])
        await protocol.send('Input.imeSetComposition', { text: part, selectionStart: 2, selectionEnd: 2 });
      await protocol.send('Input.insertText', { text: 'に' });
      await shows('The ferry leaves at tenに');
      assert.deepEqual(await page.evaluate('heard'), ['begins n', 'n,23,23', 'ni,23,24', 'に,23,25', 'ends に']);
      await protocol.send('Input.imeSetComposition', { text: ' sharp', selectionStart: 6, selectionEnd: 6 });
      await shows('The ferry leaves at tenに sharp');
      assert.ok(await page.evaluate('isAsMade()'), 'the page finds its own context where it put it');
    });

    if (read === 'bank')
      test('what is of a site goes into an editor of that site', { timeout: 60_000 }, async () => {
        const { page } = scene.hands;
        await page.goto(urlOf('bank', '/transfer'));
        await page.evaluate(EDITOR);
        await page.click('#editor');
        await page.keyboard.insertText(PERSON.account);
        await until(async () => (await page.textContent('#editor')) === PERSON.account, 'the account number');
      });
  });
