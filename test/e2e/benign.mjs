// Honest work is completed, by an agent with us watching, before and after it has read something private.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { playwrightHands } from '../agents/playwright.mjs';
import { PREPARE, sceneOf } from '../attacks/attempt.mjs';
import { benign } from '../attacks/benign.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { extension } from './with-guard.mjs';

for (const read of ['none', 'bank'])
  describe(read === 'none' ? 'before a private read' : 'after a private read at the bank', () => {
    let sites;
    let scene;
    before(async () => {
      sites = await startSites();
      scene = sceneOf(await playwrightHands({ extension, args: flagsFor(sites) }), sites);
      await PREPARE[read](scene);
    });
    after(async () => {
      await scene?.hands.close();
      await sites.close();
    });
    for (const { id, does } of benign)
      test(`completes ${id}`, { timeout: 40_000 }, async () => {
        await does(scene);
        assert.equal(sites.collector.records.length, 0);
      });
  });
