// One attack of every group, and the ways out that differ most: nothing may arrive at the collector. All: `npm run e2e`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { debuggerAgentHands, scriptingAgentHands } from '../agents/extension-agent.mjs';
import { playwrightHands } from '../agents/playwright.mjs';
import { attacks } from '../attacks/attacks.mjs';
import { attempt } from '../attacks/attempt.mjs';
import { extension } from './with-guard.mjs';

/** Of those that differ little one; what the scripts of an extension do further down, they do for others too. */
const CHOSEN = [
  'input-click',
  'input-keys-listened-to',
  'injected-transfer',
  'opens-the-popup-and-takes-back',
  'world-forged-messages',
  'world-fetch-of-a-fresh-frame',
  'surface-closed-root',
  'surface-cross-frame',
  'injected-recovery-address',
  'spelling-ip',
  'navigate-with-query',
  'otp-relay',
  'pieces-by-hand',
  'out-form-submit',
  'out-fetch',
  'out-image',
  'out-websocket-url',
  'out-window-open',
  'out-webrtc-turn',
  'out-service-worker-fetch',
  'out-srcdoc-frame-fetch',
  'out-base64',
  'nobodys-empty-tab-form',
  'held-in-shadow',
  'held-in-inputs',
  'held-in-password',
  'out-chunks',
  'wording-hidden',
  'formaction-of-a-second-button',
];

for (const id of CHOSEN)
  test(`stops ${id}`, { timeout: 60_000 }, async () => {
    const attack = attacks.find((a) => a.id === id);
    const outcome = await attempt(attack, playwrightHands, { extension });
    assert.ok(outcome.prepared, `the agent could not do its honest part first: ${outcome.error}`);
    assert.equal(outcome.happened, false, `arrived: ${outcome.leaked.join(', ') || 'the action was carried out'}`);
  });

test('knows the agent that attaches, presses and is on the next page before a remembered answer has aged', {
  timeout: 120_000,
}, async () => {
  const attack = attacks.find((a) => a.id === 'input-typed');
  for (let left = 2; left > 0; left--) {
    const { prepared, happened, error } = await attempt(attack, debuggerAgentHands, { extension });
    assert.ok(prepared, `the agent could not do its honest part first: ${error}`);
    assert.equal(happened, false);
  }
});

for (const id of ['input-listened-to', 'two-tabs', 'taken-tab', 'taken-tab-query'])
  test(`stops ${id} by the scripts of an extension that was handed its tab`, { timeout: 60_000 }, async () => {
    const attack = attacks.find((a) => a.id === id);
    const { prepared, happened, error } = await attempt(attack, scriptingAgentHands, { extension });
    assert.ok(prepared, `the agent could not do its honest part first: ${error}`);
    assert.equal(happened, false);
  });
