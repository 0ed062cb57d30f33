// Clipboard, files and messages between windows: nothing private arrives, and honest use of them goes on.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { playwrightHands } from '../agents/playwright.mjs';
import { attempt, PREPARE, sceneOf } from '../attacks/attempt.mjs';
import { exchanges, honestExchanges } from '../attacks/exchanges.mjs';
import { page, raw } from '../sites/html.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { extension } from './with-guard.mjs';

for (const attack of exchanges)
  test(`stops ${attack.id}`, { timeout: 60_000 }, async () => {
    const outcome = await attempt(attack, playwrightHands, { extension });
    assert.ok(outcome.prepared, `the agent could not do its honest part first: ${outcome.error}`);
    assert.equal(outcome.happened, false, `arrived: ${outcome.leaked.join(', ') || 'the file'}`);
  });

const files = () =>
  page({
    title: 'Files',
    name: 'Files',
    body: raw(`<h1>Files</h1><label>File <input type="file" onchange="this.files[0].text().then((t) => { out.textContent = 'Chosen: ' + t; })"></label>
      <p id="rose" draggable="true">A rose</p><div id="z" style="width:300px;height:60px">Drop here</div><p id="out"></p><script>
      rose.ondragstart = (e) => e.dataTransfer.setData('text/plain', 'a rose');
      z.ondragover = z.ondragenter = (e) => e.preventDefault();
      z.ondrop = (e) => { e.preventDefault(); out.textContent = 'Dropped: ' + e.dataTransfer.getData('text') + ' ' + (e.isTrusted ? '(trusted)' : e.dataTransfer.getData('text/x-note')); };
      addEventListener('message', (e) => { out.textContent = 'Heard: ' + e.data; });</script>`),
  });
const friend = () =>
  page({
    title: 'Friend',
    name: 'Friend',
    body: raw(
      "<h1>Friend</h1><script>addEventListener('message', (e) => e.source.postMessage('roses do well', e.origin));</script>",
    ),
  });

describe('honest use after a private read at the bank', () => {
  let sites;
  let scene;
  before(async () => {
    sites = await startSites({ extra: { 'files.example': files, 'friend.example': friend } });
    const args = flagsFor(sites, ['files.example', 'friend.example']);
    scene = sceneOf(await playwrightHands({ extension, args }), sites);
    await PREPARE.bank(scene);
  });
  after(async () => {
    await scene?.hands.close();
    await sites.close();
  });
  for (const { id, does } of honestExchanges)
    test(`completes ${id}`, { timeout: 40_000 }, async () => {
      await does(scene);
      assert.equal(sites.collector.records.length, 0);
    });
});
