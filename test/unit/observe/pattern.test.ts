import { expect, test } from 'vitest';
import { pattern, word } from '../../../src/observe/pattern.ts';

const SCRIPTS =
  /[\p{Script=Latn}\p{Script=Grek}\p{Script=Cyrl}\p{Script=Arab}\p{Script=Hebr}\p{Script=Hani}\p{Script=Hira}\p{Script=Kana}\p{Script=Hang}]/u;
/** What stands between words in these scripts, and icons' private signs. */
const BETWEEN = /[\p{P}\p{S}\p{Z}\p{Cc}\p{Co}0-9]/u;
/** Where words of these scripts are; letters among the symbols (Kelvin's, small raised ones) are none. */
const isLooked = (code: number) =>
  code < 0x700 || isSymbol(code) || (code >= 0x3000 && code < 0x3100) || (code >= 0xe000 && code < 0xf900);
const isSymbol = (code: number) => code >= 0x2000 && code < 0x2c00;

test('a letter is what it is with the flag, in each of the scripts that words are written in', () => {
  const isLetter = pattern('^\\p{L}$');
  const differ: string[] = [];
  for (let code = 0; code < 0xf900; code++) {
    const sign = String.fromCharCode(code);
    const letter = /\p{L}/u.test(sign);
    const counts = letter ? SCRIPTS.test(sign) && !isSymbol(code) : BETWEEN.test(sign) && isLooked(code);
    if (counts && isLetter.test(sign) !== letter) differ.push(code.toString(16));
  }
  expect(differ).toEqual([]);
});

test('an icon of a private font, a mark of Arabic or an emoji ends a word; a letter doesn’t', () => {
  const pay = word('pay|حذف');
  for (const text of ['\ue8a1pay', 'pay💳', 'PAY!', 'يوم حذفًا', '(pay)']) expect(pay.test(text), text).toBe(true);
  for (const text of ['payé', 'repay', 'пpay', '支pay']) expect(pay.test(text), text).toBe(false);
});

test('properties count in classes, too, and outside of them, and either case', () => {
  expect(pattern('^[^\\p{L}\\d]+$').test('… –')).toBe(true);
  expect(pattern('^[^\\p{L}\\d]+$').test('…é')).toBe(false);
  expect(pattern('^\\P{L}É$').test(' é')).toBe(true);
  expect(pattern(/^ab[\p{L}\p{M}]$/iu).test('AB\u0301')).toBe(true);
  expect(pattern(/^ab[\p{L}]$/iu).test('AB\u0301')).toBe(false);
});
