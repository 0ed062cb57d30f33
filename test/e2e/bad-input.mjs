// What is broken, huge or forged is guarded against or visibly degraded; nothing is lost, and the page stays usable.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { CHROME } from '../../scripts/prepare.mjs';
import { agentFolder } from '../agents/extension-agent.mjs';
import { playwrightHands } from '../agents/playwright.mjs';
import { readBalance, replyInForum, signInToBank, tryToReply, until } from '../agents/tasks.mjs';
import { attacks } from '../attacks/attacks.mjs';
import { sharedBrowser } from '../attacks/attempt.mjs';
import { page, raw } from '../sites/html.mjs';
import { urlOf } from '../sites/world.mjs';
import { openPopup } from './popup-of.mjs';
import { extension } from './with-guard.mjs';

const SENTENCE = 'The quick brown fox jumps over the lazy dog while the ferry leaves the harbour at ten. ';
const PRESS_ME = `<button onclick="this.textContent='Pressed'">Press me</button>`;
const PAGES = {
  'big.example': () =>
    PRESS_ME + Array.from({ length: 14_000 }, (_, i) => `<p>${i} ${SENTENCE.repeat(4)}</p>`).join(''),
  'flood.example': () => `${PRESS_ME}<div id="f"></div><script>setInterval(() => {
    f.replaceChildren(...Array.from({ length: 1000 }, (_, i) => Object.assign(document.createElement('p'), { textContent: 'Row ' + i + ' of ' + performance.now() })));
  }, 100)</script>`,
};
const extra = Object.fromEntries(
  Object.entries(PAGES).map(([host, body]) => [host, () => page({ title: host, name: host, body: raw(body()) })]),
);

const shared = sharedBrowser(playwrightHands, { extension, extra, forgets: true });
after(() => shared.close());

async function withOther(folder, tell) {
  const browser = sharedBrowser((more) => playwrightHands({ ...more, others: [folder] }), { extension });
  try {
    await browser.within(tell);
  } finally {
    await browser.close();
  }
}

/** A copy of the built extension whose model files `spoil` has had its way with. */
function spoiltExtension(spoil) {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-spoilt-'));
  cpSync(CHROME, folder, { recursive: true });
  for (const name of readdirSync(join(folder, 'models')))
    if (/\.(onnx|bin)$/.test(name)) spoil(join(folder, 'models', name));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

for (const [what, spoil] of [
  ['missing', (file) => rmSync(file)],
  ['truncated', (file) => truncateSync(file, 100_000)],
])
  test(`a model that is ${what}: said so, private data still held, the page usable`, { timeout: 120_000 }, async () => {
    const spoilt = spoiltExtension(spoil);
    const browser = sharedBrowser(playwrightHands, { extension: spoilt.folder });
    try {
      await browser.within(async (scene) => {
        await signInToBank(scene.hands, scene.world);
        await readBalance(scene.hands, scene.memory);
        const popup = await openPopup(scene.hands);
        await until(
          async () => (await popup.state()).model.state === 'unavailable',
          'the popup says that the model is unavailable',
        );
        assert.ok((await popup.state()).model.cause, 'with its cause');
        assert.notEqual((await popup.state()).guard.state, 'full');
        await scene.hands.page.bringToFront();
        await replyInForum(scene.hands, scene.world);
      });
      const attack = attacks.find((a) => a.id === 'out-fetch');
      const outcome = await browser.attempt(attack);
      assert.deepEqual([outcome.prepared, outcome.happened], [true, false]);
    } finally {
      await browser.close();
      spoilt.remove();
    }
  });

test('a page of 5 MB is read without freezing, and its button works', { timeout: 120_000 }, async () => {
  await shared.within(async ({ hands }) => {
    await hands.page.goto('http://big.example/', { waitUntil: 'load', timeout: 30_000 });
    await hands.click({ button: 'Press me' });
    await until(async () => (await hands.page.textContent('button')) === 'Pressed', 'the button');
  });
});

test("another extension's messages are refused", { timeout: 60_000 }, async () => {
  const folder = agentFolder();
  try {
    await withOther(folder, async ({ hands, world }) => {
      await signInToBank(hands, world);
      const popup = await openPopup(hands);
      const before = await popup.state();
      const foreign = hands.context.serviceWorkers().find((w) => !w.url().includes(hands.id));
      const answers = await foreign.evaluate(
        ({ id, tab }) =>
          Promise.all(
            [
              ['popup.takeBack', { tab }],
              ['popup.pause', { tab, minutes: 60 }],
              ['popup.pack', { pack: 'watch' }],
              ['popup.state', { tab }],
              ['frame.sign', { evidence: ['forged'] }],
            ].map(([name, request]) =>
              chrome.runtime.sendMessage(id, { interlock: 1, name, request }).catch((e) => `refused: ${e.message}`),
            ),
          ),
        { id: hands.id, tab: popup.tab },
      );
      for (const answer of answers) {
        assert.equal(answer.refused, 'not-allowed', JSON.stringify(answer));
        assert.deepEqual(Object.keys(answer).sort(), ['refused', 'say'], 'a stranger was told more');
      }
      const after = await popup.state();
      assert.deepEqual(
        [after.driver.state, after.policy.pack, after.guard.state],
        [before.driver.state, before.policy.pack, before.guard.state],
      );
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a message out of shape, or with the name of no row, changes nothing', { timeout: 60_000 }, async () => {
  await shared.within(async ({ hands }) => {
    await hands.goto(urlOf('forum'));
    const popup = await openPopup(hands);
    const say = (message) =>
      popup.page.evaluate(
        (m) =>
          chrome.runtime.sendMessage(m).then(
            (a) => a ?? null,
            () => 'refused',
          ),
        message,
      );
    for (const message of [
      null,
      'popup.pause',
      { interlock: 1 },
      { interlock: 1, name: 'popup.everything', request: {} },
      { interlock: 1, name: 'popup.pause', request: { tab: 'x' } },
      { interlock: 1, name: 'event.judge', request: {} },
      {
        interlock: 1,
        name: 'frame.hello',
        request: { url: 'http://harbourbank.example/', top: true, beside: false, parsed: true },
      },
    ])
      await say(message);
    const state = await popup.state();
    assert.equal(state.guard.state, 'full');
  });
});

test('a page that never stops changing is read without freezing, and stays usable', { timeout: 90_000 }, async () => {
  await shared.within(async ({ hands }) => {
    await hands.goto('http://flood.example/');
    await hands.wait(4_000);
    await hands.page.click('button');
    await until(async () => (await hands.page.textContent('button')) === 'Pressed', 'the button');
    const heap = await hands.page.evaluate('performance.memory.usedJSHeapSize');
    assert.ok(heap < 300 * 2 ** 20, `the page's heap is ${Math.round(heap / 2 ** 20)} MiB`);
  });
});

test('storage that is full: nothing that needs judging passes, the popup says so, and all is well once there is room', {
  timeout: 150_000,
}, async () => {
  await shared.within(async (scene) => {
    const { hands, world } = scene;
    await replyInForum(hands, world, 'mug', 'Before.');
    const worker = hands.context.serviceWorkers().findLast((w) => w.url().includes(hands.id));
    const fillUp = () =>
      worker.evaluate(async () => {
        const fill = (size) => chrome.storage.session.set({ [`junk${size}${Math.random()}`]: 'x'.repeat(size) });
        for (const size of [1_000_000, 100_000, 10_000, 1_000, 100, 1])
          for (;;)
            if (
              await fill(size).then(
                () => false,
                () => true,
              )
            )
              break;
      });
    await fillUp();
    const posts = () => world.forum.threads.get('mug').posts.length;
    const before = posts();
    await tryToReply(hands, world, 'Full.');
    assert.equal(posts(), before);
    const popup = await openPopup(hands);
    const { guard } = await popup.state();
    assert.equal(guard.state, 'degraded');
    assert.ok(
      guard.causes.some((cause) => /remembered/.test(cause)),
      guard.causes.join('; '),
    );
    await worker.evaluate(async () => {
      const junk = Object.keys(await chrome.storage.session.get(null)).filter((key) => key.startsWith('junk'));
      await chrome.storage.session.remove(junk);
    });
    await hands.page.bringToFront();
    await replyInForum(hands, world, 'mug', 'After.');
    assert.equal(posts(), before + 1);
    assert.ok(!(await popup.state()).guard.causes.some((cause) => /remembered/.test(cause)));
    await fillUp();
    assert.deepEqual(await popup.ask('popup.stop', { on: true }), { ok: true });
    assert.equal((await popup.state()).guard.state, 'stopped');
  });
});
