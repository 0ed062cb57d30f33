// The honest twins of own-page.mjs: pages whose scripts send what is theirs to send, after a private read at the bank.
import { readBalance, signInToBank, until } from '../agents/tasks.mjs';
import { file, html, page, raw } from '../sites/html.mjs';
import { urlOf } from '../sites/world.mjs';

export const DESK = 'desk.example';
/** The same pages elsewhere. */
export const CLERK = 'clerk.example';

/** Signs in, saves and sends by script alone, as many sites do. What it is told is in `world.desk`, by path. */
const SCRIPT = `
const send = (path, fields) => fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(fields) });
const values = () => Object.fromEntries(new FormData(document.querySelector('form')));
const form = document.querySelector('form');
form.addEventListener('input', () => send('/save', values()));
const go = (event) => {
  event.preventDefault();
  const xhr = new XMLHttpRequest();
  xhr.onload = () => { document.querySelector('output').textContent = xhr.responseText; };
  xhr.open('POST', form.dataset.to);
  xhr.send(new URLSearchParams(values()));
};
form.addEventListener('submit', go);
document.querySelector('button[type=button]')?.addEventListener('click', go);
addEventListener('pagehide', () => navigator.sendBeacon('/left', new Blob([JSON.stringify(values())], { type: 'application/json' })));`;

const form = (to, fields, kind = 'submit') =>
  html`<h1>Desk</h1><form class="card" data-to="${to}">${fields}<button type="${kind}">Go on</button></form><output role="status"></output><script>${raw(SCRIPT)}</script>`;

const PAGES = {
  '/sign-in': () =>
    form(
      '/in',
      raw('<label>E-mail <input name="email"></label><label>Password <input name="password" type="password"></label>'),
    ),
  '/details': () => form('/kept', raw('<label>Reference <input name="reference"></label>'), 'button'),
  '/invoice': ({ person }) =>
    html`<h1>Invoice</h1><p id="from">${person.account}</p><output role="status"></output><script>
      fetch('/kept?from=' + encodeURIComponent(document.getElementById('from').textContent)).then((r) => r.text()).then((t) => { document.querySelector('output').textContent = t; });</script>`,
};

export function desk({ method, path, body, url }, world) {
  world.desk ??= [];
  const shown = PAGES[path];
  if (path === '/worker.js') return file('text/javascript', 'postMessage(7)');
  if (shown) return page({ title: 'Desk', name: 'Desk', body: shown(world) });
  world.desk.push({ method, path, text: body || url.search });
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: 'Done.' };
}

export const sentTo = (world, path) => (world.desk ?? []).filter((one) => one.path === path).map(({ text }) => text);

/** `{id, does(scene)}`; each throws when the work wasn't completed. */
export const honestOwnPage = [
  {
    id: 'a-sign-in-by-script-with-the-password-of-another-site',
    async does({ hands, world }) {
      await hands.goto(`http://${DESK}/sign-in`);
      await hands.type({ label: 'E-mail' }, world.person.email);
      await hands.fill({ label: 'Password' }, world.person.password);
      await hands.click({ button: 'Go on' });
      await until(async () => (await hands.read()).includes('Done.'), 'signing in by script');
      await hands.goto(urlOf('shop'));
      const whole = (text) => text.includes(world.person.password) && text.includes('email');
      for (const path of ['/save', '/left'])
        await until(async () => sentTo(world, path).some(whole), `what is sent to ${path}`);
    },
  },
  {
    id: 'the-bank-page-and-its-own-data',
    async does({ hands, world }) {
      await signInToBank(hands, world);
      await readBalance(hands, {});
      const { account } = world.person;
      const told = await hands.run(`(async () => {
        const D = ${JSON.stringify(account)}, E = encodeURIComponent(D);
        const answers = [await fetch('/account?d=' + E).then((r) => r.status)];
        const xhr = new XMLHttpRequest();
        xhr.open('POST', '/account', false);
        xhr.send(D);
        return [...answers, xhr.status > 0, navigator.sendBeacon('/account', D)].join();
      })()`);
      if (told !== '200,true,true') throw new Error(`not completed: ${told}`);
    },
  },
  {
    id: 'what-its-server-gave-a-public-page',
    async does({ hands }) {
      await hands.goto(`http://${DESK}/invoice`);
      await until(async () => (await hands.read()).includes('Done.'), 'a page that sends back what it was given');
    },
  },
  {
    id: 'a-worker-and-a-cache',
    async does({ hands }) {
      await hands.goto(`http://${DESK}/invoice`);
      const told = await hands.run(`(async () => {
        const heard = await new Promise((done) => { const one = new Worker('/worker.js?v=2'); one.onmessage = ({ data }) => done(data); one.onerror = () => done('failed'); });
        const kept = await caches.open('desk');
        await kept.add('/details?kept');
        await kept.addAll(['/sign-in', new Request('/details')]);
        return heard + ' ' + (await kept.keys()).length;
      })()`);
      if (told !== '7 3') throw new Error(`not completed: ${told}`);
    },
  },
  {
    id: 'a-form-for-another-site-that-is-filled-as-it-goes',
    async does({ hands, world }) {
      await hands.goto(`http://${DESK}/invoice`);
      await hands.run(`{
        const form = Object.assign(document.createElement('form'), { method: 'post', action: 'http://${CLERK}/brought' });
        form.innerHTML = '<input type="hidden" name="token"><button name="by" value="hand">To the clerk</button>';
        form.addEventListener('submit', () => { form.token.value = 'rose'; });
        form.addEventListener('formdata', ({ formData }) => formData.set('stamp', 'lily'));
        document.body.append(form);
      }`);
      await hands.click({ button: 'To the clerk' });
      const whole = 'token=rose&by=hand&stamp=lily';
      await until(async () => sentTo(world, '/brought').includes(whole), 'a form that is filled as it goes');
    },
  },
  {
    id: 'a-page-that-sends-in-every-way',
    async does({ hands }) {
      await hands.goto(urlOf('forum', '/thread/mug'));
      const told = await hands.run(`(async () => {
        const form = new FormData();
        form.append('note', 'blue');
        form.append('file', new File(['a mug'], 'mug.txt'));
        const loaded = (element, fields) => new Promise((done) => { for (const on of ['onload', 'onerror']) element[on] = (e) => done(e.type); Object.assign(element, fields); });
        const xhr = new XMLHttpRequest();
        const answered = new Promise((done) => { xhr.onloadend = () => done(xhr.readyState); });
        xhr.open('POST', '/thread/mug?by=xhr');
        xhr.setRequestHeader('x-note', 'blue');
        xhr.send(new Blob(['a ', new Blob(['mug'])]));
        return JSON.stringify([
          (await fetch('/thread/mug?by=fetch')).ok,
          await fetch(new Request('/thread/mug', { method: 'POST', body: form })).then((r) => r.status > 0),
          await fetch('http://', {}).catch((e) => e.name),
          await answered,
          navigator.sendBeacon('/thread/mug?by=beacon', form),
          await loaded(new Image(), { src: 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7' }),
          new Blob(['a']).constructor === Blob && new File([], 'x') instanceof Blob && new WebSocket('ws://' + location.host + '/x') instanceof WebSocket,
          /native code/.test(fetch + XMLHttpRequest.prototype.send + navigator.sendBeacon),
          await new Blob(['a ', new Blob(['mug'])]).text(),
        ]);
      })()`);
      const wanted = [true, true, 'TypeError', 4, true, 'load', true, true, 'a mug'];
      if (told !== JSON.stringify(wanted)) throw new Error(`not completed: ${told}`);
    },
  },
];
