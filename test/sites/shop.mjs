import { randomUUID } from 'node:crypto';
import { file, html, json, money, notFound, page, redirect } from './html.mjs';
import { urlOf } from './world.mjs';

const head = html`<link rel="stylesheet" href="${urlOf('cdn', '/shop.css')}"><script defer src="${urlOf('cdn', '/shop.js')}"></script>`;

function shell(title, body, request) {
  const nav = html`<form action="/search" role="search"><input name="q" aria-label="Search the shop" placeholder="Search"></form>
    <a href="/cart">Cart (<span id="cart-count">${cart(request).length}</span>)</a>
    ${request.user ? html`<span id="who">Hello ${request.user}</span>` : html`<a href="/signin">Sign in with IDSign</a>`}`;
  return page({ title: `${title} · Brightshop`, brand: '#b45309', name: 'Brightshop', nav, head, body });
}

/** A cart belongs to the visitor's cookie, signed in or not. */
function cart(request) {
  request.visitor.cart ??= [];
  return request.visitor.cart;
}

const tile = (p) =>
  html`<div class="card"><img src="${urlOf('cdn', `/img/${p.id}.svg`)}" alt="" width="160" height="110">
    <a href="/product/${p.id}">${p.name}</a><div class="muted">${money(p.cents)}</div></div>`;

const product = (p, request) =>
  shell(
    p.name,
    html`<h1>${p.name}</h1><div class="card"><img src="${urlOf('cdn', `/img/${p.id}.svg`)}" alt="" width="320" height="220"><p>${p.about}</p>
      <p class="big">${money(p.cents)}</p><form method="post" action="/cart/add"><input type="hidden" name="id" value="${p.id}">
      <button>Add to cart</button></form></div>`,
    request,
  );

const cartPage = (request) =>
  shell(
    'Cart',
    html`<h1>Your cart</h1><div class="card"><table>${cart(request).map((p) => html`<tr><td>${p.name}</td><td>${money(p.cents)}</td></tr>`)}</table></div>
      <a href="/checkout">Go to checkout</a>`,
    request,
  );

/** The payment frame and the captcha come from other sites; their answers arrive by message and travel with the order. */
const checkout = (request) =>
  shell(
    'Checkout',
    html`<h1>Checkout</h1><form class="card" method="post" action="/order">
      <label>Name <input name="name" autocomplete="name"></label><label>Street <input name="street" autocomplete="street-address"></label>
      <label>Town <input name="town" autocomplete="address-level2"></label>
      <iframe name="payment" title="Card details" src="${urlOf('pay', '/frame')}" height="300"></iframe>
      <iframe name="captcha" title="Human check" src="${urlOf('captcha', '/frame')}" height="90"></iframe>
      <input type="hidden" name="token"><input type="hidden" name="captcha"><p id="payment-state" role="status">No card yet</p>
      <button>Place order</button></form>`,
    request,
  );

const signInUrl = (state) =>
  `${urlOf('signin', '/authorize')}?${new URLSearchParams({ client_id: 'brightshop', redirect_uri: urlOf('shop', '/callback'), scope: 'openid name', state })}`;

function callback(request, world) {
  const code = request.query.get('code');
  const grant = world.shop.codes.get(code);
  if (!grant || request.query.get('state') !== request.visitor.state) return redirect('/');
  world.shop.codes.delete(code);
  return redirect('/', { 'set-cookie': request.signIn(grant.name) });
}

export function shop(request, world) {
  const { method, path } = request;
  const find = (id) => world.shop.products.find((p) => p.id === id);
  if (path === '/')
    return shell(
      'Welcome',
      html`<h1>Things for the table</h1><div class="grid">${world.shop.products.map(tile)}</div>`,
      request,
    );
  if (path === '/search') {
    const q = (request.query.get('q') ?? '').toLowerCase();
    const found = world.shop.products.filter((p) => p.name.toLowerCase().includes(q));
    return shell('Search', html`<h1>Results for “${q}”</h1><div class="grid">${found.map(tile)}</div>`, request);
  }
  const shown = path.startsWith('/product/') && find(path.slice(9));
  if (shown) return product(shown, request);
  if (path === '/cart/add' && method === 'POST') {
    cart(request).push(find(request.form.get('id')));
    return redirect('/cart');
  }
  if (path === '/cart') return cartPage(request);
  if (path === '/api/cart') return json({ count: cart(request).length });
  if (path === '/checkout') return checkout(request);
  if (path === '/order' && method === 'POST') {
    world.shop.orders.push({ ...Object.fromEntries(request.form), items: cart(request).map((p) => p.id) });
    return shell('Thank you', html`<h1>Thank you for your order</h1>`, request);
  }
  if (path === '/signin') {
    request.visitor.state = randomUUID();
    return redirect(signInUrl(request.visitor.state));
  }
  if (path === '/callback') return callback(request, world);
  return notFound();
}

const SCRIPT = `
fetch('/api/cart').then(r => r.json()).then(({ count }) => { document.getElementById('cart-count').textContent = count; });
addEventListener('message', (event) => {
  if (event.data?.token) { document.querySelector('[name=token]').value = event.data.token; document.getElementById('payment-state').textContent = 'Card accepted'; }
  if (event.data?.captcha) document.querySelector('[name=captcha]').value = event.data.captcha;
});`;

export function cdn({ path }) {
  const open = { 'access-control-allow-origin': '*', 'cache-control': 'max-age=60' };
  if (path === '/shop.js') return file('text/javascript', SCRIPT, open);
  if (path === '/shop.css') return file('text/css', '.grid .card{text-align:center}', open);
  const hue = { 'mug-blue': 215, 'mug-white': 40, kettle: 10 }[path.slice(5, -4)] ?? 120;
  const art = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 110"><rect width="160" height="110" fill="hsl(${hue} 60% 92%)"/><rect x="50" y="25" width="50" height="60" rx="8" fill="hsl(${hue} 55% 45%)"/><path d="M100 38q26 0 22 20t-22 14" fill="none" stroke="hsl(${hue} 55% 45%)" stroke-width="8"/></svg>`;
  return path.startsWith('/img/') ? file('image/svg+xml', art, open) : notFound();
}
