import { describe, expect, test } from 'vitest';
import { deedInAddress } from '../../../src/observe/addresses.ts';
import { deedIn } from '../../../src/observe/orders.ts';
import { GRAVE, HONEST } from '../../attacks/grave.mjs';

type Request = { method: string; path: string; body: string };

const at = (path: string) => `https://own.test${path}`;
const purposeOf = ({ method, path, body }: Request) =>
  method === 'GET'
    ? deedInAddress(at(path))?.purpose
    : deedIn(at(path), body, undefined, method.toLowerCase())?.purpose;

describe('a request where somebody is signed in', () => {
  test.each(GRAVE)('does what is worth a question, $purpose: $method $path $body', ({ purpose, ...request }) => {
    expect(purposeOf(request)).toBe(purpose);
  });

  test.each(HONEST)('is none of it: $method $path $body', (request) => {
    expect([undefined, 'send']).toContain(purposeOf(request));
  });

  test('asks nobody where nobody is signed in', () => {
    expect(deedIn(at('/account'), '', undefined, undefined)).toBeUndefined();
  });

  test('is one deed for one person, and another for another', () => {
    const keyOf = (email: string) => deedIn(at('/team/invite'), JSON.stringify({ email }), undefined, 'post')?.key;
    expect(keyOf('eve@attacker.test')).toBe(keyOf('Eve@attacker.test'));
    expect(keyOf('eve@attacker.test')).not.toBe(keyOf('bob@own.test'));
  });

  test('says whom one may pay from now on', () => {
    const body = JSON.stringify({ name: 'Eve', iban: 'GB29NWBK60161331926819' });
    expect(deedIn(at('/payees'), body, undefined, 'post')?.order).toEqual({ payee: 'GB29NWBK60161331926819' });
  });

  test.each(['a', ' ', '"\\', 'a=1&', '"a":', 'a.', 'mutation{a('])(
    'is read in a moment, of whatever it is made: %j',
    (part) => {
      const body = part.repeat(Math.floor(19_000 / part.length));
      purposeOf({ method: 'post', path: '/orgs/a', body: '{}' });
      const before = performance.now();
      purposeOf({ method: 'post', path: `/${'orgs/'.repeat(55)}x`, body });
      expect(performance.now() - before).toBeLessThan(300);
    },
  );
});

describe('settings that are saved at once', () => {
  const rest = Object.fromEntries([...'abcdefghijklm'].map((name) => [`setting_${name}`, `value ${name}`]));
  const purposeWith = (fields: object, isNew: (value: string) => boolean, path = '/api/settings') =>
    deedIn(at(path), JSON.stringify({ ...rest, ...fields }), undefined, 'put', isNew)?.purpose;
  const every = () => true;
  const none = () => false;

  test.each([
    [{ recoveryEmail: 'eve@attacker.test' }, 'password-change'],
    [{ backup_phone: '+491711234567' }, 'password-change'],
    [{ currentPassword: 'old-9 Sea', newPassword: 'mallory-1' }, 'password-change'],
    [{ password: 'mallory-1', passwordConfirmation: 'mallory-1' }, 'password-change'],
    [{ payoutIban: 'GB29NWBK60161331926819' }, 'transfer'],
    [{ forwardTo: 'eve@attacker.test' }, 'permission'],
  ])('change what is new among them: %j', (fields, purpose) => {
    expect(purposeWith(fields, every)).toBe(purpose);
    expect(purposeWith(fields, every, '/api/settings/preview')).toBeUndefined();
  });

  test.each([
    [{ recoveryEmail: 'me@home.test' }],
    [{ payoutIban: 'GB29NWBK60161331926819' }],
    [{ forwardTo: 'me@home.test' }],
    [{ newPassword: '', passwordConfirmation: '' }],
    [{ password: 'long-Sea-9' }],
  ])('keep what was there before: %j', (fields) => {
    expect(purposeWith(fields, none)).toBeUndefined();
  });

  test.each([
    [{ password: 'long-Sea-9' }],
    [{ email: 'me@home.test', phone: '+353911234567' }],
    [{ newPassword: '' }],
    [{ twoFactorEnabled: false, visibility: 'public' }],
    [{ companyIban: 'GB29NWBK60161331926819' }],
  ])('may hold anything else: %j', (fields) => {
    expect(purposeWith(fields, every)).toBeUndefined();
  });
});
