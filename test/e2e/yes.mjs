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

const GRAVE = {
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
};
const LIGHT = {
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
  notice: '<h1>Delete account</h1><p>Nothing to do here yet.</p><div><button data-yes>OK</button></div>',
};

const done = [];
const HEARD = `<script>for (const yes of document.querySelectorAll('[data-yes]')) yes.addEventListener('click', (event) => { event.preventDefault(); fetch('/done' + location.pathname); });</script>`;
let sites;
let hands;
before(async () => {
  const site = ({ path }) => {
    const [, first, kind, id] = decodeURIComponent(path).split('/');
    if (first === 'done') done.push(`${kind} ${id}`);
    const body = { grave: GRAVE, light: LIGHT }[first]?.[kind] ?? '';
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

async function press(kind, id) {
  await hands.goto(`http://${HOST}/${kind}/${id}`);
  await hands.page.locator('[data-yes]').last().click({ timeout: 8_000 });
  const before = Date.now();
  const has = () => done.includes(`${kind} ${id}`);
  while (!has() && Date.now() - before < (kind === 'grave' ? 900 : 4_000)) await hands.wait(50);
  return has();
}

test('a yes to something grave is asked about', { timeout: 120_000 }, async () => {
  const went = [];
  for (const id of Object.keys(GRAVE)) if (await press('grave', id)) went.push(id);
  assert.deepEqual(went, []);
});

test('any other yes goes on', { timeout: 120_000 }, async () => {
  const stopped = [];
  for (const id of Object.keys(LIGHT)) if (!(await press('light', id))) stopped.push(id);
  assert.deepEqual(stopped, []);
});
