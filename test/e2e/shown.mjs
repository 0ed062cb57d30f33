// What a person is asked about, word by word: in their window, and nowhere else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patiently } from '../agents/locate.mjs';
import { handMissing } from '../agents/person.mjs';
import { urlOf } from '../sites/world.mjs';
import { ASKS, withPerson } from './by-hand.mjs';

const options = { timeout: 120_000, skip: handMissing() };

const TEXT = 'The ferry leaves at ten';

test(
  'the window shows what is about to be sent, of which field; a debugged page of ours, what is stored and the log do not',
  options,
  () =>
    withPerson(async ({ hands, ask, deny, page }) => {
      assert.equal((await ask('popup.import', { text: ASKS })).ok, true);
      await hands.goto(urlOf('forum', '/thread/mug'));
      await hands.fill({ label: 'Your name' }, 'alex');
      await hands.fill({ label: 'Your reply' }, TEXT);
      await hands.click({ button: 'Post reply' });
      const shown = () => page.read("document.querySelector('.given')?.innerText ?? ''", '/popup/ask.html');
      await patiently(async () => (await shown()) !== '', 'the question', 10_000);
      const words = (await shown()).replace(/\s+/g, ' ');
      assert.match(words, /“Your reply” “The ferry leaves at ten”/);
      assert.match(words, /“Post reply”/);

      const state = await ask('popup.state', { tab: 0 });
      assert.equal(state.questions.length, 1, 'nobody was asked');
      assert.equal(JSON.stringify(state).includes(TEXT), false, 'a page that an agent may read along in was told');
      const stored = await page.stored();
      assert.ok(stored.includes('ask-before-posting'), 'nothing of the question is stored');
      assert.equal(stored.includes(TEXT), false, 'the text is stored');
      await deny();
      assert.equal((await ask('popup.exportAudit', {})).text.includes(TEXT), false, 'the text is in the log');
    }),
);
