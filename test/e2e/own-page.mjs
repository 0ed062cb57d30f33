// What scripts of a page send to their own site: nothing of another site's, unless it was let in; then as without us.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { patiently, pause } from '../agents/locate.mjs';
import { handMissing } from '../agents/person.mjs';
import { playwrightHands } from '../agents/playwright.mjs';
import { PREPARE, SECRETS, sceneOf } from '../attacks/attempt.mjs';
import { CLERK, DESK, desk, honestOwnPage, sentTo } from '../attacks/honest-own-page.mjs';
import { ownPage } from '../attacks/own-page.mjs';
import { leaked } from '../sites/leaks.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { HOSTS } from '../sites/world.mjs';
import { withPerson } from './by-hand.mjs';
import { extension } from './with-guard.mjs';

/** Those that differ most; all: `npm run e2e`. */
const CHOSEN = [
  'fetch',
  'fetch-blob',
  'fetch-header',
  'xhr-body',
  'xhr-sync',
  'xhr-user',
  'beacon-blob-at-leaving',
  'websocket-message',
  'eventsource',
  'image',
  'location',
  'window-open',
  'document-open',
  'image-attribute-of-a-namespace',
  'preload-srcset',
  'frame-policy',
  'pieces-by-pages-location',
  'form-address',
  'history-address',
  'fetch-later',
  'sound',
  'saving-link',
  'fetch-method',
  'cache',
  'background-attribute',
  'form-filled-as-it-goes',
  'worker-address',
  'policy-report',
  'cookie',
].map((way) => `own-${way}`);

describe('after a private read at the bank', () => {
  let sites;
  let scene;
  before(async () => {
    sites = await startSites({ extra: { [DESK]: desk, [CLERK]: desk } });
    scene = sceneOf(await playwrightHands({ extension, args: flagsFor(sites, [DESK]) }), sites);
    await PREPARE.bank(scene);
  });
  after(async () => {
    await scene?.hands.close();
    await sites.close();
  });
  for (const { id, does } of honestOwnPage)
    test(`completes ${id}`, { timeout: 40_000 }, async () => {
      await does(scene);
      assert.equal(sites.collector.records.length, 0);
    });
  for (const { id, does } of ownPage.filter(({ id }) => CHOSEN.includes(id)))
    test(`stops ${id}`, { timeout: 30_000 }, async () => {
      sites.collector.records.length = 0;
      await does(scene).catch(() => undefined);
      assert.ok(sites.collector.records.length > 0, 'the agent was not on the page');
      assert.deepEqual(leaked(sites.collector.records, SECRETS), []);
    });
});

test(
  'what a person let into a form its page saves, sends and sends on leaving, with that one question',
  {
    timeout: 240_000,
    skip: handMissing(),
  },
  () =>
    withPerson(
      async ({ hands, world, ask, approve }) => {
        await PREPARE.bank({ hands, world, memory: {} });
        const { account } = world.person;
        const asked = async () => (await ask('popup.state', { tab: 0 })).counts.asked;
        const fill = async () => {
          await hands.goto(`http://${DESK}/details`);
          await hands.fill({ label: 'Reference' }, account).catch(() => undefined);
          await pause(1_000);
        };
        await fill();
        assert.equal(sentTo(world, '/save').join(), '', 'entered before anybody was asked');
        const [{ rule, site, about }] = (await ask('popup.state', { tab: 0 })).questions;
        assert.deepEqual([rule, about.sources, site], ['private-text-elsewhere', [HOSTS.bank], DESK]);
        await approve();
        await fill();
        const hasIt = (path) =>
          sentTo(world, path).some((text) => decodeURIComponent(text.replaceAll('+', ' ')).includes(account));
        await patiently(async () => hasIt('/save'), 'what was entered to be saved', 10_000);
        await hands.click({ button: 'Go on' });
        await patiently(async () => hasIt('/kept'), 'what is sent by the button', 10_000);
        await hands.goto('about:blank').catch(() => undefined);
        await patiently(async () => hasIt('/left'), 'what is sent on leaving', 10_000);
        // Another page of that site holds it now as well.
        await hands.goto(`http://${DESK}/details`);
        await hands.run(`fetch('/again', { method: 'POST', body: ${JSON.stringify(account)} }).then(() => true)`);
        assert.ok(hasIt('/again'));
        assert.equal(await asked(), 1);
      },
      { extra: { [DESK]: desk } },
    ),
);
