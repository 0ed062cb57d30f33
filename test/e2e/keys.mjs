// What is typed while the worker still judges what came before it: in its order, or not at all.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { playwrightHands } from '../agents/playwright.mjs';
import { readBalance, signInToBank, until } from '../agents/tasks.mjs';
import { sharedBrowser } from '../attacks/attempt.mjs';
import { file, page, raw } from '../sites/html.mjs';
import { PERSON } from '../sites/world.mjs';
import { extension } from './with-guard.mjs';

const SITE = 'typed.example';
const CHAT = `<input id="field" aria-label="Message"><script>
  const say = (path, body) => fetch(path, { method: 'POST', body, keepalive: true });
  field.addEventListener('keydown', (e) => { if (e.key === 'Enter') { say('/said', field.value); field.value = ''; } });
</script>`;
const FORM = `<form action="/sent" method="post"><input name="q" id="field" aria-label="Words"><button>Send</button></form>`;
const CELL = `<input id="field" aria-label="Cell"><button type="button" id="next">Next</button><script>
  field.addEventListener('change', () => fetch('/said', { method: 'POST', body: field.value }));
</script>`;
const TEXT = `<textarea id="field" aria-label="Text"></textarea>`;
const RICH = `<div id="field" contenteditable role="textbox" aria-label="Text"></div>`;
/** An editor that draws its text itself, and hears of it from the browser's EditContext. */
const DRAWN = `<div id="field" tabindex="0" style="min-height:3rem;white-space:pre"></div><script>
  const context = new EditContext();
  const put = (text, at) => { context.updateText(at, at, text); context.updateSelection(at + text.length, at + text.length); draw(); };
  const draw = () => { field.textContent = context.text; };
  field.addEventListener('keydown', (e) => { if (e.key === 'ArrowLeft') context.updateSelection(context.selectionStart - 1, context.selectionStart - 1); });
  field.addEventListener('beforeinput', (e) => { if (e.inputType === 'insertParagraph') put('\\n', context.selectionStart); });
  context.addEventListener('textupdate', draw);
  field.editContext = context;
</script>`;
const LISTENS = `<h1>Hello</h1><script>
  let heard = '';
  addEventListener('keydown', (e) => { heard += e.key; if (heard.length >= ${PERSON.account.length}) fetch('/said', { method: 'POST', body: heard }); }, true);
</script>`;
const HEARS = `<p id="field">Hello</p><script>let heard = ''; addEventListener('keydown', (e) => { heard += e.key; }, true);</script>`;
const BODIES = {
  '/chat': CHAT,
  '/form': FORM,
  '/cell': CELL,
  '/text': TEXT,
  '/rich': RICH,
  '/drawn': DRAWN,
  '/listens': LISTENS,
  '/hears': HEARS,
};

const said = [];
const site = ({ path: asked, body }) => {
  if (asked === '/said' || asked === '/sent') said.push(body);
  return BODIES[asked] ? page({ title: 'Typed', name: 'Typed', body: raw(BODIES[asked]) }) : file('text/plain', '');
};
const browser = (more) => sharedBrowser(playwrightHands, { extension, extra: { [SITE]: site }, ...more });

/** An agent that has read its bank account. */
async function begin(scene) {
  await signInToBank(scene.hands, scene.world);
  await readBalance(scene.hands, scene.memory);
  return scene;
}

/** Puts it on a page of `SITE`, where `slowly` does something while our worker can't answer. */
async function on(path, { hands }) {
  const tab = hands.page;
  const worker = hands.context.serviceWorkers().find((one) => one.url().includes(hands.id));
  const slowly = async (work, ms = 2_000) => {
    const blocks = (length) => {
      for (const end = performance.now() + length; performance.now() < end; );
    };
    const busy = worker?.evaluate(blocks, ms);
    await hands.wait(30);
    await work();
    await busy;
  };
  await hands.goto(`http://${SITE}${path}`);
  await tab.focus('#field');
  await hands.wait(400);
  said.length = 0;
  return { tab, keys: tab.keyboard, slowly, said, hands };
}

const alone = browser({ forgets: true });
after(() => alone.close());

/** For what is stopped, and known of from then on. */
const typing = (path, tell) => alone.within(async (scene) => tell(await on(path, await begin(scene))));

describe('honest typing after a private read', () => {
  const shared = browser();
  let scene;
  before(async () => {
    scene = await begin(await shared.scene());
  });
  after(() => shared.close());

  test('Enter says that a field has changed, once, though the text before it was held', {
    timeout: 60_000,
  }, async () => {
    const { tab, keys, slowly, said } = await on('/cell', scene);
    await slowly(async () => {
      await keys.insertText('=SUM(C1:C200)');
      await keys.press('Enter');
    });
    await until(async () => said.length > 0, 'the change');
    await keys.press('Enter');
    await tab.focus('#next');
    await tab.focus('#field');
    await keys.type('+1');
    await tab.focus('#next');
    await until(async () => said.length > 1, 'the next change');
    assert.deepEqual(said, ['=SUM(C1:C200)', '=SUM(C1:C200)+1']);
  });

  test('Enter finds the text that was put in before it, on a page that sends by its own listener', {
    timeout: 60_000,
  }, async () => {
    const { keys, slowly, said } = await on('/chat', scene);
    await slowly(async () => {
      await keys.insertText('See you at noon');
      await keys.press('Enter');
    });
    await until(async () => said.length > 0, 'the message');
    assert.deepEqual(said, ['See you at noon']);
  });

  test('Enter sends a form with the text that was put in before it, once', { timeout: 60_000 }, async () => {
    const { keys, slowly, said, hands } = await on('/form', scene);
    await slowly(async () => {
      await keys.insertText('blue mugs');
      await keys.press('Enter');
    });
    await until(async () => said.length > 0, 'the form');
    await hands.wait(500);
    assert.deepEqual(said, ['q=blue+mugs']);
  });

  test('a key whose text a tool sends apart from it types that text, once', { timeout: 60_000 }, async () => {
    const { tab, keys, slowly } = await on('/text', scene);
    const protocol = await tab.context().newCDPSession(tab);
    const strike = async (key, text) => {
      for (const event of [
        { type: 'keyDown', key },
        { type: 'char', text },
        { type: 'keyUp', key },
      ])
        await protocol.send('Input.dispatchKeyEvent', event);
    };
    await slowly(async () => {
      await keys.insertText('alex');
      for (const [key, text] of [['2', '@'], ...[...'quick.example'].map((one) => [one, one]), ['Enter', '\r']])
        await strike(key, text);
    });
    await until(async () => (await tab.evaluate('field.value')).endsWith('\n'), 'the text');
    assert.equal(await tab.evaluate('field.value'), 'alex@quick.example\n');
  });

  for (const [path, read, line] of [
    ['/text', 'field.value', 'One two\nthree4!'],
    ['/drawn', 'field.textContent', 'One two\nthree4!'],
    ['/rich', 'field.innerText.replace(/\\n+/g, "\\n")', 'One two\nthree4!'],
  ])
    test(`letters, erasing and moving keep their order: ${path}`, { timeout: 60_000 }, async () => {
      const { tab, keys, slowly } = await on(path, scene);
      await slowly(async () => {
        await keys.insertText('One two');
        await keys.press('Enter');
        await keys.type('threee');
        await keys.press('Backspace');
        await keys.type('!');
        await keys.press('ArrowLeft');
        await keys.type('4');
      });
      await until(async () => (await tab.evaluate(read)) === line, 'the text').catch(() => undefined);
      assert.equal(await tab.evaluate(read), line);
    });
});

test('what is typed behind a text that is refused goes with it', { timeout: 60_000 }, () =>
  typing('/chat', async ({ tab, keys, slowly, said, hands }) => {
    await slowly(async () => {
      await keys.insertText(PERSON.account);
      await keys.type('and more');
      await keys.press('Enter');
    });
    await hands.wait(1_500);
    assert.deepEqual(said, []);
    assert.equal(await tab.inputValue('#field'), '');
    // A busy machine is a while at it.
    const comesThrough = async () => {
      await keys.type('x');
      await hands.wait(500);
      return (await tab.inputValue('#field')) !== '';
    };
    await until(comesThrough, 'another text');
    await keys.type('later');
    await keys.press('Enter');
    await until(async () => said.length > 0, 'what is typed after that');
    assert.match(said.join(), /^x+later$/);
  }),
);

const digits = (text) => text.replaceAll(/\D/g, '');

function isNoMoreThanItsBeginning(heard) {
  assert.ok(digits(heard).length < digits(PERSON.account).length, 'the number was typed');
  assert.ok(digits(PERSON.account).startsWith(digits(heard)), `there is ${heard}`);
}

/** Without a pause, and with pauses; one of them each, `INTERLOCK_ALL=1` both. */
const delays = (usual) => (process.env.INTERLOCK_ALL ? [60, 450] : [usual]);

for (const delay of delays(450))
  test(
    `of a number of which a key is refused nothing comes after that, a key each ${delay} ms`,
    {
      timeout: 60_000,
    },
    () =>
      typing('/text', async ({ tab, keys, hands }) => {
        const typed = () => tab.inputValue('#field');
        await keys.type(PERSON.account, { delay });
        // Another text, after all that was.
        await hands.wait(1_000);
        await keys.type('z');
        await until(async () => (await typed()).endsWith('z'), 'another text');
        isNoMoreThanItsBeginning(await typed());
      }),
  );

for (const delay of delays(60))
  test(`nor is it heard where there is no field, a key each ${delay} ms`, { timeout: 60_000 }, () =>
    typing('/hears', async ({ tab, keys }) => {
      await keys.type(PERSON.account, { delay });
      await keys.type('z');
      await until(async () => (await tab.evaluate('heard')).endsWith('z'), 'another key');
      isNoMoreThanItsBeginning(await tab.evaluate('heard'));
    }),
  );

test(
  'keys typed before a page knows who is here are heard by nobody, and don’t carry an account number away',
  {
    timeout: 60_000,
  },
  () =>
    typing('/chat', async ({ tab, keys, slowly, said, hands }) => {
      await slowly(async () => {
        await tab.evaluate("location.href = '/listens'").catch(() => undefined);
        await tab.waitForURL('**/listens', { waitUntil: 'commit' });
        await keys.type(PERSON.account);
      });
      await hands.wait(1_500);
      assert.ok(!said.some((text) => text.includes(PERSON.account)), 'the page heard the account number');
    }),
);
