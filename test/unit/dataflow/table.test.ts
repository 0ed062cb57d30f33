import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recognise } from '../../../src/dataflow/recognise.ts';
import { forgetSource, type Item, remember } from '../../../src/dataflow/remember.ts';
import {
  ENTRY_BYTES,
  emptyTable,
  LABEL_ORDER,
  MAX_TEXTS,
  MAX_VALUES,
  parse,
  SEVERAL_SITES,
  serialise,
  type Table,
} from '../../../src/dataflow/table.ts';
import { LABELS } from '../../../src/event/event.ts';

const site = fc.constantFrom('bank.example', 'mail.example', 'shop.example');
const item: fc.Arbitrary<Item> = fc.oneof(
  fc.record({ value: fc.string({ unit: 'grapheme', maxLength: 80 }), label: fc.constantFrom(...LABELS), source: site }),
  fc.record({ text: fc.lorem({ maxCount: 80 }), source: site }),
  fc.record({ text: fc.string({ unit: 'grapheme', maxLength: 300 }), source: site }),
);
const tableOf = (items: readonly Item[]): Table => items.reduce(remember, emptyTable('salt'));

describe('a table', () => {
  it('is the same after being serialised and parsed', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 12 }), (items) => {
        const table = tableOf(items);
        expect(parse(serialise(table))).toEqual(table);
      }),
    );
  });

  it('holds no value in clear', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{6}[0-9]{3}$/), (value) => {
        const text = serialise(
          tableOf([
            { value, label: 'credential', source: 'bank.example' },
            { text: `dear ${value}`, source: 'bank.example' },
          ]),
        );
        expect(text).not.toContain(value);
        expect(Buffer.from(text.replace(/[^A-Za-z0-9+/]/g, ''), 'base64').toString('latin1')).not.toContain(value);
      }),
    );
  });

  it('fingerprints the same value otherwise under another salt', () => {
    const one = remember(emptyTable('a'), { value: 'hunter2', label: 'credential', source: 'bank.example' });
    const two = remember(emptyTable('b'), { value: 'hunter2', label: 'credential', source: 'bank.example' });
    expect(one.values).not.toEqual(two.values);
  });

  it('recognises all that it recognised before, whatever is remembered next', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 8 }), item, fc.string({ maxLength: 60 }), (items, next, noise) => {
        const before = tableOf(items);
        const after = remember(before, next);
        for (const text of [noise, ...items.map((known) => ('value' in known ? known.value : known.text))]) {
          const [was, is] = [recognise(before, text), recognise(after, text)];
          expect(is.labels).toEqual(expect.arrayContaining([...was.labels]));
          expect(is.sources).toEqual(expect.arrayContaining([...was.sources]));
        }
      }),
    );
  });

  it('sees in a longer text all that it saw in a line of it', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 6 }), fc.array(fc.lorem({ maxCount: 6 })), (items, lines) => {
        const table = tableOf(items);
        for (const known of items) {
          const text = 'value' in known ? known.value : known.text;
          if (/["%&\\[\]{}=#?/]/.test(text)) continue; // what is structure on one side of the seam may not be on the other
          const whole = recognise(table, [...lines, text, ...lines].join('\n'));
          expect(whole.labels).toEqual(
            expect.arrayContaining(recognise(table, text).labels.filter((label) => label !== 'credential')),
          );
        }
      }),
    );
  });

  it('stays in its memory, keeps the newest, and counts what it let go', () => {
    let table = emptyTable('salt');
    for (let i = 0; i < 2_500; i++) {
      table = remember(table, { value: `s3cr${i}et${i * 31}`, label: 'credential', source: `s${i % 300}.example` });
    }
    for (let i = 0; i < 30; i++) {
      const words = Array.from({ length: 2_000 }, (_, n) => ((n * 7919 + i * 104_729) % 1_000_003).toString(36)).join(
        ' ',
      );
      table = remember(table, { text: words, source: 'mail.example' });
    }
    expect(table.values.length).toBeLessThanOrEqual(MAX_VALUES * ENTRY_BYTES);
    expect(table.texts.length).toBeLessThanOrEqual(MAX_TEXTS * ENTRY_BYTES);
    expect(table.sources.length).toBeLessThanOrEqual(256);
    expect(table.evicted).toBeGreaterThan(0);
    expect(serialise(table).length).toBeLessThan(140_000);
    table = remember(table, { value: 'newest-s3cret', label: 'credential', source: 'bank.example' });
    expect(recognise(table, 'newest-s3cret').labels).toContain('credential');
    expect(parse(serialise(table))).toEqual(table);
  });

  it('forgets nothing of one site because another one shows much', () => {
    const bank =
      'Account 4072 5580 1936 of M. Okafor. Your standing order to the music school of Lindau goes out on Monday.';
    let table = remember(emptyTable('salt'), { text: bank, source: 'bank.example' });
    const flood = (from: number) =>
      Array.from({ length: 6_000 }, (_, n) => `No ${7_000_000_019 + (from + n) * 104_729}`);
    for (let i = 0; i < 4; i++) table = remember(table, { text: flood(i * 6_000).join('\n'), source: 'flood.example' });
    for (let i = 0; i < 400; i++)
      table = remember(table, {
        text: flood(i * 50)
          .slice(0, 60)
          .join('\n'),
        source: `flood${i}.example`,
      });
    expect(table.evicted).toBeGreaterThan(20_000);
    expect(recognise(table, '4072-5580-1936').sources).toEqual(['bank.example']);
    expect(recognise(table, 'to the music school of Lindau goes out on Monday').sources).toEqual(['bank.example']);
  });

  it('keeps half of what a site showed last, and a part of what it showed before, whatever is written into it', () => {
    const numbers = (from: number, count: number) =>
      Array.from({ length: count }, (_, n) => String(7_000_000_019 + (from + n) * 104_729));
    const read = (table: Table, list: string[]) =>
      remember(table, { text: list.map((one) => `No ${one}`).join('\n'), source: 'mail.example' });
    const mine = numbers(100_000, 300);
    let table = read(
      remember(emptyTable('salt'), { value: 'hunter2', label: 'credential', source: 'mail.example' }),
      mine,
    );
    for (let i = 0; i < 5; i++) table = read(table, numbers(i * 1_000, 1_000));
    const known = mine.filter((one) => recognise(table, `x=${one}`).sources.length > 0);
    expect(known.length).toBeGreaterThan(60);
    for (const one of numbers(4_000, 1_000).slice(0, 50))
      expect(recognise(table, one).sources).toEqual(['mail.example']);
    expect(recognise(table, 'hunter2').labels).toEqual(['credential']);
  });

  it('knows the data of a site too many for somebody else’s, everywhere', () => {
    let table = emptyTable('salt');
    for (let i = 0; i < 300; i++)
      table = remember(table, { value: `s3cr${i}et`, label: 'credential', source: `s${i}.example` });
    expect(recognise(table, 's3cr0et').sources).toEqual(['s0.example']);
    expect(recognise(table, 's3cr299et').sources).toEqual([SEVERAL_SITES]);
    expect(table.evicted).toBe(0);
  });

  it('is not pushed out of its secrets by a long page', () => {
    let table = remember(emptyTable('salt'), { value: 'hunter2', label: 'credential', source: 'bank.example' });
    const page = Array.from({ length: 30_000 }, (_, n) => ((n * 48_271) % 1_000_003).toString(36)).join(' ');
    for (let i = 0; i < 5; i++) table = remember(table, { text: page + i, source: 'mail.example' });
    expect(recognise(table, 'hunter2').labels).toEqual(['credential']);
  });

  it('does not change, nor its epoch, when it is told again what it knows', () => {
    const known: Item = { value: 'hunter2', label: 'credential', source: 'bank.example' };
    const table = tableOf([known]);
    expect(remember(table, known)).toBe(table);
    expect(table.epoch).toBe(1);
    const text: Item = {
      text: 'Your appointment with the dentist is on Monday morning at the usual place.',
      source: 'mail.example',
    };
    const page = remember(table, text);
    expect(page.epoch).toBe(2);
    expect(remember(page, text).epoch).toBe(2);
  });

  it('forgets nothing shorter than four characters, since it never knew it', () => {
    for (const value of ['', 'abc', '12 3', '\u200b\u200b\u200b\u200b']) {
      expect(remember(emptyTable('salt'), { value, label: 'otp', source: 'bank.example' }).values.length).toBe(0);
    }
  });

  it.each([
    '',
    'null',
    '[]',
    '{"flow":2}',
    '{"flow":1,"salt":"a","epoch":0,"evicted":0,"sources":[["a","nonsense"]],"values":"","texts":""}',
  ])('is not made of %s', (text) => expect(parse(text)).toBeUndefined());

  it('forgets one source whole, with every label, and nothing of another', () => {
    const items: Item[] = [
      { value: 'REF-7K2M-9QXD-4T8W', label: 'private', source: 'canary:a' },
      { value: 'REF-ZZ2M-1QXD-4T9P', label: 'credential', source: 'canary:a' },
      { value: 'REF-5H8C-0VBN-2J6R', label: 'private', source: 'canary:b' },
    ];
    const table = items.reduce(remember, emptyTable('salt'));
    const left = forgetSource(table, 'canary:a');
    expect(recognise(left, 'REF-7K2M-9QXD-4T8W REF-ZZ2M-1QXD-4T9P').sources).toEqual([]);
    expect(recognise(left, 'ref 5H8C 0VBN 2J6R').sources).toEqual(['canary:b']);
    expect(left.epoch).toBeGreaterThan(table.epoch);
    expect(forgetSource(left, 'canary:a')).toBe(left);
  });

  it('is not made of entries that name no source, or are cut short', () => {
    const good = serialise(tableOf([{ value: 'hunter2', label: 'credential', source: 'bank.example' }]));
    expect(parse(good)).toBeDefined();
    expect(parse(good.replace('"sources":[["bank.example","credential"]]', '"sources":[]'))).toBeUndefined();
    expect(parse(good.replace(/"values":"..../, '"values":"'))).toBeUndefined();
  });

  it('knows the labels of the event', () => expect(LABEL_ORDER).toEqual(LABELS));
});
