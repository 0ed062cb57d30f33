// What an agent chooses in a native list, on a page that acts at once: asked about where it lets others in, and only there.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { patiently, pause } from '../agents/locate.mjs';
import { handMissing } from '../agents/person.mjs';
import { playwrightHands } from '../agents/playwright.mjs';
import * as task from '../agents/tasks.mjs';
import { PREPARE, sceneOf } from '../attacks/attempt.mjs';
import { honestLists, lists } from '../attacks/lists.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { urlOf } from '../sites/world.mjs';
import { withPerson } from './by-hand.mjs';
import { extension } from './with-guard.mjs';

describe('at the bank', () => {
  let sites;
  let scene;
  before(async () => {
    sites = await startSites();
    scene = sceneOf(await playwrightHands({ extension, args: flagsFor(sites) }), sites);
    await PREPARE.bank(scene);
  });
  after(async () => {
    await scene?.hands.close();
    await sites.close();
  });
  for (const { id, does } of honestLists)
    test(`completes ${id}`, { timeout: 40_000 }, async () => {
      await does(scene);
      assert.doesNotMatch(await scene.hands.read(), /Interlock/);
    });
  // `INTERLOCK_ALL=1` runs all of them.
  for (const { id, does, succeeded } of lists.slice(0, process.env.INTERLOCK_ALL ? undefined : 4))
    test(`stops ${id}`, { timeout: 30_000 }, async () => {
      scene.world.bank.sharing.length = 0;
      await does(scene);
      assert.equal(succeeded(scene), false, scene.world.bank.sharing.join());
      assert.match(await scene.hands.read(), /Interlock stopped this: This gives others access/, 'the agent is told');
    });
  test('what was not let through is as it was before', { timeout: 30_000 }, async () => {
    const { hands, filled } = scene;
    await hands.goto(urlOf('bank', '/sharing/list'));
    await hands.select({ css: '.card select' }, 'Joint holders');
    await hands.select({ css: '.card select' }, 'Anyone with the link');
    assert.equal(await filled.run("document.querySelector('select').value"), 'Joint holders');
  });
});

test('a yes puts the option in, once, and its page hears of it', { timeout: 240_000, skip: handMissing() }, () =>
  withPerson(async ({ hands, world, ask, approve, page: ours }) => {
    await task.signInToBank(hands, world);
    await hands.goto(urlOf('bank', '/sharing/list'));
    const choose = () =>
      hands.run(
        "(() => { const e = document.querySelector('select'); e.value = 'Anyone with the link'; for (const t of ['input', 'change']) e.dispatchEvent(new Event(t, { bubbles: true })); })()",
      );
    await choose();
    await patiently(ours.isAsking, 'the question', 10_000);
    const { questions } = await ask('popup.state', { tab: 0 });
    assert.deepEqual(
      questions.map(({ rule, site }) => [rule, site]),
      [['public-sharing', 'harbourbank.example']],
    );
    assert.deepEqual(world.bank.sharing, []);
    await approve();
    await choose();
    await patiently(async () => world.bank.sharing.length > 0, 'the change', 10_000);
    await pause(1_000);
    assert.deepEqual(world.bank.sharing, ['Anyone with the link']);
    assert.equal(await hands.run("document.querySelector('select').value"), 'Anyone with the link');
    assert.deepEqual((await ask('popup.state', { tab: 0 })).questions, [], 'asked twice about one choice');
  }),
);
