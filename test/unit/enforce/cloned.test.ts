import { expect, test } from 'vitest';
import { contentOf, wholeOf } from '../../../src/enforce/cloned.ts';

const SECRET = '4077 1922 8603 1588';
const circle: Record<string, unknown> = { d: SECRET };
circle.self = circle;
const withMore = Object.assign(['a'], { d: SECRET });

test.each([
  ['a text', SECRET],
  ['an error', new Error(SECRET)],
  ['what caused one', new Error('x', { cause: { d: SECRET } })],
  ['a key of a map', new Map([[SECRET, 1]])],
  ['a map in a set', new Set([new Map([[1, SECRET]])])],
  ['a circle', circle],
  ['an array that has more than its items', withMore],
  ['an expression', new RegExp(SECRET)],
  ['bytes', new TextEncoder().encode(SECRET)],
  ['a buffer', new TextEncoder().encode(SECRET).buffer],
  ['a file', [new File([SECRET], 'x.txt')]],
  ['the name of a file', { file: new File(['x'], `${SECRET}.txt`) }],
])('reads %s', async (_, data) => {
  const content = contentOf({ data });
  expect(content && (await wholeOf(content))).toContain(SECRET);
});

test('reads lists of numbers as numbers', () => {
  const data = Float64Array.from([4077, 1922, 8603, 1588]);
  expect(contentOf({ data })?.text.replace(/\D+/g, ' ')).toContain(SECRET);
});

test.each([
  ['a date', new Date(4077192286031588)],
  ['a boxed number', { d: Object(4077192286031588) }],
  ['a boxed text', Object('4077192286031588')],
  ['a boxed big number', new Map([[1, Object(4077192286031588n)]])],
])('reads %s', (_, data) => {
  expect(contentOf({ data })?.text).toContain('4077192286031588');
});

test('says so where it cannot be looked through', () => {
  let data: unknown = SECRET;
  for (let depth = 0; depth < 8_000; depth++) data = [data];
  expect(contentOf({ data })).toBeUndefined();
});

test('a file behind a long one is read as well', async () => {
  const content = contentOf({ data: [new Blob(['x'.repeat(300_000)]), new Blob([SECRET])] });
  expect(content && (await wholeOf(content))).toContain(SECRET);
});
