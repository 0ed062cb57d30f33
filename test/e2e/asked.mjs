// When a page's script asks for its state: after the load, or a while, where no agent is at work; at once where one is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { playwrightHands } from '../agents/playwright.mjs';
import { until } from '../agents/tasks.mjs';
import { page, raw } from '../sites/html.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { extension } from './with-guard.mjs';

const PLACE = 'place.example';
/** Nothing of the page's own happens meanwhile: not before its end is a question asked that isn't asked at once. */
const BUSY_MS = 1_500;
/** A page that takes a while to parse, with a frame in it. By `Date.now()`, as the worker: the other clocks drift apart. */
const BUSY = `<script>const began = Date.now(); addEventListener('DOMContentLoaded', () => { window.parsed = Date.now(); });
while (Date.now() < began + ${BUSY_MS});</script>
<iframe srcdoc="Inside"></iframe><button id="b">Press</button>`;

/** Notes beside the worker's own listener when a frame asks. */
const listenIn = (worker) =>
  worker.evaluate(() => {
    globalThis.asked = [];
    chrome.runtime.onMessage.addListener((message, sender) => {
      if (message.name === 'frame.hello') {
        const { url, parsed } = message.request;
        asked.push({ at: Date.now(), frame: sender.frameId, url, parsed, tab: sender.tab.url });
      }
      return undefined;
    });
  });

const askedIn = (worker, query) =>
  worker.evaluate((part) => asked.filter(({ url, tab }) => (url === 'about:srcdoc' ? tab : url).includes(part)), query);

const timesOf = (page) => page.evaluate('({ began, parsed })');

test('a page asks after its load where nobody has an agent, and once it is parsed where one is at work', {
  timeout: 60_000,
}, async () => {
  const answer = () => page({ title: 'Busy', name: 'Busy', body: raw(BUSY) });
  const sites = await startSites({ extra: { [PLACE]: answer } });
  const hands = await playwrightHands({ extension, args: flagsFor(sites, [PLACE]) });
  try {
    assert.ok(extension, 'nobody asks without us');
    const worker = hands.context.serviceWorkers().find((w) => w.url().includes(hands.id));
    await listenIn(worker);
    const go = async (query) => {
      // Not by the agent's tool, which would be a sign.
      await hands.page.evaluate((url) => location.assign(url), `http://${PLACE}/?${query}`);
      await hands.page.waitForURL((url) => url.search === `?${query}`);
      await until(async () => (await askedIn(worker, query)).length >= 2, 'both frames to ask', 5_000);
      return { ...(await timesOf(hands.page)), asked: await askedIn(worker, query) };
    };
    const before = await go('nobody');
    for (const { at, frame } of before.asked)
      assert.ok(at >= before.began + BUSY_MS / 2, `frame ${frame} asked ${at - before.began} ms after the page began`);
    await hands.page.click('#b');
    await until(
      () => worker.evaluate(async () => (await chrome.scripting.getRegisteredContentScripts()).length > 0),
      'the script for when an agent is at work',
      5_000,
    );
    const after = await go('agent');
    for (const { at, frame, parsed } of after.asked.filter(({ frame }) => frame === 0)) {
      assert.ok(at >= after.began + BUSY_MS / 2, `frame ${frame} asked ${at - after.began} ms after the page began`);
      assert.ok(parsed, `frame ${frame} said that it was still being parsed`);
    }
  } finally {
    await hands.close();
    await sites.close();
  }
});
