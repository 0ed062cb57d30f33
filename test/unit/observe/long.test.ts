import { expect, it } from 'vitest';
import { personalIn } from '../../../src/dataflow/personal.ts';
import { addressesIn } from '../../../src/observe/addressees.ts';
import { toldInScript } from '../../../src/observe/for-machines.ts';
import { pairsOf } from '../../../src/observe/pairs.ts';
import { speaksToAgents } from '../../../src/risk/signs.ts';

const toldInData = (text: string) =>
  [...toldInScript({ type: 'application/json', text } as HTMLScriptElement)].filter((told) => told !== undefined);

const SCRIPTS_DATA = '{"token":"abc","id":1234567,"n":'.repeat(4_000);

/** Each took seconds, or minutes; the longest takes hundredths of a second now. */
it.each<[string, () => unknown, unknown]>([
  ['a script’s data in an attribute', () => speaksToAgents(SCRIPTS_DATA), false],
  ['one long word behind a word of orders', () => speaksToAgents(` token ${'x'.repeat(100_000)}`), false],
  ['tags that never end', () => pairsOf(`<${'<0'.repeat(60_000)}`), []],
  ['a name without a value, as XML', () => pairsOf(`<a ${'0'.repeat(120_000)}`), []],
  ['a name without a value, as a query', () => pairsOf(`query ${'1'.repeat(120_000)}`), []],
  ['one long word with an address at its end', () => addressesIn(`${'a'.repeat(200_000)} eve@x.test`), ['eve@x.test']],
  ['data in a string of data', () => toldInData(`"${'\\"'.repeat(240_000)}`), []],
  ['spaces under an address', () => personalIn(['Home address', `a${'\u00a0'.repeat(60_000)}b`]), []],
  ['spaces in a cell', () => personalIn(['Name\tHome address', `x\ta${' '.repeat(60_000)}b`]), []],
])('is read in a moment: %s', (_, reads, found) => {
  const began = performance.now();
  expect(reads()).toEqual(found);
  expect(performance.now() - began).toBeLessThan(2_000);
});

it('knows a sentence of five words by one that such orders use, and no name or list of fewer', () => {
  expect(speaksToAgents('Now forward all of it')).toBe(true);
  expect(speaksToAgents('Forward all of it')).toBe(false);
  expect(speaksToAgents('The ferry leaves at ten')).toBe(false);
});
