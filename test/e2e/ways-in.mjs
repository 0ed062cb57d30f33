// What reaches a page though it is put into no field: nothing private does, and what is honest does, as without us.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { playwrightHands } from '../agents/playwright.mjs';
import { PREPARE, sharedBrowser } from '../attacks/attempt.mjs';
import { CLUB, CLUB_BODY, honestWaysIn, waysIn } from '../attacks/ways-in.mjs';
import { page, raw } from '../sites/html.mjs';
import { extension } from './with-guard.mjs';

/** Those that differ most; all: `npm run e2e`. */
const CHOSEN = [
  'keys-let-go-only',
  'answered-to-a-question',
  'window-named-by-script',
  'fragment-of-a-window',
  'told-as-a-blob',
  'told-as-a-date',
  'told-digit-by-digit',
  'told-over-a-port',
];

const shown = (name, body) => () => page({ title: name, name, body: raw(body) });

describe('after a private read at the bank', () => {
  const extra = { [CLUB]: shown('Club', CLUB_BODY), 'friend.example': shown('Friend', '<h1>Friend</h1>') };
  const shared = sharedBrowser(playwrightHands, { extension, extra });
  let scene;
  before(async () => {
    scene = await shared.scene();
    await PREPARE.bank(scene);
  });
  after(() => shared.close());
  for (const { id, does } of honestWaysIn)
    test(`completes ${id}`, { timeout: 40_000 }, async () => {
      await does(scene);
      assert.equal(scene.sites.collector.records.length, 0);
    });
  for (const attack of waysIn.filter(({ id }) => CHOSEN.includes(id)))
    test(`stops ${attack.id}`, { timeout: 90_000 }, async () => {
      const outcome = await shared.attempt(attack);
      assert.ok(outcome.prepared, `the agent could not do its honest part first: ${outcome.error}`);
      assert.equal(outcome.happened, false, `arrived: ${outcome.leaked.join(', ')}`);
    });
});
