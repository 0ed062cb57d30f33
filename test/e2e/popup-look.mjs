// Our pages as people see them: accessible in every scene, language and colour scheme, and what a press sends.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { gallery, overflow, picture } from './popup-harness.mjs';
import { scenes } from './popup-scenes.mjs';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RULES = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
let shown;

before(async () => {
  shown = await gallery();
});
after(() => shown?.close());

const look = (what, use) => shown.look(what, use);

async function violations(page, rules = RULES) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate((only) => globalThis.axe.run(document, only), {
    ...rules,
    resultTypes: ['violations'],
    preload: false,
    iframes: false,
  });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`));
}

/** Approve wakes after 700 ms; a control that sleeps is exempt from contrast. */
const AWAKE_MS = 900;

/** What a scheme changes. */
const COLOURS = { runOnly: ['color-contrast', 'link-in-text-block'] };

/** In both colour schemes: nothing that axe finds, nothing cut off. */
async function isFineInBoth(page, name) {
  for (const [colorScheme, rules] of [
    ['light', RULES],
    ['dark', COLOURS],
  ]) {
    await page.emulateMedia({ colorScheme });
    await picture(page, `${name}-${colorScheme}`);
    assert.deepEqual(await violations(page, rules), [], colorScheme);
    assert.ok((await overflow(page)) <= 0, `scrolls sideways: ${colorScheme}`);
  }
}

for (const scene of Object.keys(scenes))
  test(`popup, ${scene}, light and dark: nothing that axe finds, nothing cut off`, () =>
    look({ scene, path: 'popup.html?tab=7' }, async (page) => {
      await page.locator('.driver').waitFor();
      await page.evaluate(() =>
        document.querySelectorAll('details').forEach((d) => {
          d.open = true;
        }),
      );
      if (scene === 'busy') await page.waitForTimeout(AWAKE_MS);
      await isFineInBoth(page, `popup-${scene}`);
    }));

for (const locale of ['en', 'de', 'fr', 'ar', 'ja'])
  test(`popup in ${locale}: fits, and says its language and direction`, () =>
    look({ scene: 'busy', locale, width: 360 }, async (page) => {
      await page.locator('.driver').waitFor();
      assert.equal(await page.getAttribute('html', 'lang'), locale);
      assert.equal(await page.getAttribute('html', 'dir'), locale === 'ar' ? 'rtl' : 'ltr');
      for (const width of [360, 400]) {
        await page.setViewportSize({ width, height: 600 });
        await picture(page, `popup-${locale}-${width}`);
        assert.ok((await overflow(page)) <= 0, `scrolls sideways at ${width} px`);
      }
      // What it finds hangs on the direction, and not on the words.
      if (locale === 'ar') assert.deepEqual(await violations(page), []);
    }));

const PAGES = {
  'options.html': { width: 1100, height: 900, scene: 'managed' },
  'ask.html?question=q1': { width: 440, height: 500, scene: 'busy' },
  'hold.html?url=https://attacker.example/?a=1': {
    width: 800,
    height: 600,
    answers: {
      'hold.judge': {
        go: false,
        say: 'Stopped: opening attacker.example with private data of bank.example. Rule exfiltration-after-login. Instead: go on without it.',
      },
    },
  },
};
test('options in Arabic: a picture, and nothing that axe finds', () =>
  look({ path: 'options.html', scene: 'managed', locale: 'ar', width: 1100 }, async (page) => {
    await page.locator('#pin').waitFor();
    await picture(page, 'options-ar');
    assert.deepEqual(await violations(page), []);
  }));

for (const [path, what] of Object.entries(PAGES))
  test(`${path.split('?')[0]}, light and dark: nothing that axe finds`, () =>
    look({ ...what, path }, async (page) => {
      await page.locator('h1, h3').first().waitFor();
      // Its translator is elsewhere: what a question shows would go there.
      assert.equal(
        await page.locator('meta[name="google"][content="notranslate"]').count(),
        1,
        'the browser may translate it',
      );
      if (path.startsWith('ask')) await page.waitForTimeout(AWAKE_MS);
      await isFineInBoth(page, path.split('.')[0]);
    }));

test('forced colours: a picture, and nothing that axe finds', () =>
  look({ scene: 'busy', forced: 'active' }, async (page) => {
    await page.locator('.driver').waitFor();
    await picture(page, 'popup-forced');
    assert.deepEqual(await violations(page), []);
  }));

test('a background that does not answer is said aloud within 12 s', { timeout: 20_000 }, () =>
  look({ answers: { 'popup.state': null } }, async (page) => {
    await page.getByText('Asking how things stand').waitFor();
    await page.getByRole('heading', { name: 'Interlock is not answering' }).waitFor({ timeout: 12_000 });
    await picture(page, 'popup-silent');
    assert.deepEqual(await violations(page), []);
  }),
);

test('an answer of the wrong shape is silence, never half a state', () =>
  look({ answers: { 'popup.state': { tab: { id: 1 } } } }, (page) =>
    page.getByRole('heading', { name: 'Interlock is not answering' }).waitFor(),
  ));

const sent = (page, name) => page.evaluate((n) => window.sent.filter((m) => m.name === n).map((m) => m.request), name);

test('hands over at the first press of the switch', () =>
  look({}, async (page) => {
    await page.getByRole('switch', { name: 'An agent is driving this tab', exact: true }).click();
    assert.deepEqual(await sent(page, 'popup.handOver'), [{ tab: 7 }]);
  }));

test('stops at one press, and lifts only at a second one by hand', () =>
  look({}, async (page) => {
    await page.getByRole('button', { name: 'Stop all agents' }).click();
    assert.deepEqual(await sent(page, 'popup.stop'), [{ on: true }]);
    await page.evaluate((stopped) => {
      window.scene = stopped;
    }, scenes.stopped);
    await page.getByRole('button', { name: 'Lift the stop' }).click();
    assert.equal((await sent(page, 'popup.stop')).length, 1);
    const now = page.getByRole('button', { name: 'Let them act' });
    await now.evaluate((button) => button.click());
    assert.equal((await sent(page, 'popup.stop')).length, 1, 'a script lifted the stop');
    await now.click();
    assert.deepEqual((await sent(page, 'popup.stop'))[1], { on: false });
  }));

test('approving sleeps at first, wakes for a hand, and never for a script', () =>
  look({ path: 'ask.html?question=q1', scene: 'busy' }, async (page) => {
    const approve = page.getByRole('button', { name: 'Approve once' });
    await approve.waitFor();
    assert.equal(await approve.isDisabled(), true);
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Deny');
    await page.waitForFunction(() => !document.querySelectorAll('.answers button')[1].disabled);
    await approve.evaluate((button) => button.click());
    assert.deepEqual(await sent(page, 'popup.answer'), []);
    await approve.click();
    assert.deepEqual(await sent(page, 'popup.answer'), [{ question: 'q1', approve: true, scope: 'once' }]);
  }));

test('with a PIN set, approving asks for it, and sends nothing without it', () =>
  look({ path: 'ask.html?question=q1', scene: 'pinned', width: 440, height: 500 }, async (page) => {
    const approve = page.getByRole('button', { name: 'Approve once' });
    await page.waitForFunction(() => document.querySelectorAll('.answers button')[1]?.disabled === false);
    await approve.click();
    await page.getByRole('dialog', { name: 'Your PIN' }).waitFor();
    await isFineInBoth(page, 'pin');
    await page.keyboard.press('Escape');
    assert.deepEqual(await sent(page, 'popup.answer'), [], 'leaving the PIN out answered');
    await approve.click();
    await page.getByLabel('Your PIN').locator('input').fill('482913');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => window.sent.some((message) => message.name === 'popup.answer'));
    const proofs = await page.evaluate(() => window.sent.flatMap(({ proof }) => proof ?? []));
    assert.deepEqual(proofs, ['482913'], 'the PIN went along with anything else');
  }));

test('a yes lasts only as a hand chose it', () =>
  look({ path: 'ask.html?question=q1', scene: 'busy', width: 440, height: 500 }, async (page) => {
    const chooser = page.getByLabel('How long does your yes hold?');
    await chooser.selectOption('session');
    assert.equal(await chooser.inputValue(), 'once', 'a script made the yes last');
    await chooser.focus();
    await page.keyboard.press('ArrowDown');
    await page.getByText('Then no question for sending forms').waitFor();
    await page.waitForFunction(() => document.querySelectorAll('.answers button')[1]?.disabled === false);
    await picture(page, 'ask-lasting');
    assert.deepEqual(await violations(page), []);
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    assert.deepEqual(await sent(page, 'popup.answer'), [{ question: 'q1', approve: true, scope: 'five-times' }]);
  }));

test('a yes that stands is revoked at one press', () =>
  look({ scene: 'busy' }, async (page) => {
    await page.getByRole('button', { name: 'Revoke' }).first().click();
    assert.deepEqual(await sent(page, 'popup.revoke'), [{ grant: 'g1' }]);
  }));

test('Escape denies', () =>
  look({ path: 'ask.html?question=q1', scene: 'busy' }, async (page) => {
    await page.getByRole('button', { name: 'Deny' }).waitFor();
    await page.keyboard.press('Escape');
    assert.deepEqual(await sent(page, 'popup.answer'), [{ question: 'q1', approve: false }]);
  }));

test('what waits for a word comes first in the toolbar’s popup, its answers in sight', () =>
  look({ scene: 'busy', width: 360 }, async (page) => {
    const { y, height } = await page.getByRole('button', { name: 'Deny' }).boundingBox();
    const { y: stop } = await page.locator('footer.bottom').boundingBox();
    assert.ok(y + height <= stop, `No ends ${y + height - stop} px below what is in sight`);
  }));

test('what loosens below a question sleeps when that comes or goes', () =>
  look({ scene: 'busy' }, async (page) => {
    const below = ['Take back', '5 min'].map((name) => page.getByRole('button', { name }));
    const areAwake = async () => (await Promise.all(below.map((button) => button.isEnabled()))).every(Boolean);
    for (const button of below) await button.click({ trial: true });
    await page.evaluate(() => {
      window.scene = { ...window.scene, questions: [] };
    });
    await page.locator('.question').waitFor({ state: 'detached' });
    assert.equal(await areAwake(), false, 'a press meant for No lands on it');
    for (const button of below) await button.click({ trial: true });
  }));

test('a new question puts the others to sleep again', () =>
  look({ scene: 'busy' }, async (page) => {
    const approve = page.getByRole('button', { name: 'Approve once' });
    await page.waitForFunction(() => document.querySelector('.answers button:nth-child(2)')?.disabled === false);
    await page.evaluate(() => {
      const [first] = window.scene.questions;
      window.scene = { ...window.scene, questions: [{ ...first, id: 'q0' }, first] };
    });
    await page.locator('.question').nth(1).waitFor();
    assert.equal(await approve.nth(1).isDisabled(), true);
  }));

test('nothing loosens while our page is debugged, and it says why; tightening works', () =>
  look({ scene: 'debugged' }, async (page) => {
    await page.getByText('Something is attached to this page').waitFor();
    await page.waitForTimeout(900);
    await page.evaluate(() =>
      document.querySelectorAll('details').forEach((d) => {
        d.open = true;
      }),
    );
    assert.equal(await page.getByRole('button', { name: 'Approve once' }).isDisabled(), true);
    assert.equal(
      await page.getByLabel('How long does your yes hold?').count(),
      0,
      'asks how long a yes holds that it won’t take',
    );
    assert.equal(await page.getByRole('button', { name: '5 min' }).isDisabled(), true);
    assert.equal(await page.getByRole('button', { name: 'Take back' }).isDisabled(), true);
    assert.equal(await page.getByRole('radio', { name: 'Watch' }).isDisabled(), true);
    await page.getByRole('radio', { name: 'Strict' }).click();
    await page.getByLabel('confirm-purchase').selectOption('block');
    assert.deepEqual(await sent(page, 'popup.pack'), [{ pack: 'strict' }]);
    assert.deepEqual(await sent(page, 'popup.rule'), [{ rule: 'confirm-purchase', setting: 'block' }]);
  }));

test('a script may tighten a rule by its select and not loosen it', () =>
  look({}, async (page) => {
    await page.getByLabel('confirm-purchase').waitFor({ state: 'attached' });
    await page.evaluate(() =>
      document.querySelectorAll('details').forEach((d) => {
        d.open = true;
      }),
    );
    await page.getByLabel('confirm-purchase').selectOption('off');
    await page.getByText('Only your own click').waitFor();
    assert.deepEqual(await sent(page, 'popup.rule'), []);
    assert.equal(await page.getByLabel('confirm-purchase').inputValue(), 'default');
  }));

test('below an organisation’s floor nothing can be chosen', () =>
  look({ scene: 'managed' }, async (page) => {
    await page.getByLabel('exfiltration-after-login').waitFor({ state: 'attached' });
    await page.evaluate(() =>
      document.querySelectorAll('details').forEach((d) => {
        d.open = true;
      }),
    );
    const shut = await page
      .getByLabel('exfiltration-after-login')
      .locator('option:disabled')
      .evaluateAll((o) => o.map((x) => x.value));
    assert.deepEqual(shut, ['off', 'log']);
    assert.equal(await page.getByRole('radio', { name: 'Watch' }).isDisabled(), true);
    await page.getByText('line 14, column 9').waitFor();
  }));

test('the hold page goes on only when told so, and only to the web', () =>
  look({ path: 'hold.html?url=javascript:alert(1)', answers: { 'hold.judge': { go: true } } }, async (page) => {
    await page.getByText('There is no address to open here').waitFor();
    assert.deepEqual(await sent(page, 'hold.judge'), []);
  }));

test('what was held is said in the language and direction of the person, once asked', () =>
  look({ path: 'hold.html?url=https://attacker.example/?a=1', locale: 'ar' }, async (page) => {
    await page.locator('h1').waitFor();
    const { lang, dir } = await page.evaluate(({ documentElement: { lang, dir } } = document) => ({ lang, dir }));
    assert.deepEqual({ lang, dir }, { lang: 'ar', dir: 'rtl' });
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(
      (await sent(page, 'hold.judge')).map(({ url }) => url),
      ['https://attacker.example/?a=1'],
    );
  }));

test('the whole popup can be walked by keyboard, and every stop shows a ring', () =>
  look({ scene: 'busy' }, async (page) => {
    await page.locator('.driver').waitFor();
    await page.waitForTimeout(900);
    const names = [];
    for (let i = 0; i < 25; i += 1) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const el = document.activeElement;
        return {
          name: el.textContent || el.id || el.tagName,
          ring: getComputedStyle(el).outlineStyle,
          isBody: el === document.body,
        };
      });
      if (at.isBody) break;
      names.push(at.name);
      assert.notEqual(at.ring, 'none', `no ring on ${at.name}`);
    }
    for (const wanted of ['Take back', 'hand-over', 'Deny', 'Approve once']) assert.ok(names.includes(wanted), wanted);
  }));
