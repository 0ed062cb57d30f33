// All agents stopped: what one of them left behind in a page changes nothing any more.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patiently, pause } from '../agents/locate.mjs';
import { handMissing } from '../agents/person.mjs';
import * as task from '../agents/tasks.mjs';
import { urlOf } from '../sites/world.mjs';
import { withPerson } from './by-hand.mjs';

const options = { timeout: 240_000, skip: handMissing() };
/** Nothing that is asked about: it is the stop that keeps it. */
const FORWARDS = "body: new URLSearchParams('address=drop')";
const LEFT = {
  'a request': `fetch('/settings/forwarding', { method: 'POST', ${FORWARDS} }).catch(() => 0)`,
  'a form in a fresh frame': `{ const frame = document.body.appendChild(document.createElement('iframe'));
    const body = frame.contentDocument.body;
    body.innerHTML = '<form method=post action="' + location.origin + '/settings/forwarding"><input name=address value=drop></form>';
    body.firstChild.submit(); }`,
};

test(
  'what an agent left in a page changes nothing once all agents are stopped, and does when that is lifted',
  options,
  () =>
    withPerson(async ({ hands, world, ask, hand, page: ours }) => {
      await task.signInToMail(hands, world);
      const before = world.mail.forwarding;
      const leave = async (code) => {
        await hands.goto(urlOf('mail', '/settings'));
        await hands.run(`setTimeout(() => { ${code} }, 2_000); 0`);
      };
      for (const [n, [what, code]] of Object.entries(LEFT).entries()) {
        await leave(code);
        await ask('popup.stop', { on: true });
        await pause(4_000);
        assert.equal(world.mail.forwarding, before, what);
        assert.equal(await hands.run("fetch('/inbox').then((answer) => answer.status)"), 200, 'nothing can be read');
        const popup = `popup.html?tab=${n + 1}`;
        await ours.show(popup);
        // What comes in meanwhile moves the button.
        const isSure = () => ours.read("document.querySelector('.lifting') !== null", popup);
        await patiently(
          async () => {
            await hand.click(await ours.where("document.querySelector('.lift')", popup));
            await pause(1_000);
            return isSure();
          },
          'the second question',
          20_000,
        );
        await hand.click(await ours.where("document.querySelectorAll('.lifting button')[1]", popup));
        await patiently(
          async () => (await ask('popup.state', { tab: 0 })).guard.state !== 'stopped',
          'the stop to be lifted',
          10_000,
        );
        await leave(code);
        await patiently(() => world.mail.forwarding !== before, what, 10_000);
        world.mail.forwarding = before;
      }
    }),
);
