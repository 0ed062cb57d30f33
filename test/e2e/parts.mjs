// A number in parts, in fields of all kinds, completes nothing of another site's; an order full of numbers goes through as without us.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { playwrightHands } from '../agents/playwright.mjs';
import { until } from '../agents/tasks.mjs';
import { PREPARE, sharedBrowser } from '../attacks/attempt.mjs';
import { inParts } from '../attacks/in-parts.mjs';
import { page, raw } from '../sites/html.mjs';
import { extension } from './with-guard.mjs';

const HOST = 'club.example';
const FIELDS = `<form method="post"><label>Name <input name="name"></label><label>Phone <input name="phone"></label><label>House <input name="house"></label>
  <label>Year <select name="year"><option>2025<option>2026</select></label><label>How many <input type="number" name="many"></label>
  <label>Size <input type="range" name="size" max="100"></label><label>Day <input type="date" name="day"></label>
  <label><input type="radio" name="plan" value="10"> Ten rides</label><label><input type="checkbox" name="gift" value="7"> Gift</label><button>Join</button></form>
  <p id="heard"></p><script>let n = 0; oninput = onchange = () => { heard.textContent = ++n; }</script>`;
const JOINED = {
  name: 'Alex Morgan',
  phone: '+353 86 555 0147',
  house: '12',
  year: '2026',
  many: '3',
  size: '40',
  day: '2026-12-01',
  plan: '10',
  gift: '7',
};
/** As many as without us (`INTERLOCK=off`). */
const HEARD = '18';
const CHOSEN = process.env.INTERLOCK_ALL
  ? inParts
  : inParts.filter(({ id }) => /fields|lists|sliders|pairs|emptied/.test(id));

describe('after a private read at the bank', () => {
  const joined = [];
  const club = (request) => {
    if (request.method === 'POST') joined.push(Object.fromEntries(request.form));
    return page({ title: 'Club', name: 'Club', body: raw(FIELDS) });
  };
  const shared = sharedBrowser(playwrightHands, { extension, extra: { [HOST]: club } });
  let scene;
  before(async () => {
    scene = await shared.scene();
    await PREPARE.bank(scene);
  });
  after(() => shared.close());

  test('an order with numbers in fields of all kinds goes, and its page hears of each once', {
    timeout: 60_000,
  }, async () => {
    const { hands } = scene;
    await hands.goto(`http://${HOST}/`);
    for (const name of ['name', 'phone', 'house']) await hands.fill({ css: `[name=${name}]` }, JOINED[name]);
    await hands.select({ css: 'select' }, JOINED.year);
    for (const name of ['many', 'size', 'day']) await hands.fill({ css: `[name=${name}]` }, JOINED[name]);
    await hands.check({ css: '[name=plan]' });
    await hands.check({ css: '[name=gift]' });
    assert.equal(await hands.run('heard.textContent'), HEARD);
    await hands.click({ button: 'Join' });
    await until(async () => joined.length > 0, 'joining', 10_000);
    await hands.page.waitForLoadState();
    await hands.wait(500);
    assert.deepEqual(joined, [JOINED]);
  });

  for (const attack of CHOSEN)
    test(`stops ${attack.id}`, { timeout: 90_000 }, async () => {
      const outcome = await shared.attempt(attack);
      assert.ok(outcome.prepared, `the agent could not do its honest part first: ${outcome.error}`);
      assert.equal(outcome.happened, false, `arrived: ${outcome.leaked.join(', ')}`);
    });
});
