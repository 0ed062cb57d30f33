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

test('with us nothing private arrives, the post is out of the agent’s sight, and the honest work completes; then the browser stays open', {
  timeout: 90_000,
}, async () => {
  const on = await runStory({ extension, keepOpen: true });
  try {
    assert.deepEqual(on.leaked, []);
    assert.ok(on.completed, JSON.stringify(on.steps));
    assert.equal(on.shown, false);
    assert.ok(on.context.pages().length > 0, 'nothing to play with');
  } finally {
    await on.close();
  }
});
