/**
 * Dwyer's specification patterns in their scopes, and the rules of τ-bench's retail and airline domains as past-time
 * properties: each on traces that comply and traces that violate, replayed with a restart between any two events.
 */
import { describe, expect, it, vi } from 'vitest';
import type { AgentEvent } from '../../../src/event/event.ts';
import { decide } from '../../../src/policy/definition.ts';
import { parsePolicy } from '../../../src/policy/load.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import { compileAlone } from '../../../src/policy/replay.ts';
import { start, step } from '../../../src/policy/step.ts';

vi.setConfig({ testTimeout: 300_000 });

function load(rules: string): Policy {
  const read = parsePolicy(`interlock: 1\nname: p\nrules:\n${rules}`);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.policy;
}

/** The verdict on the last event, which is proposed; memory goes through JSON after every event. */
function verdict(policy: Policy, trace: readonly AgentEvent[]): string {
  const compiled = compileAlone(policy);
  let memory = start(compiled);
  for (const event of trace.slice(0, -1)) memory = JSON.parse(JSON.stringify(step(compiled, memory, event).memory));
  const last = trace.at(-1);
  if (last === undefined) throw new Error('an empty trace');
  const result = step(compiled, memory, { ...last, phase: 'proposed' }).verdict.verdict;
  expect(result).toBe(decide([policy], trace.slice(0, -1), { ...last, phase: 'proposed' }).verdict);
  return result;
}

const base = {
  actor: 'agent',
  session: 's',
  tab: '1',
  frame: '0',
  url: 'https://a.test/',
  origin: 'https://a.test',
  site: 'a.test',
} as const;
// P, S and T are what the patterns speak of; Q and R open and close a scope. All let through and done.
const KINDS = { P: 'submit', S: 'tool', T: 'upload', Q: 'navigate', R: 'download', X: 'select', F: 'finish' } as const;
function events(letters: string): AgentEvent[] {
  return [...letters].flatMap((letter, i) => {
    const kind = KINDS[letter as keyof typeof KINDS];
    const event = { ...base, seq: 2 * i + 1, t: 1_000 * i, kind };
    return [
      { ...event, phase: 'dispatched' as const },
      { ...event, seq: 2 * i + 2, phase: 'succeeded' as const },
    ];
  });
}
function judge(rule: string, letters: string): string {
  const all = events(letters);
  return verdict(
    load(
      `  - id: r\n    because: b\n    verdict: block\n${rule
        .split('; ')
        .map((line) => `    ${line}\n`)
        .join('')}`,
    ),
    all.slice(0, -1),
  );
}

const between = 'hold(not prev(download @dispatched) since navigate)';
const PATTERNS: readonly [pattern: string, rule: string, fine: readonly string[], stopped: readonly string[]][] = [
  ['absence of P, globally', 'on: submit', ['X', 'SQ'], ['P', 'XXP']],
  ['absence of P before R', 'on: submit; unless: once(download)', ['RP', 'XRXP'], ['P', 'XQP']],
  ['absence of P after Q', 'on: submit; if: once(navigate)', ['P', 'XP'], ['QP', 'QXRP']],
  ['absence of P after Q until R', `on: submit; if: ${between}`, ['P', 'QRP', 'QXRXP'], ['QP', 'QRQXP']],
  ['bounded existence: at most two P', 'on: submit; if: count(submit) >= 2', ['P', 'PP', 'PXXP'], ['PPP', 'PXPXP']],
  [
    'at most two P after Q',
    'on: submit; if: seq(navigate, submit, submit)',
    ['PPQP', 'PPP', 'QPP'],
    ['QPPP', 'PQPXPP'],
  ],
  ['precedence: S before P', 'on: submit; unless: once(tool)', ['SP', 'SXPP'], ['P', 'XP']],
  [
    'S before P, after Q',
    'on: submit; if: once(navigate); unless: seq(navigate, tool)',
    ['P', 'QSP', 'QXSXP'],
    ['QP', 'SQP'],
  ],
  [
    'S before P, after Q until R',
    `on: submit; if: "hold(not prev(download @dispatched) and not prev(tool @succeeded) since navigate)"`,
    ['P', 'QSP', 'QRP'],
    ['QP', 'SQP', 'QXP'],
  ],
  ['S before P, before R', 'on: submit; unless: once(tool) or once(download)', ['SP', 'RP'], ['P']],
  [
    'precedence chain: S then T before P',
    'on: submit; unless: "seq(tool, upload)"',
    ['STP', 'SXTP'],
    ['TP', 'SP', 'TSP'],
  ],
  [
    'precedence chain: P before S then T',
    'on: upload; if: once(tool); unless: "seq(submit, tool)"',
    ['PST', 'T'],
    ['ST', 'SPT'],
  ],
  ['universality of X between Q and R', `on: "submit | tool | upload"; if: ${between}`, ['P', 'QXRP'], ['QP', 'QXS']],
  ['existence of P, as an obligation at finish', 'on: finish; unless: once(submit)', ['PF', 'PXF'], ['F', 'XF']],
  [
    'existence of P after Q, at finish',
    'on: finish; if: once(navigate); unless: "seq(navigate, submit)"',
    ['F', 'QPF'],
    ['QF', 'PQF'],
  ],
  [
    'response: S after every P, at finish',
    'on: finish; if: hold(not prev(tool @succeeded) since submit)',
    ['F', 'PSF', 'PXSXF'],
    ['PF', 'PSPF'],
  ],
  [
    'response chain: S and T after P, at finish',
    'on: finish; if: once(submit); unless: "seq(submit, tool, upload)"',
    ['F', 'PSTF'],
    ['PF', 'PSF', 'PTSF'],
  ],
];

describe("Dwyer's patterns", () => {
  it.each(PATTERNS)('%s', (_, rule, fine, stopped) => {
    // The last letter is the action judged: dispatched and succeeded follow only once it is allowed.
    for (const letters of fine) expect({ letters, is: judge(rule, letters) }).toEqual({ letters, is: 'allow' });
    for (const letters of stopped) expect({ letters, is: judge(rule, letters) }).toEqual({ letters, is: 'block' });
  });
});

type Step = readonly [
  kind: 'fact' | 'call' | 'approve',
  name: string,
  args?: Record<string, string | number | boolean>,
];
const fact = (name: string, args = {}): Step => ['fact', name, args];
const call = (name: string, args = {}): Step => ['call', name, args];
const yes = (digest: string): Step => ['approve', digest];

/** A call of a tool is a `tool` event; what its result says is reported as facts by the adapter. */
function tau(steps: readonly Step[]): AgentEvent[] {
  let seq = 0;
  const list = steps.flatMap(([kind, name, args = {}], i): AgentEvent[] => {
    const event = { ...base, t: 60_000 * i };
    if (kind === 'fact') return [{ ...event, seq: ++seq, kind: 'fact', phase: 'observed', fact: { name, args } }];
    if (kind === 'approve') {
      return [
        { ...event, seq: ++seq, kind: 'user.approve', phase: 'observed', actor: 'person', approval: { digest: name } },
      ];
    }
    const tool = { ...event, kind: 'tool' as const, fact: { name, args }, digest: `${name}:${JSON.stringify(args)}` };
    return [
      { ...tool, seq: ++seq, phase: 'dispatched' },
      { ...tool, seq: ++seq, phase: 'succeeded' },
    ];
  });
  // The last call is the one judged.
  return list.slice(0, -1);
}

const WRITES = '[cancel, modify, return, exchange, refund, change, certificate, book]';
const TAU = load(`
  - {id: authenticate-first, verdict: block, on: tool, because: b, where: fact.name != auth, unless: once(tool where fact.name == auth)}
  - {id: one-user-a-session, verdict: block, on: tool, because: b, where: fact.name == auth, if: once(tool where fact.name == auth and fact.args.user != $e.fact.args.user)}
  - {id: confirm-before-write, verdict: block, on: tool, because: b, where: 'fact.name in ${WRITES}',
     unless: 'hold(not prev(tool @succeeded where fact.name in ${WRITES}) since user.approve where approval.digest == $e.digest)'}
  - {id: read-before-write, verdict: block, on: tool, because: b, where: 'fact.name in [cancel, modify, return, exchange] and exists(fact.args.order)',
     unless: 'once(tool where fact.name == get_order and fact.args.order == $e.fact.args.order)'}
  - {id: only-pending, verdict: block, on: tool, because: b, where: 'fact.name in [cancel, modify] and exists(fact.args.order)',
     unless: 'hold(not once(tool where fact.name in [cancel, modify] and fact.args.order == $e.fact.args.order and fact.args.order != none) since fact where fact.name == status and fact.args.is == pending and fact.args.order == $e.fact.args.order)'}
  - {id: only-delivered, verdict: block, on: tool, because: b, where: 'fact.name in [return, exchange] and exists(fact.args.order)',
     unless: 'once(fact where fact.name == status and fact.args.is == delivered and fact.args.order == $e.fact.args.order)'}
  - {id: modify-once, verdict: block, on: tool, because: b, where: 'fact.name in [modify, exchange] and exists(fact.args.order)',
     if: 'once(tool where fact.name in [modify, exchange] and fact.args.order == $e.fact.args.order)'}
  - {id: refund-to-the-original, verdict: block, on: tool, because: b, where: 'fact.name == refund and not (fact.args.method == gift_card)',
     unless: 'once(fact where fact.name == pays and fact.args.order == $e.fact.args.order and fact.args.method == $e.fact.args.method)'}
  - {id: reservation-first, verdict: block, on: tool, because: b, where: 'fact.name in [change, certificate] or fact.name == cancel and exists(fact.args.reservation)',
     unless: 'once(fact where fact.name == reservation and fact.args.id == $e.fact.args.reservation)'}
  - {id: method-of-the-profile, verdict: block, on: tool, because: b, where: fact.name == book,
     unless: 'once(fact where fact.name == profile_method and fact.args.method == $e.fact.args.method)'}
  - {id: cancel-only-if, verdict: block, on: tool, because: b, where: 'fact.name == cancel and exists(fact.args.reservation)',
     unless: 'once(fact where fact.name == booked and fact.args.id == $e.fact.args.reservation) within 24h or once(fact where fact.name in [airline_cancelled, business, insured_and_covered] and fact.args.id == $e.fact.args.reservation)'}
  - {id: basic-economy-stays, verdict: block, on: tool, because: b, where: fact.name == change,
     if: 'once(fact where fact.name in [basic_economy, flown] and fact.args.id == $e.fact.args.reservation)'}
  - {id: passengers-stay, verdict: block, on: tool, because: b, where: 'fact.name == change and exists(fact.args.passengers)',
     unless: 'once(fact where fact.name == passengers and fact.args.id == $e.fact.args.reservation and fact.args.count == $e.fact.args.passengers)'}
  - {id: compensation-when-asked, verdict: block, on: tool, because: b, where: fact.name == certificate, unless: 'seq(fact where fact.name == asked_compensation, fact where fact.name in [delayed, airline_cancelled])'}
`);

const auth = call('auth', { user: 'u1' });
const args = (name: string, more: object) => ({
  steps: [call(name, more), yes(`${name}:${JSON.stringify(more)}`)] as const,
});
function confirmed(name: string, more: object): Step[] {
  const { steps } = args(name, more);
  return [steps[1], steps[0]];
}
const order = { order: 'o1' };
const read = [call('get_order', order), fact('status', { order: 'o1', is: 'pending' })];
const delivered = [call('get_order', order), fact('status', { order: 'o1', is: 'delivered' })];
const seen = fact('reservation', { id: 'r1' });
const r1 = { reservation: 'r1' };

const COMPLIES: readonly [string, readonly Step[]][] = [
  ['reading after auth', [auth, call('get_order', order)]],
  ['auth twice as the same', [auth, auth]],
  ['cancel a pending order', [auth, ...read, ...confirmed('cancel', order)]],
  [
    'modify one, then cancel another',
    [
      auth,
      ...read,
      ...confirmed('modify', order),
      call('get_order', { order: 'o2' }),
      fact('status', { order: 'o2', is: 'pending' }),
      ...confirmed('cancel', { order: 'o2' }),
    ],
  ],
  ['return a delivered order', [auth, ...delivered, ...confirmed('return', order)]],
  [
    'refund to the card that paid',
    [auth, fact('pays', { order: 'o1', method: 'card' }), ...confirmed('refund', { order: 'o1', method: 'card' })],
  ],
  ['refund to a gift card', [auth, ...confirmed('refund', { order: 'o1', method: 'gift_card' })]],
  [
    'book with a method of the profile',
    [auth, fact('profile_method', { method: 'card' }), ...confirmed('book', { method: 'card' })],
  ],
  ['cancel within a day', [auth, seen, fact('booked', { id: 'r1' }), ...confirmed('cancel', r1)]],
  ['cancel business class later', [auth, seen, fact('business', { id: 'r1' }), ...confirmed('cancel', r1)]],
  ['change a flight', [auth, seen, ...confirmed('change', r1)]],
  [
    'change with the same count',
    [
      auth,
      seen,
      fact('passengers', { id: 'r1', count: 2 }),
      ...confirmed('change', { reservation: 'r1', passengers: 2 }),
    ],
  ],
  ['compensate when asked', [auth, seen, fact('asked_compensation'), fact('delayed'), ...confirmed('certificate', r1)]],
];
const VIOLATES: readonly [string, string, readonly Step[]][] = [
  ['authenticate-first', 'reading without auth', [call('get_order', order)]],
  ['one-user-a-session', 'auth as another', [auth, call('auth', { user: 'u2' })]],
  ['confirm-before-write', 'cancel unasked', [auth, ...read, call('cancel', order)]],
  ['confirm-before-write', 'an approval of something else', [auth, ...read, yes('refund:{}'), call('cancel', order)]],
  [
    'confirm-before-write',
    'an approval used twice',
    [auth, ...read, ...confirmed('return', order), call('return', order)],
  ],
  ['read-before-write', 'cancel without reading', [auth, ...confirmed('cancel', order)]],
  ['only-pending', 'cancel what is delivered', [auth, ...delivered, ...confirmed('cancel', order)]],
  [
    'only-pending',
    'cancel after a change',
    [auth, ...read, ...confirmed('modify', order), ...confirmed('cancel', order)],
  ],
  ['only-delivered', 'return what is pending', [auth, ...read, ...confirmed('return', order)]],
  [
    'modify-once',
    'modify twice',
    [auth, ...read, ...confirmed('modify', order), ...read, ...confirmed('modify', order)],
  ],
  [
    'refund-to-the-original',
    'refund elsewhere',
    [auth, fact('pays', { order: 'o1', method: 'card' }), ...confirmed('refund', { order: 'o1', method: 'cash' })],
  ],
  ['reservation-first', 'change unseen', [auth, ...confirmed('change', r1)]],
  [
    'method-of-the-profile',
    'book with a stranger’s card',
    [auth, fact('profile_method', { method: 'card' }), ...confirmed('book', { method: 'other' })],
  ],
  ['cancel-only-if', 'cancel for no reason', [auth, seen, ...confirmed('cancel', r1)]],
  [
    'cancel-only-if',
    'cancel another than was booked',
    [auth, seen, fact('booked', { id: 'r2' }), ...confirmed('cancel', r1)],
  ],
  [
    'basic-economy-stays',
    'change basic economy',
    [auth, seen, fact('basic_economy', { id: 'r1' }), ...confirmed('change', r1)],
  ],
  [
    'passengers-stay',
    'one more passenger',
    [
      auth,
      seen,
      fact('passengers', { id: 'r1', count: 2 }),
      ...confirmed('change', { reservation: 'r1', passengers: 3 }),
    ],
  ],
  ['compensation-when-asked', 'compensate unasked', [auth, seen, fact('delayed'), ...confirmed('certificate', r1)]],
  [
    'compensation-when-asked',
    'compensate before the facts',
    [auth, seen, fact('delayed'), fact('asked_compensation'), ...confirmed('certificate', r1)],
  ],
];

describe('τ-bench, retail and airline', () => {
  it.each(COMPLIES)('allows: %s', (_, steps) => {
    expect(verdict(TAU, tau(steps))).toBe('allow');
  });

  it.each(VIOLATES)('%s stops: %s', (id, _, steps) => {
    const trace = tau(steps);
    const last = trace.at(-1);
    if (last === undefined) throw new Error('no steps');
    expect(verdict(TAU, trace)).toBe('block');
    expect(decide([TAU], trace.slice(0, -1), { ...last, phase: 'proposed' }).rules).toContain(id);
  });
});
