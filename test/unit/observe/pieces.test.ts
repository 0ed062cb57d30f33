import { describe, expect, it } from 'vitest';
import { Pieces } from '../../../src/observe/pieces.ts';

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
    ['/api/draft/1', { status: 'draft' }],
  ])('isn’t given by another: %s %j', (path, body) => {
    expect(ordered(...DRAFTED, [path, body])).toBeUndefined();
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
