// An agent extension that attaches its debugger once, as products do: it keeps its tab however often a navigation is held.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { agentFolder, debuggerAgentHands } from '../agents/extension-agent.mjs';
import { rawCdpHands } from '../agents/raw-cdp.mjs';
import { readBalance, signInToBank, until } from '../agents/tasks.mjs';
import { SECRETS, sharedBrowser } from '../attacks/attempt.mjs';
import { leaked } from '../sites/leaks.mjs';
import { PERSON, urlOf } from '../sites/world.mjs';
import { extension } from './with-guard.mjs';

const [DESK, WIDGET] = ['desk.example', 'widget.example'];
const NUMBER = PERSON.account.replaceAll(' ', '');
const answer = (body) => ({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body });
/** Where a page puts a frame that it opens late. */
const PLACES = {
  '/late': 'document.body',
  '/hidden': "document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'closed' })",
};
const late = (path) =>
  `<script>setTimeout(()=>{const f=document.createElement('iframe');f.src='http://${WIDGET}${path}';(${PLACES[path]}).append(f)},1500)</script>`;
let seen = 0;
const extra = {
  [DESK]: ({ path }) =>
    answer(`<!doctype html><title>Desk</title><p>Front desk ${path}</p>${PLACES[path] ? late(path) : ''}`),
  [WIDGET]: () => {
    seen += 1;
    return answer('<!doctype html><p>Widget');
  },
};

/** Our worker, with a debugger of the test's on it. */
async function workerOf({ send, id }) {
  const { targetInfos } = await send('Target.getTargets');
  const { targetId } = targetInfos.find(({ type, url }) => type === 'service_worker' && url.includes(id));
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  return { targetId, sessionId };
}

describe('an agent by an extension’s debugger', () => {
  const shared = sharedBrowser(debuggerAgentHands, { extension, extra });
  let scene;
  /** What its first way through a page of ours costs it, once in a browser’s life. */
  let first;
  const losses = () => scene.hands.call('losses');
  /** What is being left as it is read shows nothing. */
  const shows = (text) => until(async () => (await scene.hands.read().catch(() => '')).includes(text), text);
  before(async () => {
    scene = await shared.scene();
    await signInToBank(scene.hands, scene.world);
    await readBalance(scene.hands, scene.memory);
    for (let hops = 0; hops < 4; hops++) {
      const earlier = await losses();
      await scene.hands.goto(hops % 2 ? `http://${DESK}/` : urlOf('shop'));
      await shows(hops % 2 ? 'Front desk' : 'Things for the table');
      await scene.hands.wait(500);
      if (earlier > 0 && (await losses()) === earlier) break;
    }
    first = await losses();
    assert.ok(first > 0, 'nothing was held');
  });
  after(() => shared.close());

  test('goes on to other sites and keeps its tab, its place in the page and all', { timeout: 60_000 }, async () => {
    for (const path of ['/a', '/b?c=1', '/d#/inbox']) {
      await scene.hands.goto(`http://${DESK}${path}`);
      await shows(`Front desk ${path.split(/[?#]/)[0]}`);
      assert.equal(await scene.hands.url(), `http://${DESK}${path}`);
      await scene.hands.goto(urlOf('shop'));
      await shows('Things for the table');
    }
    assert.equal(await losses(), first, 'it lost its tab again');
  });

  for (const path of Object.keys(PLACES))
    test(`keeps it where a page opens a frame of another site at ${path}, and the frame comes`, {
      timeout: 60_000,
    }, async () => {
      seen = 0;
      await scene.hands.goto(`http://${DESK}${path}`);
      await until(async () => seen > 0, 'the frame', 10_000);
      assert.equal(await losses(), first, 'it lost its tab to the frame');
    });

  test('reads why its navigation was stopped, sends nothing, and goes on', { timeout: 60_000 }, async () => {
    await scene.hands.goto(urlOf('attacker', `/c?d=${NUMBER}`));
    await shows('Stopped by Interlock');
    assert.deepEqual(leaked(scene.sites.collector.records, SECRETS), []);
    await scene.hands.goto(`http://${DESK}/on`);
    await shows('Front desk /on');
    assert.equal(await losses(), first, 'it lost its tab to the page that said why');
  });

  test('comes back past the page in which it waited', { timeout: 60_000 }, async () => {
    await scene.hands.goto(`http://${DESK}/one`);
    await shows('Front desk /one');
    await scene.hands.goto(urlOf('shop'));
    await shows('Things for the table');
    await scene.hands.run('history.back()');
    await shows('Front desk /one');
  });

  test('is judged after the worker died over what waits, and goes on', { timeout: 60_000 }, async () => {
    await die(`http://${DESK}/after`);
    await wakes('Front desk /after');
    await die(urlOf('attacker', `/c?d=${NUMBER}`));
    await wakes('Stopped by Interlock');
    assert.deepEqual(leaked(scene.sites.collector.records, SECRETS), []);
  });

  /** Something wakes the next worker; what comes while the one before is still ending may be lost. */
  const wakes = (text) =>
    until(async () => {
      await scene.hands.browser.send('Target.createTarget', { url: 'about:blank' });
      await scene.hands.wait(1_500);
      return (await scene.hands.read().catch(() => '')).includes(text);
    }, text);

  /** The worker stands still while a document comes to wait, and dies. */
  async function die(url, tries = 3) {
    const { browser } = scene.hands;
    const { targetId, sessionId } = await workerOf(browser);
    await browser.send('Debugger.enable', {}, sessionId);
    await browser.send('Debugger.pause', {}, sessionId);
    const waits = async () => {
      const { targetInfos } = await browser.send('Target.getTargets');
      return targetInfos.some((target) => target.url.startsWith('data:') && target.url.endsWith(`#${url}`));
    };
    const going = scene.hands.goto(url);
    const failed = await until(waits, 'the page where it waits', 5_000).catch((error) => error);
    if (failed) {
      // A worker that sees itself driven from outside before it stands still lets nothing wait there.
      if (tries === 1) throw failed;
      await browser.send('Target.detachFromTarget', { sessionId }).catch(() => undefined);
      await going;
      await scene.hands.wait(3_000);
      return die(url, tries - 1);
    }
    await browser.send('Target.closeTarget', { targetId });
    // The next one is not to be driven from outside.
    await browser.send('Target.detachFromTarget', { sessionId }).catch(() => undefined);
    await going;
  }
});

describe('whoever drives from outside and leaves just as its navigation is held', () => {
  for (const beside of [false, true])
    test(`changes nothing for others, ${beside ? 'at another tab, beside an agent’s extension' : 'by its own tab'}`, {
      timeout: 60_000,
    }, async () => {
      const others = beside ? [agentFolder()] : [];
      const shared = sharedBrowser((options) => rawCdpHands({ ...options, others }), { extension, extra });
      try {
        const { hands, world, memory } = await shared.scene();
        await signInToBank(hands, world);
        await readBalance(hands, memory);
        const leaver = beside ? await (await hands.openTab(`http://${DESK}/quiet`)).attach() : hands;
        await hands.wait(4_000);
        // It doesn't wait for what it asked for.
        void hands.goto(urlOf('shop')).catch(() => undefined);
        await leaver.detach();
        await hands.wait(1_500);
        const worker = await workerOf(hands);
        const { result } = await hands.send(
          'Runtime.evaluate',
          { expression: "chrome.storage.local.get('aside')", awaitPromise: true, returnByValue: true },
          worker.sessionId,
        );
        assert.deepEqual(result.value, {});
      } finally {
        await shared.close();
      }
    });
});
