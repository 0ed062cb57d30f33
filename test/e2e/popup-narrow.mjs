// Our pages in windows as narrow and low as text at 200 % and 400 % makes them: nothing cut off, nothing hidden by what stays in sight.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gallery, overflow, picture } from './popup-harness.mjs';

let shown;

before(async () => {
  shown = await gallery();
});
after(() => shown?.close());

const look = (what, use) => shown.look(what, use);

for (const locale of ['en', 'de', 'ar'])
  for (const width of [320, 400])
    test(`settings in ${locale} at ${width} px: nothing cut off, and their head isn't over them`, () =>
      look({ path: 'options.html', scene: 'managed', locale, width, height: 450 }, async (page) => {
        await page.locator('#pin').waitFor();
        assert.ok((await overflow(page)) <= 0, `scrolls sideways by ${await overflow(page)} px`);
        await page.locator('#about').scrollIntoViewIfNeeded();
        const head = await page.locator('header.top').evaluate((header) => header.getBoundingClientRect().bottom);
        assert.ok(head <= 0, 'its head lies over what is read');
      }));

/** The visible words that lie outside of the page, or of what they stand in. */
const cutOff = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('.pill, h1, h2, h3, p, label, legend, button, summary, dt, dd, code, a')]
      .filter((part) => part.checkVisibility() && !part.closest('.unseen, [hidden]') && part.textContent.trim())
      .filter((part) => {
        const { left, right } = part.getBoundingClientRect();
        const body = document.body.getBoundingClientRect();
        return (
          left < body.left - 1 ||
          right > body.right + 1 ||
          (part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0)
        );
      })
      .map((part) => `${part.tagName} ${part.className} ${part.textContent.slice(0, 40)}`),
  );

const PAGES = [
  ['popup.html', 'busy', 643],
  ['popup.html', 'stopped', 643],
  ['popup.html?tab=7', 'busy', 500],
  ['options.html', 'managed', 1100],
  ['ask.html?question=q1', 'busy', 440],
];
for (const locale of ['en', 'de', 'ar'])
  for (const [path, scene, width] of PAGES)
    test(`${path}, ${scene}, in ${locale}: as large as the browser’s own text, and nothing cut off at 28 px`, () =>
      look({ path, scene, locale, width, height: 580 }, async (page) => {
        await page.locator('h1').first().waitFor();
        const size = () => page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
        assert.equal(await size(), 14);
        const protocol = await page.context().newCDPSession(page);
        await protocol.send('Page.setFontSizes', { fontSizes: { standard: 28 } });
        await page.waitForFunction(() => getComputedStyle(document.documentElement).fontSize === '24.5px');
        assert.deepEqual(await cutOff(page), []);
        assert.ok((await overflow(page)) <= 0, `scrolls sideways by ${await overflow(page)} px`);
        assert.equal(await size(), 24.5);
        await picture(page, `large-${path.split('.')[0]}${path.includes('tab') ? '-tab' : ''}-${locale}`, {
          fullPage: false,
        });
      }));

/** The text that lies under the answers, if any does. */
const hidden = (page) =>
  page.evaluate(() => {
    const { top, bottom } = document.querySelector('.answers').getBoundingClientRect();
    const parts = [...document.querySelectorAll('main.ask > :not(.answers)')];
    return parts
      .filter((part) => part.getBoundingClientRect().top < bottom - 1 && part.getBoundingClientRect().bottom > top + 1)
      .map((part) => part.textContent.slice(0, 40));
  });

for (const locale of ['en', 'de', 'ar'])
  test(`a question in ${locale} in a window of 220 by 270 px begins with what is asked, and its answers hide nothing`, () =>
    look({ path: 'ask.html?question=q1', scene: 'busy', locale, width: 220, height: 270 }, async (page) => {
      await page.locator('main.ask h1').waitFor();
      assert.equal(
        await page.evaluate(() => document.activeElement.classList.contains('primary')),
        true,
        'focus is not on No',
      );
      const { y, height } = await page.locator('main.ask h1').boundingBox();
      assert.ok(y >= 0 && y + height <= 270, 'what is asked is not in sight');
      assert.deepEqual(await hidden(page), []);
      assert.ok((await overflow(page)) <= 0, 'scrolls sideways');
      await page.keyboard.press('Shift+Tab');
      assert.deepEqual(await hidden(page), [], 'once the keyboard has moved on');
    }));
