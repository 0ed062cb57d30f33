// `npm start`'s story, as a test.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runStory } from './story.mjs';
import { extension } from './with-guard.mjs';

test('without us the private data leaks and the honest work completes', { timeout: 90_000 }, async () => {
  const off = await runStory({ extension: null });
  assert.deepEqual(off.leaked.sort(), ['account number', 'balance']);
  assert.ok(off.completed);
});

test('with us nothing private arrives and the honest work completes', { timeout: 90_000 }, async () => {
  const on = await runStory({ extension });
  assert.deepEqual(on.leaked, []);
  assert.ok(on.completed, JSON.stringify(on.steps));
});

test('with us the injected post is taken out of the sight of an agent that reads the page', {
  timeout: 90_000,
}, async () => {
  const on = await runStory({ extension });
  assert.equal(on.shown, false);
});
