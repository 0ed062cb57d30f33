import { describe, expect, it } from 'vitest';
import { HOST_ONLY, KEYED, LEFT_OUT, withhold } from '../../../src/audit/withhold.ts';
import type { AgentEvent } from '../../../src/event/event.ts';
import { parsePolicy } from '../../../src/policy/load.ts';
import { simulate } from '../../../src/policy/simulate.ts';

const key = new Uint8Array(32).fill(7);
const event = (seq: number, more: Partial<AgentEvent>): AgentEvent => ({
  seq,
  t: 1_000 * seq,
  phase: 'proposed',
  actor: 'agent',
  session: 's',
  tab: '1',
  frame: '0',
  url: 'https://bank.com/account',
  origin: 'https://bank.com',
  site: 'bank.com',
  kind: 'submit',
  ...more,
});
const log = [
  event(1, { kind: 'auth.login', phase: 'observed' }),
  event(2, { dest: { url: 'https://evil.test/collect', relation: 'cross-site' }, payload: { hash: 'h' } }),
  event(3, { kind: 'click', target: { role: 'button', name: 'Delete', purpose: 'delete' } }),
].map((one, n) => ({ n, prev: '', hash: '', event: withhold(one, key), verdict: 'allow' as const }));

function run(rule: string) {
  const read = parsePolicy(`interlock: 1\nname: p\nrules:\n  - id: r\n    because: b\n    verdict: block\n${rule}`);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return simulate(read.policy, log, { leftOut: LEFT_OUT, hostOnly: HOST_ONLY, keyed: KEYED }).map(
    ({ verdict }) => verdict,
  );
}

describe('simulating on an audit log', () => {
  it.each([
    ['what the log holds is decided', '    on: submit\n    if: once(auth.login)\n', ['block', 'allow']],
    ['a host is held', '    on: submit\n    where: dest.url glob "**.evil.test"\n', ['block', 'allow']],
    ['a path is not', '    on: submit\n    where: dest.url glob "evil.test/other"\n', ['undecided', 'allow']],
    ['nor a name', '    on: "*"\n    where: target.name == "Buy"\n', ['undecided', 'undecided']],
    [
      'but a guard that fails anyway is decided',
      '    on: "*"\n    where: target.name == "Buy" and site == "shop.test"\n',
      ['allow', 'allow'],
    ],
    [
      'a name under a negation is not known either',
      '    on: click\n    where: not (target.name == "Buy")\n',
      ['allow', 'undecided'],
    ],
    [
      'a hash equals nothing that a policy can name',
      '    on: submit\n    where: payload.hash == h\n',
      ['undecided', 'allow'],
    ],
    [
      'but hashes can be compared',
      '    on: submit\n    unless: once(submit where payload.hash == $e.payload.hash)\n',
      ['block', 'allow'],
    ],
    [
      'names read of the past leave it open',
      '    on: submit\n    if: once(click where target.name == "x")\n',
      ['undecided', 'allow'],
    ],
  ])('%s', (_, rule, expected) => {
    expect(run(rule)).toEqual(expected);
  });
});
