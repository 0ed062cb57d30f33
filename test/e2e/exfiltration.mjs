// One attack of every group, and the ways out that differ most: nothing may arrive at the collector. All: `npm run e2e`.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { debuggerAgentHands, scriptingAgentHands } from '../agents/extension-agent.mjs';
import { playwrightHands } from '../agents/playwright.mjs';
import { attacks } from '../attacks/attacks.mjs';
import { attempt, sharedBrowser } from '../attacks/attempt.mjs';
import { extension } from './with-guard.mjs';

/** Of those that differ little one; what the scripts of an extension do further down, they do for others too. */
const IN_ONE_BROWSER = [
  'input-keys-listened-to',
  'world-forged-messages',
  'world-fetch-of-a-fresh-frame',
  'surface-closed-root',
  'spelling-ip',
  'navigate-with-query',
  'out-form-filled-as-it-goes',
  'out-image',
  'out-websocket-url',
  'out-webrtc-turn',
  'out-srcdoc-frame-fetch',
  'out-form-field-name',
  'out-file-type',
  'personal-born-of-a-record',
  'nobodys-empty-tab-form',
  // Its worker stays.
  'out-service-worker-fetch',
];

/** What these leave behind could stop another: it is forgotten between them. */
const ALONE = [
  'password-at-their-sign-in',
  'injected-transfer',
  'injected-recovery-address',
  'opens-the-popup-and-takes-back',
  'otp-relay',
  'pieces-by-requests',
  'held-in-shadow',
  'wording-hidden',
  'formaction-of-a-second-button',
];

const attackOf = (id) => attacks.find((attack) => attack.id === id);

function stopped(outcome) {
  assert.ok(outcome.prepared, `the agent could not do its honest part first: ${outcome.error}`);
  assert.equal(outcome.happened, false, `arrived: ${outcome.leaked.join(', ') || 'the action was carried out'}`);
}

describe('one after the other', () => {
  const shared = sharedBrowser(playwrightHands, { extension });
  after(() => shared.close());
  for (const id of IN_ONE_BROWSER)
    test(`stops ${id}`, { timeout: 60_000 }, async () => stopped(await shared.attempt(attackOf(id))));
});

describe('each where nothing is known', () => {
  const shared = sharedBrowser(playwrightHands, { extension, forgets: true });
  after(() => shared.close());
  for (const id of ALONE)
    test(`stops ${id}`, { timeout: 60_000 }, async () => stopped(await shared.attempt(attackOf(id))));
});

test('knows the agent that attaches, presses and is on the next page before a remembered answer has aged', {
  timeout: 120_000,
}, async () => {
  stopped(await attempt(attackOf('input-typed'), debuggerAgentHands, { extension }));
});

describe('by the scripts of an extension that was handed its tab', () => {
  const shared = sharedBrowser(scriptingAgentHands, { extension });
  after(() => shared.close());
  for (const id of ['input-listened-to', 'two-tabs', 'taken-tab'])
    test(`stops ${id}`, { timeout: 60_000 }, async () => stopped(await shared.attempt(attackOf(id))));

  test('stops taken-tab-query', { timeout: 60_000 }, async () => {
    stopped(await attempt(attackOf('taken-tab-query'), scriptingAgentHands, { extension }));
  });
});
