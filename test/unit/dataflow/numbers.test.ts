import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect } from '../../../src/dataflow/collect.ts';
import { asciiDigits } from '../../../src/dataflow/digits.ts';
import { kindsOf } from '../../../src/dataflow/kinds.ts';
import { foreignMarks, isLetIn, withLetIn } from '../../../src/dataflow/let-in.ts';
import { recognise } from '../../../src/dataflow/recognise.ts';
import { remember } from '../../../src/dataflow/remember.ts';
import { emptyTable, type Table } from '../../../src/dataflow/table.ts';

/** A session that read `number` on the bank's page. */
const reading = (number: string): Table =>
  remember(emptyTable('5f2c9a0e'), {
    text: `Northfield Bank\nGood morning, Alex\nEveryday account\n${number}\nBalance 1,204.18`,
    source: 'bank.example',
  });
const carried = (number: string, text: string) => recognise(reading(number), text).labels;

/** Sixteen digits as an account has them: no card, nothing of theirs a date, a round sum or a row. */
const account = fc
  .stringMatching(/^7\d{15}$/)
  .filter(
    (digits) =>
      !/0{2}|(\d)\1{2}|19|20/.test(digits) &&
      [...digits.slice(7)].every((_, i) => new Set(digits.slice(i, i + 8)).size > 2),
  );
const grouped = (digits: string) => digits.match(/.{1,4}/g)?.join(' ') ?? '';
const NOISE = ['cat', 'dog-', ' and ', '_', '\u200b', '/', 'ü', '"},{"'];

const EN = 'zero one two three four five six seven eight nine'.split(' ');
const DE = 'null eins zwei drei vier fünf sechs sieben acht neun'.split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const spell = (digits: string, words: readonly string[]) => [...digits].map((digit) => words[Number(digit)]).join(' ');
const TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
/** As it is read out: `oh seven`, `twelve`, `forty`, `forty-seven`. */
function asPair(pair: string): string {
  const [tens = 0, ones = 0] = [...pair].map(Number);
  if (tens < 2) return tens === 0 ? `oh ${EN[ones]}` : (TEENS[ones] ?? '');
  return ones === 0 ? (TENS[tens - 2] ?? '') : `${TENS[tens - 2]}-${EN[ones]}`;
}

const WAYS: Record<string, (digits: string) => string> = {
  'letters between its digits': (digits) => [...digits].map((digit, i) => digit + 'abcdefghijklmnop'[i]).join(''),
  'words and signs between its digits': (digits) => [...digits].map((d, i) => d + NOISE[i % NOISE.length]).join(''),
  'digits around it': (digits) => `00${digits}77`,
  'each digit twice': (digits) => [...digits].map((digit) => digit + digit).join(''),
  'its halves exchanged': (digits) => digits.slice(8) + digits.slice(0, 8),
  'its last twelve digits': (digits) => digits.slice(4),
  'its last eight digits': (digits) => digits.slice(8),
  'its last eight digits in two groups': (digits) => grouped(digits.slice(8)),
  'its first eight digits': (digits) => digits.slice(0, 8),
  'nine digits of its middle': (digits) => digits.slice(3, 12),
  'the codes of its digits in a row': (digits) => [...digits].map((digit) => digit.charCodeAt(0)).join(''),
  'its parts counted': (digits) =>
    grouped(digits)
      .split(' ')
      .map((part, i) => `${i + 1}) ${part}`)
      .join(' '),
  'other short fields between its parts': (digits) => grouped(digits).split(' ').join('\nQuay 12\n'),
  'each digit as a word': (digits) => spell(digits, EN),
  'each digit as a German word': (digits) => spell(digits, DE),
  'each digit as a word and nothing between': (digits) => spell(digits, EN).replaceAll(' ', ''),
  'each digit as a German word and nothing between': (digits) => spell(digits, DE).replaceAll(' ', ''),
  'words without anything between as hexadecimal digits': (digits) =>
    Buffer.from(spell(digits, EN).replaceAll(' ', '')).toString('hex'),
  'each digit as a Chinese sign': (digits) => [...digits].map((d) => '〇一二三四五六七八九'[Number(d)]).join(''),
  'pairs of its digits as words': (digits) => (digits.match(/../g) ?? []).map(asPair).join(' '),
  'base 2': (digits) => BigInt(digits).toString(2),
  'base 8': (digits) => BigInt(digits).toString(8),
};

describe('a long number read on a private page', () => {
  for (const [name, way] of Object.entries(WAYS)) {
    it(`is seen with ${name}`, () => {
      fc.assert(
        fc.property(account, (digits) => {
          for (const text of [way(digits), `https://new.example/c?d=${encodeURIComponent(way(digits))}&v=1`]) {
            expect(carried(grouped(digits), text), text).toEqual(['private']);
          }
        }),
        { numRuns: 60 },
      );
    });
  }

  it.each([16, 32, 36])('is seen written to base %d, wherever letters and digits are mixed', (base) => {
    fc.assert(
      fc.property(account, (digits) => {
        const written = BigInt(digits).toString(base);
        fc.pre(/\d/.test(written) && /[a-z]/.test(written));
        for (const text of [`id=${written}`, `?${written.toUpperCase()}`]) {
          expect(carried(grouped(digits), text)).toEqual(['private']);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each(['44 7188 3920', '4539 1488 0343 6467', 'DE89 3704 0044 0532 0130 00', '302-4471882-9917365'])(
    'is seen without its last two digits, whatever kind of number it is: %s',
    (number) => {
      const digits = number.replace(/\D/g, '');
      expect(carried(number, `ref=${digits.slice(0, -2)}`)).not.toEqual([]);
      expect(carried(number, `ref=${[...digits].join('x')}`)).not.toEqual([]);
    },
  );

  it.each([
    'ending in 1588',
    'ending in 031588',
    'card •••• 1588, 7 of 9',
    'id=4077192', // seven digits
    'id=9177192286035', // eight of its digits inside another number
    'x=86035588',
    'sort 40-77-19',
  ])('is not taken for %s', (text) => expect(carried('4077 1922 8603 1588', text)).toEqual([]));

  it.each([
    ['2026112414305512', 'https://cdn.example/app.js?v=20261124'],
    ['1200000000451', 'limit=12000000'],
    ['1234567890123', 'phone=12345678'],
    ['DE89 3704 0044 0532 0130 00', 'BLZ 37040044'],
    ['9784150305871', 'ISBN 978-3-16-148410-0'],
  ])('of %s, what every text has is none of its parts: %s', (number, text) =>
    expect(carried(number, text)).toEqual([]),
  );

  it('lets its parts in where it was let in itself, and nothing else', () => {
    const table = remember(reading('4077 1922 8603 1588'), {
      text: 'Card 4539 1488 0343 6467',
      source: 'shop.example',
    });
    const whole = foreignMarks(table, 'new.example', 'account=4077192286031588');
    const known = withLetIn({}, 'new.example', whole);
    for (const part of [
      '77192286031588',
      '8603 1588',
      '4 0 7 7 1 9 2 2 8 6 0 3 1 5 8 8',
      '4a0b7c7d1e9f2g2h8i6j0k3l1m5n8o8',
    ]) {
      const marks = foreignMarks(table, 'new.example', part);
      expect(marks).not.toEqual([]);
      expect(isLetIn(known, 'new.example', marks), part).toBe(true);
    }
    expect(isLetIn(known, 'new.example', foreignMarks(table, 'new.example', '14880343 6467'))).toBe(false);
  });
});

describe('looking for parts', () => {
  it('stays within its time on a text that is made of nothing else', () => {
    const table = reading('4077 1922 8603 1588');
    for (const unit of ['4077192286031588', '4 0 7 7 1 9 2 2 8 6 0 3 1 5 8 8 ', '77192286 ']) {
      const started = performance.now();
      expect(recognise(table, unit.repeat(16_000)).labels, unit).toEqual(['private']);
      expect(performance.now() - started, unit).toBeLessThan(10_000);
    }
  });
});

describe('digits of all scripts', () => {
  it('count what the browser itself writes in them', () => {
    for (const script of ['arab', 'arabext', 'deva', 'beng', 'thai', 'khmr', 'mymr', 'fullwide', 'adlm', 'mathsanb']) {
      const written = new Intl.NumberFormat('en', { numberingSystem: script, useGrouping: false }).format(
        1_234_567_890,
      );
      expect(written).not.toBe('1234567890');
      expect(asciiDigits(written)).toBe('1234567890');
      expect(carried('4077 1922 8603 1588', asIn(script, '4077192286031588')), script).toEqual(['private']);
      expect(carried(asIn(script, '4077 1922 8603 1588'), '4077192286031588'), script).toEqual(['private']);
    }
  });

  it('make cards and codes on a page, too', () => {
    const page = `بطاقة ${asIn('arab', '4539 1488 0343 6467')}\nرمز التحقق ${asIn('arab', '718204')}`;
    expect(kindsOf(page)).toEqual([]);
    expect(collect(page).values).toEqual(
      expect.arrayContaining([
        { text: '4539 1488 0343 6467', label: 'payment' },
        { text: '718204', label: 'otp' },
      ]),
    );
  });
});

function asIn(script: string, digits: string): string {
  const { format } = new Intl.NumberFormat('en', { numberingSystem: script });
  return digits.replace(/\d/g, (digit) => format(Number(digit)));
}
