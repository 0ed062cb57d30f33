// In mid-session the clock is set, or the extension is loaded anew: nothing read is forgotten, and pages stay usable.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { debuggerAgentHands } from '../agents/extension-agent.mjs';
import { playwrightHands } from '../agents/playwright.mjs';
import { rawCdpHands } from '../agents/raw-cdp.mjs';
import { readBalance, searchShop, signInToBank, until } from '../agents/tasks.mjs';
import { attacks } from '../attacks/attacks.mjs';
import { sceneOf, sharedBrowser } from '../attacks/attempt.mjs';
import { leaked } from '../sites/leaks.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { urlOf } from '../sites/world.mjs';
import { extension, killWorker } from './with-guard.mjs';

const shared = sharedBrowser(playwrightHands, { extension, forgets: true });
after(() => shared.close());

const HOUR_MS = 3_600_000;
const workerOf = ({ context, id }) => context.serviceWorkers().findLast((w) => w.url().includes(id));

/** Sets the clock that the worker reads. */
const setClock = (hands, byMs) =>
  workerOf(hands).evaluate((by) => {
    const real = Date.now;
    Date.now = () => real() + by;
  }, byMs);

/** As if the clock had been set back by so much while the worker was away: what is stored lies in the future. */
const ageStored = (hands, byMs) =>
  workerOf(hands).evaluate(async (by) => {
    const all = await chrome.storage.session.get(null);
    for (const [key, value] of Object.entries(all)) if (key.startsWith('session:')) value.session.t += by;
    if (all.beat) all.beat.at += by;
    await chrome.storage.session.set(all);
  }, byMs);

const sessionOf = (hands) =>
  workerOf(hands).evaluate(async () => {
    const all = await chrome.storage.session.get(null);
    return Object.entries(all).find(([key]) => key.startsWith('session:'))?.[1].session;
  });

for (const [what, midway] of [
  ['set forward by two hours', ({ hands }) => setClock(hands, 2 * HOUR_MS)],
  ['set back by two hours', ({ hands }) => setClock(hands, -2 * HOUR_MS)],
  [
    'set back while the worker was away',
    async ({ hands }) => {
      await ageStored(hands, 2 * HOUR_MS);
      await killWorker(hands);
    },
  ],
])
  test(`a clock ${what}: what was read is still held`, { timeout: 60_000 }, async () => {
    const attack = attacks.find((a) => a.id === 'input-click');
    let first;
    let last;
    const outcome = await shared.attempt({ ...attack, does: watched }, midway);
    async function watched(scene) {
      first = await sessionOf(scene.hands);
      await attack.does(scene).catch(() => undefined);
      await scene.hands.wait(1_000);
      last = await sessionOf(scene.hands);
    }
    assert.ok(outcome.prepared, `the agent could not do its honest part first: ${outcome.error}`);
    assert.equal(outcome.happened, false, `arrived: ${outcome.leaked.join(', ')}`);
    assert.equal(last?.id, first.id, 'the session was forgotten');
    // Standing still, every "within ten seconds" would last until the clock has caught up.
    assert.ok(last.t - first.t >= 500, `its time moved by ${last.t - first.t} ms in a second and more`);
  });

test('half an hour after the last agent the model is let go of, and it is back with the next one', {
  timeout: 90_000,
}, async () => {
  const sites = await startSites();
  const hands = await debuggerAgentHands({ extension, args: flagsFor(sites) });
  const { browser, call } = hands;
  try {
    const { targetInfos } = await browser.send('Target.getTargets');
    const { targetId } = targetInfos.find((t) => t.type === 'service_worker' && t.url.includes(browser.id));
    const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
    const inWorker = async (expression) => {
      const asked = { expression, awaitPromise: true, returnByValue: true };
      return (await browser.send('Runtime.evaluate', asked, sessionId)).result.value;
    };
    const holdsModel = () =>
      inWorker("chrome.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] }).then((all) => all.length > 0)");
    const minutePasses = async () => {
      await inWorker("chrome.alarms.create('idle', { when: Date.now() + 100, periodInMinutes: 1 })");
      await hands.wait(1_500);
    };
    await hands.goto(urlOf('forum', '/thread/mug'));
    await hands.read();
    await until(holdsModel, 'the model', 10_000);
    await minutePasses();
    assert.ok(await holdsModel(), 'an agent is at work');
    const other = await call('open');
    await call('shut', hands.tab);
    // That it is gone is a sign of the agent.
    await hands.wait(1_000);
    await inWorker('{ const real = performance.now.bind(performance); performance.now = () => real() + 31 * 60_000; }');
    await minutePasses();
    await until(async () => !(await holdsModel()), 'that the model is let go of', 10_000);
    await call('goto', other, urlOf('forum', '/thread/mug'));
    await call('evaluate', other, 'document.body.innerText');
    await until(holdsModel, 'that the model is back', 10_000);
  } finally {
    await hands.close();
    await sites.close();
  }
});

test('loaded anew in mid-session: the page on show stays guarded and says what to do, the next one is guarded in full', {
  timeout: 90_000,
}, async () => {
  const sites = await startSites();
  const hands = await rawCdpHands({ extension, args: flagsFor(sites) });
  const scene = sceneOf(hands, sites);
  const worker = async () =>
    (await hands.send('Target.getTargets')).targetInfos.find((t) => t.type === 'service_worker')?.targetId;
  try {
    await signInToBank(hands, scene.world);
    await readBalance(hands, scene.memory);
    await hands.goto(urlOf('shop', '/'));
    const old = await worker();
    await hands.send('Extensions.loadUnpacked', { path: extension });
    await until(async () => ![undefined, old].includes(await worker()), 'the new worker', 30_000);
    // The page on show still has the script of the worker that is gone: what needs a judge stays undone.
    const began = Date.now();
    await hands.fill({ label: 'Search the shop' }, 'mug');
    await hands.press('Enter');
    await until(async () => (await hands.read()).includes('Load this page again'), 'word of what to do', 5_000);
    assert.ok(Date.now() - began < 10_000, 'the page hung');
    assert.equal(await hands.url(), urlOf('shop', '/'));
    await searchShop(hands);
    // What was read before is forgotten with its session; what is read now isn't.
    await signInToBank(hands, scene.world);
    await readBalance(hands, scene.memory);
    const { does } = attacks.find((a) => a.id === 'input-click');
    await does(scene).catch(() => undefined);
    await hands.wait(500);
    assert.deepEqual(leaked(sites.collector.records, { account: scene.world.person.account }), []);
  } finally {
    await hands.close();
    await sites.close();
  }
});
