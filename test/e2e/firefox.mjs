// The build for Firefox, in a real one that an agent drives from outside (WebDriver BiDi).
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { firefoxHands, firefoxMissing } from '../agents/firefox.mjs';
import { attacks } from '../attacks/attacks.mjs';
import { PREPARE, sharedBrowser } from '../attacks/attempt.mjs';
import { benign } from '../attacks/benign.mjs';
import { extension } from './with-guard.mjs';

const options = { timeout: 120_000, skip: firefoxMissing() };
const shared = sharedBrowser(firefoxHands, { extension });
after(() => shared.close());

for (const id of ['input-click', 'out-fetch', 'action-swapped-at-submit'])
  test(`Firefox stops ${id}`, options, async () => {
    const attack = attacks.find((a) => a.id === id);
    const outcome = await shared.attempt(attack);
    assert.ok(outcome.prepared, `the agent could not do its honest part first: ${outcome.error}`);
    assert.equal(outcome.happened, false, `arrived: ${outcome.leaked.join(', ') || 'the action was carried out'}`);
  });

/** The rest: `npm run e2e -- --toolchain=firefox`. */
const HONEST = ['cart', 'payment-frame', 'sign-in-by-another-site', 'forum-reply', 'bank-pages'];

test('honest work in Firefox is completed, after a private read too', { ...options, timeout: 240_000 }, () =>
  shared.within(async (scene) => {
    const failed = [];
    await PREPARE.bank(scene);
    for (const { id, does } of benign.filter(({ id }) => HONEST.includes(id)))
      await does(scene).catch((error) => failed.push(`${id}: ${error.message}`));
    assert.deepEqual(failed, []);
    assert.equal(scene.sites.collector.records.length, 0);
  }),
);
