// What our pages say in words: what became of an answer, what an organisation set, what a rule does, and where to begin.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gallery, overflow, picture } from './popup-harness.mjs';

/** The widest of those that run from left to right, and one that doesn't; that all have their words, words.test.ts sees. */
const LOCALES = ['en', 'de', 'ar'];
let shown;

before(async () => {
  shown = await gallery();
});
after(() => shown?.close());

const look = (what, use) => shown.look(what, use);

const approve = async (page) => {
  await page.waitForFunction(() => document.querySelectorAll('.answers button')[1]?.disabled === false);
  await page.locator('.answers button').nth(1).click();
};

for (const locale of LOCALES)
  test(`after a yes in ${locale} the window says what was approved, and closes; no later question is shown in it`, () =>
    look({ path: 'ask.html?question=q1', scene: 'busy', locale, width: 440, height: 500 }, async (page) => {
      const live = page.locator('[aria-live=polite]');
      await live.waitFor({ state: 'attached' });
      await live.evaluate((region) => {
        Object.assign(window, { region, close: () => Object.assign(window, { isShut: true }) });
      });
      await approve(page);
      await live.getByText('Blue stoneware mug').waitFor();
      assert.equal(await page.evaluate(() => window.region.isConnected), true, 'not where a screen reader listens');
      if (locale === 'en') await live.getByText('the agent may try again now').waitFor();
      assert.equal(new URL(page.url()).pathname, '/popup/answered', 'the next question would be shown in it');
      assert.ok((await overflow(page)) <= 0);
      await picture(page, `answered-${locale}`);
      await page.waitForFunction(() => window.isShut === true, undefined, { timeout: 8_000 });
    }));

test('after a no the popup says that it stays stopped, and then no more', { timeout: 30_000 }, () =>
  look({ scene: 'busy' }, async (page) => {
    await page.evaluate(() => {
      const { sendMessage } = chrome.runtime;
      chrome.runtime.sendMessage = (message) => {
        if (message.name === 'popup.answer') window.scene = { ...window.scene, questions: [] };
        return sendMessage(message);
      };
    });
    await page.getByRole('button', { name: 'Deny' }).click();
    const said = page.locator('[aria-live=polite]').getByText('It stays stopped, and the agent was told so.');
    await said.waitFor();
    await picture(page, 'answered-no');
    await page.locator('.question').waitFor({ state: 'detached' });
    await said.waitFor({ state: 'detached', timeout: 12_000 });
  }),
);

for (const locale of LOCALES)
  test(`what an organisation set is named in ${locale} in words, and a rule by its sentence before its id`, () =>
    look({ path: 'options.html', scene: 'managed', locale, width: 1100, height: 900 }, async (page) => {
      const set = await page.locator('.notice.plain').first().textContent();
      assert.doesNotMatch(set, /\bfloor\b/);
      if (locale === 'en') assert.match(set, /how strict Interlock is and how lax a rule may be/);
      const rule = page.getByLabel('confirm-purchase');
      const name = await rule.evaluate((select) => select.labels[0].textContent.trim());
      assert.match(name, /^A purchase is a person’s decision\.\s+confirm-purchase$/);
      const [sentence, id] = await rule.evaluate((select) =>
        [...select.labels[0].children].map((part) => Number.parseFloat(getComputedStyle(part).fontSize)),
      );
      assert.ok(id < sentence, 'the id is as large as what is said');
      await picture(page, `rules-${locale}`);
    }));

for (const locale of LOCALES)
  test(`the toolbar’s popup begins in ${locale} with four lines, until they are put away for good`, () =>
    look({ locale, width: 360 }, async (page) => {
      const steps = page.locator('.first-steps');
      await steps.waitFor();
      assert.equal(await steps.locator('li').count(), 4);
      assert.doesNotMatch(await steps.textContent(), /\$\d/);
      assert.ok((await overflow(page)) <= 0);
      await picture(page, `first-${locale}`);
      await steps.getByRole('button').click();
      await steps.waitFor({ state: 'detached' });
      assert.equal(await page.locator('.pause button').first().isDisabled(), true, 'a second press would pause');
      await page.reload();
      await page.locator('.driver').waitFor();
      assert.equal(await steps.count(), 0, 'they came back');
    }));

for (const [where, what] of Object.entries({
  'above a question': { scene: 'busy' },
  'in a tab': { path: 'popup.html?tab=7' },
  'where an organisation has set how it is': { scene: 'managed' },
}))
  test(`no first steps ${where}`, () =>
    look(what, async (page) => {
      await page.locator('.driver').waitFor();
      assert.equal(await page.locator('.first-steps').count(), 0);
    }));
