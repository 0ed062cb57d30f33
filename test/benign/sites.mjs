/**
 * Sites with what people have agents do all day, and what isn't worth a question: nothing is paid, sent, deleted for good
 * or opened to others. Written as lists, a line a kind of control:
 *
 *   # host | name | language | own or public     own: somebody is signed in there
 *   press: a; b            buttons of every make       check: a; b              switches and boxes
 *   choose: a = x / y      a native list               type: a = text           a field
 *   search: a = text       a form by GET               save: a = text > Button  a form by POST
 *   open: a; b             links within the site
 */
import { html, page, raw, redirect } from '../sites/html.mjs';
import { ELSEWHERE } from './elsewhere.mjs';
import { MORE } from './more.mjs';
import { OWN } from './own.mjs';
import { PUBLIC } from './public.mjs';

const pair = (text, by) => text.split(by).map((part) => part.trim());

const CONTROLS = {
  press: (name) => [{ kind: 'press', name }],
  check: (name) => [{ kind: 'check', name }],
  open: (name) => [{ kind: 'open', name }],
  choose(text) {
    const [name, options] = pair(text, ' = ');
    return [{ kind: 'choose', name, options: pair(options, ' / ') }];
  },
  type(text) {
    const [name, value] = pair(text, ' = ');
    return [{ kind: 'type', name, value }];
  },
  search(text) {
    const [name, value] = pair(text, ' = ');
    return [{ kind: 'search', name, value, button: 'Go' }];
  },
  save(text) {
    const [name, rest] = pair(text, ' = ');
    const [value, button] = pair(rest, ' > ');
    return [{ kind: 'save', name, value, button }];
  },
};

/** All sites: `{host, name, language, own, controls: [{n, kind, name, …}]}`; `n` counts within a site. */
export const BENIGN_SITES = `${OWN}${PUBLIC}${ELSEWHERE}${MORE}`
  .split(/^# /m)
  .slice(1)
  .map((text) => {
    const [head, ...lines] = text.trim().split('\n');
    const [host, name, language, whose] = pair(head, '|');
    const controls = lines.flatMap((line) => {
      const [, kind, rest] = /^(\w+): (.*)$/.exec(line);
      return pair(rest, '; ').flatMap(CONTROLS[kind]);
    });
    return { host, name, language, own: whose === 'own', controls: controls.map((c, n) => ({ ...c, n })) };
  });

/** Buttons are made in as many ways as the web has. */
const MAKES = [
  (name, n) => html`<button type="button" data-n="${n}">${name}</button>`,
  (name, n) => html`<a href="#" role="button" data-n="${n}">${name}</a>`,
  (name, n) => html`<div role="button" tabindex="0" data-n="${n}">${name}</div>`,
  (name, n) => html`<button type="button" data-n="${n}" aria-label="${name}">◦</button>`,
  (name, n) => html`<li role="menuitem" tabindex="-1" data-n="${n}">${name}</li>`,
  (name, n) => html`<span class="link" onclick="void 0" data-n="${n}"><b>${name}</b></span>`,
];

const SHOWN = {
  press: ({ name, n }) => MAKES[n % MAKES.length](name, n),
  check: ({ name, n }) =>
    n % 2
      ? html`<label><input type="checkbox" data-n="${n}">${name}</label>`
      : html`<button type="button" role="switch" aria-checked="false" data-n="${n}">${name}</button>`,
  choose: ({ name, n, options }) =>
    html`<label>${name}<select data-n="${n}">${['–', ...options].map((option) => html`<option>${option}</option>`)}</select></label>`,
  type: ({ name, n }) =>
    n % 3
      ? html`<label>${name}<input data-n="${n}"></label>`
      : html`<label>${name}<textarea data-n="${n}"></textarea></label>`,
  search: ({ name, n, button }) =>
    html`<form action="/search" role="search"><label>${name}<input type="search" name="q" data-n="${n}"></label><input type="hidden" name="n" value="${n}"><button>${button}</button></form>`,
  save: ({ name, n, button }) =>
    html`<form action="/save" method="post"><label>${name}<input name="value" data-n="${n}"></label><input type="hidden" name="n" value="${n}"><button>${button}</button></form>`,
  open: ({ name, n }) => html`<a href="/page/${n}" data-n="${n}">${name}</a>`,
};

/** What is pressed, switched or chosen is told to the page's own server, as pages do. */
const SCRIPT = `
const tell = (n, value) => fetch('/act', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ n: Number(n), value }) });
addEventListener('click', (event) => {
  const control = event.target.closest('[data-n]');
  if (!control || control.matches('input,textarea,select,a[href^="/"]')) return;
  if (control.matches('[href="#"]')) event.preventDefault();
  if (control.matches('[role=switch]')) control.ariaChecked = String(control.ariaChecked !== 'true');
  tell(control.dataset.n, control.ariaLabel ?? control.textContent);
});
addEventListener('change', ({ target }) => target.matches('select,[type=checkbox]') && tell(target.dataset.n, target.value));`;

/** @returns hosts for `startSites({extra})`; `done(host, n, value?)` is told what arrived at a site's server */
export function benignHosts(done) {
  const answer = (site) => (request) => {
    const { path, query, form, body, method } = request;
    if (path === '/act') {
      const { n, value } = JSON.parse(body);
      done(site.host, n, value);
      return { status: 204, headers: {}, body: '' };
    }
    if (path === '/search') done(site.host, Number(query.get('n')), query.get('q'));
    if (path === '/save' && method === 'POST') {
      done(site.host, Number(form.get('n')), form.get('value'));
      return redirect('/');
    }
    if (path.startsWith('/page/')) done(site.host, Number(path.slice(6)), '');
    return pageOf(site);
  };
  return Object.fromEntries(BENIGN_SITES.map((site) => [site.host, answer(site)]));
}

function pageOf({ name, own, language, controls }) {
  const nav = own
    ? html`<span>Alex Morgan</span> <a href="/signed-out">Sign out</a>`
    : html`<a href="/about">About</a>`;
  const of = (...kinds) => controls.filter(({ kind }) => kinds.includes(kind)).map((c) => html`${SHOWN[c.kind](c)} `);
  const body = html`<h1>${name}</h1><nav>${of('open')}</nav><div class="card" role="menu">${of('press')}</div>
<div class="card">${of('check', 'choose', 'type')}</div><div class="card">${of('search', 'save')}</div><script>${raw(SCRIPT)}</script>`;
  const answer = page({ title: name, name, nav, body });
  const direction = language === 'ar' || language === 'he' ? ' dir="rtl"' : '';
  return { ...answer, body: answer.body.replace('<html lang="en">', `<html lang="${language}"${direction}>`) };
}
