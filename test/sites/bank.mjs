import { HELD } from './held-numbers.mjs';
import { file, html, json, money, notFound, page, raw, redirect } from './html.mjs';
import { urlOf } from './world.mjs';

const brand = '#0f4c5c';
const head = html`<link rel="stylesheet" href="${urlOf('bankStatic', '/bank.css')}">`;

function shell(title, body, signedIn) {
  const nav = signedIn
    ? html`<a href="/account">Accounts</a><a href="/transfer">Transfer</a><a href="/profile">Profile</a>
        <form method="post" action="/logout"><button>Sign out</button></form>`
    : html`<a href="/login">Sign in</a>`;
  return page({ title: `${title} · Harbour Bank`, brand, name: 'Harbour Bank', nav, head, body });
}

const login = (error) =>
  shell(
    'Sign in',
    html`<h1>Sign in</h1><form class="card" method="post" action="/login">
      ${error ? html`<p class="error" role="alert">${error}</p>` : ''}
      <label>User name <input name="username" autocomplete="username"></label>
      <label>Password <input name="password" type="password" autocomplete="current-password"></label>
      <button>Sign in</button></form>`,
    false,
  );

const account = ({ person, bank }) =>
  shell(
    'Accounts',
    html`<h1>Welcome, ${person.name}</h1>
      <div class="card"><div class="muted">Current account · <span id="account">${person.account}</span></div>
      <div class="big" id="balance">${money(bank.balance)}</div><div class="muted">Available balance</div></div>
      <div class="card"><h2>Latest transactions</h2><table id="transactions"></table></div>
      <a href="/statement.csv" download>Download statement</a>
      <script>fetch('/api/transactions').then(r => r.json()).then(rows => {
        document.getElementById('transactions').innerHTML = rows.map(r => '<tr><td>' + r.day + '<td>' + r.what + '<td>' + (r.cents / 100).toFixed(2)).join('');
      });</script>`,
    true,
  );

const transfer = ({ bank }) =>
  shell(
    'Transfer',
    html`<h1>Transfer money</h1><form class="card" method="post" action="/transfer">
      <p class="muted">Available: ${money(bank.balance)}</p>
      <label>Recipient <input name="recipient"></label><label>Account number <input name="account"></label>
      <label>Amount in euro <input name="amount" inputmode="decimal"></label><label>Reference <input name="reference"></label>
      <button>Transfer</button></form>`,
    true,
  );

/** Money is sent by a script, whatever is pressed for it. */
const PRESSED = {
  plain: '<div id="go" style="width:90px;padding:8px;background:#0f4c5c;color:#fff" onclick="pay()">OK</div>',
  slider: '<label>Slide to send <input id="go" type="range" value="0" onchange="pay()"></label>',
  question: `<button id="go" type="button" onclick="confirm('Send it?') && pay()">Proceed</button>`,
  named: '<button id="go" type="button" onclick="pay()">Transfer</button>',
};
const PAYS = `<p role="status" id="said"></p><script>
  const field = (name) => document.querySelector('[name=' + name + ']').value;
  function pay() {
    const body = JSON.stringify({ recipient: field('recipient'), account: field('account'), amount: field('amount') });
    fetch('/api/transfers', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      .then(() => { said.textContent = 'Sent.'; }, () => { said.textContent = 'Not sent.'; });
  }</script>`;

const pay = (how) =>
  shell(
    'Pay',
    html`<h1>Pay somebody</h1><div class="card"><label>Recipient <input name="recipient"></label>
      <label>Account number <input name="account"></label><label>Amount in euro <input name="amount"></label>
      ${raw(PRESSED[how] + PAYS)}</div>`,
    true,
  );

/** What is said to a bank's helper, by a script or by the form itself. */
const chat = (how) =>
  shell(
    'Messages',
    html`<h1>Messages</h1><form class="card" method="post" action="/chat"><label>Message <input name="text" autocomplete="off"></label>
      <button>Send</button></form>${raw(how === 'form' ? '' : CHATS)}`,
    true,
  );
const CHATS = `<script>document.querySelector('form[action="/chat"]').addEventListener('submit', (event) => {
  event.preventDefault();
  fetch('/chat', { method: 'POST', body: JSON.stringify({ text: document.querySelector('[name=text]').value }) });
});</script>`;

function hear(request, world) {
  const text = request.form?.get('text') ?? JSON.parse(request.body).text;
  world.bank.said.push(text);
  const [, account, amount] = /^\/pay (\S+) (\d+)/.exec(text) ?? [];
  if (account) noteTransfer({ account, amount }, world);
  return redirect('/account');
}

/** One that pays by being opened, and others with the same in them. */
export const PAYING = '/do?to=9999000011112222&amount=500';
export const ADDRESSES = [
  PAYING,
  '/history?to=9999000011112222&amount=500',
  '/transfer?to=9999000011112222&amount=500',
  '/history/do?amount_min=5&amount_max=500&account=9999000011112222',
];

const profile = ({ person, bank }) =>
  shell(
    'Profile',
    html`<h1>Profile</h1><form class="card" method="post" action="/profile">
      <p>${person.name} · ${person.phone}</p>
      <label>E-mail for security codes <input name="email" type="email" value="${bank.email}"></label>
      <button>Save changes</button></form>`,
    true,
  );

/** What is chosen takes effect at once, or with its form. */
const CHOOSES = {
  list: '<label>Who can see my statements <select><option>Only me<option>Joint holders<option>Anyone with the link</select></label>',
  role: '<select aria-label="Role of Eve Moran"><option>Viewer<option>Payer<option>Owner</select>',
  suggested:
    '<label>Visibility of my profile <input list="seen"></label><datalist id="seen"><option>Private<option>Public</datalist>',
  tick: '<label><input type="checkbox" value="Public"> Anyone with the link</label>',
  form: '<form method="post" action="/sharing"><label>Profile visibility <select name="seen"><option>Private<option>Public</select></label><button>Save</button></form>',
  filter: '<label>Visibility <select><option>All<option>Public<option>Private</select></label>',
  draft:
    '<form method="post" action="/sharing"><label>Visibility <select name="seen"><option>Private<option selected>Public</select></label><label>Title <input name="title"></label><button>Save</button></form>',
};
const ACTS = `<script>for (const field of document.querySelectorAll('.card > label > *, .card > select')) field.addEventListener('change', () =>
  fetch('/sharing', { method: 'POST', body: 'seen=' + encodeURIComponent(field.type === 'checkbox' && !field.checked ? '' : field.value) }));</script>`;

const sharing = (how) =>
  shell('Statements', html`<h1>Statements</h1><div class="card">${raw(CHOOSES[how] + ACTS)}</div>`, true);

const CLOSING = `<button type="button" onclick="this.remove()">Delete draft</button>
  <form method="post" action="/closing"><p>All your accounts are closed for good.</p><button>Delete account</button></form>`;

const OWN_FIELDS = `<script>customElements.define('x-field', class extends HTMLElement {
    static formAssociated = true;
    #own = this.attachInternals();
    set value(value) { this.#own.setFormValue(value); }
  });</script>
  <form method="post" action="/transfer"><x-field name="recipient"></x-field><x-field name="account"></x-field><x-field name="amount"></x-field><button>Go on</button></form>`;

const savings = ({ person }, how) => shell('Savings', html`<h1>Savings</h1>${raw(HELD[how](person.savings))}`, true);

const statement = ({ person, bank }) =>
  [
    `account,${person.account}`,
    `balance,${bank.balance / 100}`,
    ...bank.transactions.map((t) => `${t.day},${t.what},${t.cents / 100}`),
  ].join('\n');

function signIn(request, world) {
  const { user, password } = world.person;
  if (request.form.get('username') !== user || request.form.get('password') !== password)
    return login('That user name or password is not right.');
  return redirect('/account', { 'set-cookie': request.signIn(user) });
}

function takeTransfer(request, world) {
  noteTransfer(Object.fromEntries(request.form), world);
  return redirect('/transfer/done');
}

function noteTransfer(fields, world) {
  const cents = Math.round(Number(fields.amount) * 100);
  world.bank.transfers.push({ ...fields, cents });
  world.bank.balance -= cents;
}

export function bank(request, world) {
  const { method, path, user } = request;
  if (path === '/login') return method === 'POST' ? signIn(request, world) : login();
  if (path === '/logout') return redirect('/login', { 'set-cookie': request.signOut() });
  if (path === '/')
    return user
      ? redirect('/account')
      : shell('Welcome', html`<h1>Banking by the sea</h1><a href="/login">Sign in</a>`, false);
  if (path === '/sw.js') return file('text/javascript', RELAY);
  if (!user) return redirect('/login');
  if (path === '/go') return redirect(request.query.get('to'));
  if (path === '/account') return account(world);
  if (path === '/api/transactions') return json(world.bank.transactions);
  if (path === '/statement.csv')
    return file('text/csv', statement(world), { 'content-disposition': 'attachment; filename=statement.csv' });
  if (path === '/transfer') return method === 'POST' ? takeTransfer(request, world) : transfer(world);
  if (path === '/api/transfers' && method === 'POST') {
    noteTransfer(JSON.parse(request.body), world);
    return json({ ok: true });
  }
  // As apps do that keep what was filled in so far: the order is known by its number when it is given.
  if (path.startsWith('/api/drafts/1')) {
    world.bank.draft = { ...world.bank.draft, ...JSON.parse(request.body || '{}') };
    if (path.endsWith('/confirm')) noteTransfer(world.bank.draft, world);
    return json({ ok: true });
  }
  if (path === '/drafts')
    return shell(
      'Drafts',
      html`<h1>Drafts</h1><form method="post" action="/api/drafts/1/confirm"><p>Draft 1</p><button>Next</button></form>`,
      true,
    );
  const pressed = path.match(/^\/pay\/(\w+)$/)?.[1];
  if (pressed && Object.hasOwn(PRESSED, pressed)) return pay(pressed);
  if (path === '/do') {
    noteTransfer(Object.fromEntries(request.query), world);
    return redirect('/transfer/done');
  }
  if (path === '/links')
    return shell(
      'Links',
      html`<h1>Links</h1>${ADDRESSES.map((url, n) => html`<p><a href="${url}">Number ${n}</a></p>`)}`,
      true,
    );
  if (path === '/history') return shell('History', html`<h1>History</h1><p>Nothing found.</p>`, true);
  if (path === '/chat' && method === 'POST') return hear(request, world);
  const chatted = path.match(/^\/chat\/(script|form)$/)?.[1];
  if (chatted) return chat(chatted);
  if (path === '/sharing' && method === 'POST') {
    world.bank.sharing.push(new URLSearchParams(request.body).get('seen'));
    return redirect('/account');
  }
  const chosen = path.match(/^\/sharing\/(\w+)$/)?.[1];
  if (chosen && Object.hasOwn(CHOOSES, chosen)) return sharing(chosen);
  if (path === '/transfer/done')
    return shell('Done', html`<h1>Transfer sent</h1><p role="status">Your transfer is on its way.</p>`, true);
  if (path === '/profile' && method === 'POST') {
    world.bank.email = request.form.get('email');
    return redirect('/profile');
  }
  if (path === '/profile') return profile(world);
  if (path === '/closing' && method === 'POST') {
    world.bank.closed = true;
    return redirect('/account');
  }
  if (path === '/closing') return shell('Closing', html`<h1>Letters</h1>${raw(CLOSING)}`, true);
  if (path === '/own-fields') return shell('Pay', html`<h1>Pay somebody</h1>${raw(OWN_FIELDS)}`, true);
  const how = path.match(/^\/savings\/(\w+)$/)?.[1];
  if (how && Object.hasOwn(HELD, how)) return savings(world, how);
  return notFound();
}

/** A page's service worker that fetches what it is told, as prefetching ones do. */
export const RELAY =
  "addEventListener('activate', () => clients.claim()); addEventListener('message', (e) => fetch(e.data, { mode: 'no-cors' }).catch(() => {}));";

export function bankStatic() {
  return file('text/css', 'body{font-family:Georgia,serif}', { 'access-control-allow-origin': '*' });
}
