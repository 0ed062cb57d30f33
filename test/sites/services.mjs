// The other sites that a shop leans on: payment frame, human check, sign-in.
import { randomUUID } from 'node:crypto';
import { html, json, notFound, page, redirect } from './html.mjs';

/** Card fields live in the payment site's own frame; the shop only ever sees a token. */
export function pay(request, world) {
  if (request.path === '/tokenise') {
    const token = `tok_${randomUUID().slice(0, 8)}`;
    world.pay.tokens.set(token, Object.fromEntries(request.form));
    return json({ token });
  }
  if (request.path !== '/frame') return notFound();
  return page({
    title: 'Paywise',
    brand: '#4338ca',
    name: 'Paywise',
    body: html`<form id="card"><label>Card number <input name="number" autocomplete="cc-number" inputmode="numeric"></label>
      <label>Expiry <input name="expiry" autocomplete="cc-exp"></label><button>Use this card</button></form>
      <script>document.getElementById('card').addEventListener('submit', async (event) => {
        event.preventDefault();
        const answer = await fetch('/tokenise', { method: 'POST', body: new URLSearchParams(new FormData(event.target)) });
        parent.postMessage(await answer.json(), '*');
      });</script>`,
  });
}

export function captcha(request) {
  if (request.path === '/verify') return json({ captcha: `cap_${randomUUID().slice(0, 8)}` });
  if (request.path !== '/frame') return notFound();
  return page({
    title: 'Human check',
    brand: '#475569',
    name: 'HumanCheck',
    body: html`<label><input type="checkbox" id="human" style="display:inline;width:auto"> I am human</label>
      <script>document.getElementById('human').addEventListener('change', async () => {
        parent.postMessage(await (await fetch('/verify', { method: 'POST' })).json(), '*');
      });</script>`,
  });
}

const shell = (title, body) => page({ title: `${title} · IDSign`, brand: '#166534', name: 'IDSign', body });

const login = (next) =>
  shell(
    'Sign in',
    html`<h1>Sign in with IDSign</h1><form class="card" method="post" action="/login"><input type="hidden" name="next" value="${next}">
      <label>E-mail <input name="email" autocomplete="username"></label>
      <label>Password <input name="password" type="password" autocomplete="current-password"></label><button>Sign in</button></form>`,
  );

/** The code flow of OAuth: sign in, consent to basic scopes, back with a code. */
export function signin(request, world) {
  const { path, method, query, form } = request;
  if (path === '/login' && method === 'POST') {
    const next = new URL(form.get('next'), request.url).pathname + new URL(form.get('next'), request.url).search;
    const right = form.get('email') === world.person.email && form.get('password') === world.person.password;
    return right ? redirect(next, { 'set-cookie': request.signIn(world.person.user) }) : login(next);
  }
  if (path !== '/authorize') return notFound();
  if (!request.user) return login(path + request.url.search);
  const asked = method === 'POST' ? form : query;
  if (method !== 'POST')
    return shell(
      'Continue',
      html`<h1>Continue to ${asked.get('client_id')}?</h1><form class="card" method="post" action="/authorize">
        <p>It will see your name (${asked.get('scope')}).</p>
        ${['client_id', 'redirect_uri', 'scope', 'state'].map((n) => html`<input type="hidden" name="${n}" value="${asked.get(n) ?? ''}">`)}
        <button>Continue</button></form>`,
    );
  const code = randomUUID();
  world.signin.grants.push({ client: asked.get('client_id'), scope: asked.get('scope') });
  world.shop.codes.set(code, { name: world.person.name });
  return redirect(`${asked.get('redirect_uri')}?${new URLSearchParams({ code, state: asked.get('state') })}`);
}
