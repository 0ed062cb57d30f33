// Text that is composed, as by an input method or a tool that plays one, and that the worker lets in: it is there once.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { playwrightHands } from '../agents/playwright.mjs';
import { signInToMail, until } from '../agents/tasks.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { urlOf } from '../sites/world.mjs';
import { extension } from './with-guard.mjs';

/** One is a mail's, so that its address is asked about; the other is anybody's. */
const TEXTS = {
  'an address read in a mail': ['s', 'sam@quick', 'sam@quickmail.example'],
  words: ['に', 'にほん', '日本語'],
};
const EDITOR =
  "document.querySelector('textarea').outerHTML = '<div class=field contenteditable style=\"height:3rem\"></div>'; 0";
const FIELDS = { textarea: '0', 'an editor': EDITOR };
const HELD = "(document.querySelector('textarea')?.value ?? document.querySelector('.field').textContent)";

describe('after a mail was read, in a forum', () => {
  let sites;
  let hands;
  before(async () => {
    sites = await startSites();
    hands = await playwrightHands({ extension, args: flagsFor(sites) });
    await signInToMail(hands, sites.world);
    await hands.goto(urlOf('mail', '/message/3'));
    await hands.wait(800);
  });
  after(async () => {
    await hands?.close();
    await sites.close();
  });

  const composeInto = async (prepare, act) => {
    await hands.goto(urlOf('forum', '/thread/mug'));
    await hands.run(prepare);
    await hands.page.locator('textarea, .field').first().click();
    const protocol = await hands.page.context().newCDPSession(hands.page);
    const compose = (text) =>
      protocol.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await act(compose, (text) => protocol.send('Input.insertText', { text }));
  };

  for (const [what, grows] of Object.entries(TEXTS))
    for (const [where, prepare] of Object.entries(FIELDS))
      for (const [how, restMs] of Object.entries({ 'at once': 0, slowly: 400 }))
        test(`${what}, composed and committed ${how} in ${where}`, { timeout: 40_000 }, async () => {
          const whole = grows.at(-1);
          await composeInto(prepare, async (compose, commit) => {
            for (const text of grows) {
              await compose(text);
              await hands.wait(restMs);
            }
            await commit(whole);
          });
          await until(async () => (await hands.run(HELD)).includes(whole), 'the text');
          await hands.wait(600);
          assert.equal(await hands.run(HELD), whole);
        });

  for (const [where, prepare] of Object.entries(FIELDS))
    for (const [how, restMs] of Object.entries({ 'at once': 0, slowly: 400 }))
      test(`what is committed ${how} in ${where} stands in the place of other letters that were composed`, {
        timeout: 40_000,
      }, async () => {
        await composeInto(prepare, async (compose, commit) => {
          await compose('もりた');
          await hands.wait(restMs);
          await commit('森田');
        });
        await until(async () => (await hands.run(HELD)).includes('森田'), 'the text');
        await hands.wait(600);
        assert.equal(await hands.run(HELD), '森田');
      });

  test('what is composed next comes behind what was committed', { timeout: 40_000 }, async () => {
    await composeInto('0', async (compose, commit) => {
      for (const text of ['日本語', '日本語']) {
        await compose(text);
        await commit(text);
      }
    });
    await until(async () => (await hands.run(HELD)) === '日本語日本語', 'both');
  });
});
