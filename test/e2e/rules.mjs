// A rule changed in the popup, and a value that an organisation has fixed, change the verdict of the next action.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { patiently, pause } from '../agents/locate.mjs';
import { launchOnPipe } from '../agents/pipe.mjs';
import { playwrightHands } from '../agents/playwright.mjs';
import { replyInForum, searchShop, tryToReply } from '../agents/tasks.mjs';
import { sharedBrowser } from '../attacks/attempt.mjs';
import { managedMissing, policyFile } from './policy-file.mjs';
import { openPopup } from './popup-of.mjs';
import { extension } from './with-guard.mjs';

const VALUE = { awaitPromise: true, returnByValue: true };

const shared = sharedBrowser(playwrightHands, { extension, forgets: true });
after(() => shared.close());

/** Runs `tell(scene)` with an agent on the sites; `scene.popup()` opens the popup for the agent's tab. */
const withAgent = (tell, browser = shared) =>
  browser.within((scene) => tell({ ...scene, popup: () => openPopup(scene.hands) }));

/** The same in a browser of its own. */
async function withManaged(options, tell) {
  const browser = sharedBrowser((more) => playwrightHands({ ...more, ...options }), { extension });
  try {
    await withAgent(tell, browser);
  } finally {
    await browser.close();
  }
}

/** A managed value may come seconds after the start: until then it is unknown, and the popup says so. */
async function managedKnown(popup) {
  for (let left = 100; left > 0; left--) {
    const state = await popup.state();
    if (state.managed.state !== 'unknown') return state;
    await new Promise((later) => setTimeout(later, 200));
  }
  throw new Error('the managed value stayed unknown for 20 s');
}

const replies = ({ world }) => world.forum.threads.get('mug').posts.filter((post) => post.by === 'alex').length;

/** Tries to reply, and says whether nothing came of it. */
async function stays(scene, text) {
  const before = replies(scene);
  await tryToReply(scene.hands, scene.world, text);
  return replies(scene) === before;
}

test('a pack chosen in the popup is in force at the next action', { timeout: 60_000 }, async () => {
  await withAgent(async (scene) => {
    await replyInForum(scene.hands, scene.world, 'mug', 'one');
    const popup = await scene.popup();
    await popup.page.getByText('Read-only').first().click();
    await scene.hands.page.bringToFront();
    assert.equal(await stays(scene, 'two'), true, 'read-only does not');
  });
});

test('a page of the web cannot speak as the popup', { timeout: 60_000 }, async () => {
  await withAgent(async (scene) => {
    await searchShop(scene.hands);
    const popup = await scene.popup();
    await popup.ask('popup.pack', { pack: 'read-only' });
    await scene.hands.run(
      `globalThis.chrome?.runtime?.sendMessage?.('${scene.id}', { interlock: 1, name: 'popup.pack', request: { pack: 'watch' } }, () => {})`,
    );
    assert.equal((await popup.state()).policy.pack, 'read-only');
  });
});

test('a popup that is being debugged can tighten and cannot loosen', { timeout: 60_000 }, async () => {
  await withAgent(async (scene) => {
    await searchShop(scene.hands);
    const popup = await scene.popup();
    await popup.ask('popup.pack', { pack: 'read-only' });
    await popup.ask('popup.pack', { pack: 'watch' });
    const state = await popup.state();
    assert.equal(state.mayLoosen, false);
    assert.equal(state.policy.pack, 'read-only');
  });
});

test('what a debugger left behind in a popup of ours loosens nothing once it has gone', {
  timeout: 60_000,
}, async () => {
  const browser = await launchOnPipe({ extension });
  const inPopup = async (expression) => {
    const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
    const { result } = await browser.send('Runtime.evaluate', { expression, ...VALUE }, sessionId);
    await browser.send('Target.detachFromTarget', { sessionId });
    return result.value;
  };
  const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
  const ask = (name, request) => `chrome.runtime.sendMessage(${JSON.stringify({ interlock: 1, name, request })})`;
  try {
    const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
    await browser.send('Page.navigate', { url: `chrome-extension://${browser.id}/popup/popup.html?tab=1` }, sessionId);
    const expression = "document.body?.innerText.includes('Something is attached to this page')";
    const isSeen = async () =>
      (await browser.send('Runtime.evaluate', { expression, ...VALUE }, sessionId)).result.value === true;
    await patiently(isSeen, 'that the debugger is seen', 15_000);
    await browser.send('Target.detachFromTarget', { sessionId });
    const left = `globalThis.answer = 'not yet'; setTimeout(() => ${ask('popup.pack', { pack: 'watch' })}.then((a) => (globalThis.answer = a)), 1_500); 1`;
    assert.equal(await inPopup(left), 1);
    await pause(3_000);
    const answer = await inPopup('globalThis.answer');
    assert.equal(answer.ok, false, `it was asked and refused: ${JSON.stringify(answer)}`);
    assert.notEqual((await inPopup(ask('popup.state', { tab: 1 }))).policy.pack, 'watch');
  } finally {
    await browser.close();
  }
});

test('a managed file edited while the browser runs is in force at the next action, is named, and cannot be loosened', {
  timeout: 120_000,
  skip: managedMissing(),
}, async () => {
  const file = policyFile({ mode: 'block' });
  try {
    await withManaged({ executable: file.executable }, async (scene) => {
      await replyInForum(scene.hands, scene.world, 'mug', 'one');
      const popup = await scene.popup();
      file.write({ pack: 'read-only' });
      // Chromium looks at its policy folder every so often by itself.
      for (let left = 40; left > 0 && (await popup.state()).managed.pack !== 'read-only'; left--)
        await new Promise((later) => setTimeout(later, 1_000));
      await popup.ask('popup.pack', { pack: 'watch' });
      const { managed } = await popup.state();
      assert.equal(managed.state, 'present');
      assert.equal(managed.pack, 'read-only');
      assert.ok(managed.locked.includes('pack'));
      await scene.hands.page.bringToFront();
      assert.equal(await stays(scene, 'two'), true, 'the new value forbids it');
    });
  } finally {
    file.remove();
  }
});

test('a malformed managed value is named in the popup and loosens nothing', {
  timeout: 90_000,
  skip: managedMissing(),
}, async () => {
  const file = policyFile({
    pack: 'read-only',
    rules: { 'confirm-purchase': 'block' },
    sites: { noPause: ['harbourbank.example'] },
    policy: 'rules: [',
  });
  try {
    await withManaged({ executable: file.executable }, async (scene) => {
      await searchShop(scene.hands);
      const popup = await scene.popup();
      const { managed, guard, policy } = await managedKnown(popup);
      assert.ok(managed.problems.length + policy.problems.length > 0, JSON.stringify({ managed, guard }));
    });
  } finally {
    file.remove();
  }
});
