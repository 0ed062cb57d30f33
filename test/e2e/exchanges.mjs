// Clipboard, files and messages between windows: nothing private arrives, and honest use of them goes on.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { playwrightHands } from '../agents/playwright.mjs';
import { PREPARE, sharedBrowser } from '../attacks/attempt.mjs';
import { exchanges, honestExchanges } from '../attacks/exchanges.mjs';
import { rarerExchanges } from '../attacks/rarer-exchanges.mjs';
import { page, raw } from '../sites/html.mjs';
import { extension } from './with-guard.mjs';

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

describe('after a private read at the bank', () => {
  const extra = { 'files.example': files, 'friend.example': friend };
  const shared = sharedBrowser(playwrightHands, { extension, extra });
  let scene;
  before(async () => {
    scene = await shared.scene();
    await PREPARE.bank(scene);
  });
  after(() => shared.close());
  for (const { id, does } of honestExchanges)
    test(`completes ${id}`, { timeout: 40_000 }, async () => {
      await does(scene);
      assert.equal(scene.sites.collector.records.length, 0);
    });
  for (const attack of [...exchanges, ...rarerExchanges])
    test(`stops ${attack.id}`, { timeout: 60_000 }, async () => {
      const outcome = await shared.attempt(attack);
      assert.ok(outcome.prepared, `the agent could not do its honest part first: ${outcome.error}`);
      assert.equal(outcome.happened, false, `arrived: ${outcome.leaked.join(', ') || 'the file'}`);
    });
});
