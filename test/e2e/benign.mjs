// Honest work is completed, by an agent with us watching, before and after it has read something private.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { playwrightHands } from '../agents/playwright.mjs';
import { PREPARE, sceneOf } from '../attacks/attempt.mjs';
import { benign } from '../attacks/benign.mjs';
import { page, raw } from '../sites/html.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { extension } from './with-guard.mjs';

const NOTES = 'notes.example';
const notes = () =>
  page({
    title: 'Notes',
    name: 'Notes',
    body: raw('<div id="note" contenteditable role="textbox" style="min-height:3rem"></div>'),
  });

for (const read of ['none', 'bank'])
  describe(read === 'none' ? 'before a private read' : 'after a private read at the bank', () => {
    let sites;
    let scene;
    before(async () => {
      sites = await startSites({ extra: { [NOTES]: notes } });
      scene = sceneOf(await playwrightHands({ extension, args: flagsFor(sites, [NOTES]) }), sites);
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
  });
