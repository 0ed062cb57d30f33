// Installed by an organisation's policy we look at single requests: what no hook in a page sees carries nothing away either.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { patiently } from '../agents/locate.mjs';
import { playwrightHands } from '../agents/playwright.mjs';
import { PREPARE, SECRETS, sceneOf } from '../attacks/attempt.mjs';
import { benign } from '../attacks/benign.mjs';
import { CLERK, DESK, desk, honestOwnPage, sentTo } from '../attacks/honest-own-page.mjs';
import { inOwnWorld, unhooked } from '../attacks/unhooked.mjs';
import { leaked } from '../sites/leaks.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { urlOf } from '../sites/world.mjs';
import { forceInstall } from './force-install.mjs';
import { managedMissing } from './policy-file.mjs';
import { openPopup } from './popup-of.mjs';
import { extension, killWorker } from './with-guard.mjs';

/** So that this test can look into the popup. Where nothing is said, no debugger may attach to what a policy installs. */
const DEBUGGABLE = { DeveloperToolsAvailability: 1 };
/** Those that differ most; `INTERLOCK_ALL=1` runs all. */
const CHOSEN =
  /worker-body|service-worker|fresh-frame-body|markup-(image|form)|style-sheet|unhooked-import|prefetch|own-world$/;
const ways = process.env.INTERLOCK_ALL ? unhooked : unhooked.filter(({ id }) => CHOSEN.test(id));
const HONEST = ['cart', 'payment-frame', 'sign-in-by-another-site', 'content-network'];
const honest = process.env.INTERLOCK_ALL ? benign : benign.filter(({ id }) => HONEST.includes(id));

const order = (amount) => ({ recipient: 'M. Allory', account: '9999 0000 1111 2222', amount });
const request = (amount) =>
  `fetch('${urlOf('bank', '/api/transfers')}', { method: 'POST', body: ${JSON.stringify(JSON.stringify(order(amount)))} })`;
const sends = (code) => async (scene) => {
  await scene.hands.run(`(async () => { ${code} })().catch(() => 0)`);
  await scene.hands.wait(800);
};
/** Money that moves where no hook is, where a hook asks, and by a button that says so. */
const PAYS = {
  'by a worker': sends(`new Worker(URL.createObjectURL(new Blob([${JSON.stringify(request('11'))}])))`),
  'by a fresh frame': sends(
    `const f = document.body.appendChild(document.createElement('iframe')); await f.contentWindow.${request('12')}`,
  ),
  'in a world of its own': ({ hands }) => inOwnWorld(hands, `${request('13')}.catch(() => 0)`),
  'by a script of the page': sends(request('14')),
  async 'by a button'({ hands }) {
    await hands.goto(urlOf('bank', '/pay/named'));
    for (const [label, value] of Object.entries({ Recipient: 'Ann Lee', 'Account number': '9999 0000 1111 2222' }))
      await hands.fill({ label }, value);
    await hands.fill({ label: 'Amount in euro' }, '15');
    await hands.click({ button: 'Transfer' });
    await hands.wait(800);
  },
};

/** Whether requests are looked at one by one, as the popup says it. */
async function looksOn({ hands }) {
  const popup = await openPopup(hands);
  const { coverage } = await popup.state();
  await popup.page.close();
  return coverage.requestsHeld;
}

/** An agent that has read its person's account at the bank. */
async function afterReading(options) {
  const sites = await startSites({ extra: { [DESK]: desk, [CLERK]: desk } });
  const hands = await playwrightHands({ ...options, args: flagsFor(sites, [DESK]) }).catch(async (error) => {
    await sites.close();
    throw error;
  });
  const scene = sceneOf(hands, sites);
  await scene.hands.goto(urlOf('forum'));
  const looksBefore = extension !== null && (await looksOn(scene));
  await PREPARE.bank(scene);
  const close = async () => {
    await scene.hands.close();
    await sites.close();
  };
  /** @returns whether anything private arrived, if need be within `patienceMs` */
  const arrives = async ({ does }, patienceMs = 0) => {
    sites.collector.records.length = 0;
    await does(scene);
    assert.ok(sites.collector.records.length > 0, 'the agent was not on the page');
    const isThere = () => leaked(sites.collector.records, SECRETS).length > 0;
    for (const end = Date.now() + patienceMs; !isThere() && Date.now() < end; ) await scene.hands.wait(100);
    return isThere();
  };
  return { ...scene, looksBefore, arrives, close };
}

/** Our worker as it is now: one that was killed comes back when it is needed. */
const inWorker = async ({ context, id }, work, given) => {
  const worker = await patiently(
    async () => context.serviceWorkers().find((one) => one.url().includes(id)),
    'our worker',
    10_000,
  );
  return worker.evaluate(work, given);
};

/** As our approval window leaves it for the worker: a page that is debugged can't approve. */
async function sayYes() {
  const all = await chrome.storage.session.get(null);
  const { digest, session } = all.world.questions.at(-1);
  const saved = all[`session:${session}`];
  const approved = [{ digest, until: Date.now() + 60_000 }];
  await chrome.storage.session.set({ [`session:${session}`]: { ...saved, approved } });
}

test('without a policy what no hook sees arrives', { timeout: 90_000 }, async () => {
  const scene = await afterReading({ extension });
  try {
    // A public site's service worker is taken away, whoever installed us.
    const others = ways.filter(({ id }) => !extension || id !== 'unhooked-service-worker');
    for (const way of others) assert.ok(await scene.arrives(way, 10_000), `${way.id} did not arrive: it shows nothing`);
    if (extension) assert.equal(await looksOn(scene), false);
  } finally {
    await scene.close();
  }
});

describe('installed by policy, after a private read at the bank', { skip: managedMissing() }, () => {
  let scene;
  let organisation;
  before(async () => {
    organisation = await forceInstall(DEBUGGABLE);
    const { id: forced, executable } = organisation;
    scene = await afterReading(extension ? { forced, executable } : {});
  });
  after(async () => {
    await scene?.close();
    organisation?.remove();
  });
  for (const { id, does } of [...honestOwnPage, ...honest])
    test(`completes ${id}`, { timeout: 40_000 }, async () => {
      scene.sites.collector.records.length = 0;
      await does(scene);
      assert.equal(scene.sites.collector.records.length, 0);
    });
  for (const way of ways)
    test(`stops ${way.id}`, { timeout: 30_000 }, async () => {
      assert.equal(await scene.arrives(way), false);
    });
  test('the popup says that requests are looked at, since something is known, and what was stopped', {
    timeout: 30_000,
  }, async () => {
    assert.equal(scene.looksBefore, false);
    assert.equal(await looksOn(scene), true);
    const popup = await openPopup(scene.hands);
    const { questions, counts } = await popup.state();
    await popup.page.close();
    assert.ok(counts.asked > 0);
    assert.ok(
      questions.some(({ rule, site }) => rule === 'private-text-elsewhere' && site === 'collector-attacker.example'),
    );
  });
  const asked = () => inWorker(scene.hands, async () => (await chrome.storage.session.get('world')).world.counts.asked);
  /** What is answered at once is saved behind the answer. */
  const askedSince = async (before) => {
    await patiently(async () => (await asked()) > before, 'the question', 5_000);
    return (await asked()) - before;
  };
  /** Not by a page of its own: a new tab would have the session saved once more, as it was before the yes. */
  const approve = async ({ hands }) => {
    const protocol = await hands.context.newCDPSession(hands.page);
    await protocol.send('ServiceWorker.enable');
    // What is only noted of a page is saved half a second later, as it was before the yes.
    await hands.wait(700);
    await inWorker(hands, sayYes);
    await protocol.send('ServiceWorker.stopAllWorkers');
    await protocol.detach();
    await hands.wait(1_100);
  };
  for (const [id, pay] of Object.entries(PAYS))
    test(`a payment ${id} is asked about, and sent after a yes`, { timeout: 60_000 }, async () => {
      const { hands, world } = scene;
      world.bank.transfers.length = 0;
      await hands.goto(urlOf('bank', '/account'));
      const before = await asked();
      await pay(scene);
      assert.equal(await askedSince(before), 1);
      assert.deepEqual(world.bank.transfers, []);
      await approve(scene);
      await pay(scene);
      await patiently(() => world.bank.transfers.length > 0, 'the payment', 5_000);
      assert.equal(world.bank.transfers.length, 1);
      assert.equal(await asked(), before + 1, 'asked twice about one payment');
    });
  test('what a person said yes to where it was held is not stopped, or asked about, on its way', {
    timeout: 60_000,
  }, async () => {
    const { hands, world } = scene;
    const body = `for my invoice: ${world.person.account}`;
    const send = `fetch('/again', { method: 'POST', body: ${JSON.stringify(body)} }).then((r) => r.status, () => 'stopped')`;
    const before = await asked();
    await hands.goto(`http://${DESK}/details`);
    assert.equal(await hands.run(send), 'stopped');
    assert.equal(await askedSince(before), 1);
    await approve(scene);
    assert.equal(await hands.run(send), 200);
    assert.deepEqual(sentTo(world, '/again'), [body]);
    assert.equal(await asked(), before + 1);
  });
  test('stops a request that finds our worker killed, and an honest one goes on', { timeout: 40_000 }, async () => {
    const [way] = ways;
    const midway = async (scene) => {
      await killWorker(scene.hands);
      await way.does(scene);
    };
    assert.equal(await scene.arrives({ does: midway }), false);
    assert.equal(await scene.arrives(way), false);
    await killWorker(scene.hands);
    await scene.hands.goto(urlOf('shop'));
    await patiently(async () => (await scene.hands.read()).includes('Cart'), 'the shop', 5_000);
  });
});
