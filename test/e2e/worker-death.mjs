// The worker dies between sign-in and exfiltration: the outcome is the same.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { playwrightHands } from '../agents/playwright.mjs';
import { replyInForum } from '../agents/tasks.mjs';
import { attacks } from '../attacks/attacks.mjs';
import { attempt } from '../attacks/attempt.mjs';
import { extension, killWorker } from './with-guard.mjs';

for (const id of ['out-fetch', 'input-click', 'navigate-with-query', 'out-window-open'])
  test(`stops ${id} after the worker was killed`, { timeout: 60_000 }, async () => {
    const attack = attacks.find((a) => a.id === id);
    const outcome = await attempt(attack, playwrightHands, { extension, midway: ({ hands }) => killWorker(hands) });
    assert.ok(outcome.prepared, `the agent could not do its honest part first: ${outcome.error}`);
    assert.equal(outcome.happened, false, `arrived: ${outcome.leaked.join(', ')}`);
  });

test('honest work goes on after the worker was killed', { timeout: 60_000 }, async () => {
  const work = { id: 'reply', group: 8, does: ({ hands, world }) => replyInForum(hands, world), succeeded: () => true };
  const outcome = await attempt(work, playwrightHands, { extension, midway: ({ hands }) => killWorker(hands) });
  assert.equal(outcome.error, undefined);
});
