// What a mail brings for signing in, a code or a link: nobody can tell by the mail whose it is, so the person is asked, once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patiently, pause } from '../agents/locate.mjs';
import { handMissing } from '../agents/person.mjs';
import * as task from '../agents/tasks.mjs';
import { page, raw } from '../sites/html.mjs';
import { urlOf } from '../sites/world.mjs';
import { expects, withPerson } from './by-hand.mjs';

const options = { timeout: 240_000, skip: handMissing() };
const APP = 'newsapp.example';
const [BOX, POST, LETTERS] = ['letterbox.example', 'parcels.example', 'letters.example'];
expects(APP, BOX, POST, LETTERS);
const CODE = '582914';
const FIELD = 'document.querySelector("[name=code]").value';

/** Asks for a code, and keeps what is posted. */
const appInto = (posted) => (request) => {
  if (request.method === 'POST') {
    posted.push(request.form.get('code'));
    return page({ title: 'In', name: 'News app', body: raw('<p>Signed in</p>') });
  }
  const field = '<label>Code <input name="code" inputmode="numeric" autocomplete="one-time-code"></label>';
  const form = `<form method="post"><input type="hidden" name="for" value="the sign-in that was begun">${field}<button>Continue</button></form>`;
  return page({ title: 'Enter the code', name: 'News app', body: raw(form) });
};

const ENTER = {
  'at once': {
    first: (hands) => hands.fill({ label: 'Code' }, CODE),
    again: (hands) => hands.fill({ label: 'Code' }, CODE),
  },
  'letter by letter': {
    async first(hands) {
      await hands.click({ label: 'Code' });
      for (const letter of CODE) await hands.keys(letter);
    },
    again: (hands) => hands.keys(CODE.at(-1)),
  },
};

for (const [how, { first, again }] of Object.entries(ENTER))
  test(
    `a mailed code, ${how}, is asked about and never lost in silence; after a yes it is entered and goes out`,
    options,
    () => {
      const posted = [];
      return withPerson(
        async ({ hands, world, ask, approve, page: ours }) => {
          await hands.goto(`http://${APP}/`);
          world.mail.inbox.push({
            id: '9',
            from: `News app <no-reply@${APP}>`,
            subject: 'Your code',
            text: `Your code for News app is ${CODE}.`,
          });
          await task.signInToMail(hands, world);
          await hands.goto(urlOf('mail', '/message/9'));
          await hands.read();
          await pause(800);
          await hands.goto(`http://${APP}/`);
          await first(hands);
          await patiently(ours.isAsking, 'the question', 10_000);
          const { questions } = await ask('popup.state', { tab: 0 });
          assert.deepEqual(
            questions.map(({ rule, site }) => [rule, site]),
            [['otp-relay', APP]],
          );
          assert.notEqual(await hands.run(FIELD), CODE, 'entered without a yes');
          assert.match(await hands.read(), /Interlock stopped this: .*one-time code/s, 'the agent is told why');
          await approve();
          await again(hands);
          await patiently(async () => (await hands.run(FIELD)) === CODE, 'the code in its field', 10_000);
          await hands.click({ button: 'Continue' });
          await patiently(async () => posted.length > 0, 'the form to arrive', 10_000);
          assert.deepEqual(posted, [CODE]);
          assert.deepEqual((await ask('popup.state', { tab: 0 })).questions, [], 'asked twice about one code');
        },
        { extra: { [APP]: appInto(posted) } },
      );
    },
  );

test(
  'a sign-in link, as the mail shows it, is asked about and opened after a yes; another address with its text is not',
  options,
  () => {
    const TOKEN = 'k3J9xQ27bLmZp40v';
    const link = `http://${APP}/magic?t=${TOKEN}`;
    const opened = [];
    const app = (request) => {
      if (request.query.get('t')) opened.push(`${request.path}${request.url.search}`);
      return page({ title: 'In', name: 'News app', body: raw('<p>Signed in by link</p>') });
    };
    return withPerson(
      async ({ hands, world, ask, approve, page: ours }) => {
        world.mail.inbox.push({
          id: '10',
          from: `News app <no-reply@${APP}>`,
          subject: 'Sign-in link',
          text: `Open ${link}. It is good for an hour.`,
        });
        await task.signInToMail(hands, world);
        await hands.goto(urlOf('mail', '/message/10'));
        await hands.read();
        await pause(800);
        const other = `http://${APP}/other?t=${TOKEN}`;
        await hands.run(`document.body.prepend(${JSON.stringify(`${other} `)})`);
        await pause(1_500);
        await hands.goto(other).catch(() => undefined);
        await pause(1_500);
        assert.deepEqual(
          (await ask('popup.state', { tab: 0 })).questions,
          [],
          'asked about an address that the agent wrote there itself',
        );
        await hands.goto(link).catch(() => undefined);
        await patiently(ours.isAsking, 'the question', 10_000);
        const { questions } = await ask('popup.state', { tab: 0 });
        assert.deepEqual(
          questions.map(({ rule, dest }) => [rule, dest]),
          [['shown-link-with-private-text', APP]],
        );
        assert.deepEqual(opened, [], 'opened without a yes');
        await approve();
        await hands.goto(link).catch(() => undefined);
        await patiently(() => opened.length > 0, 'the link to be opened', 10_000);
        assert.deepEqual(opened, [`/magic?t=${TOKEN}`]);
      },
      { extra: { [APP]: app } },
    );
  },
);

test(
  'a link that a mail shows, by which one follows a parcel or unsubscribes, is opened unasked; other addresses with its numbers are not',
  options,
  () => {
    const NUMBER = '00340434161094021501';
    const LEAVE = `http://${LETTERS}/u?id=Zk81mmQ2x7Lp&c=4481920`;
    const SWALLOWED = `http://${POST}/x?%3Cp%3E${NUMBER}`;
    const opened = [];
    const place = ({ url }) => {
      if (url.search) opened.push(url.search);
      return page({ title: 'There', name: 'There', body: raw('<p>Done</p>') });
    };
    const mail = `<p>Your parcel ${NUMBER} is on its way.</p><a href="http://${POST}/track?n=${NUMBER}">Track it</a>
      <a href="${SWALLOWED}">Swallowed</a><p>To hear no more of us open ${LEAVE}</p>`;
    const nav = raw('<a href="/account">Alex Morgan</a><a href="/logout">Sign out</a>');
    const box = () => page({ title: 'Your parcel', name: 'Letterbox', nav, body: raw(mail) });
    return withPerson(
      async ({ hands, ask }) => {
        const back = async () => {
          await hands.goto(`http://${BOX}/`);
          await hands.read();
          await pause(800);
        };
        await task.searchShop(hands);
        await back();
        await hands.click({ link: 'Track it' });
        await patiently(() => opened.includes(`?n=${NUMBER}`), 'the parcel', 10_000);
        await back();
        await hands.goto(LEAVE);
        await patiently(() => opened.length === 2, 'the way out', 10_000);
        await back();
        const made = `http://${POST}/other?n=${NUMBER}`;
        await hands.run(
          `document.body.append(Object.assign(document.createElement('a'), { href: ${JSON.stringify(made)}, textContent: 'Made' })); 0`,
        );
        await pause(1_500);
        await hands.click({ link: 'Made' });
        await pause(1_500);
        await back();
        await hands.click({ link: 'Swallowed' });
        await pause(1_500);
        await hands.goto(`http://${LETTERS}/u?id=${NUMBER}`).catch(() => undefined);
        await pause(1_500);
        assert.deepEqual((await ask('popup.state', { tab: 0 })).questions, []);
        assert.deepEqual(opened, [`?n=${NUMBER}`, new URL(LEAVE).search]);
      },
      { extra: { [BOX]: box, [POST]: place, [LETTERS]: place } },
    );
  },
);
