// A number of which a part is refused, typed on after any pause.
import { expect, test } from 'vitest';
import { Begun } from '../../../src/enforce/begun.ts';

const NUMBER = '4077192286031588';
/** As the fingerprints find a number: eight of its digits in a row. */
const isForeign = (text: string) => {
  const digits = text.replace(/\D/g, ' ').replace(/(?<=\d) (?=\d)/g, '');
  return Array.from({ length: digits.length - 7 }, (_, i) => digits.slice(i, i + 8)).some((eight) =>
    NUMBER.includes(eight),
  );
};

/** What a field holds after each key of `keys`, where a key that completes something is refused. */
function typed(keys: string): string {
  const begun = new Begun(isForeign);
  let field = '';
  for (const key of keys) {
    const tried = begun.completedBy(key);
    if (tried || isForeign(field + key)) begun.refuse(tried || field + key);
    else {
      begun.grow(key);
      field += key;
    }
  }
  return field;
}

test('nothing of it comes after the part that was refused', () => {
  expect(typed(NUMBER)).toBe(NUMBER.slice(0, 7));
  expect(typed('4077 1922 8603 1588').trimEnd()).toBe('4077 192');
});

test('what is typed after that, and is not of it, is', () => {
  expect(typed(`${NUMBER} see you at noon`)).toBe(`${NUMBER.slice(0, 7)} see you at noon`);
  expect(typed('see you at noon, room 12')).toBe('see you at noon, room 12');
});

test('the refused part once more is judged as any other text', () => {
  const begun = new Begun(isForeign);
  begun.refuse(NUMBER.slice(0, 8));
  expect(begun.completedBy('2')).toBe('');
});

test('what was let through whole after a refusal leaves nothing begun; its end alone does', () => {
  const begun = new Begun(isForeign);
  begun.refuse(NUMBER);
  const end = NUMBER.slice(-7);
  begun.grow(end);
  expect(begun.completedBy(NUMBER.slice(0, 4) + end.slice(0, 5))).not.toBe('');
  begun.refuse(NUMBER);
  begun.grow(NUMBER);
  expect(begun.completedBy('8 and then something else')).toBe('');
});
