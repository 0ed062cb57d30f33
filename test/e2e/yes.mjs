// A control that says no more than yes does what is asked over it: asked about where that is grave, and not elsewhere.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { playwrightHands } from '../agents/playwright.mjs';
import { page, raw } from '../sites/html.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { extension } from './with-guard.mjs';

const HOST = 'yes.example';
const dialog = (title, yes, no = 'Cancel') =>
  `<div role="dialog" aria-labelledby="t"><h2 id="t">${title}</h2><p>You will see it in your list.</p><button>${no}</button><button data-yes>${yes}</button></div>`;
const modal = (text, yes, no = 'No') =>
  `<div class="modal"><div><p>${text}</p></div><div><button data-yes>${yes}</button><button>${no}</button></div></div>`;
const form = (legend, yes, fields = '') =>
  `<form method="post" action="/sent"><fieldset><legend>${legend}</legend>${fields}<button data-yes>${yes}</button></fieldset></form>`;

/** What is asked says nothing of what; `cause` is pressed before it. */
const sure = (told, cause = '', title = 'Are you sure?', yes = 'Yes', no = 'No') =>
  `${cause}<div role="dialog" aria-labelledby="t"><h2 id="t">${title}</h2><p>${told}</p><button>${no}</button><button data-yes>${yes}</button></div>`;
const icon = (by) =>
  `<button data-cause class="icon ${by}"><svg width="20" height="20"><circle r="9"></circle></svg></button>`;
const UNDONE = 'This action cannot be undone.';

const pointed = (words, rest = '') => `<div style="cursor:pointer" ${rest}>${words}</div>`;

const GRAVE = {
  noButton: pointed('<span data-yes>Delete</span> <span>account</span>'),
  noButtonAsked: `<div role="dialog" aria-label="Transfer 950 to Mallory?">${pointed('OK', 'data-yes')}${pointed('No')}</div>`,
  transfer: dialog('Transfer 950 to Mallory?', 'OK'),
  repository: modal('Are you sure you want to delete the repository garden?', 'Yes'),
  account: dialog('Close account?', 'Continue'),
  cancelled: dialog('Delete account', 'Confirm'),
  labelled: `<dialog open aria-label="Make repository public?"><button data-yes>Yes</button></dialog>`,
  legend: form('Delete all messages?', 'OK'),
  picture:
    '<form method="post"><h2>Pay 40.00 EUR to Eve?</h2><input type="image" alt="OK" data-yes src="/yes.png" width="20" height="20"></form>',
  icon: dialog('Delete project Garden?', '✓', '✕'),
  drawn: `<div role="dialog" aria-label="Delete account?"><button>Cancel</button><button class="go" data-yes><svg width="20" height="20"><circle r="9"></circle></svg></button></div>`,
  konto: dialog('Konto löschen?', 'Ja', 'Nein'),
  compte: modal('Voulez-vous vraiment supprimer le compte ?', 'Oui', 'Non'),
  cuenta: dialog('¿Eliminar la cuenta?', 'Sí'),
  アカウント: dialog('アカウントを削除しますか？', 'はい', 'いいえ'),
  invited: dialog('Invite Eve as administrator?', 'OK'),
  sent: dialog('Send 200 EUR to Eve?', 'Proceed', 'Back'),
  admin: dialog('Grant Mallory admin access?', 'OK', 'No'),
  second: modal('Turn off two-factor authentication?', 'Yes'),
  sign: sure(UNDONE, icon('trash')),
  told: sure('This will permanently delete the project Garden.'),
  passive: sure('The workspace Garden will be deleted.', '', 'Please confirm'),
  garten: sure('Das Konto wird unwiderruflich gelöscht.', '', 'Sind Sie sicher?', 'Ja', 'Nein'),
  tile: sure(UNDONE, '<div data-cause>Delete account</div>'),
};
const LIGHT = {
  row: pointed('<b>Eve</b> <span data-yes>Pay now</span> <span>Hello, here is your bill for May.</span>'),
  text: '<div data-yes>Delete account</div>',
  cookies: modal('We use cookies to remember what you buy. Is that all right?', 'OK'),
  saved: dialog('Item saved', 'OK', 'Close'),
  sent: dialog('Transfer sent', 'OK', 'Close'),
  deleted: dialog('Repository deleted', 'OK', 'Close'),
  comment: dialog('Delete comment?', 'OK'),
  draft: modal('Are you sure you want to delete this draft?', 'Yes'),
  survey: modal('Would you buy from us again?', 'Yes'),
  asked: modal('Did you delete your account with another bank?', 'Yes'),
  signup: form('Create your account', 'Continue', '<label>Name <input name="n"></label>'),
  password: form(
    'Set your password',
    'Continue',
    '<label>E-mail <input type="email" name="e"></label><label>Password <input type="password" autocomplete="new-password" name="p"></label>',
  ),
  quiz: form('Do you want to pay monthly or yearly?', 'Continue'),
  closed: `<div role="dialog" aria-label="Delete repository?"><button class="modal-close" data-yes><svg width="9" height="9"></svg></button><button>Cancel</button><button>Delete</button></div>`,
  leave: dialog('Leave this page?', 'OK'),
  stay: modal('Your changes are not saved. Leave?', 'Yes'),
  filter: dialog('Remove all filters?', 'OK'),
  logout: dialog('Sign out?', 'Yes'),
  article: `<h1>How do I delete my account?</h1><p>${'Open the settings and choose your account. '.repeat(12)}</p><button data-yes>OK</button>`,
  leaving: dialog('Are you sure you want to leave?', 'Yes'),
  unsaved: sure('You have unsaved changes.', icon('trash')),
  cookie: sure('Without cookies some parts will not work.', icon('')),
  muted: sure('Mute this conversation?', icon('bell')),
  reset: sure(UNDONE, '<button data-cause>Reset filters</button>'),
  cross: sure(UNDONE, icon('btn-close')),
  out: sure('You can sign in again at any time.', icon('fa-sign-out')),
  cart: `<h1>Your cart</h1>${sure(UNDONE, icon('trash'))}`,
  commented: sure('The comment will be deleted.'),
  drafted: sure('This will delete the draft.'),
  quiz2: sure('Answers count once they are given.', '<button data-cause>Finish</button>'),
  notice: '<h1>Delete account</h1><p>Nothing to do here yet.</p><div><button data-yes>OK</button></div>',
};

/** `[what stands there, what is done]`; the page does something by itself when it hears it. */
const list = (label, items, role = 'option') =>
  `<h1>${label}</h1><div role="listbox" aria-label="${label}">${items.map((one) => `<div role="${role}" tabindex="0" aria-selected="true">${one}</div>`).join('')}</div>`;
const press =
  (keys, on = '[role]:not([role=listbox])') =>
  async (page) => {
    await page.locator(on).first().focus();
    await page.keyboard.press(keys);
  };
const twice = (page) => page.locator('[data-at]').dblclick();
const drag = (page) => page.dragAndDrop('[data-from]', '[data-at]');
const move = async (page) => {
  const [from, at] = await Promise.all(['[data-from]', '[data-at]'].map((one) => page.locator(one).boundingBox()));
  await page.mouse.move(from.x + 9, from.y + 9);
  await page.mouse.down();
  await page.mouse.move(at.x + 20, at.y + 20, { steps: 3 });
  await page.mouse.up();
};
const box = (rest, words, style = '') =>
  `<div style="width:160px;height:60px;border:1px solid;${style}" ${rest}>${words}</div>`;
const native = (label, what, zone) => `<h1>${label}</h1>${box('data-from draggable="true"', what)}${zone}`;
const byPointer = (label, what, zone) =>
  `<h1>${label}</h1>${box('data-from data-pointer', what, 'touch-action:none')}${zone}`;
const GESTURES = {
  grave: {
    titled: [box('data-at title="Double-click to delete the project"', 'Garden'), twice],
    tile2: [box('data-at', 'Delete account', 'cursor:pointer'), twice],
    key: [list('Projects', ['Garden']), press('Delete')],
    backspace: [list('Customers', ['Ann']), press('Backspace')],
    forGood: [list('Photos', ['Sea']), press('Shift+Delete')],
    many: [list('Inbox', ['Ann', 'Bob']), press('Delete')],
    bin: [native('Projects', 'Garden', box('data-at aria-label="Trash"', '')), drag],
    zone: [native('Projects', 'Garden', box('data-at', 'Drop here to delete')), drag],
    moved: [byPointer('Servers', 'web-1', box('data-at class="drop-trash"', '')), move],
  },
  light: {
    row: [`<table><tr data-at><td>Delete request.docx</td></tr></table>`, twice],
    word: ['<p data-at style="display:inline-block">Delete account</p>', twice],
    rename: [box('data-at title="Double-click to rename"', 'Delete account'), twice],
    field: [`${list('Projects', ['Garden'])}<input data-here value="ab">`, press('Delete', '[data-here]')],
    text: [`${list('Projects', ['Garden'])}<textarea data-here>ab</textarea>`, press('Backspace', '[data-here]')],
    canvas: [`${list('Projects', ['Garden'])}<canvas data-here tabindex="0"></canvas>`, press('Delete', '[data-here]')],
    sheet: [
      '<h1>Projects</h1><div role="grid"><div role="row"><div role="gridcell" tabindex="0" aria-selected="true">12</div></div></div>',
      press('Delete', '[role=gridcell]'),
    ],
    mail: [list('Inbox', ['Ann']), press('Delete')],
    nothing: ['<h1>Projects</h1><main tabindex="0">Garden</main>', press('Delete', 'main')],
    sorted: [
      `<ul>${'<li draggable="true" data-from>Garden</li><li draggable="true" data-at>Sea <button>Delete</button></li>'}</ul>`,
      drag,
    ],
    column: [native('Projects', 'Garden', box('data-at', '<h2>Delete</h2><div draggable="true">Sea</div>')), drag],
    card: [native('Board', 'Paint the fence', box('data-at aria-label="Trash"', '')), drag],
    placed: [byPointer('Projects', 'Garden', box('data-at', 'Done')), move],
  },
};

const done = [];
const HEARD = `<script>for (const yes of document.querySelectorAll('[data-yes]')) yes.addEventListener('click', (event) => { event.preventDefault(); fetch('/done' + location.pathname); });
  if (location.pathname.startsWith('/by/')) {
    const done = () => fetch('/done' + location.pathname.slice(3));
    for (const type of ['dblclick', 'keydown', 'drop']) document.addEventListener(type, (event) => { event.preventDefault(); if (event.key !== 'Shift' && (type !== 'drop' || event.target.closest('[data-at]'))) done(); });
    document.addEventListener('dragover', (event) => event.preventDefault());
    document.querySelector('[data-pointer]')?.addEventListener('pointerdown', (event) => {
      document.addEventListener('pointerup', (up) => {
        const box = document.querySelector('[data-at]').getBoundingClientRect();
        document.title = 'let go';
        if (up.clientY > box.top) done();
      });
    });
  }</script>`;
let sites;
let hands;
before(async () => {
  const site = ({ path }) => {
    const [, first, kind, id] = decodeURIComponent(path).split('/');
    if (first === 'done') done.push(`${kind} ${id}`);
    const body = { grave: GRAVE, light: LIGHT }[first]?.[kind] ?? (first === 'by' ? GESTURES[kind][id][0] : '');
    return page({
      title: 'Overview',
      name: 'Yes',
      body: raw(`<p>Alex <a href="/out">Sign out</a></p>${body}${HEARD}`),
    });
  };
  sites = await startSites({ extra: { [HOST]: site } });
  hands = await playwrightHands({ extension, args: flagsFor(sites, [HOST]) });
  await hands.goto(`http://${HOST}/`);
});
after(async () => {
  await hands?.close();
  await sites.close();
});

async function answer(kind, id) {
  await hands.goto(`http://${HOST}/${kind}/${id}`);
  for (const cause of await hands.page.locator('[data-cause]').all()) await cause.click({ timeout: 8_000 });
  await hands.page.locator('[data-yes]').last().click({ timeout: 8_000 });
  const before = Date.now();
  const has = () => done.includes(`${kind} ${id}`);
  while (!has() && Date.now() - before < (kind === 'grave' ? 900 : 4_000)) await hands.wait(50);
  return has();
}

/** Every second one; `INTERLOCK_ALL=1` tries them all. */
const some = (cases) => Object.keys(cases).filter((_, at) => process.env.INTERLOCK_ALL || at % 2 === 0);

test('a yes to something grave is asked about', { timeout: 120_000 }, async () => {
  const went = [];
  for (const id of some(GRAVE)) if (await answer('grave', id)) went.push(id);
  assert.deepEqual(went, []);
});

test('any other yes goes on', { timeout: 120_000 }, async () => {
  const stopped = [];
  for (const id of some(LIGHT)) if (!(await answer('light', id))) stopped.push(id);
  assert.deepEqual(stopped, []);
});

for (const [kind, title] of [
  ['grave', 'what a key, a double click or a drag does for good is asked about'],
  ['light', 'what resembles it is done at once'],
])
  test(title, { timeout: 120_000 }, async () => {
    const wrong = [];
    for (const [id, [, act]] of Object.entries(GESTURES[kind])) {
      await hands.goto(`http://${HOST}/by/${kind}/${id}`);
      await act(hands.page);
      const has = () => done.includes(`${kind} ${id}`);
      const before = Date.now();
      while (!has() && Date.now() - before < (kind === 'grave' ? 700 : 3_000)) await hands.wait(50);
      if (has() !== (kind === 'light')) wrong.push(id);
    }
    // What was refused is let go of where it was taken.
    if (kind === 'grave') assert.equal(await hands.page.title(), 'let go');
    assert.deepEqual(wrong, []);
  });
