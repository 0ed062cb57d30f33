import { expect, it } from 'vitest';
import { recognise } from '../../../src/dataflow/recognise.ts';
import { remember } from '../../../src/dataflow/remember.ts';
import { emptyTable } from '../../../src/dataflow/table.ts';

const after = (text: string) => remember(emptyTable('5f2c9a0e7b1d4c3f'), { text, source: 'mail.example' });
const MAIL =
  'We sign with Calder on Friday at 41 a share. Nobody may know it yet. Then we meet Ms Ortega and Mr Lindqvist at the old pier. 签约定于星期五，每股四十一元二角。请勿外传！';

it.each([
  'We sign with Calder on Friday at 41 a share',
  'then we meet Ms Ortega and Mr Lindqvist at the old pier',
  'Note: We sign with Calder on Friday at 41 a share!',
])('knows one sentence of a paragraph: %s', (sentence) => {
  expect(recognise(after(MAIL), sentence).labels).toEqual(['private']);
});

it('knows none that is in everybody’s letters, or that is German and names nobody', () => {
  const letter = after('Vielen Dank für Ihre Nachricht. Wir senden Ihnen den Vertrag bald zu. See you at the pier.');
  for (const text of ['Wir senden Ihnen den Vertrag bald zu', 'See you at the pier', 'Vielen Dank für Ihre Nachricht'])
    expect(recognise(letter, text).labels, text).toEqual([]);
});
