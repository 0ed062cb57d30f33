import { describe, expect, it } from 'vitest';
import { accumulate, EMPTY_STREAM } from '../../../src/dataflow/accumulate.ts';
import { recognise } from '../../../src/dataflow/recognise.ts';
import { remember } from '../../../src/dataflow/remember.ts';
import { emptyTable, type Table } from '../../../src/dataflow/table.ts';
import { PRIVATE_PAGES, STOCK_SENTENCES, UNRELATED } from './ordinary.ts';

/** A session that read every private page and typed a few secrets. */
function session(salt: string): Table {
  let table = PRIVATE_PAGES.reduce((known, { source, text }) => remember(known, { source, text }), emptyTable(salt));
  for (const value of ['Sommer2026!', 'hunter2', '4417', '93617', 'correct horse battery']) {
    table = remember(table, { value, label: 'credential', source: 'bank.example' });
  }
  return remember(table, { value: '718204', label: 'otp', source: 'mail.example' });
}

describe('ordinary browsing after a session read private pages', () => {
  it.each(UNRELATED)('carries nothing of theirs: %s', (text) => {
    expect(recognise(session('a'), text)).toMatchObject({ labels: [], sources: [] });
  });

  it('carries nothing when all of it goes to one place, request after request, under any salt', {
    timeout: 60_000,
  }, () => {
    const hits: string[] = [];
    for (let salt = 0; salt < 5; salt++) {
      const table = session(`salt ${salt}`);
      let state = EMPTY_STREAM;
      for (const text of UNRELATED) {
        const out = accumulate(state, table, 'metrics.example', text);
        if (out.labels.length > 0) hits.push(text);
        state = out.state;
      }
    }
    expect(hits).toEqual([]);
  });

  it.each(STOCK_SENTENCES)('takes a long stock sentence for a copy, as documented: %s', (text) => {
    expect(recognise(session('a'), text).labels).toEqual(['private']);
  });

  it.each([
    ['Ann: Bruno says he still has to bring the car back to the garage first, he wants half past two', []],
    ['I still have to bring the car back to the garage first.', ['private']],
    ['302-4471882-9917365', ['private']],
    ['balance=12408.77', ['private']],
    ['iban: DE89370400440532013000', ['private']],
    ['tracking 00340434161094042557', ['private']],
    ['code 718204', ['otp']],
    ['we would like her to lead the migration project.', ['private']],
  ])('is told from a copy: %s', (text, labels) => {
    expect(
      recognise(session('a'), text).labels.filter((label) => labels.length === 0 || labels.includes(label)),
    ).toEqual(labels);
  });
});
