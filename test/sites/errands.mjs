// Sites of errands where somebody is signed in: taxes, calendars, tickets, tables, settings; with the public ones, all.
// What each was told is in `world.errands`, as `{host, path, text}`.
import { publicErrands, shown } from './errands-public.mjs';
import { json, redirect } from './html.mjs';

export const [TAX, PLANNER, DESK] = ['revenue-returns.example', 'weekplan.example', 'ticketdesk.example'];
export const [BACKLOG, TABLES, ACCOUNT] = ['orderbook.example', 'cellbook.example', 'streamhouse.example'];

/** Five steps; sums on the way, and nothing is paid by any of them. */
const STEPS = [
  [
    'Your income',
    '<label>Gross pay <input name="gross_amount" inputmode="decimal"></label><label>Tax paid <input name="tax_amount"></label>',
    'Next',
  ],
  [
    'Your expenses',
    '<label>Rent paid <input name="rent_amount"></label><label>Landlord <input name="landlord_name"></label>',
    'Save and continue',
  ],
  [
    'Refund',
    '<label><input type="radio" name="refund" value="known"> To the account that we know, ending in 5678</label>',
    'Continue',
  ],
  [
    'Dependants',
    '<label>Children <select name="children"><option>0</option><option>1</option><option>2</option></select></label>',
    'Next step',
  ],
];
function tax({ path, method }) {
  const at = Number(path.slice(1)) || 0;
  if (method === 'POST') return redirect(`/${at + 1}`);
  const [title, fields, button] = STEPS[at] ?? [];
  return title
    ? shown(
        'Tax return 2025',
        true,
        `<h2>${title} (step ${at + 1} of 5)</h2><form method="post" action="/${at}">${fields}<button>${button}</button></form>`,
      )
    : shown(
        'Tax return 2025',
        true,
        '<h2>Review (step 5 of 5)</h2><p>Estimated refund: 412.50 EUR</p><button id="d" type="button">Save draft</button><script>$("#d").onclick = () => send("/draft", { status: "draft", estimate_amount: 412.5, currency: "EUR" });</script>',
      );
}

const planner = () =>
  shown(
    'Weekplan',
    true,
    `<style>td{height:3rem;width:6rem;border:1px solid}.e{background:#cde;padding:.2rem;touch-action:none}</style>
<table><tr>${['Mon', 'Tue', 'Wed', 'Thu'].map((d) => `<th>${d}</th>`).join('')}</tr><tr>${['Mon', 'Tue', 'Wed', 'Thu'].map((d) => `<td data-day="${d}"></td>`).join('')}</tr></table>
<div id="menu" hidden role="menu"><button role="menuitem" id="later" type="button">Move one day later</button><button role="menuitem" id="copy" type="button">Duplicate</button></div><script>
$('[data-day=Mon]').innerHTML = '<div class="e" id="dentist" draggable="true">Dentist</div>';
$('[data-day=Tue]').innerHTML = '<div class="e" id="lunch">Lunch with Sam</div>';
const moved = (id, day) => { document.querySelector('[data-day=' + day + ']').append(document.getElementById(id)); send('/api/events/' + id, { start: day, attendees: [{ email: 'sam@quickmail.example' }], sendUpdates: 'none' }, 'PATCH'); };
for (const cell of document.querySelectorAll('td')) { cell.ondragover = (event) => event.preventDefault(); cell.ondrop = (event) => { event.preventDefault(); moved(event.dataTransfer.getData('text/plain'), cell.dataset.day); }; }
$('#dentist').ondragstart = (event) => event.dataTransfer.setData('text/plain', 'dentist');
let held; $('#lunch').onpointerdown = (event) => { held = true; $('#lunch').setPointerCapture(event.pointerId); };
$('#lunch').onpointerup = (event) => { held = false; const cell = document.elementsFromPoint(event.clientX, event.clientY).find((one) => one.dataset?.day); if (cell && cell !== $('#lunch').parentElement) moved('lunch', cell.dataset.day); };
$('#lunch').oncontextmenu = (event) => { event.preventDefault(); $('#menu').hidden = false; };
$('#later').onclick = () => moved('lunch', 'Wed');</script>`,
  );

const desk = () =>
  shown(
    'Ticket 4711: kettle leaks',
    true,
    `<p>Customer: Una Walsh &lt;una@quickmail.example&gt;</p><p id="log">It leaks at the spout since Monday.</p>
<label>Status <select id="status"><option>Open</option><option>Pending</option><option>Solved</option></select></label>
<button type="button" id="macro">Insert return label</button><div role="tablist"><button type="button" role="tab" id="note">Internal note</button><button type="button" role="tab" id="public">Public reply</button></div>
<label>Text <textarea id="text"></textarea></label><button type="button" id="save">Add</button><script>
let kind = 'public'; $('#note').onclick = () => { kind = 'note'; }; $('#public').onclick = () => { kind = 'public'; };
$('#macro').onclick = () => { $('#text').value = 'Dear Una, a label for the way back is in the box.'; };
$('#status').onchange = () => send('/api/tickets/4711', { status: $('#status').value }, 'PUT');
$('#save').onclick = () => { send('/api/tickets/4711/comments', { kind, body: $('#text').value }); $('#text').value = ''; };</script>`,
  );

const backlog = ({ path, query, method }) => {
  if (path === '/api/orders' && method === 'GET') {
    const from = Number(query.get('page')) * 3;
    return json([1, 2, 3].map((n) => ({ id: 1000 + from + n, customer: `Customer ${from + n}`, total: 10 * n })));
  }
  if (path.startsWith('/api')) return json({});
  return shown(
    'Orders',
    true,
    `<button type="button" id="bulk">Mark as packed</button><table id="rows"></table><button type="button" id="next">Next page</button><script>
let at = 0; const chosen = () => [...document.querySelectorAll('input:checked')].map((one) => Number(one.value));
const load = async () => { const rows = await (await fetch('/api/orders?page=' + at)).json();
  $('#rows').innerHTML = rows.map((r) => '<tr><td><input type="checkbox" aria-label="Choose ' + r.id + '" value="' + r.id + '"></td><td>' + r.id + '</td><td>' + r.customer + '</td><td>' + r.total + ' EUR</td><td><button type="button" aria-haspopup="menu" aria-label="Actions for ' + r.id + '" data-id="' + r.id + '">⋯</button></td></tr>').join('');
  for (const one of document.querySelectorAll('[data-id]')) one.onclick = () => menu(one); };
const menu = (at) => { document.querySelector('[role=menu]')?.remove(); const list = document.createElement('div'); list.setAttribute('role', 'menu');
  for (const name of ['Edit note', 'Duplicate', 'Archive']) { const item = list.appendChild(document.createElement('button')); item.type = 'button'; item.setAttribute('role', 'menuitem'); item.textContent = name; item.onclick = () => { list.remove(); send('/api/orders/' + at.dataset.id + '/' + name.split(' ')[0].toLowerCase(), { id: at.dataset.id }); }; }
  at.after(list); };
$('#next').onclick = () => { at += 1; load(); };
$('#bulk').onclick = () => send('/api/orders/bulk', { ids: chosen(), status: 'packed' }); load();</script>`,
  );
};

const tables = () =>
  shown(
    'Cellbook',
    true,
    `<label>Import a file <input type="file" accept=".csv"></label><table id="t"></table><button type="button" id="clean">Remove duplicates</button><button type="button" id="go">Import</button><script>
let rows = []; $('[type=file]').onchange = async ({ target }) => { rows = (await target.files[0].text()).trim().split('\\n').map((line) => line.split(',')); $('#t').innerHTML = rows.map((r) => '<tr><td>' + r.join('<td>') ).join(''); };
$('#clean').onclick = () => { rows = [...new Map(rows.map((r) => [r.join(), r])).values()]; say('Cleaned'); };
$('#go').onclick = () => send('/api/sheets/9/import', { rows });</script>`,
  );

const account = () =>
  shown(
    'Settings',
    true,
    `<form id="f"><label>Language <select id="language"><option>English</option><option>Deutsch</option></select></label><label>Theme <select id="theme"><option>Light</option><option>Dark</option></select></label><label><input type="checkbox" id="digest"> Weekly digest by e-mail</label><button>Save changes</button></form><button type="button" role="switch" id="autoplay" aria-checked="true">Autoplay</button><script>
$('#f').onsubmit = (event) => { event.preventDefault(); send('/api/settings', { language: $('#language').value, theme: $('#theme').value, digest: $('#digest').checked }, 'PUT'); };
$('#autoplay').onclick = () => { $('#autoplay').ariaChecked = String($('#autoplay').ariaChecked !== 'true'); send('/api/settings/autoplay', { on: $('#autoplay').ariaChecked === 'true' }, 'PATCH'); };</script>`,
  );

const SITES = {
  ...publicErrands,
  [TAX]: tax,
  [PLANNER]: planner,
  [DESK]: desk,
  [BACKLOG]: backlog,
  [TABLES]: tables,
  [ACCOUNT]: account,
};

/** Hosts for `startSites({extra})`. */
export const errandSites = Object.fromEntries(
  Object.entries(SITES).map(([host, answer]) => [
    host,
    (request, world) => {
      const { method, path, body } = request;
      world.errands ??= [];
      if (method !== 'GET' && method !== 'OPTIONS') world.errands.push({ host, path, text: body });
      return answer(request, world) ?? json({});
    },
  ]),
);
