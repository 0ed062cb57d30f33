import { expect, it } from 'vitest';
import { agreedTo, isItsLastStep } from '../../../src/enforce/agreed.ts';
import type { Claim } from '../../../src/protocol/shapes.ts';

const BANK = 'https://bank.example';
const step = (more: Partial<Claim> = {}): Claim => ({
  kind: 'submit',
  actor: 'agent',
  url: BANK,
  evidence: [],
  target: { role: 'button', name: 'Confirm', purpose: 'transfer', fingerprint: 'f' },
  order: { payee: 'Una Walsh, IE29AIBK93115212345678', amount: 940 },
  ...more,
});
const agreed = agreedTo(step(), BANK, 0);
const isLast = (more: Partial<Claim> = {}, { documents = 1, origin = BANK, now = 1_000 } = {}) =>
  agreed !== undefined && isItsLastStep({ ...agreed, documents }, step({ shows: true, ...more }), origin, now);
const named = (name: string) => ({ target: { role: 'button', name, purpose: 'transfer' as const, fingerprint: 'f' } });

it('takes what shows the same payee and sum for the last step, also without the payee’s name', () => {
  expect(isLast()).toBe(true);
  expect(isLast({}, { documents: 0 })).toBe(true);
  expect(isLast({ order: { payee: 'IE29 AIBK 9311 5212 3456 78', amount: 940, currency: 'EUR' } })).toBe(true);
});

it.each<[string, Partial<Claim>, { documents?: number; origin?: string; now?: number }?]>([
  ['another sum', { order: { payee: 'Una Walsh', amount: 9400 } }],
  ['another payee', { order: { payee: 'Una Walsh, GB29NWBK60161331926819', amount: 940 } }],
  ['no order', { order: undefined }],
  ['no sum', { order: { payee: 'Una Walsh' } }],
  ['fields to enter one', { shows: undefined }],
  ['a script', { target: { role: 'script', purpose: 'transfer', fingerprint: 'f' } }],
  ['another deed', { target: { role: 'button', name: 'Delete', purpose: 'delete', fingerprint: 'f' } }],
  ['the same once more', named('Repeat this transfer')],
  ['a standing order', named('Set up standing order')],
  ['a later document', {}, { documents: 2 }],
  ['another site', {}, { origin: 'https://other.example' }],
  ['three minutes later', {}, { now: 180_000 }],
])('%s is none', (_, more, place) => {
  expect(isLast(more, place)).toBe(false);
});

it('begins with nothing that is a last step itself, names no sum, or is a script’s', () => {
  expect(agreedTo(step({ shows: true }), BANK, 0)).toBeUndefined();
  expect(agreedTo(step({ order: { payee: 'Una Walsh' } }), BANK, 0)).toBeUndefined();
  expect(
    agreedTo(step({ target: { role: 'script', purpose: 'transfer', fingerprint: 'f' } }), BANK, 0),
  ).toBeUndefined();
});
