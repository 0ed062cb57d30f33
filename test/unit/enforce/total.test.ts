import { expect, it } from 'vitest';
import { totalIn } from '../../../src/enforce/total.ts';

it.each([
  ['Basket\nSubtotal 170.00 EUR\nOrder total: 189.00 EUR\nPlace order', 'total: 189.00 EUR'],
  ['Amount due\n$44.00\nPay', 'Amount due $44.00'],
  ['Total (2 items)\t€ 1.299,00\tincl. VAT, rate ends in 04:59', 'Total (2 items) € 1.299,00'],
  ['Zwischensumme 20 €\nGesamtbetrag 35,90 €', 'Gesamtbetrag 35,90 €'],
  ['合計 3,500円\n注文を確定する', '合計 3,500円'],
  ['الإجمالي 350 د.إ', 'الإجمالي 350 د.إ'],
  ['Razem 129,00 zł', 'Razem 129,00 zł'],
  ['A total of 4 people like this', undefined],
  ['Subtotal 20 EUR', undefined],
  ['', undefined],
])('%s: the sum that is to be paid, in the page’s words', (shown, total) => expect(totalIn(shown)).toBe(total));

it('is found in time linear in the text', () => {
  const started = performance.now();
  for (const unit of ['total ', 'Total 1', '1,', 'total €\n']) totalIn(unit.repeat(200_000 / unit.length));
  expect(performance.now() - started).toBeLessThan(1_000);
});
