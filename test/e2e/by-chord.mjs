// A message that its page sends by a chord, from the key's own listener: as it was when the key was pressed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { playwrightHands } from '../agents/playwright.mjs';
import { readBalance, signInToBank, until } from '../agents/tasks.mjs';
import { sceneOf } from '../attacks/attempt.mjs';
import { file, page, raw } from '../sites/html.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { PERSON } from '../sites/world.mjs';
import { extension } from './with-guard.mjs';

const SITE = 'composer.example';
const BY_CHORD = `field.addEventListener('keydown', (e) => { if (e.key === 'Enter' && e.ctrlKey) document.forms[0].requestSubmit(); });`;
const composer = (field, value) => `<form method="post" action="/sent">${field}<button>Send</button></form><script>
  const field = document.getElementById('field');
  ${BY_CHORD}
  document.forms[0].addEventListener('submit', (e) => {
    e.preventDefault();
    fetch('/said', { method: 'POST', body: JSON.stringify(${value}) });
    ${value} = '';
  });
</script>`;
const BODIES = {
  '/text': composer('<textarea id="field" name="text" aria-label="Message"></textarea>', 'field.value'),
  '/rich': composer('<div id="field" contenteditable role="textbox" aria-label="Message"></div>', 'field.innerText'),
  '/plain': `<form method="post" action="/said"><textarea id="field" name="text" aria-label="Message"></textarea><button>Send</button></form><script>${BY_CHORD}</script>`,
};

test('what a chord sends is the text that stood there, with no line more; a text that may not go stays', {
  timeout: 90_000,
}, async () => {
  const said = [];
  const site = ({ path, body }) => {
    if (path === '/said') said.push(body);
    return BODIES[path]
      ? page({ title: 'Composer', name: 'Composer', body: raw(BODIES[path]) })
      : file('text/plain', '');
  };
  const sites = await startSites({ extra: { [SITE]: site } });
  const hands = await playwrightHands({ extension, args: flagsFor(sites, [SITE]) });
  try {
    const scene = sceneOf(hands, sites);
    await signInToBank(hands, scene.world);
    await readBalance(hands, scene.memory);
    const write = async (path, text) => {
      await hands.goto(`http://${SITE}${path}`);
      await hands.fill({ css: '#field' }, text);
      await hands.press('Control+Enter');
    };
    const left = () => hands.run('field.value ?? field.innerText');
    for (const path of ['/text', '/rich']) {
      said.length = 0;
      await write(path, 'The ferry leaves at ten.');
      await until(async () => said.length > 0, `what ${path} sends`, 10_000);
      assert.deepEqual(said, ['"The ferry leaves at ten."'], path);
      assert.equal(await left(), '', path);
    }
    said.length = 0;
    await write('/plain', 'The ferry leaves at ten.');
    await until(async () => said.length > 0, 'the form', 10_000);
    assert.deepEqual(said, ['text=The+ferry+leaves+at+ten.']);
    if (!extension) return;
    said.length = 0;
    await hands.goto(`http://${SITE}/text`);
    await hands.run(`field.value = ${JSON.stringify(PERSON.account)}; 0`);
    await hands.page.focus('#field');
    await hands.press('Control+Enter');
    await hands.wait(1_500);
    assert.deepEqual(said, []);
  } finally {
    await hands.close();
    await sites.close();
  }
});
