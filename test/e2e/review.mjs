// An order that is shown once more before it is given: one question for both steps, and none of it for another order.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patiently, pause } from '../agents/locate.mjs';
import { handMissing } from '../agents/person.mjs';
import { page, raw } from '../sites/html.mjs';
import { withPerson } from './by-hand.mjs';

const HOST = 'transfers.example';
const [PAYEE, OTHER] = ['IE29AIBK93115212345678', 'GB29NWBK60161331926819'];
const field = (label) => `<label>${label} <input name="${label.toLowerCase()}"></label>`;

test('a yes to an order covers its last step, once, in the page that it led to, and no other order', {
  timeout: 240_000,
  skip: handMissing(),
}, () => {
  const paid = [];
  let order = {};
  /** What the bank's page shows in the place of what was entered. */
  let shown = {};
  let isTold = false;
  const review = () =>
    isTold
      ? `<h1>Review</h1><p>You are sending <b>${order.amount}.00 EUR</b> to ${order.payee} (${order.iban}).</p><p>It arrives tomorrow.</p><form method="post" action="/pay"><button>Confirm transfer</button></form>`
      : `<h1>Review</h1><dl><dt>Payee<dd>${order.payee}<dt>IBAN<dd>${order.iban}<dt>Amount<dd>${order.amount} EUR</dl><form method="post" action="/pay"><button>Confirm transfer</button></form>`;
  const bank = ({ method, path, form }) => {
    if (path === '/review' && method === 'POST') order = { ...Object.fromEntries(form), ...shown };
    if (path === '/pay') paid.push(`${order.iban} ${order.amount}`);
    const body =
      path === '/review'
        ? review()
        : path === '/pay'
          ? 'Sent'
          : `<form method="post" action="/review">${['Payee', 'IBAN', 'Amount'].map(field).join('')}<button>Continue</button></form>`;
    return page({ title: 'Transfers', name: 'Transfers', body: raw(`<a href="/logout">Sign out</a>${body}`) });
  };
  return withPerson(
    async ({ hands, ask, approve, deny, page: ours }) => {
      const questions = async () => (await ask('popup.state', { tab: 0 })).questions.map(({ order: told }) => told);
      const enter = async (amount) => {
        await hands.goto(`http://${HOST}/`);
        await hands.fill({ label: 'Payee' }, 'Una Walsh');
        await hands.fill({ label: 'IBAN' }, PAYEE);
        await hands.fill({ label: 'Amount' }, amount);
        await hands.click({ button: 'Continue' });
        await patiently(ours.isAsking, 'the question', 10_000);
        assert.deepEqual(await questions(), [{ payee: `Una Walsh, ${PAYEE}`, amount: Number(amount) }]);
        await approve();
        await hands.click({ button: 'Continue' });
        await patiently(async () => /Review/.test(await hands.read()), 'the review', 10_000);
      };
      const isAskedAbout = async (payee, amount) => {
        const before = paid.length;
        await hands.click({ button: 'Confirm transfer' });
        await patiently(ours.isAsking, 'a question', 10_000);
        assert.deepEqual(await questions(), [{ payee: `Una Walsh, ${payee}`, amount }]);
        assert.equal(paid.length, before);
        await deny();
      };
      await enter('940');
      await hands.click({ button: 'Confirm transfer' });
      await patiently(() => paid.length > 0, 'the transfer', 10_000);
      await pause(800);
      assert.deepEqual(await questions(), []);
      assert.deepEqual(paid, [`${PAYEE} 940`]);
      // The same once more.
      await hands.goto(`http://${HOST}/review`);
      await isAskedAbout(PAYEE, 940);
      // Another page than the one it led to.
      await enter('50');
      await hands.goto(`http://${HOST}/review`);
      await isAskedAbout(PAYEE, 50);
      shown = { iban: OTHER };
      await enter('60');
      await isAskedAbout(OTHER, 60);
      shown = { amount: '6000' };
      await enter('70');
      await isAskedAbout(PAYEE, 6000);
      assert.equal(paid.length, 1);
      // In a sentence, too.
      isTold = true;
      await enter('80');
      await isAskedAbout(PAYEE, 6000);
      shown = {};
      await enter('90');
      await hands.click({ button: 'Confirm transfer' });
      await patiently(() => paid.length > 1, 'the transfer', 10_000);
      assert.deepEqual(await questions(), []);
      assert.deepEqual(paid.slice(1), [`${PAYEE} 90`]);
    },
    { extra: { [HOST]: bank } },
  );
});
