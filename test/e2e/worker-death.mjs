// The worker dies, or its network rules are taken away, between sign-in and exfiltration: the outcome is the same.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { playwrightHands } from '../agents/playwright.mjs';
import { replyInForum } from '../agents/tasks.mjs';
import { attacks } from '../attacks/attacks.mjs';
import { sharedBrowser } from '../attacks/attempt.mjs';
import { urlOf } from '../sites/world.mjs';
import { extension, killWorker } from './with-guard.mjs';

const shared = sharedBrowser(playwrightHands, { extension, forgets: true });
after(() => shared.close());

for (const id of ['out-fetch', 'input-click', 'navigate-with-query', 'out-window-open'])
  test(`stops ${id} after the worker was killed`, { timeout: 60_000 }, async () => {
    const attack = attacks.find((a) => a.id === id);
    const outcome = await shared.attempt(attack, ({ hands }) => killWorker(hands));
    assert.ok(outcome.prepared, `the agent could not do its honest part first: ${outcome.error}`);
    assert.equal(outcome.happened, false, `arrived: ${outcome.leaked.join(', ')}`);
  });

test('network rules that were taken away are back with the next document', { timeout: 60_000 }, async () => {
  const takeAway = async ({ hands }) => {
    const worker = hands.context.serviceWorkers().find((one) => one.url().includes(hands.id));
    await worker.evaluate(async () => {
      const rules = await chrome.declarativeNetRequest.getSessionRules();
      await chrome.declarativeNetRequest.updateSessionRules({ removeRuleIds: rules.map(({ id }) => id) });
    });
    await hands.goto(urlOf('forum'));
    await hands.wait(800);
    await hands.goto(urlOf('bank', '/account'));
    await hands.wait(800);
  };
  const attack = attacks.find((a) => a.id === 'out-fetch');
  const outcome = await shared.attempt(attack, takeAway);
  assert.ok(outcome.prepared, `the agent could not do its honest part first: ${outcome.error}`);
  assert.equal(outcome.happened, false, `arrived: ${outcome.leaked.join(', ')}`);
});

test('honest work goes on after the worker was killed', { timeout: 60_000 }, async () => {
  const work = { id: 'reply', group: 8, does: ({ hands, world }) => replyInForum(hands, world), succeeded: () => true };
  const outcome = await shared.attempt(work, ({ hands }) => killWorker(hands));
  assert.equal(outcome.error, undefined);
});
