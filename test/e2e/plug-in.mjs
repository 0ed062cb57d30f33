// A model of one's own: used in place of ours, refused where it isn't what was chosen, and never chosen by an agent.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../../scripts/prepare.mjs';
import { playwrightHands } from '../agents/playwright.mjs';
import { until } from '../agents/tasks.mjs';
import { page, raw } from '../sites/html.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { urlOf } from '../sites/world.mjs';
import { openPopup } from './popup-of.mjs';
import { extension, killWorker } from './with-guard.mjs';

const FOLDER = join(ROOT, 'test/fixtures/plug-in');
const HOST = 'zebras.example';
const PATIENCE = 60_000;
/** Harmless to our model; the fixture's knows nothing worse than zebras. */
const ZEBRAS = 'The zebra and the other zebra met a third zebra on the pier.';

test('a folder is taken, works in place of ours, and is refused when its files change', {
  timeout: 240_000,
}, async () => {
  const site = () => page({ title: 'Zoo', name: 'Zoo', body: raw(`<p>${ZEBRAS}</p>`) });
  const sites = await startSites({ extra: { [HOST]: site } });
  const hands = await playwrightHands({ extension, args: flagsFor(sites, [HOST]) });
  try {
    const options = await hands.context.newPage();
    await options.goto(`chrome-extension://${hands.id}/popup/options.html`);
    await options.setInputFiles('#model input[type=file]', FOLDER);
    await options.getByText(/debugger is attached/).waitFor({ timeout: PATIENCE });
    const model = async () => (await (await openState(hands)).state()).model;

    // By a person's hand the choice would stand in the settings; everything else is as they would have it.
    const sha256 = await hash(join(FOLDER, 'interlock.json'));
    const worker = () => hands.context.serviceWorkers().find((w) => w.url().includes(hands.id));
    await worker().evaluate(
      (plugIn) =>
        chrome.storage.local.set({
          personal: { pack: 'balanced', rules: {}, paused: {}, chosen: true, plugIn },
        }),
      { name: 'tiny', sha256 },
    );
    await killWorker(hands);
    await hands.goto(urlOf('forum'));
    await hands.click({ link: 'Which mug for the office?' });
    await until(async () => (await hands.url()).endsWith('/thread/mug'), 'the agent opens a thread', PATIENCE);
    await hands.goto(`http://${HOST}/`);
    await until(async () => /▒▒▒▒▒/.test(await hands.read()), 'zebras are covered', PATIENCE);
    assert.equal((await model()).model, 'tiny 1');

    await options.evaluate(async (folder) => {
      const root = await navigator.storage.getDirectory();
      const all = await (await root.getDirectoryHandle('plug-ins')).getDirectoryHandle(folder);
      const writable = await (await all.getFileHandle('onnx__model.onnx')).createWritable({ keepExistingData: true });
      await writable.write({ type: 'write', position: 200, data: new Uint8Array([1, 2, 3]) });
      await writable.close();
    }, sha256);
    await worker().evaluate(() => chrome.offscreen.closeDocument());
    await hands.goto(`http://${HOST}/?again`);
    await until(async () => (await model()).state === 'ready', 'a model is there again', PATIENCE);
    const { model: name, refused } = await model();
    assert.match(name, /^interlock/);
    assert.equal(refused, 'hash: onnx/model.onnx');
    await hands.wait(2_000);
    assert.ok((await hands.read()).includes(ZEBRAS), 'our model has nothing against zebras');
  } finally {
    await hands.close();
    await sites.close();
  }
});

let popup;
async function openState(hands) {
  if (!popup) {
    popup = await openPopup(hands);
    await hands.page.bringToFront();
  }
  return popup;
}

async function hash(path) {
  const digest = await crypto.subtle.digest('SHA-256', await readFile(path));
  return Buffer.from(digest).toString('hex');
}
