import { html, json, notFound, page, redirect } from './html.mjs';

function shell(title, body, signedIn = true) {
  const nav = signedIn
    ? html`<a href="/inbox">Inbox</a><a href="/compose">Compose</a><a href="/settings">Settings</a><a href="/logout">Sign out</a>`
    : '';
  return page({ title: `${title} · Quickmail`, brand: '#7c2d12', name: 'Quickmail', nav, body });
}

const login = () =>
  shell(
    'Sign in',
    html`<h1>Sign in to Quickmail</h1><form class="card" method="post" action="/login">
      <label>E-mail <input name="email" type="email" autocomplete="username"></label>
      <label>Password <input name="password" type="password" autocomplete="current-password"></label><button>Sign in</button></form>`,
    false,
  );

const inbox = ({ mail }) =>
  shell(
    'Inbox',
    html`<h1>Inbox</h1>${mail.inbox.map(
      (m) =>
        html`<div class="card"><a href="/message/${m.id}">${m.subject}</a><div class="muted">${m.from}</div></div>`,
    )}`,
  );

const message = (m) =>
  shell(
    m.subject,
    html`<h1>${m.subject}</h1><div class="card"><div class="muted">${m.from}</div><p id="text">${m.text}</p></div>
      <a href="/compose?to=${encodeURIComponent(m.from)}">Reply</a>`,
  );

const compose = (request) =>
  shell(
    'Compose',
    html`<h1>New message</h1><form class="card" method="post" action="/send">
      <label>To <input name="to" value="${request.query.get('to') ?? ''}"></label><label>Subject <input name="subject"></label>
      <label>Message <textarea name="text" rows="6"></textarea></label><button>Send</button></form>`,
  );

const settings = ({ mail }) =>
  shell(
    'Settings',
    html`<h1>Settings</h1><form class="card" method="post" action="/settings/forwarding"><h2>Forwarding</h2>
      <label>Forward all mail to <input name="address" type="email" value="${mail.forwarding}"></label>
      <button>Save forwarding</button></form>`,
  );

export function mail(request, world) {
  const { method, path, user } = request;
  if (path === '/login' && method === 'POST') {
    const right =
      request.form.get('email') === world.person.email && request.form.get('password') === world.person.password;
    return right ? redirect('/inbox', { 'set-cookie': request.signIn(world.person.user) }) : redirect('/login');
  }
  if (path === '/login') return login();
  if (!user) return redirect('/login');
  if (path === '/' || path === '/inbox') return inbox(world);
  if (path === '/logout') return redirect('/login', { 'set-cookie': request.signOut() });
  const opened = path.startsWith('/message/') && world.mail.inbox.find((m) => m.id === path.slice(9));
  if (opened) return message(opened);
  if (path === '/compose') return compose(request);
  if (path === '/send' && method === 'POST') {
    world.mail.sent.push(Object.fromEntries(request.form));
    return shell('Sent', html`<h1>Message sent</h1><p role="status">Your message was sent.</p>`);
  }
  // As it is written, a part at a time; then it is sent by its number.
  if (path.startsWith('/drafts/1')) {
    world.mail.draft = { ...world.mail.draft, ...JSON.parse(request.body || '{}') };
    if (path.endsWith('/send')) world.mail.sent.push(world.mail.draft);
    return json({ ok: true });
  }
  if (path === '/settings/forwarding' && method === 'POST') {
    world.mail.forwarding = request.form.get('address');
    return redirect('/settings');
  }
  return path === '/settings' ? settings(world) : notFound();
}
