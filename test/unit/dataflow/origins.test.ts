import { expect, test } from 'vitest';
import { broughtTo, isOnlyTyped, originsOf, typedInto } from '../../../src/dataflow/origins.ts';
import { recognise } from '../../../src/dataflow/recognise.ts';
import { remember } from '../../../src/dataflow/remember.ts';
import { emptyTable } from '../../../src/dataflow/table.ts';

const salt = '00112233445566778899aabbccddeeff';
const ACCOUNT = '4077 1922 8603 1588';

test('a part typed elsewhere does not make a shown number the other site’s', () => {
  const shown = remember(emptyTable(salt), { text: `Account ${ACCOUNT}`, label: 'private', source: 'bank.test' });
  const table = remember(shown, { value: ACCOUNT.slice(0, -1), label: 'payment', source: typedInto('collector.test') });
  expect(originsOf(table, recognise(table, ACCOUNT).sources)).toEqual(['bank.test']);
});

test('a password belongs to the site where it was typed first', () => {
  const first = remember(emptyTable(salt), {
    value: 'Tide-and-Lantern-42',
    label: 'credential',
    source: typedInto('bank.test'),
  });
  const table = remember(first, {
    value: 'Tide-and-Lantern-42',
    label: 'credential',
    source: typedInto('collector.test'),
  });
  expect(originsOf(table, recognise(table, 'Tide-and-Lantern-42').sources)).toEqual(['bank.test']);
});

test('what a site holds itself hides nothing that stands beside it', () => {
  const bank = remember(emptyTable(salt), { text: `Account ${ACCOUNT}`, source: 'bank.test' });
  const table = remember(bank, { text: 'Your case RX-5530-9217. Write to jane@letting.test.', source: 'letting.test' });
  const brought = (text: string, site = 'letting.test') => broughtTo(table, recognise(table, text), site);
  expect(brought(`RX-5530-9217, jane@letting.test: ${ACCOUNT}`)).toEqual({
    labels: ['private'],
    sources: ['bank.test'],
  });
  expect(brought('RX-5530-9217, jane@letting.test').sources).toEqual(['letting.test']);
  expect(brought(`RX-5530-9217: ${ACCOUNT}`, 'shop.test').sources).toEqual(['bank.test', 'letting.test']);
});

test('what two sites show is either’s own', () => {
  const bank = remember(emptyTable(salt), { text: `Account ${ACCOUNT}`, source: 'bank.test' });
  const table = remember(bank, { text: `Paid from ${ACCOUNT}, invoice 90 2217 4410`, source: 'shop.test' });
  expect(broughtTo(table, recognise(table, `90 2217 4410 from ${ACCOUNT}`), 'shop.test').sources).toEqual([
    'bank.test',
    'shop.test',
  ]);
});

test('a card that sites were only given is told from one that a site showed', () => {
  const [own, read] = ['4111 1111 1111 1111', '5555 5555 5555 4444'];
  const typed = remember(emptyTable(salt), { value: own, label: 'payment', source: typedInto('shop.test') });
  const table = remember(typed, { text: `Your new card is ${read}.`, source: 'mail.test' });
  const isTyped = (text: string, known = table) => isOnlyTyped(recognise(known, text), 'payment');
  expect(isTyped(own)).toBe(true);
  expect(isTyped(`${own} ${read}`)).toBe(false);
  expect(isTyped(own, remember(table, { text: `Paid with ${own}`, source: 'bank.test' }))).toBe(false);
});
