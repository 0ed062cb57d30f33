// Grave acts that a script does by what it sends, or by an address that it opens, where somebody is signed in: asked about, once; what resembles them goes.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { patiently, pause } from '../agents/locate.mjs';
import { handMissing } from '../agents/person.mjs';
import { playwrightHands } from '../agents/playwright.mjs';
import { PREPARE, sharedBrowser } from '../attacks/attempt.mjs';
import { GRAVE, HONEST } from '../attacks/grave.mjs';
import { page, raw } from '../sites/html.mjs';
import { withPerson } from './by-hand.mjs';
import { extension } from './with-guard.mjs';

const HOST = 'own.example';
const shown = (body) => page({ title: 'Own', name: 'Own', body: raw(`<a href="/logout">Sign out</a>${body}`) });
const OLD = 'alex@home.example';
/** So many settings at once, as they were but for the address. */
const settings = (recoveryEmail) => ({
  method: 'PUT',
  path: '/api/settings',
  body: JSON.stringify({ ...Object.fromEntries([...'abcdefghijklm'].map((one) => [one, `is ${one}`])), recoveryEmail }),
});

const typeOf = (body) => (/^[[{]/.test(body) ? 'application/json' : 'application/x-www-form-urlencoded');
const fetching = ({ method, path, body }) =>
  `fetch(${JSON.stringify(path)}, ${JSON.stringify({ method, body: body || undefined, headers: { 'content-type': typeOf(body) } })}).catch(() => 0)`;

/** Without `fetch`. */
const WAYS = {
  beacon: `navigator.sendBeacon('/account/close?by=beacon')`,
  xhr: `const x = new XMLHttpRequest(); x.open('DELETE', '/me?by=xhr'); x.send()`,
  form: `document.body.insertAdjacentHTML('beforeend', '<form method="post" action="/settings/recovery-phone?by=form"><input type="hidden" name="phone" value="+491711234567"></form>'); document.forms[0].submit()`,
  image: `new Image().src = '/users/delete?id=7&by=image'`,
  frame: `document.body.append(Object.assign(document.createElement('iframe'), { src: '/account/delete?confirm=yes&by=frame' }))`,
  window: `window.open('/delete.php?id=7&by=window')`,
  place: `location.assign('/users/delete/7?by=place')`,
};

describe('where somebody is signed in', () => {
  const arrived = new Set();
  const site = ({ method, url, body }) => {
    arrived.add(`${method} ${url.pathname}${url.search} ${body ?? ''}`);
    return shown(`<h1>Welcome</h1><label>Recovery address <input value="${OLD}"></label>`);
  };
  const went = ({ method, path, body }) => arrived.has(`${method} ${path} ${body}`);
  const shared = sharedBrowser(playwrightHands, { extension, extra: { [HOST]: site } });
  after(() => shared.close());

  const begin = async () => {
    const scene = await shared.scene();
    await PREPARE.bank(scene);
    await scene.hands.goto(`http://${HOST}/`);
    await scene.hands.wait(1_000);
    arrived.clear();
    return scene.hands;
  };
  const isOpened = ({ method }) => method === 'GET';
  /** Each opens a page; `INTERLOCK_ALL=1` opens them all, and the unit test reads them all. */
  const isTried = (_, at, all) => process.env.INTERLOCK_ALL || at % Math.ceil(all.length / 12) === 0;

  test('what scripts do in the person’s name is asked about, and all else goes', { timeout: 120_000 }, async () => {
    const hands = await begin();
    const [grave, honest] = [GRAVE, HONEST].map((list) => list.filter((one) => !isOpened(one)));
    grave.push(settings('eve@attacker.example'));
    honest.push(settings(OLD));
    // First what is honest: parts of an order among the others would make one of what says that it be done.
    const all = [...honest, ...grave];
    for (let at = 0; at < all.length; at += 20)
      await hands.run(
        `Promise.all([${all
          .slice(at, at + 20)
          .map(fetching)
          .join(',')}]).then(() => 0)`,
      );
    for (const way of Object.values(WAYS)) await hands.run(`${way}; 0`).catch(() => undefined);
    await hands.wait(1_000);
    assert.deepEqual(grave.filter(went), []);
    assert.deepEqual(
      Object.keys(WAYS).filter((way) => [...arrived].some((one) => one.includes(`by=${way}`))),
      [],
    );
    assert.deepEqual(
      honest.filter((one) => !went(one)),
      [],
    );
  });

  test('addresses that act when they are opened are asked about, and no others', { timeout: 120_000 }, async () => {
    const hands = await begin();
    const [grave, honest] = [GRAVE, HONEST].map((list) => list.filter(isOpened).filter(isTried));
    for (const { path } of [...grave, ...honest]) {
      await hands.goto(`http://${HOST}${path}`).catch(() => undefined);
      await hands.wait(50);
    }
    assert.deepEqual(grave.filter(went), []);
    assert.deepEqual(
      honest.filter((one) => !went(one)),
      [],
    );
  });
});

const options = { timeout: 240_000, skip: handMissing() };
const ACTS = `<h1>Team</h1>
  <label>Who <input id="who"></label><button onclick="invite(who.value)">Invite</button>
  <form method="post" action="/settings/limits"><label>Daily card limit <input name="n"></label><button>Save</button></form>
  <p><a href="/garden/delete?sure=yes">Go on</a></p>
  <script>const invite = (email) => fetch('/team/invitations', { method: 'POST', body: JSON.stringify({ email }) });</script>`;

test('what was approved is done without a second question, once, and for nobody else', options, () => {
  const done = [];
  const site = ({ method, path, body, query }) => {
    if (method !== 'GET' || path === '/garden/delete') done.push(`${path} ${body || query}`);
    return shown(ACTS);
  };
  return withPerson(
    async ({ hands, ask, approve, page: ours }) => {
      const state = () => ask('popup.state', { tab: 0 });
      const twice = async (act, rule, does) => {
        const before = done.length;
        await act();
        await patiently(ours.isAsking, `a question by ${rule}`, 20_000);
        assert.deepEqual([(await state()).questions.map((one) => one.rule), done.length], [[rule], before]);
        await approve();
        await act();
        await patiently(() => done.length > before, does, 20_000);
        await pause(800);
        assert.deepEqual([done.slice(before), (await state()).questions], [[does], []]);
      };
      await hands.goto(`http://${HOST}/`);
      await hands.fill({ label: 'Who' }, 'ann@home.example');
      await twice(
        () => hands.click({ button: 'Invite' }),
        'public-sharing',
        '/team/invitations {"email":"ann@home.example"}',
      );
      const evil = '{"email":"eve@attacker.example"}';
      await twice(
        () => hands.run(`void invite('eve@attacker.example').catch(() => 0)`),
        'confirm-next-press',
        `/team/invitations ${evil}`,
      );
      await twice(
        async () => {
          await hands.fill({ label: 'Daily card limit' }, '9000');
          await hands.click({ button: 'Save' });
        },
        'confirm-transfer',
        '/settings/limits n=9000',
      );
      await twice(() => hands.click({ link: 'Go on' }), 'confirm-delete', '/garden/delete sure=yes');
    },
    { extra: { [HOST]: site } },
  );
});
