// Installed by an organisation's policy we hold single requests: what no hook in a page sees carries nothing away either.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { playwrightHands } from '../agents/playwright.mjs';
import { PREPARE, SECRETS, sceneOf } from '../attacks/attempt.mjs';
import { benign } from '../attacks/benign.mjs';
import { DESK, desk, honestOwnPage } from '../attacks/honest-own-page.mjs';
import { unhooked } from '../attacks/unhooked.mjs';
import { leaked } from '../sites/leaks.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { forceInstall } from './force-install.mjs';
import { managedMissing } from './policy-file.mjs';

/** So that this test can look into the popup; where nothing is said, Chrome lets no debugger to what a policy installs. */
const DEBUGGABLE = { DeveloperToolsAvailability: 1 };

describe('after a private read at the bank, installed by policy', { skip: managedMissing() }, () => {
  let sites;
  let scene;
  let organisation;
  before(async () => {
    organisation = await forceInstall(DEBUGGABLE);
    sites = await startSites({ extra: { [DESK]: desk } });
    const { id: forced, executable } = organisation;
    scene = sceneOf(await playwrightHands({ forced, executable, args: flagsFor(sites, [DESK]) }), sites);
    await PREPARE.bank(scene);
  });
  after(async () => {
    await scene?.hands.close();
    await sites?.close();
    organisation?.remove();
  });
  for (const { id, does } of [...honestOwnPage, ...benign])
    test(`completes ${id}`, { timeout: 40_000 }, async () => {
      await does(scene);
      assert.equal(sites.collector.records.length, 0);
    });
  for (const { id, does } of unhooked)
    test(`stops ${id}`, { timeout: 30_000 }, async () => {
      sites.collector.records.length = 0;
      await does(scene);
      assert.ok(sites.collector.records.length > 0, 'the agent was not on the page');
      assert.deepEqual(leaked(sites.collector.records, SECRETS), []);
    });
});
