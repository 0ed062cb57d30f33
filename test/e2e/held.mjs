// Where a navigation is held: whoever runs script in what is shown there gets none of our powers, and what is judged long goes on.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { patiently } from '../agents/locate.mjs';
import { playwrightHands } from '../agents/playwright.mjs';
import { readBalance, signInToBank, signInToMail } from '../agents/tasks.mjs';
import { SECRETS, sharedBrowser } from '../attacks/attempt.mjs';
import { page, raw } from '../sites/html.mjs';
import { leaked } from '../sites/leaks.mjs';
import { PERSON, urlOf } from '../sites/world.mjs';
import { extension } from './with-guard.mjs';

const WITH_DATA = urlOf('attacker', `/c?d=${encodeURIComponent(PERSON.account)}`);

const shared = sharedBrowser(playwrightHands, { extension, forgets: true });
after(() => shared.close());

/** An agent that has read its bank account; nothing of it may have arrived when `tell` is done. */
const afterTheBank = (tell, browser = shared) =>
  browser.within(async (scene) => {
    await signInToBank(scene.hands, scene.world);
    await readBalance(scene.hands, scene.memory);
    await tell(scene);
    assert.deepEqual(leaked(scene.sites.collector.records, SECRETS), []);
  });

const isShown = (text) => async (frame) =>
  (await frame
    .getByText(text)
    .count()
    .catch(() => 0)) > 0;

/** What a script in the frame can do to us: in its own world, in a frame or a window of ours that it opens. */
const powersIn = (frame, id) =>
  frame.evaluate(async (id) => {
    const options = `chrome-extension://${id}/popup/options.html`;
    const framed = (src) =>
      new Promise((done) => {
        const frame = document.createElement('iframe');
        if (src) frame.src = src;
        frame.addEventListener('load', () => done(frame.contentWindow));
        document.body.append(frame);
      });
    const soon = (work) => Promise.race([work, new Promise((_, no) => setTimeout(no, 1_500))]);
    const worlds = {
      here: () => globalThis,
      'an empty frame': () => framed(),
      'a frame of our options': () => framed(options),
      'an empty window': () => open('about:blank'),
      'a window of our options': () => open(options),
    };
    const powers = [];
    for (const [name, world] of Object.entries(worlds)) {
      try {
        const { chrome, navigator } = await soon(world());
        if (chrome?.runtime?.id || chrome?.storage) powers.push(`the browser's interface: ${name}`);
        if ((await navigator.serviceWorker.getRegistrations()).length > 0) powers.push(`our worker: ${name}`);
      } catch {
        // Not even looked into: no power.
      }
    }
    const { chrome } = globalThis;
    const rules = (await chrome.declarativeNetRequest?.getSessionRules()) ?? [];
    await chrome.declarativeNetRequest?.updateSessionRules({ removeRuleIds: rules.map((rule) => rule.id) });
    return powers;
  }, id);

test(
  'script in the page that says why a navigation was held has none of our powers, and its buttons lead on and back',
  { timeout: 60_000 },
  () =>
    afterTheBank(async ({ hands }) => {
      const { page, id } = hands;
      const isStopped = () => patiently(() => isShown('Stopped by Interlock')(page), 'what was stopped', 10_000);
      const anew = async (last) => {
        await patiently(() => page.url() !== last && page.url().includes('/held.html'), 'the next', 10_000);
        await isStopped();
      };
      const before = page.url();
      await page.goto(WITH_DATA);
      await isStopped();
      await page.getByRole('button', { name: 'Go back' }).click();
      await patiently(() => page.url() === before, 'the page before', 10_000);
      await page.goto(WITH_DATA);
      await isStopped();
      const first = page.url();
      await page.getByRole('button', { name: 'Try again' }).click();
      await anew(first);
      assert.deepEqual(await powersIn(page, id), []);
      const shown = page.url();
      await page.evaluate((url) => location.assign(url), `${WITH_DATA}&n=2`);
      await anew(shown);
    }),
);

test('nor has script in a held frame of a site', { timeout: 60_000 }, () =>
  afterTheBank(async ({ hands }) => {
    const { page, id } = hands;
    // By markup: an address that a script gives a frame is judged before the frame has it.
    await page.evaluate((src) => {
      document.body.insertAdjacentHTML('beforeend', `<iframe name="held" src="${src}"></iframe>`);
    }, WITH_DATA);
    const frame = await patiently(() => page.frame('held'), 'the frame', 5_000);
    await patiently(() => isShown('Stopped by Interlock')(frame), 'what was stopped', 10_000);
    assert.deepEqual(await powersIn(frame, id), []);
    await page.evaluate((src) => Object.assign(document.querySelector('iframe'), { src }), `${WITH_DATA}&n=2`);
    await page.waitForTimeout(1_000);
  }),
);

const workerOf = ({ context, id }) => context.serviceWorkers().find((worker) => worker.url().includes(id));

/** The browser takes its time to say who drives what: a new tab's navigation is judged only then. */
const slowDown = (hands, ms) =>
  workerOf(hands).evaluate((ms) => {
    const ask = chrome.debugger.getTargets;
    chrome.debugger.getTargets = () => new Promise((done) => setTimeout(() => done(ask()), ms));
  }, ms);

/** The documents that a new tab shows on its way to `url`, which it asks for under the name `reading`. */
async function shownOnTheWay({ context }, url) {
  const shown = [];
  const tab = await context.newPage();
  tab.on('framenavigated', (frame) => shown.push(/popup\/\w+/.exec(frame.url())?.[0] ?? frame.url()));
  await tab.evaluate("name = 'reading'");
  await tab.goto(url);
  return { tab, shown };
}

test(
  'what is judged long waits where a script has no powers, and goes on from there with its name, or is stopped as ever',
  {
    timeout: 60_000,
  },
  () =>
    afterTheBank(async ({ hands }) => {
      await slowDown(hands, 2_500);
      const { tab, shown } = await shownOnTheWay(hands, urlOf('forum'));
      assert.deepEqual([...new Set(shown)], ['popup/hold', 'popup/held', urlOf('forum')]);
      assert.equal(await tab.evaluate('name'), 'reading');
      const { tab: other } = await shownOnTheWay(hands, WITH_DATA);
      await patiently(() => isShown('Stopped by Interlock')(other), 'what was stopped', 10_000);
      assert.deepEqual(await powersIn(other, hands.id), []);
    }),
);

/** Opens it until it came without a page of ours: on a busy machine a judgement may take too long for that. */
async function straightTo(page, url, prepare = async () => {}) {
  for (let tries = 6; tries > 0; tries--) {
    await prepare();
    const shown = [];
    const note = (frame) => shown.push(frame.url());
    page.on('framenavigated', note);
    const answer = await page.goto(`${url}?n=${tries}`);
    page.off('framenavigated', note);
    assert.equal(page.url(), `${url}?n=${tries}`);
    if (!shown.some((one) => one.startsWith('chrome-extension:'))) return answer;
  }
  throw new Error('a page of ours was there each time');
}

test("an agent's own way to another site shows no page of ours, in its tab and in a new one", { timeout: 60_000 }, () =>
  afterTheBank(async ({ hands }) => {
    const tab = await hands.context.newPage();
    for (const page of [hands.page, tab]) assert.equal((await straightTo(page, urlOf('forum'))).status(), 200);
  }),
);

/** Our worker looks what the window is named a moment before its page names it. */
const lookTooEarly = (hands) =>
  workerOf(hands).evaluate(() => {
    const run = chrome.scripting.executeScript;
    chrome.scripting.executeScript = async (asked) => {
      globalThis.hasLooked ||= Boolean(asked.func);
      return asked.func ? [{ frameId: 0, result: '' }] : run(asked);
    };
  });

test('nobody names the window between the judgement of an address and what is there', { timeout: 60_000 }, () =>
  afterTheBank(async ({ hands }) => {
    const { page } = hands;
    const rules = () => chrome.declarativeNetRequest.getSessionRules().then(({ length }) => length);
    await patiently(() => workerOf(hands).evaluate(rules), 'the wall', 10_000);
    await lookTooEarly(hands);
    await straightTo(page, urlOf('attacker', '/window'), () => page.evaluate("name = 'anything'"));
    assert.equal(await workerOf(hands).evaluate(() => globalThis.hasLooked), true);
    assert.equal(await page.evaluate('name'), '');
  }),
);

test('a site of the person’s own that wasn’t open before is asked about once its start page is, and says so in their language', {
  timeout: 60_000,
}, async () => {
  const [HOST, ORDER] = ['office.example', '5530918842'];
  const office = ({ path }) =>
    page({ title: 'Office', name: 'Office', body: raw(`<a href="/logout">Sign out</a> ${path}`) });
  const german = sharedBrowser(playwrightHands, { extension, extra: { [HOST]: office }, args: ['--lang=de'] });
  try {
    await afterTheBank(async ({ hands, world }) => {
      world.mail.inbox.push({ id: '9', from: 'Niamh <niamh@mail.example>', subject: 'Order', text: `Order ${ORDER}` });
      await signInToMail(hands, world);
      await hands.goto(urlOf('mail', '/message/9'));
      await hands.wait(1_000);
      const order = () => hands.goto(`http://${HOST}/o/${ORDER}`).catch(() => undefined);
      await order();
      await patiently(() => isShown('Eine Adresse trägt private Daten')(hands.page), 'why it was stopped', 10_000);
      await hands.page.getByRole('button', { name: 'Startseite öffnen' }).click();
      await patiently(() => hands.page.url() === `http://${HOST}/`, 'the start page', 10_000);
      await hands.wait(1_000);
      await order();
      await patiently(() => isShown('Antworten Sie im Fenster von Interlock')(hands.page), 'the question', 10_000);
    }, german);
  } finally {
    await german.close();
  }
});
