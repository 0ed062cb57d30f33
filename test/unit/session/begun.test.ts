import { expect, it } from 'vitest';
import { begunAt, noteBegun } from '../../../src/session/begun.ts';
import { newSession } from '../../../src/session/session.ts';

const session = () => newSession('s', 'debugger', { t: 0, awake: 0 }, []);

it('parts of an order are kept for its site, for ten minutes, until it is done', () => {
  const one = session();
  noteBegun(one, 'bank.test', { payees: ['A'] }, 1);
  noteBegun(one, 'bank.test', { amount: 5 }, 2);
  expect(begunAt(one, 'bank.test', 3)).toEqual({ payees: ['A'], amount: 5, t: 2 });
  expect(begunAt(one, 'other.test', 3)).toBeUndefined();
  expect(begunAt(one, 'constructor', 3)).toBeUndefined();
  expect(begunAt(one, 'bank.test', 2 + 10 * 60_000)).toBeUndefined();
  noteBegun(one, 'bank.test', {}, 4);
  expect(begunAt(one, 'bank.test', 5)).toBeUndefined();
});

it('of more sites than anybody orders at, the latest are kept', () => {
  const one = session();
  for (let n = 0; n < 50; n += 1) noteBegun(one, `s${n}.test`, { amount: n }, n);
  expect(Object.keys(one.begun ?? {})).toHaveLength(20);
  expect(begunAt(one, 's49.test', 50)?.amount).toBe(49);
});
