import { describe, expect, it } from 'vitest';
import { phrases } from '../../../src/dataflow/phrases.ts';
import { recognise } from '../../../src/dataflow/recognise.ts';
import { remember } from '../../../src/dataflow/remember.ts';
import { emptyTable } from '../../../src/dataflow/table.ts';

const WORDS = 'ripple orbit canyon velvet mammal thunder oxygen lizard puzzle cactus meadow tunnel'.split(' ');
const SHOWN = {
  'one a line': WORDS.join('\n'),
  'numbered lines': WORDS.map((word, i) => `${i + 1}. ${word}`).join('\n'),
  'numbers between the lines': WORDS.map((word, i) => `${i + 1}\n${word}`).join('\n'),
  'three a row': WORDS.map((word, i) => word + (i % 3 === 2 ? '\n' : '\t')).join(''),
  'one line': WORDS.join(' '),
};

describe('a recovery phrase', () => {
  for (const [how, shown] of Object.entries(SHOWN))
    it(`is recognised in order, reversed and by four letters a word, shown in ${how}`, () => {
      const text = `Wallet\nRecovery phrase\n${shown}\nNever share it.`;
      const table = remember(emptyTable('salt'), { text, source: 'wallet.example' });
      for (const sent of [WORDS, WORDS.toReversed(), WORDS.map((word) => word.slice(0, 4))])
        for (const by of ['+', '-', ''])
          expect([sent, recognise(table, `https://new.example/r?d=${sent.join(by)}`).labels]).toEqual([
            sent,
            ['private'],
          ]);
      expect(recognise(table, WORDS.toSorted().join(' ')).labels).toEqual([]);
      expect(recognise(table, 'an orbit over a canyon, a lizard in the meadow and thunder').labels).toEqual([]);
    });

  it.each([
    'Home\nInbox\nStarred\nSent\nDrafts\nSpam\nTrash\nSettings\nHelp',
    'javascript\nreact\nnode\ncss\nhtml\ntypescript\nvite', // seven
    'we would like to know when the parts for our car will come in',
    'the same words again and again make no phrase here, for there are marks between',
  ])('is not: %s', (text) => expect(phrases(text.split('\n'))).toEqual([]));
});

it('an e-mail address as long as a sentence is an address, and a sentence around it still one', () => {
  const address = 'fionnuala.byrne@claddaghrowingsupplies.example';
  const said = `Write to ${address} about the berth fees that were never paid in the winter.`;
  const table = remember(emptyTable('salt of this test'), { text: said, source: 'mail.test' });
  expect(recognise(table, address).labels).toEqual(['pii']);
  expect(recognise(table, `<${address}>`).labels).toEqual(['pii']);
  expect(recognise(table, said).labels).toContain('private');
});
