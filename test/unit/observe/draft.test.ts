import { expect, it } from 'vitest';
import { draftTold } from '../../../src/observe/draft.ts';

const IBAN = 'IE29AIBK93115212345678';

it.each([
  [`Review\nYou are sending 940.00 EUR to Una Walsh, ${IBAN}.\nIt arrives tomorrow.`, ['Una Walsh', IBAN], 940],
  ['You will pay €1,250.50 to Quay Grocers Ltd. Fee: 2.00 EUR.', ['Quay Grocers Ltd'], 1250.5],
  [`Balance 4,812.37 EUR\nTransfer 70 EUR to ${IBAN}`, [IBAN], 70],
  [
    `Sie überweisen 940,00 € an Una Walsh (IE29 AIBK 9311 5212 3456 78)`,
    ['Una Walsh', 'IE29 AIBK 9311 5212 3456 78'],
    940,
  ],
])('%s', (shown, payees, amount) => {
  expect(draftTold(shown)).toEqual({ payees, amounts: [amount] });
});

it.each([
  ['a greater sum besides', 'You send 70 EUR to Una Walsh. Total charge 6,000.00 EUR.'],
  ['two sums', 'You send 70 EUR to Una Walsh. You send 80 EUR to Una Walsh.'],
  ['nobody', 'Total 70 EUR. Arrives on Monday.'],
  ['no sum', 'You are about to write to Una Walsh.'],
  ['a long page', `You send 70 EUR to Una Walsh. ${'More. '.repeat(900)}`],
])('says nothing where a page names %s', (_, shown) => {
  expect(draftTold(shown)).toEqual({ payees: [], amounts: [] });
});

it('stays linear on long hostile text', () => {
  const started = performance.now();
  for (const unit of ['EUR 1', '1', "1'", 'to A', 'Aa ', 'to Aa', '. ', '.A', '\n'])
    draftTold(unit.repeat(4_000 / unit.length));
  expect(performance.now() - started).toBeLessThan(1_000);
});
