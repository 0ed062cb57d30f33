import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foreignMarks, isLetIn, type LetIn, withLetIn } from '../../../src/dataflow/let-in.ts';
import { typedInto } from '../../../src/dataflow/origins.ts';
import { recognise } from '../../../src/dataflow/recognise.ts';
import { remember } from '../../../src/dataflow/remember.ts';
import { emptyTable, type Table } from '../../../src/dataflow/table.ts';

const ACCOUNT = 'IE29 AIBK 9311 5212 3456 78';
const ORDER = 'order 48213377';
const PROSE = 'The results of your blood test came back on Monday and the doctor would like to see you again soon.';

const of = (source: string, ...texts: string[]): Table =>
  texts.reduce((table, text) => remember(table, { text, source }), emptyTable('salt'));

describe('what was let into a site', () => {
  const table = of('bank.example', ACCOUNT, ORDER, PROSE);
  const marks = (text: string) => foreignMarks(table, 'shop.example', text);

  it('is the same however it is dressed for the way, and lets in nothing else', () => {
    const known = withLetIn({}, 'shop.example', marks(`from ${ACCOUNT}`));
    for (const text of [ACCOUNT, JSON.stringify({ a: ACCOUNT }), encodeURIComponent(ACCOUNT), btoa(ACCOUNT)])
      expect(isLetIn(known, 'shop.example', marks(text))).toBe(true);
    for (const text of [ORDER, PROSE, `${ACCOUNT} ${ORDER}`]) {
      expect(marks(text).length).toBeGreaterThan(0);
      expect(isLetIn(known, 'shop.example', marks(text))).toBe(false);
    }
    expect(isLetIn(known, 'evil.example', marks(ACCOUNT))).toBe(false);
  });

  it('names something wherever something of another site is recognised', () => {
    const some = fc.constantFrom(ACCOUNT, ORDER, PROSE, 'nothing', '4821');
    fc.assert(
      fc.property(fc.array(some, { maxLength: 4 }), (parts) => {
        const text = parts.join(' ');
        expect(marks(text).length > 0).toBe(recognise(table, text).sources.length > 0);
      }),
    );
  });

  it('leaves a site what is its own, shown or typed there, also where another site holds it', () => {
    const both = remember(of('bank.example', ACCOUNT), { text: ACCOUNT, source: 'shop.example' });
    expect(foreignMarks(both, 'shop.example', ACCOUNT)).toEqual([]);
    expect(foreignMarks(both, 'evil.example', ACCOUNT).length).toBeGreaterThan(0);
    const typed = remember(emptyTable('salt'), {
      value: 'zanzibar77',
      label: 'credential',
      source: typedInto('shop.example'),
    });
    expect(foreignMarks(typed, 'shop.example', 'zanzibar77')).toEqual([]);
    expect(foreignMarks(typed, 'evil.example', 'zanzibar77')).toHaveLength(1);
  });

  it('keeps within its bounds: the oldest are forgotten, never the newest', () => {
    let known: LetIn = {};
    for (let i = 0; i < 200; i++) known = withLetIn(known, `site-${i}.example`, [i]);
    expect(Object.keys(known)).toHaveLength(50);
    expect(isLetIn(known, 'site-199.example', [199])).toBe(true);
    expect(isLetIn(known, 'site-0.example', [0])).toBe(false);
    known = withLetIn(
      known,
      'site-199.example',
      Array.from({ length: 3_000 }, (_, i) => 1_000 + i),
    );
    expect(isLetIn(known, 'site-199.example', [3_999])).toBe(true);
    expect(isLetIn(known, 'site-199.example', [199])).toBe(false);
  });
});
