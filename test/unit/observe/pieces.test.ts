import { describe, expect, it } from 'vitest';
import { Pieces } from '../../../src/observe/pieces.ts';
import type { Begun } from '../../../src/protocol/told.ts';

const IBAN = 'GB29NWBK60161331926819';
type Sent = [path: string, body: unknown, at?: number];
const DRAFTED: Sent[] = [
  ['/api/draft', { iban: IBAN }],
  ['/api/draft/1', { amount: 500, currency: 'EUR' }],
];

/** @returns what the last of them orders */
function ordered(...sent: Sent[]) {
  const pieces = new Pieces();
  return sent.map(([path, body, at = 0]) => pieces.deedIn(`https://bank.test${path}`, JSON.stringify(body), at)).at(-1);
}

describe('an order in several requests', () => {
  it.each<Sent>([
    ['/api/draft/1/confirm', {}],
    ['/api/draft/1/execution', {}],
    ['/api/transfers/1/pay', {}],
    ['/api/draft/1', { status: 'SUBMITTED' }],
    ['/api/draft/1/sign', {}],
    ['/api/draft/1', { confirmed: true }],
    ['/graphql', { query: 'mutation { confirmOrder(id: 1) { id } }' }],
    ['/api/entwurf/1/bestaetigen', {}],
  ])('is given by the one that says that it be done: %s %j', (path, body) => {
    const deed = ordered(...DRAFTED, [path, body]);
    expect(deed?.order).toEqual({ payee: IBAN, amount: 500, currency: 'EUR' });
    expect(ordered([path, body]), 'nothing before').toBeUndefined();
    expect(ordered(...DRAFTED.slice(1), [path, body]), 'nobody named').toBeUndefined();
  });

  it.each<Sent>([
    ['/api/draft/1', { note: 'For the rent' }],
    ['/api/session/keep-alive', {}],
    ['/api/sign-in', { username: 'alex' }],
    ['/users/sign_up', { email: 'alex@mail.test' }],
    ['/api/draft/1', { status: 'draft' }],
  ])('isn’t given by another: %s %j', (path, body) => {
    expect(ordered(...DRAFTED, [path, body])).toBeUndefined();
  });

  it.each<[Sent, Sent]>([
    [
      ['/api/profile', { phone: '0871234567' }],
      ['/api/cart', { amount: 50 }],
    ],
    [
      ['/api/lookup', { orderNumber: 12345678 }],
      ['/api/goal', { amount: 50 }],
    ],
    [
      ['/api/refund', { iban: IBAN }],
      ['/api/vitals', { name: 'LCP', value: 1234.5 }],
    ],
  ])('isn’t what two other matters say: %j %j', (one, other) => {
    expect(ordered(one, other, ['/api/draft/1/confirm', {}])).toBeUndefined();
  });

  it('is saved field by field', () => {
    const amount: Sent = ['/api/draft/1', { field: 'amount', value: '500' }];
    expect(ordered(['/api/draft', { iban: IBAN }], amount, ['/api/draft/1/confirm', {}])?.order?.amount).toBe(500);
  });

  it('names who was named last, and nobody who was named long ago', () => {
    const other = 'DE89370400440532013000';
    expect(ordered(...DRAFTED, ['/api/draft/1', { iban: other }], ['/api/draft/1/confirm', {}])?.order?.payee).toBe(
      other,
    );
    expect(ordered(...DRAFTED, ['/api/draft/1/confirm', {}, 11 * 60_000])).toBeUndefined();
  });

  it('is done once', () => {
    const pieces = new Pieces();
    for (const [path, body] of DRAFTED) pieces.deedIn(`https://bank.test${path}`, JSON.stringify(body), 0);
    pieces.forget('transfer');
    expect(pieces.deedIn('https://bank.test/api/draft/1/confirm', '{}', 1)).toBeUndefined();
  });
});

describe('a message in several requests', () => {
  const WRITTEN: Sent[] = [
    ['/drafts/1', { to: 'eve@mail.test' }],
    ['/drafts/1', { subject: 'Hello', text: 'See you at ten.' }],
  ];

  it.each<Sent>([
    ['/drafts/1/send', ''],
    ['/drafts/1', { action: 'send' }],
    ['/entwuerfe/1/senden', {}],
  ])('is sent by the one that says so: %s %j', (path, body) => {
    expect(ordered(...WRITTEN, [path, body])).toMatchObject({ purpose: 'send', to: ['eve@mail.test'] });
    expect(ordered([path, body]), 'nothing before').toBeUndefined();
    expect(ordered(WRITTEN[1] as Sent, [path, body]), 'to nobody').toBeUndefined();
  });

  it('isn’t by another, and is sent once', () => {
    expect(ordered(...WRITTEN, ['/drafts/1', { labels: 'later' }])).toBeUndefined();
    const pieces = new Pieces();
    for (const [path, body] of WRITTEN) pieces.deedIn(`https://mail.test${path}`, JSON.stringify(body), 0);
    pieces.forget('send');
    expect(pieces.deedIn('https://mail.test/drafts/1/send', '{}', 1)).toBeUndefined();
  });
});

describe('an order whose parts several documents say', () => {
  const CONFIRM = ['https://bank.test/api/draft/1/confirm', '{}'] as const;
  /** Documents of one site, one after the other, and what is kept for them. */
  function site() {
    let kept: Begun | undefined;
    let t = 0;
    const tell = (parts: Omit<Begun, 't'>) => {
      t += 1;
      kept = Object.keys(parts).length === 0 ? undefined : { ...kept, ...parts, t };
    };
    return { open: () => new Pieces({ known: () => kept, tell }), kept: () => kept };
  }
  const say = (pieces: Pieces, [path, body]: Sent, names = false) =>
    pieces.deedIn(`https://bank.test${path}`, JSON.stringify(body), 0, names);

  it('is given by the one that says that it be done, and once', () => {
    const { open, kept } = site();
    const [before, other] = [open(), open()];
    for (const sent of DRAFTED) say(before, sent);
    expect(open().deedIn(...CONFIRM, 0)?.order).toEqual({ payee: IBAN, amount: 500, currency: 'EUR' });
    other.forget('transfer');
    expect(kept()).toBeUndefined();
    expect(open().deedIn(...CONFIRM, 0)).toBeUndefined();
  });

  it('is completed by a part of another one', () => {
    const { open } = site();
    say(open(), DRAFTED[0] as Sent);
    const second = open();
    expect(second.deedIn(...CONFIRM, 0)).toBeUndefined();
    say(second, DRAFTED[1] as Sent);
    expect(second.deedIn(...CONFIRM, 0)?.order?.payee).toBe(IBAN);
  });

  it('is not begun by one that names itself, by contacts, or by what else has a number', () => {
    const { open, kept } = site();
    say(open(), ['/api/transfers', { iban: IBAN, amount: 500 }], true);
    for (const body of [
      { email: 'una@mail.test' },
      { phone: '0871234567' },
      { number: '4111 1111 1111 1111' },
      { orderNumber: 12345678 },
      { value: 3 },
    ])
      say(open(), ['/api/profile', body]);
    expect(kept()).toBeUndefined();
  });
});
