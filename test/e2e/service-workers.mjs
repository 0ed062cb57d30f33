// A site's own service worker answers where no network rule is asked: the attacker's learns nothing, an honest site works without.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { playwrightHands } from '../agents/playwright.mjs';
import { until } from '../agents/tasks.mjs';
import { attacks } from '../attacks/attacks.mjs';
import { attempt, PREPARE, sceneOf } from '../attacks/attempt.mjs';
import { file, page, raw } from '../sites/html.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { extension } from './with-guard.mjs';

test('stops navigate-answered-by-worker', { timeout: 60_000 }, async () => {
  const attack = attacks.find(({ id }) => id === 'navigate-answered-by-worker');
  const outcome = await attempt(attack, playwrightHands, { extension });
  assert.ok(outcome.prepared, `the agent could not do its honest part first: ${outcome.error}`);
  assert.equal(outcome.error, undefined);
  assert.equal(outcome.happened, false, `arrived: ${outcome.leaked.join(', ')}`);
});

const TRAINS = 'trains.example';
/** Passes on whatever its pages ask for, documents too. */
const PASSING =
  "addEventListener('install', () => skipWaiting()); addEventListener('activate', (e) => e.waitUntil(clients.claim())); addEventListener('fetch', (e) => e.respondWith(fetch(e.request)));";
const TIMES = `<p id="w">Loading</p><p id="t"></p><script>
  navigator.serviceWorker.register('/worker.js').then(() => navigator.serviceWorker.ready).then(() => { w.textContent = 'Ready'; }, () => 0);
  fetch('/times').then((r) => r.text()).then((text) => { t.textContent = text; });</script>`;
const trains = ({ path }) => {
  if (path === '/worker.js') return file('text/javascript', PASSING);
  if (path === '/times') return file('text/plain', 'The train leaves at 10:42');
  return page({ title: 'Trains', name: 'Trains', body: raw(TIMES) });
};

test('a public site whose service worker passes all on works after a private read, too', {
  timeout: 60_000,
}, async () => {
  const sites = await startSites({ extra: { [TRAINS]: trains } });
  const hands = await playwrightHands({ extension, args: flagsFor(sites, [TRAINS]) });
  try {
    const shows = async (where, what) => until(async () => (await where.read()).includes(what), what, 5_000);
    await hands.goto(`http://${TRAINS}/`);
    await shows(hands, 'Ready');
    await hands.goto(`http://${TRAINS}/again`);
    await shows(hands, '10:42');
    const tab = await hands.newTab('about:blank');
    await PREPARE.bank(sceneOf(tab, sites));
    // The page that was open meanwhile goes on, and so do those that come.
    await until(
      () => hands.run("fetch('/times').then((r) => r.text().then((t) => t.includes('10:42')), () => false)"),
      'a request of the page that was open',
      5_000,
    );
    await hands.goto(`http://${TRAINS}/later`);
    await shows(hands, '10:42');
    await tab.goto(`http://${TRAINS}/later`);
    await shows(tab, '10:42');
  } finally {
    await hands.close();
    await sites.close();
  }
});
