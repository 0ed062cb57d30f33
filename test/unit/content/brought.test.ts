import { afterEach, expect, test, vi } from 'vitest';
import { Brought } from '../../../extension/content/brought.ts';
import { remember } from '../../../src/dataflow/remember.ts';
import { emptyTable } from '../../../src/dataflow/table.ts';

// Node has none: the page that it all happens in.
vi.stubGlobal('location', { href: 'http://collect.example/', origin: 'http://collect.example' });
afterEach(() => vi.restoreAllMocks());

const flow = remember(emptyTable('salt'), { value: '482100937716', label: 'private', source: 'bank.example' });
const piece = (text: string, i: number): string => `http://collect.example/r?i=${i}&d=${text}`;

test('pieces of a number are put together on a machine so busy that each takes a moment to look at', () => {
  let now = 0;
  // Each look at the clock finds it 30 ms later: four requests would have spent what a second has.
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 30));
  const brought = new Brought(() => ({ flow, site: 'collect.example', looksOn: false }));
  const pieces = '482100937716'.match(/.{1,2}/g) ?? [];
  const rows = pieces.map((text, i) => brought.completed(piece(text, i), piece(text, i)));
  expect(rows.some((row) => row.includes('482100'))).toBe(true);
});

test('a page that sends thousands a second is not held up by it', () => {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 5));
  const known = vi.fn(() => ({ flow, site: 'collect.example', looksOn: false }));
  const brought = new Brought(known);
  const before = now;
  for (let i = 0; i < 150; i++) brought.completed(piece(String(i), i), piece(String(i), i));
  // One look at the clock for what is passed over, two for what is looked at: twenty of these, no more.
  expect((now - before) / 5).toBe(150 + 20);
});

const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const DRESSES: Record<string, (text: string) => string> = {
  digits: (text) => text,
  words: (text) => text.replace(/\d/g, (digit) => `${WORDS[Number(digit)]} `),
  hex: (text) => Buffer.from(text).toString('hex'),
  base64: (text) => Buffer.from(text).toString('base64url'),
};

for (const [name, dress] of Object.entries(DRESSES))
  for (const count of [1, 2, 4])
    test(`what completes a number in ${count} pieces as ${name} is known in what is judged`, () => {
      const of = remember(emptyTable('salt'), {
        value: '4077 1922 8603 1588',
        label: 'private',
        source: 'bank.example',
      });
      const brought = new Brought(() => ({ flow: of, site: 'collect.example', looksOn: false }));
      const dressed = dress('4077 1922 8603 1588');
      const size = Math.ceil(dressed.length / count);
      const stopped = Array.from({ length: count }, (_, i) => {
        const url = piece(encodeURIComponent(dressed.slice(i * size, (i + 1) * size)), i);
        return brought.unlicensed(`${url}\n${brought.completed(url, url)}`, url).length > 0;
      });
      expect(stopped).toContain(true);
    });
