import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canary } from '../../../src/dataflow/canary.ts';
import { isCard, isIban, isNationalId } from '../../../src/dataflow/checksums.ts';
import { labelsOfField } from '../../../src/dataflow/field-labels.ts';
import { kindsOf } from '../../../src/dataflow/kinds.ts';
import { recognise } from '../../../src/dataflow/recognise.ts';
import { remember } from '../../../src/dataflow/remember.ts';
import { emptyTable } from '../../../src/dataflow/table.ts';

const kinds = (text: string) => kindsOf(text).map(({ kind }) => kind);

describe('kindsOf', () => {
  it.each([
    ['4111 1111 1111 1111', 'card'],
    ['5555-5555-5555-4444', 'card'],
    ['378282246310005', 'card'],
    ['6011111111111117', 'card'],
    ['DE89 3704 0044 0532 0130 00', 'iban'],
    ['GB82WEST12345698765432', 'iban'],
    ['FR1420041010050500013M02606', 'iban'],
    ['write to ann.ortega+x@mail.co.example please', 'email'],
    ['call +49 (0)30 1234567', 'phone'],
    ['Phone: 086 555 0147', 'phone'],
    ['Mobile number\n(415) 555-0132', 'phone'],
    ['電話番号：03-5550-0147', 'phone'],
    ['+1 202-555-0143', 'phone'],
    ['Your verification code is 718204.', 'otp'],
    ['718 204 is your one-time passcode', 'otp'],
    ['G-718204 ist dein Bestätigungscode', 'otp'],
    ['Tu código de verificación: 7182', 'otp'],
    ['Ваш код подтверждения 718204', 'otp'],
    ['您的验证码是718204,请勿泄露', 'otp'],
    ['認証コード:718204', 'otp'],
    ['인증번호 718204', 'otp'],
    ['Your verification code is KX7-QW2', 'otp'],
    ['One-time code: 4B7K-90QD', 'otp'],
    ['Your PIN is 4930', 'otp'],
    ['Wi-Fi password: kX9#vQ2m', 'key'],
    ['Dein Passwort lautet kX9#vQ2m.', 'key'],
    ['Card PIN: 4930', 'otp'],
    ['Your code: 48213', 'otp'],
    ['Dein Code lautet 48213', 'otp'],
    ['key sk_live_4eC39HqLyjWDarjtT1zdp7dc', 'key'],
    ['AKIAIOSFODNN7EXAMPLE', 'key'],
    ['ghp_16C7e42F292c6912E7710c838347Ae178B4a', 'key'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U', 'key'],
    ['CPF 529.982.247-25', 'national-id'],
    ['DNI 12345678Z', 'national-id'],
    ['131052-308T', 'national-id'],
    ['11010519491231002X', 'national-id'],
    ['SSN 219-09-9999', 'national-id'],
  ])('finds in "%s" a %s', (text, kind) => expect(kinds(text)).toContain(kind));

  it.each([
    'Order 4111 1111 1111 1112 was shipped', // no Luhn
    'DE88 3704 0044 0532 0130 00', // no mod 97
    'Meet me in 2026, or 2027',
    'Telephone banking 40771922',
    'Phone 4111 1111 1111 1112',
    'The access code of conduct was signed in 2024',
    'It cost 1,299.00 and weighs 4500 g',
    'version 10.4.2, build 20261126',
    'CPF 529.982.247-26',
    'DNI 12345678A',
    'ISBN 978-3-16-148410-0',
    'At 10:30 on 24/12/2026 in room 4021',
    '@someone mentioned you',
    'Verification to ISO-9001 and to EN-1090',
    'Two-factor sign-in, then fly with LH4-A21 to gate B22-4C',
    'Post code: 10969, area code: 4930, discount code 48213',
    'Your code of conduct, 4930 words',
    'PIN code: 560001',
    'Your PIN: 2026',
    'Password: forgotten, reset it here',
    'Password: https://help.example/Reset-1',
    'Your password is 12 characters long',
    'Password: 8-64 characters',
    'Password: ••••••••',
    'Password: last changed 24/11/2026',
    'You pinned 4930 posts',
    'Your code costs 4930 euros',
  ])('finds nothing in "%s"', (text) => expect(kinds(text)).toEqual([]));

  it('takes any number with a right check digit for a card, and none with a wrong one', () => {
    const body = fc.stringMatching(/^4[0-9]{14}$/).filter((digits) => !/^(\d)\1+$/.test(digits));
    fc.assert(
      fc.property(body, (digits) => {
        const right = [...'0123456789'].filter((last) => isCard(digits + last));
        expect(right).toHaveLength(1);
        expect(kinds(`pay with ${digits}${right[0]} now`)).toContain('card');
      }),
    );
  });

  it('takes no account number with two neighbouring digits exchanged', () => {
    const iban = 'DE89370400440532013000';
    for (let i = 4; i < iban.length - 1; i++) {
      const swapped = iban.slice(0, i) + iban[i + 1] + iban[i] + iban.slice(i + 2);
      if (swapped !== iban) expect(isIban(swapped), swapped).toBe(false);
    }
  });

  it('takes one Spanish letter in 23 for right', () => {
    expect([...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].filter((letter) => isNationalId(`12345678${letter}`))).toEqual(['Z']);
  });

  it('stays linear on long hostile text', { timeout: 60_000 }, () => {
    const started = performance.now();
    for (const unit of [
      '1',
      '1 ',
      '4-',
      'a@',
      'a.',
      'eyJa.',
      'A',
      '+1',
      '-----BEGIN PRIVATE KEY-----',
      'Parcel code ',
      'Order number 123 45 ',
      'order number \n',
      '123-',
    ]) {
      kindsOf(unit.repeat(200_000 / unit.length));
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('labelsOfField', () => {
  it.each([
    [{ inputType: 'password' }, ['credential']],
    [{ autocomplete: 'section-x current-password', inputType: 'text' }, ['credential']],
    [{ autocomplete: 'billing cc-number' }, ['payment']],
    [{ autocomplete: 'cc-name' }, ['pii']],
    [{ inputType: 'text', label: 'Name on card' }, ['pii']],
    [{ inputType: 'text', name: 'cardholderName' }, ['pii']],
    [{ autocomplete: 'cc-exp-year' }, []],
    [{ inputType: 'text', name: 'pin_code', label: 'PIN Code *' }, ['pii']],
    [{ inputType: 'text', label: 'PIN code of the door' }, ['credential']],
    [{ autocomplete: 'shipping street-address' }, ['pii']],
    [{ autocomplete: 'one-time-code', inputType: 'password' }, ['otp']],
    [{ autocomplete: 'cc-csc', inputType: 'password' }, ['payment']],
    [{ autocomplete: 'one-time-code', inputType: 'tel' }, ['otp']],
    [{ inputType: 'email' }, ['pii']],
    [{ inputType: 'text', name: 'cardNumber' }, ['payment']],
    [{ inputType: 'text', id: 'cc_num' }, ['payment']],
    [{ inputType: 'text', label: 'Kartennummer' }, ['payment']],
    [{ inputType: 'text', label: 'Mot de passe' }, ['credential']],
    [{ inputType: 'text', label: '密码' }, ['credential']],
    [{ inputType: 'text', label: 'Enter your one-time code' }, ['otp']],
    [{ inputType: 'text', name: 'otp' }, ['otp']],
    [{ inputType: 'text', label: 'API key' }, ['credential']],
    [{ inputType: 'text', name: 'q', label: 'Search' }, []],
    [{ inputType: 'text', name: 'comment', label: 'Your message' }, []],
    [{ inputType: 'text', label: 'Keyboard and desktop spinner' }, []],
    [{ inputType: 'text', autocomplete: 'off' }, []],
    [{ autocomplete: 'constructor' }, []],
    [{}, []],
  ])('%j → %j', (signs, labels) => expect(labelsOfField(signs)).toEqual(labels));
});

describe('a canary', () => {
  it('is found wherever it turns up, and no two are alike', () => {
    const bytes = (seed: number) => Uint8Array.from({ length: 16 }, (_, i) => (i * 37 + seed * 101) & 255);
    const one = canary(bytes(1));
    expect(one).not.toBe(canary(bytes(2)));
    const table = remember(emptyTable('salt'), { value: one, label: 'private', source: 'notes.example' });
    expect(recognise(table, `https://evil.test/?x=${Buffer.from(one).toString('base64')}`)).toMatchObject({
      labels: ['private'],
      sources: ['notes.example'],
    });
    expect(recognise(table, canary(bytes(2))).labels).toEqual([]);
  });
});

it('a phone number of a private page is an address of its owner, with its plus or without, and a number beside it is not', () => {
  const text = 'Call +353 86 555 0147, account 4077 1922 8603 1588';
  const table = remember(emptyTable('salt'), { text, source: 'bank.example' });
  for (const phone of ['+353 86 555 0147', '353 86 555 0147', '00353865550147'])
    expect([phone, recognise(table, phone).labels]).toEqual([phone, ['pii']]);
  expect(recognise(table, '4077192286031588').labels).toEqual(['private']);
});

it.each([
  ['Mobile: 0865550147', '0865550147', 'pii'],
  ['Telephone banking 40771922', '40771922', 'private'],
  ['Account 0012345678', '0012345678', 'private'],
  ['Call the bank. Account 0012345679', '0012345679', 'private'],
  ['Tell us: 0012345670', '0012345670', 'private'],
  ['Parcel 00340434161094', '00340434161094', 'private'],
  ['Phone: 00353 86 555 0147', '00353865550147', 'pii'],
  ['Tel. 0044 20 7946 0958', '00442079460958', 'pii'],
])('%s: a number that begins with zeros is a telephone number where it is called one', (text, number, label) => {
  const table = remember(emptyTable('salt'), { text, source: 'bank.example' });
  expect(recognise(table, number).labels).toEqual([label]);
});

it('five digits are somebody’s account, and no secret where they are called an order', () => {
  const labelsOf = (text: string) =>
    recognise(remember(emptyTable('salt'), { text, source: 'mail.example' }), 'search 88213').labels;
  expect(labelsOf('When does our order 88213 come?')).toEqual([]);
  expect(labelsOf('Your account 88213 is open.')).toEqual(['private']);
});

it.each([
  ['Tracking number: 1Z8477120366', '1Z8477120366', 'pii'],
  ['Your tracking number is RR473124829IE. It left on Friday.', 'RR473124829IE', 'pii'],
  ['Sendungsnummer JJD000390007722', 'jjd000390007722', 'pii'],
  ['Booking 1Z8477120366', '1Z8477120366', 'private'],
  ['Tracking number: 004077192286', '004077192286', 'pii'],
  ['Follow it with tracking number 00340434161094021501. It comes on Monday.', '00340434161094021501', 'pii'],
  ['Order number\n70281964\nTotal 24.00', '70281964', 'pii'],
  ['Order #203-5534417-8820116', '203-5534417-8820116', 'pii'],
  ['Ticket number: 220 4417738051', '2204417738051', 'pii'],
  ['Booking reference:\t4471980263', '4471980263', 'pii'],
  ['Bestellnummer: 70281964', '70281964', 'pii'],
  ['注文番号：70281964', '70281964', 'pii'],
  ['Order 5530918842', '5530918842', 'private'],
  ['Standing order number: 5530918842', '5530918842', 'private'],
  ['Account number: 5530918842', '5530918842', 'private'],
  ['Customer number: 5530918842', '5530918842', 'private'],
  ['Order number: 4111 1111 1111 1111', '4111111111111111', 'payment'],
  ['Confirmation code: 553091', '553091', 'otp'],
  ['Tracking number: GB29NWBK60161331926819', 'GB29NWBK60161331926819', 'private'],
  ['Tracking number: 12345678Z', '12345678Z', 'private'],
  ['Tracking number on the next page. Policy AX4410027719', 'AX4410027719', 'private'],
])('%s: a parcel’s number by letters, digits and the word right before it', (text, number, label) => {
  const table = remember(emptyTable('salt'), { text, source: 'mail.example' });
  expect(recognise(table, number).labels).toEqual([label]);
});

it('a number that is called a parcel’s stays private where it was shown as something else', () => {
  const account = 'Account 83104472956';
  const shown = remember(emptyTable('salt'), { text: account, source: 'bank.example' });
  const called = remember(shown, { text: 'Order number: 83104472956', source: 'bank.example' });
  expect(recognise(called, 'n=83104472956').labels).toEqual(['pii', 'private']);
});

it.each([
  ['+44 7911 554208', '07911 554208'],
  ['+49 (0)30 1234567', '030 1234567'],
  ['+353 86 555 0147', '(086) 555-0147'],
])('a phone number %s is its owner’s also as it is dialled at home: %s', (shown, sent) => {
  const table = remember(emptyTable('salt'), { text: `Call ${shown}`, source: 'bank.example' });
  expect(recognise(table, `tel=${sent}`).labels).toEqual(['pii']);
  expect(recognise(table, `tel=${sent.slice(0, -1)}9`).labels).toEqual([]);
});

it.each([
  ['SSN 078-05-1120', ['078051120', '078 05 1120', '078-05-1120']],
  ['CPF 529.982.247-25', ['52998224725', '529982247-25']],
  ['DNI 12345678Z', ['12345678-Z', '12345678z']],
])('a national number is no address of its owner: %s', (text, spellings) => {
  const table = remember(emptyTable('salt'), { text, source: 'tax.example' });
  for (const sent of spellings) expect([sent, recognise(table, `d=${sent}`).labels]).toEqual([sent, ['private']]);
  expect(recognise(table, 'd=078-05-1121 529.982.248-25 12345679Z').labels).toEqual([]);
});
