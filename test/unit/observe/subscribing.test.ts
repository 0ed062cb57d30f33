import { describe, expect, test } from 'vitest';
import { PAID, purposeOfWords, SUBSCRIBE } from '../../../src/observe/words.ts';

const CONTROLS = [
  'Subscribe',
  'Subscribe now',
  'Abonnieren',
  'S’abonner',
  'Suscribirse',
  'Assinar agora',
  'Abbonati',
  'Abone ol',
  'Подписаться',
  '订阅',
  '購読する',
  '구독하기',
  'اشترك',
];

test.each(CONTROLS)('"%s" alone buys nothing, and is known for what may', (name) => {
  expect(purposeOfWords(name)).not.toBe('purchase');
  expect(SUBSCRIBE.test(name)).toBe(true);
});

test.each(['Unsubscribe', 'Subscribers', 'Abonnements', 'Buy now'])('"%s" subscribes to nothing', (name) => {
  expect(SUBSCRIBE.test(name)).toBe(false);
});

describe('what stands beside it', () => {
  test.each([
    'Digital access $4.99',
    'Zugang für 9,90 € im Abo',
    '12 EUR',
    'billed yearly',
    'Premium plan',
    'Charged per month until you cancel',
    'once a week, 5 USD each month',
    '3 € / Monat',
    'Kreditkarte',
    '9,99 par mois',
    '月額500円',
    '월 9,900원',
    '300 ₽ в месяц',
    'بطاقة',
  ])('costs money: %s', (text) => expect(PAID.test(text)).toBe(true));

  test.each([
    'Name E-mail Subscribe',
    'Our weekly letter. Two e-mails per month, no spam, unsubscribe at any time.',
    'Unser monatlicher Newsletter: wir planen keine Werbung.',
    'Recevez notre lettre mensuelle, 12 numéros.',
    '每月一封信',
    'We plan to write once per week. 14,000 readers.',
    'Free for 2026',
  ])('costs nothing: %s', (text) => expect(PAID.test(text)).toBe(false));
});
