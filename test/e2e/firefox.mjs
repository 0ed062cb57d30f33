// The build for Firefox, in a real one that an agent drives from outside (WebDriver BiDi).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firefoxHands, firefoxMissing } from '../agents/firefox.mjs';
import { attacks } from '../attacks/attacks.mjs';
import { attempt, PREPARE, sceneOf } from '../attacks/attempt.mjs';
import { benign } from '../attacks/benign.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { extension } from './with-guard.mjs';

const options = { timeout: 120_000, skip: firefoxMissing() };

for (const id of ['input-click', 'out-fetch', 'action-swapped-at-submit'])
  test(`Firefox stops ${id}`, options, async () => {
    const attack = attacks.find((a) => a.id === id);
    const outcome = await attempt(attack, firefoxHands, { extension });
    assert.ok(outcome.prepared, `the agent could not do its honest part first: ${outcome.error}`);
    assert.equal(outcome.happened, false, `arrived: ${outcome.leaked.join(', ') || 'the action was carried out'}`);
  });

/** The rest: `npm run e2e -- --toolchain=firefox`. */
const HONEST = ['cart', 'payment-frame', 'sign-in-by-another-site', 'forum-reply', 'bank-pages'];

test('honest work in Firefox is completed, after a private read too', { ...options, timeout: 240_000 }, async () => {
  const sites = await startSites();
  const hands = await firefoxHands({ extension, args: flagsFor(sites) });
  const scene = sceneOf(hands, sites);
  const failed = [];
  try {
    await PREPARE.bank(scene);
    for (const { id, does } of benign.filter(({ id }) => HONEST.includes(id)))
      await does(scene).catch((error) => failed.push(`${id}: ${error.message}`));
    assert.deepEqual(failed, []);
    assert.equal(sites.collector.records.length, 0);
  } finally {
    await hands.close();
    await sites.close();
  }
});
