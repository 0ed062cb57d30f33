import { describe, expect, it } from 'vitest';
import { type Draft, deedIn, messageIn, orderIn } from '../../../src/observe/orders.ts';

const PAY = 'https://bank.test/api/payments';
const IBAN = 'GB29NWBK60161331926819';

describe('an order to pay', () => {
  it.each([
    ['a query', `to=${IBAN}&amount=500`],
    ['a query, encoded', `recipient=M.+Allory&account=9999+0000+1111+2222&amount=950%2C00`],
    ['JSON', JSON.stringify({ toIban: IBAN, amount: 500, currency: 'EUR' })],
    [
      'JSON within',
      JSON.stringify({ data: { creditor: { account: '40 72 55 80 19' }, instructedAmount: { amount: '12.50' } } }),
    ],
    [
      'GraphQL',
      JSON.stringify({
        query: 'mutation Pay($i: I!) { pay(i: $i) { id } }',
        variables: { i: { beneficiaryIban: IBAN, amountInCents: 50000 } },
      }),
    ],
    ['parts of a form', `csrf=8f2\nbeneficiary=M. Allory\niban=GB29 NWBK 6016 1331 9268 19\nbetrag=1.250,50 €`],
    ['a list', JSON.stringify([{ payee: '+447700900123@pay.test', amount: 20 }])],
    ['a coin', JSON.stringify({ to: '0x52908400098527886e0f7030069857d2e4169ee7', value: '0', amount: '1.5' })],
    ['Spanish', `beneficiario=Ana&cuenta=21000418450200051332&importe=40`],
    ['Japanese', JSON.stringify({ 受取人: 'ヤマダ', 口座: '1234567', 金額: '5000' })],
  ])('shows in %s', (_, body) => {
    expect(orderIn(PAY, body)).toBeDefined();
  });

  it.each([
    ['a mail', JSON.stringify({ to: 'ann@mail.test', subject: 'Lunch', body: 'Shall we say 12?' })],
    ['a cart', JSON.stringify({ item: 'mug', quantity: 2, price: 18.5, total: 37 })],
    ['an expense', JSON.stringify({ merchant: 'Lidl', amount: 12.4, category: 'food' })],
    ['a budget entry', JSON.stringify({ payee: 'Lidl', amount: 12.4, account: 'cash' })],
    ['a filter', `account=40725580193&amountMin=10&amountMax=500&page=2`],
    ['a search among one’s own', JSON.stringify({ ownAccount: IBAN, amount: 500 })],
    ['a statement’s range', JSON.stringify({ fromAccount: '40725580193', from: '2026-01-01', to: '2026-02-01' })],
    ['a delivery', `name=M.+Allory&phone=%2B447700900123&street=Hill+4&zip=20144`],
    ['what was measured', JSON.stringify({ events: [{ name: 'click', value: 12, t: 1_790_000_000_000 }] })],
    ['a booking', JSON.stringify({ guests: 4, phone: '+44 7700 900123', at: '2026-12-01T19:00' })],
    ['no number', 'to=ann&amount=some'],
    ['nothing', ''],
  ])('is not %s', (_, body) => {
    expect(orderIn('https://app.test/api/save', body)).toBeUndefined();
  });

  it.each(['/transfers/validate', '/api/quote', '/payments/fee', '/transfer/preview?x=1', '/t/event'])(
    'is not what is only asked about: %s',
    (path) => {
      expect(orderIn(`https://bank.test${path}`, `to=${IBAN}&amount=500`)).toBeUndefined();
    },
  );

  it('is known by what the page’s fields hold, whatever it calls them', () => {
    const draft: Draft = { payees: ['M. Allory'], amounts: [950] };
    expect(orderIn(PAY, JSON.stringify({ a: 'M. Allory', b: '950.00' }), () => draft)).toEqual({
      payee: 'M. Allory',
      amount: 950,
    });
    expect(orderIn(PAY, JSON.stringify({ a: 'M. Allory', b: 95_000 }), () => draft)).toEqual({
      payee: 'M. Allory',
      amount: 950,
    });
    expect(orderIn(PAY, JSON.stringify({ a: 'M. Allory', b: 12 }), () => draft)).toBeUndefined();
    expect(orderIn(PAY, JSON.stringify({ a: 'N. Allory', b: 950 }), () => draft)).toBeUndefined();
  });

  it('is the same deed however it is written', () => {
    const bodies = [`to=${IBAN}&amount=500`, JSON.stringify({ iban: 'gb29 nwbk 6016 1331 9268 19', amount: '500.00' })];
    const deeds = bodies.map((body) => deedIn(PAY, body, () => ({ payees: [], amounts: [] })));
    expect(new Set(deeds.map((deed) => `${deed?.purpose} ${deed?.key}`)).size).toBe(1);
  });

  it('is found, or not, in little time', () => {
    const long = JSON.stringify(Array.from({ length: 900 }, (_, i) => ({ name: `x${i}`, value: i })));
    const start = performance.now();
    for (let i = 0; i < 20; i++) orderIn(PAY, long);
    for (let i = 0; i < 20; i++) orderIn(PAY, 'amount='.repeat(2_500));
    expect(performance.now() - start).toBeLessThan(4_000);
  });
});

describe('a message', () => {
  it.each([
    ['JSON', JSON.stringify({ to: 'ann@mail.test', body: 'Lunch at 12?' })],
    ['a list of them', JSON.stringify({ message: { toRecipients: [{ address: 'ann@mail.test' }], subject: 'Hi' } })],
    ['a query', 'to=ann%40mail.test&text=Hello'],
    ['parts', 'csrf=1\nrecipient=ann@mail.test\nmessage=Hello there'],
  ])('shows in %s', (_, body) => {
    expect(messageIn('https://mail.test/send', body)).toBeDefined();
  });

  it.each([
    ['a sign-in', 'email=ann%40mail.test&password=x'],
    ['a profile', JSON.stringify({ email: 'ann@mail.test', name: 'Ann', note: 'x' })],
    ['a comment', JSON.stringify({ thread: 7, body: 'ask ann@mail.test' })],
    ['a search', 'q=to%3Aann%40mail.test&text=1'],
  ])('is not %s', (_, body) => {
    expect(messageIn('https://mail.test/x', body)).toBeUndefined();
  });

  it('is not a draft that is kept', () => {
    const body = JSON.stringify({ to: 'ann@mail.test', body: 'Lunch' });
    expect(messageIn('https://mail.test/api/drafts/7', body)).toBeUndefined();
  });
});
