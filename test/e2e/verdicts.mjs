// What each verdict does, by a policy of one's own; a session's end; peer connections where nothing is held.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { playwrightHands } from '../agents/playwright.mjs';
import { until } from '../agents/tasks.mjs';
import { PREPARE, sharedBrowser } from '../attacks/attempt.mjs';
import { page, raw } from '../sites/html.mjs';
import { urlOf } from '../sites/world.mjs';
import { openPopup } from './popup-of.mjs';
import { extension } from './with-guard.mjs';

const HOST = 'buttons.example';
const RULES = ['warn', 'redact', 'kill'].map((verdict) => ({
  id: `on-${verdict}`,
  verdict,
  on: ['click'],
  where: { field: 'target.name', op: 'eq', value: `Do ${verdict}` },
  because: `A rule of verdict ${verdict}.`,
}));
const POLICY = JSON.stringify({ interlock: 1, name: 'verdicts', rules: RULES });
const buttons = ({ method }) =>
  method === 'POST'
    ? { status: 500, headers: { 'content-type': 'text/html' }, body: '<h1>Broken</h1>' }
    : page({
        title: 'Buttons',
        name: 'Buttons',
        body: raw(`${['plain', ...RULES.map((r) => r.verdict)].map((n) => `<button type="button" onclick="done.textContent += '${n} '">Do ${n}</button>`).join('')}
          <p id="done"></p><form method="post"><input name="q" aria-label="Words"><button>Send it</button></form>`),
      });

const shared = sharedBrowser(playwrightHands, { extension, extra: { [HOST]: buttons }, forgets: true });
after(() => shared.close());
const withScene = shared.within;

const done = (hands) => hands.run("document.querySelector('#done').textContent");
const notice = (hands) => hands.run("document.querySelector('[data-interlock-notice]')?.textContent ?? ''");

async function pressed(hands, name) {
  await hands.click({ button: `Do ${name}` });
  await hands.wait(500);
  return (await done(hands)).includes(name);
}

test('warn is told and passes, redact stops, kill ends the session for every tab of it', {
  timeout: 90_000,
}, async () => {
  await withScene(async ({ hands }) => {
    await hands.goto(`http://${HOST}/`);
    await hands.click({ button: 'Do plain' });
    const popup = await openPopup(hands);
    assert.equal((await popup.ask('popup.import', { text: POLICY })).ok, true);
    await hands.page.bringToFront();
    assert.equal(await pressed(hands, 'warn'), true);
    assert.match(await notice(hands), /warns of this/);
    assert.equal(await pressed(hands, 'redact'), false);
    assert.match(await notice(hands), /stopped this/);
    assert.equal(await pressed(hands, 'plain'), true, 'what no rule looks at still passes');
    assert.equal(await pressed(hands, 'kill'), false);
    await hands.goto(`http://${HOST}/`);
    assert.equal(await pressed(hands, 'plain'), false, 'nothing passes any more');
    assert.match(await notice(hands), /has ended this session/);
    const other = await hands.newTab(`http://${HOST}/`);
    assert.equal(await pressed(other, 'plain'), false, 'nor in another tab');
    const state = await popup.state();
    assert.equal(state.guard.state, 'stopped');
    assert.equal(state.incidents.at(-1)?.rule !== undefined, true);
    assert.ok(state.incidents.some((i) => i.verdict === 'kill' && i.rule === 'on-kill'));
  });
});

for (const [what, sends] of [
  ['a form that failed is noted as unreported when the session ends', true],
  ['a session without a failure ends without a note', false],
])
  test(what, { timeout: 60_000 }, async () => {
    await withScene(async ({ hands }) => {
      await hands.goto(`http://${HOST}/`);
      await hands.fill({ label: 'Words' }, 'hello');
      if (sends) {
        await hands.click({ button: 'Send it' });
        await until(async () => (await hands.read()).includes('Broken'), 'a form that fails');
        await hands.goto(`http://${HOST}/`);
      }
      const popup = await openPopup(hands);
      await popup.ask('popup.import', { text: POLICY });
      await hands.page.bringToFront();
      assert.equal(await pressed(hands, 'kill'), false);
      const rules = (await popup.state()).incidents.map((i) => i.rule);
      assert.equal(rules.includes('report-errors-before-finish'), sends, rules.join());
    });
  });

const CONNECTS = '(() => { try { new RTCPeerConnection(); return true; } catch { return false; } })()';

test('peer connections are refused once private data was read, and not before', { timeout: 60_000 }, async () => {
  await withScene(async (scene) => {
    const { hands } = scene;
    await hands.goto(urlOf('bank', '/login'));
    await hands.fill({ label: 'User name' }, 'nobody');
    await hands.wait(500);
    assert.equal(await hands.run(CONNECTS), true);
    await PREPARE.bank(scene);
    await hands.wait(500);
    assert.equal(await hands.run(CONNECTS), false);
  });
});
