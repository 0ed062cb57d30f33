// Our pages in the real browser, with the real background: what a person is told, and what an agent can't press.
import assert from 'node:assert/strict';
import { env } from 'node:process';
import { after, test } from 'node:test';
import { extensionId, temporaryProfile } from '../../scripts/browser.mjs';
import { CHROME } from '../../scripts/prepare.mjs';
import { handMissing, handOn, openBrowser, openScreen } from '../agents/person.mjs';
import { playwrightHands } from '../agents/playwright.mjs';
import { addToCart, replyInForum, searchShop, tryToReply, until } from '../agents/tasks.mjs';
import { sharedBrowser } from '../attacks/attempt.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { urlOf } from '../sites/world.mjs';
import { extension, killWorker } from './with-guard.mjs';

const shared = sharedBrowser(playwrightHands, { extension, forgets: true });
after(() => shared.close());
const withAgent = (tell) => shared.within(tell);

/** The toolbar is told of changes only: it begins with the browser. */
async function withFresh(tell) {
  const own = sharedBrowser(playwrightHands, { extension });
  try {
    await own.within(tell);
  } finally {
    await own.close();
  }
}

/** Opens the popup for the agent's tab; the agent's own tool does it, so a debugger is attached to it. */
async function popupOf({ hands }) {
  const { context, page, id } = hands;
  const popup = await context.newPage();
  await popup.goto(`chrome-extension://${id}/popup/popup.html`);
  const find = async (url) => (await chrome.tabs.query({})).find((tab) => tab.url === url)?.id;
  await popup.goto(`chrome-extension://${id}/popup/popup.html?tab=${await popup.evaluate(find, page.url())}`);
  await popup.getByRole('switch').waitFor();
  return popup;
}

const say = (popup, name, request) =>
  popup.evaluate((message) => chrome.runtime.sendMessage(message), { interlock: 1, name, request });

test('a tab is handed over by its switch, and an agent cannot take it back', { timeout: 60_000 }, () =>
  withAgent(async (scene) => {
    await searchShop(scene.hands);
    const popup = await popupOf(scene);
    await popup.getByRole('switch', { name: 'An agent is driving this tab', exact: true }).check();
    await popup.getByRole('heading', { name: 'You handed this tab to an agent' }).waitFor();
    await popup.getByText('Something is attached to this page').waitFor();
    assert.equal(await popup.getByRole('button', { name: 'Take back' }).isDisabled(), true);
    const tab = Number(new URL(popup.url()).searchParams.get('tab'));
    assert.equal((await say(popup, 'popup.takeBack', { tab })).ok, false);
    assert.equal((await say(popup, 'popup.state', { tab })).driver.state, 'handed-over');
  }),
);

test('an agent with the debugger cannot approve its own purchase, and can deny it', { timeout: 90_000 }, () =>
  withAgent(async (scene) => {
    const { hands, world } = scene;
    await searchShop(hands);
    await addToCart(hands);
    await hands.goto(urlOf('shop', '/checkout'));
    await hands.click({ button: 'Place order' });
    const popup = await popupOf(scene);
    await popup.getByRole('heading', { name: /Waiting for you/ }).waitFor();
    const window = hands.context.pages().find((page) => page.url().includes('/popup/ask.html'));
    assert.ok(window, 'no approval window');
    const approve = window.getByRole('button', { name: 'Approve once' });
    await window.waitForTimeout(1_200);
    assert.equal(await approve.isDisabled(), true);
    await approve.evaluate((button) => button.removeAttribute('disabled'));
    await approve.click({ timeout: 2_000 }).catch(() => undefined);
    const [question] = (await say(popup, 'popup.state', { tab: 0 })).questions;
    assert.ok(question, 'the question is gone: something answered it');
    assert.equal((await say(window, 'popup.answer', { question: question.id, approve: true })).ok, false);
    await hands.page.bringToFront();
    await hands.click({ button: 'Place order' });
    assert.equal(world.shop.orders.length, 0, 'ordered without a person’s yes');
    await window.bringToFront();
    // The window closes with the key still down.
    await window.keyboard.press('Escape').catch(() => undefined);
    await popup.bringToFront();
    await popup.getByRole('heading', { name: /Waiting for you/ }).waitFor({ state: 'detached' });
  }),
);

test('one press stops the agent in every tab, and the agent cannot lift it', { timeout: 60_000 }, () =>
  withAgent(async (scene) => {
    const { hands, world } = scene;
    const replies = () => world.forum.threads.get('mug').posts.filter((post) => post.by === 'alex').length;
    await replyInForum(hands, world, 'mug', 'one');
    assert.equal(replies(), 1);
    const popup = await popupOf(scene);
    await popup.getByRole('button', { name: 'Stop all agents' }).click();
    await popup.getByRole('heading', { name: 'Agents stopped' }).waitFor();
    assert.equal(await popup.getByRole('button', { name: 'Lift the stop' }).isDisabled(), true);
    assert.equal((await say(popup, 'popup.stop', { on: false })).ok, false);
    await hands.page.bringToFront();
    await tryToReply(hands, world, 'two');
    assert.equal(replies(), 1);
  }),
);

test('the toolbar and the coverage tell how things stand', { timeout: 90_000 }, () =>
  withFresh(async (scene) => {
    const { hands } = scene;
    const worker = hands.context.serviceWorkers().findLast((one) => one.url().includes(hands.id));
    const toolbar = () =>
      worker.evaluate(async () => [await chrome.action.getTitle({}), await chrome.action.getBadgeText({})]);
    await until(async () => (await toolbar())[0] === 'Interlock: Ready', 'the toolbar to say so');
    assert.deepEqual(await toolbar(), ['Interlock: Ready', '']);
    await searchShop(hands);
    await addToCart(hands);
    await hands.goto(urlOf('shop', '/checkout'));
    assert.deepEqual(await toolbar(), ['Interlock: Guarded', 'on']);
    const popup = await popupOf(scene);
    const tab = Number(new URL(popup.url()).searchParams.get('tab'));
    const coverage = async () => (await say(popup, 'popup.state', { tab })).coverage;
    const before = await coverage();
    assert.ok(before.frames >= 3, 'the payment frame or the human check is missing');
    assert.equal(before.unseen, 0);
    // Nobody's script gets into the browser's own error page.
    await hands.run(
      "document.body.append(Object.assign(document.createElement('iframe'), { src: 'http://127.0.0.1:1/' }))",
    );
    await hands.wait(1_500);
    const after = await coverage();
    assert.deepEqual([after.frames, after.unseen], [before.frames, 1]);
    await killWorker(hands);
    const again = await coverage();
    assert.deepEqual([again.frames, again.unseen], [before.frames, 1], 'a worker that was away forgot the frames');
    await say(popup, 'popup.stop', { on: true });
    const title = () => popup.evaluate(() => chrome.action.getTitle({}));
    assert.equal(await title(), 'Interlock: Agents stopped');
  }),
);

test('a policy that cannot be read is told by place, and one that can is in force', { timeout: 60_000 }, () =>
  withAgent(async (scene) => {
    await searchShop(scene.hands);
    const popup = await popupOf(scene);
    const file = (text) => ({ name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    const input = popup.getByLabel('Import a file …');
    await input.setInputFiles(file('{"interlock": 1, "name": "mine", "rules": [{"id": "x"}]}'));
    await popup.getByText('This was not done.').waitFor();
    assert.ok((await popup.locator('.notices .problems li').count()) > 0, 'no reason given');
    const rule = {
      id: 'no-search',
      verdict: 'block',
      on: ['submit', 'navigate', 'click'],
      because: 'No searching here.',
    };
    await input.setInputFiles(file(JSON.stringify({ interlock: 1, name: 'mine', rules: [rule] })));
    await popup.getByText('“mine” is in force beside the pack.').waitFor();
    await scene.hands.page.bringToFront();
    const before = scene.hands.page.url();
    await scene.hands.click({ link: 'Blue stoneware mug' });
    const notice = () => scene.hands.run("document.querySelector('[data-interlock-notice]')?.textContent ?? ''");
    await until(async () => (await notice()).includes('No searching here.'), 'the reason of the imported rule');
    assert.equal(scene.hands.page.url(), before, 'the imported rule did not hold');
  }),
);

test('a person’s own hand, with no debugger near, can loosen', { timeout: 90_000, skip: handMissing() }, async () => {
  const profile = temporaryProfile();
  const screen = await openScreen();
  const url = `chrome-extension://${extensionId(CHROME)}/popup/popup.html?tab=1`;
  const args = [`--user-data-dir=${profile.folder}`];
  const browser = openBrowser({ extension, args, environment: screen.environment, url: 'about:blank' });
  const hand = handOn(screen.environment);
  try {
    await new Promise((later) => setTimeout(later, 5_000));
    await hand.goTo(url);
    await new Promise((later) => setTimeout(later, 2_000));
    // Stop, coverage, rules, then the chosen pack; the arrow goes from Balanced to Watch.
    for (let i = 0; i < 4; i += 1) await hand.press('Tab');
    await hand.press('Up');
    await new Promise((later) => setTimeout(later, 2_000));
  } finally {
    await browser.close().catch(() => undefined);
    screen.close();
  }
  const hands = await playwrightHands({ extension, userDataDir: profile.folder });
  try {
    const page = await hands.context.newPage();
    await page.goto(url);
    assert.equal((await say(page, 'popup.state', { tab: 1 })).policy.pack, 'watch');
  } finally {
    await hands.close();
    profile.remove();
  }
});

test('where an agent’s tool is attached to the question’s window, the toolbar’s popup asks, and takes the yes', {
  timeout: 90_000,
  skip: handMissing(),
}, async () => {
  const screen = await openScreen();
  const sites = await startSites();
  const args = ['--window-position=0,0', '--test-type', ...flagsFor(sites)];
  const hands = await playwrightHands({ extension, args, headless: false, env: { ...env, ...screen.environment } });
  const hand = handOn(screen.environment);
  try {
    await searchShop(hands);
    await addToCart(hands);
    await hands.goto(urlOf('shop', '/checkout'));
    await hands.click({ button: 'Place order' });
    const asking = () => hands.context.pages().find((page) => page.url().includes('/popup/ask.html'));
    await until(async () => asking(), 'the question');
    /** The middle of the button in the toolbar's popup, to which no tool is attached, on the screen. */
    const where = () => {
      const [popup] = chrome.extension.getViews({ type: 'popup' });
      const button = popup?.document.querySelectorAll('.answers button')[1];
      if (!button || button.disabled) return null;
      const { x, y, width, height } = button.getBoundingClientRect();
      return { x: popup.screenX + x + width / 2, y: popup.screenY + y + height / 2 };
    };
    await until(async () => (await asking().evaluate(where)) !== null, 'the popup', 20_000);
    await hand.click(await asking().evaluate(where));
    await until(async () => !asking(), 'the end of the question');
    await hands.page.bringToFront();
    await hands.click({ button: 'Place order' });
    await until(async () => sites.world.shop.orders.length === 1, 'the order');
  } finally {
    await hands.close();
    screen.close();
    await sites.close();
  }
});
