import { describe, expect, it } from 'vitest';
import { messageIn } from '../../../src/observe/messages.ts';
import { type Draft, deedIn, orderIn } from '../../../src/observe/orders.ts';

const PAY = 'https://bank.test/api/payments';
const IBAN = 'GB29NWBK60161331926819';

describe('an order to pay', () => {
  it.each([
    ['a query', `to=${IBAN}&amount=500`],
    ['a query, encoded', `recipient=M.+Allory&account=9999+0000+1111+2222&amount=950%2C00`],
    ['a query of one thing, encoded', `order%5Biban%5D=${IBAN}&order%5Bamount%5D=500`],
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
    [
      'GraphQL, its values in the text',
      JSON.stringify({ query: `mutation{createTransfer(iban:"${IBAN}",amount:500){id}}` }),
    ],
    ['JSON in a field', `csrf=8f2&payload=${encodeURIComponent(JSON.stringify({ to: IBAN, amount: 500 }))}`],
    ['JSON in JSON', JSON.stringify({ req: JSON.stringify({ to: IBAN, amount: 500 }) })],
    ['base64 in JSON', JSON.stringify({ d: btoa(JSON.stringify({ to: IBAN, amount: 500 })) })],
    ['base64', btoa(JSON.stringify({ to: IBAN, amount: 500 }))],
    ['a signed token', `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify({ to: IBAN, amount: 500 }))}.c2ln`],
    [
      'XML',
      `<?xml version="1.0"?><Document><Amt><InstdAmt Ccy="EUR">500</InstdAmt></Amt><CdtrAcct><IBAN>${IBAN}</IBAN></CdtrAcct></Document>`,
    ],
    ['a table in a file', `csrf=1\nfile=batch.csv\niban;amount\n${IBAN};500`],
    ['a table', `iban,name,amount\n${IBAN},"M. Allory",500.00\n`],
    ['a payee under another’s name', JSON.stringify({ to: `City Electricity${' '.repeat(300)}${IBAN}`, amount: 500 })],
    ['a name, with a currency', JSON.stringify({ recipient: 'Eve Evil', amount: 500, currency: 'EUR' })],
    ['a handle', JSON.stringify({ to: '@eve', amount: 500 })],
    ['an account’s number within', JSON.stringify({ toAccountId: 991_823, amount: 500 })],
    ['somebody saved', JSON.stringify({ payeeId: 5, amount: 500 })],
    ['wide letters', JSON.stringify({ to: IBAN, amount: 500 }).replace(/./g, '$&\0')],
    ['a creditor', JSON.stringify({ beneficiary: 'Eve Ltd', betrag: '1.000,00' })],
    ...['+5000', '1.0e3', '1e6', '0x1388', '５０００', '٥٠٠٠', '50\u200b00'].map((amount): [string, string] => [
      `a sum as ${amount}`,
      JSON.stringify({ to: IBAN, amount }),
    ]),
    ['a sum in words', JSON.stringify({ to: IBAN, amount: 'five hundred euros' })],
    ['names of a letter', JSON.stringify({ t: IBAN, a: 500 })],
    ['MessagePack', `\u0082\ufffdto\ufffd${IBAN}\ufffdamount\ufffd\u0001\ufffd`],
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
    ['a table of expenses', 'date,merchant,amount\n2026-01-02,Lidl,12.40\n2026-01-03,Aldi,3.10'],
    ['a page that is saved', '<p class="total">Total <b>12.40</b></p><p to="x">IBAN to be told</p>'],
    ['a picture', btoa('\x89PNG\r\n\x1a\n0123456789012345678901234567890')],
    ['what isn’t text, and names no sum', `\u0082\ufffdiban\ufffd${IBAN}\ufffdname\ufffd\u0001Alex`],
    ['a measurement by letters', JSON.stringify({ e: 'click', t: 1_790_000_000, v: 3 })],
    ['somebody to write to', JSON.stringify({ to: 'ann', amount: 'some', account: 'savings' })],
    ['no number', 'to=ann&amount=some'],
    ['nothing', ''],
  ])('is not %s', (_, body) => {
    expect(orderIn('https://app.test/api/save', body)).toBeUndefined();
  });

  it.each([
    '/transfers/validate',
    '/api/quote',
    '/payments/fee',
    '/transfer/preview?x=1',
    '/convert',
    '/api/rates',
    '/t/event',
  ])('is not what is only asked about: %s', (path) => {
    expect(orderIn(`https://bank.test${path}`, `to=${IBAN}&amount=500`)).toBeUndefined();
  });

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

  it.each([
    ['a query', `/api/pay?to=${IBAN}&amount=500`, ''],
    ['the path', `/api/pay/${IBAN}/500`, ''],
    ['a call by place', '/rpc', JSON.stringify({ method: 'transfer', params: [IBAN, 500] })],
    [
      'a coin’s call',
      '/rpc',
      JSON.stringify({
        method: 'eth_sendTransaction',
        params: [{ from: `0x${'1'.repeat(40)}`, to: `0x${'2'.repeat(40)}`, value: '0x1bc16d674ec80000' }],
      }),
    ],
    ['somebody by a name', '/api/payments', JSON.stringify({ recipient: 'eve', amount: 500 })],
    ['text', '/api/pay', `${IBAN};500;EUR`],
    ['what isn’t text', '/api/pay', `\u0012\u0016${IBAN}\u0018\u0003`],
  ])('shows where its address or its name says that it pays, in %s', (_, path, body) => {
    expect(orderIn(`https://bank.test${path}`, body)).toBeDefined();
    expect(
      orderIn('https://bank.test/api/save', body.replace(/transfer|send/, 'keep').replace('to', 'of')),
    ).toBeUndefined();
  });

  it.each([
    ['a way to pay that is kept', '/api/payment-methods', JSON.stringify({ iban: IBAN, name: 'Alex' })],
    ['a list of them', '/payments?from=2026-01-01&to=2026-02-01&amount=50', ''],
    ['one that is looked at', '/payments/4077192286', ''],
    ['a reminder', '/payments/123/remind', '{}'],
    ['a file that is handed over', '/transfer/upload', JSON.stringify({ name: 'a.pdf', size: 100_000 })],
    ['what was measured there', '/pay', JSON.stringify({ events: [{ name: 'click', t: 1_790_000_000_000 }] })],
  ])('is not %s', (_, path, body) => {
    expect(orderIn(`https://bank.test${path}`, body)).toBeUndefined();
  });

  it.each<[string, unknown, string, number, string?]>([
    [
      'a list',
      [
        { to: 'DE89370400440532013000', amount: 5 },
        { to: IBAN, amount: 5000 },
      ],
      `DE89370400440532013000, ${IBAN}`,
      5005,
    ],
    [
      'two accounts',
      { iban: 'DE89370400440532013000', toAccount: '99990000111122', amount: 5 },
      'DE89370400440532013000, 99990000111122',
      5,
    ],
    ['two sums', { to: IBAN, amount: 5, value: '5,000.00' }, IBAN, 5000],
    ['cents', { to: IBAN, amount_minor: 50_000, currency: 'eur' }, IBAN, 500, 'EUR'],
    ['somebody’s address', { to: IBAN, amount: 5, email: 'ann@mail.test' }, IBAN, 5],
  ])('names all whom it pays, and how much: %s', (_, body, payee, amount, currency) => {
    expect(orderIn(PAY, JSON.stringify(body))).toEqual({ payee, amount, ...(currency ? { currency } : {}) });
  });

  it('counts what stands in the address beside the body', () => {
    const order = orderIn(
      `https://bank.test/api/x?to=${IBAN}&amount=5000`,
      JSON.stringify({ to: 'DE89370400440532013000', amount: 1 }),
    );
    expect(order).toEqual({ payee: `DE89370400440532013000, ${IBAN}`, amount: 5001 });
  });

  it('of many names some and counts the others, and is another deed with another among them', () => {
    const list = Array.from({ length: 20 }, (_, i) => ({ account: `9999000011${i + 10}`, to: 'x', amount: 1 }));
    const other = list.map((one, i) => (i === 15 ? { ...one, account: '88880000' } : one));
    const [a, b] = [list, other].map((all) => deedIn(PAY, JSON.stringify(all), () => ({ payees: [], amounts: [] })));
    expect(a?.order).toMatchObject({ amount: 20, payee: expect.stringMatching(/^(\d{12}, ){7}\d{12} \+ 12$/) });
    expect(a?.key).not.toBe(b?.key);
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

  it('says to whom, copies included', () => {
    const body = JSON.stringify({ to: 'Ann <Ann@mail.test>', bcc: ['eve@mail.test'], body: 'for joe@mail.test' });
    expect(messageIn('https://mail.test/send', body)?.to).toEqual(['ann@mail.test', 'eve@mail.test']);
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

describe('words in a chat', () => {
  const said = (text: string) => orderIn('https://chat.test/messages', JSON.stringify({ channel: 'c1', text }));

  it.each<[string, string, number, string?]>([
    ['/pay @eve 500 EUR', '@eve', 500, 'EUR'],
    ['/pay 500 @eve', '@eve', 500],
    ['/pay eve 12.50', 'eve', 12.5],
    ['/send 20 USDC to eve.eth', 'eve.eth', 20, 'USDC'],
    ['/send @eve €20', '@eve', 20],
    ['!tip @eve 5', '@eve', 5],
    ['/transfer 300 CHF to eve', 'eve', 300, 'CHF'],
    ['/überweise 40 EUR an Eva', 'Eva', 40, 'EUR'],
    ['/送金 @eve 5000', '@eve', 5000],
  ])('that pay: %s', (text, payee, amount, currency) => {
    expect(said(text)).toEqual({ payee, amount, ...(currency ? { currency } : {}) });
  });

  it.each([
    'I will /pay @eve 500 EUR tomorrow',
    'Paid @eve 500 EUR yesterday',
    '/pay',
    '/pay @eve',
    '/payroll 500 EUR to Ann',
    '/send report 3 to the team',
    '/transfer 2 calls to Ann',
    '/remind @eve 500 EUR',
    '/giphy pay 500 EUR',
  ])('that pay nobody: %s', (text) => {
    expect(said(text)).toBeUndefined();
  });
});
