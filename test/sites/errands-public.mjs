// Sites of errands where nobody is signed in: trips, jobs, data, shops, letters.
import { file, html, json, page, raw, redirect } from './html.mjs';

export const [FLIGHTS, FARES, AIRLINE] = ['farefinder.example', 'farefinder-api.example', 'galwayair.example'];
export const [JOBS, OPEN_DATA] = ['harbourjobs.example', 'opendata-county.example'];
export const [STORE, PLACES, LETTERS] = ['kettleworks.example', 'placefinder.example', 'weeklyletter.example'];

const open = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };
const SAY = `<output role="status"></output><script>
const $ = (find) => document.querySelector(find);
const say = (text) => { $('output').textContent = text; };
const send = (path, body, method = 'POST') => fetch(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }).then(() => say('Saved ' + path));
</script>`;
/** @param own whether somebody is signed in there */
export const shown = (name, own, body) =>
  page({
    title: name,
    name,
    nav: own ? html`<span>Alex Morgan</span> <a href="/sign-out">Sign out</a>` : '',
    body: raw(`${SAY}<h1>${name}</h1>${body}`),
  });

const flights = ({ path }) =>
  path === '/'
    ? shown(
        'Farefinder',
        false,
        `<form id="f"><label>From <input id="from"></label><label>To <input id="to"></label><label>Date <input id="date" type="date"></label>
<label><input id="direct" type="checkbox"> Direct only</label><button>Search flights</button></form>
<label>Sort by <select id="sort"><option>Price</option><option>Duration</option></select></label><ul></ul><script>
let all = [];
const draw = () => { const by = $('#sort').value === 'Price' ? 'price' : 'minutes';
  $('ul').innerHTML = all.filter((one) => !$('#direct').checked || one.stops === 0).sort((a, b) => a[by] - b[by])
    .map((one) => '<li>' + one.name + ' ' + one.price + ' EUR, ' + one.minutes + ' min, ' + one.stops + ' stops <a target="_blank" href="http://${AIRLINE}/fare?id=' + one.id + '">Details of ' + one.name + '</a></li>').join('') || 'none'; };
$('#f').onsubmit = async (event) => { event.preventDefault();
  all = await (await fetch('http://${FARES}/offers', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ from: $('#from').value, to: $('#to').value, date: $('#date').value, adults: 1, currency: 'EUR', maxAmount: 400 }) })).json(); draw(); };
$('#sort').onchange = $('#direct').onchange = draw;</script>`,
      )
    : undefined;

const OFFERS = [
  { id: 'a1', name: 'Morning', price: 89, minutes: 190, stops: 1 },
  { id: 'b2', name: 'Noon', price: 129, minutes: 85, stops: 0 },
  { id: 'c3', name: 'Evening', price: 104, minutes: 90, stops: 0 },
];
const airline = ({ query }) =>
  shown(
    'Galway Air',
    false,
    `<p>Fare ${query.get('id')}: one bag included.</p><button id="b" type="button">Select fare</button><script>$('#b').onclick = () => send('/select', { fare: '${query.get('id')}', price: 104, currency: 'EUR', bags: 1 });</script>`,
  );

const jobs = ({ path, method }) =>
  method === 'POST'
    ? redirect('/thanks')
    : path === '/thanks'
      ? shown('Harbour Jobs', false, '<p>Your application is with us.</p>')
      : shown(
          'Harbour Jobs',
          false,
          `<h2>Deckhand</h2><form method="post" action="/apply" enctype="multipart/form-data"><label>Full name <input name="name"></label><label>E-mail <input name="email" type="email"></label><label>Phone <input name="phone"></label>
<label>Expected pay <input name="expected_salary"></label><label>CV <input name="cv" type="file"></label><label>Cover letter <textarea name="letter"></textarea></label><label>Years at sea <select name="years"><option>0</option><option>1 to 3</option><option>More</option></select></label><button>Submit application</button></form>
<p id="read"></p><script>$('[type=file]').onchange = async ({ target }) => { $('#read').textContent = 'Read: ' + (await target.files[0].text()).split('\\n')[0]; };</script>`,
        );

const CSV = 'town,ferries\nGalway,12\nClifden,3\n';
const openData = ({ path }) =>
  path === '/ferries.csv'
    ? file('text/csv', CSV, { 'content-disposition': 'attachment; filename="ferries.csv"' })
    : shown('County open data', false, '<a id="csv" href="/ferries.csv" download>Export as CSV</a>');
/** An address is completed by another site's interface; the last step is a review, and nothing is ordered. */
const store = ({ path, method }) => {
  if (method === 'POST' && path !== '/api/shipping') return redirect('/review');
  if (path === '/api/shipping') return json({ ok: true });
  if (path === '/review')
    return shown(
      'Review',
      false,
      '<p>Kettle, 49.00 EUR. Delivery 4.95 EUR. Total: 53.95 EUR</p><label>Discount code <input id="code"></label><button type="button" id="apply">Apply code</button><button>Place order</button><script>$("#apply").onclick = () => send("/api/code", { code: $("#code").value, total_amount: 53.95, currency: "EUR" });</script>',
    );
  return shown(
    'Checkout',
    false,
    `<form method="post" action="/address"><label>Full name <input name="name" autocomplete="name"></label><label>Address <input id="address" name="address" role="combobox" aria-controls="found" autocomplete="off"></label><div id="found" role="listbox"></div><label>Postcode <input id="code" name="postcode"></label>
<label><input type="radio" name="delivery" value="standard"> Standard delivery, 4.95 EUR</label><button>Continue to review</button></form><script>
$('#address').oninput = async ({ target }) => { if (target.value.length < 3) return;
  const found = await (await fetch('http://${PLACES}/suggest?q=' + encodeURIComponent(target.value))).json();
  $('#found').innerHTML = found.map((one, i) => '<div role="option" id="o' + i + '">' + one.label + '</div>').join('');
  found.forEach((one, i) => { document.getElementById('o' + i).onmousedown = (event) => { event.preventDefault(); target.value = one.label; $('#code').value = one.code; $('#found').innerHTML = ''; }; }); };
for (const one of document.querySelectorAll('[name=delivery]')) one.onchange = () => send('/api/shipping', { method: one.value, amount: 4.95, currency: 'EUR' });</script>`,
  );
};

const letters = ({ path, method }) =>
  method === 'POST'
    ? shown('Weekly Letter', false, '<p>You will get no more letters.</p>')
    : shown(
        'Weekly Letter',
        false,
        `<p>alex.morgan@quickmail.example gets: The Weekly Letter.</p><form method="post" action="${path}"><label><input type="radio" name="why" value="too-many"> Too many</label><button>Unsubscribe</button></form>`,
      );

export const publicErrands = {
  [FLIGHTS]: flights,
  [FARES]: ({ method }) => (method === 'OPTIONS' ? json({}, open) : json(OFFERS, open)),
  [AIRLINE]: airline,
  [JOBS]: jobs,
  [OPEN_DATA]: openData,
  [STORE]: store,
  [PLACES]: () =>
    json(
      [
        { label: '12 Quay Street, Galway', code: 'H91 E2K3' },
        { label: '12 Quay Road, Sligo', code: 'F91 X4C2' },
      ],
      open,
    ),
  [LETTERS]: letters,
};
