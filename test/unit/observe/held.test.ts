import { describe, expect, it } from 'vitest';
import { recognise } from '../../../src/dataflow/recognise.ts';
import { remember } from '../../../src/dataflow/remember.ts';
import { emptyTable } from '../../../src/dataflow/table.ts';
import { type HeldField, heldAs, inRows } from '../../../src/observe/held.ts';
import { grouped } from '../../../src/observe/unshown.ts';

const field = (signs: Partial<HeldField>): HeldField => ({
  type: 'text',
  value: 'hello',
  readOnly: false,
  labels: [],
  ...signs,
});

describe('a field that nobody typed in holds', () => {
  it.each([
    [{ type: 'password', value: 'zR4?coral-Moth' }, 'secret'],
    [{ type: 'password', value: '4077192286031588' }, 'secret'],
    [{ value: 'mQ7!tide-Lamp', labels: ['credential'] }, 'secret'],
    [{ value: 'npm_Q8wE3rT6yU1iO4pA7sD9fG2hJ5kL0zX', labels: ['credential'], readOnly: true }, 'secret'],
    [{ value: 'npm_Q8wE3rT6yU1iO4pA7sD9fG2hJ5kL0zX', readOnly: true }, 'text'],
    [{ type: 'textarea', value: 'Wire it before Friday, not after.', readOnly: true }, 'text'],
    [{ value: 'npm_Q8wE3rT6yU1iO4pA7sD9fG2hJ5kL0zX' }, 'numbers'],
    [{ type: 'number', value: '8', labels: ['credential'] }, 'numbers'],
    [{ value: 'medium', labels: ['credential'] }, 'numbers'],
    [{ value: '560001', labels: ['credential'] }, 'numbers'],
    [{ value: 'Main password', labels: ['credential'] }, 'numbers'],
    [{ type: 'checkbox', value: 'use-passkey-2', labels: ['credential'] }, 'numbers'],
    [{ type: 'hidden', value: 'mQ7!tide-Lamp', readOnly: true }, undefined],
    [{ type: 'password', value: '••••••••' }, undefined],
    [{ type: 'password', value: '********1588' }, undefined],
    [{ type: 'password', value: 'unchanged' }, undefined],
  ] satisfies [Partial<HeldField>, string | undefined][])('%j → %s', (signs, held) =>
    expect(heldAs(field(signs))).toBe(held),
  );
});

describe('a number in several fields', () => {
  const of = (values: string, length = -1) => values.split(',').map((value) => ({ value, length }));

  it.each([
    ['Ann,4077,1922,8603,1588,09', -1],
    ['4,0,7,7,1,9,2,2,8,6,0,3,1,5,8,8', 1],
  ])('is one: %s', (values, length) => {
    const text = inRows(of(values, length)).join('\n');
    const table = remember(emptyTable('salt'), { text, source: 'bank.example' });
    expect(recognise(table, 'd=4077192286031588').labels).toContain('private');
  });

  it.each([
    ['1,1,2,1,1,3,1', -1], // how many of each
    ['2024,2025,2026,2027', -1],
    ['4077,1922', -1],
    ['24,11,2026', 4],
    ['4077,,1922,,8603', -1],
  ])('is none: %s', (values, length) => expect(inRows(of(values, length))).toEqual([]));
});

describe('a number that is laid out in pieces', () => {
  it.each([
    ['groups', '4077\n1922\t8603\n1588', ['4077 1922 8603 1588']],
    ['boxes for its digits', 'Account\n4\n0\n7\n7\n1\n9\n2\n2\nCopy', ['40771922']],
    ['pages of a list', '1\n2\n3\n4\n5\n6\n7\n8\n9', []],
    ['days of a month', 'Mo\n29\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10', []],
  ])('is known in %s', (_, shown, found) => {
    expect(grouped(shown)).toEqual(found);
  });
});
