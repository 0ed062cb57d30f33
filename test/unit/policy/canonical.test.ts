import { describe, expect, it, vi } from 'vitest';
import { parsePolicy } from '../../../src/policy/load.ts';

vi.setConfig({ testTimeout: 300_000 });

const login = { on: ['auth.login'] };
const rule = { id: 'a-rule', verdict: 'block', on: ['click'], because: 'why' };
const policy = (more: object) => ({ interlock: 1, name: 'p', rules: [{ ...rule, ...more }] });
const where = (pred: unknown) => policy({ where: pred });

const GOOD: readonly [string, unknown][] = [
  ['no rules', { interlock: 1, name: 'p', rules: [] }],
  ['a version', { interlock: 1, name: 'p', version: '2', rules: [] }],
  [
    'every optional field',
    policy({ per: 'task', instead: 'x', refs: ['y'], where: { field: 'tab', op: 'eq', value: '1' } }),
  ],
  ['an atom that can never match', policy({ if: { once: { on: ['auth.login'], phase: 'proposed' } } })],
  ['a value of the wrong type', where({ field: 'payload.bytes', op: 'gt', value: 'many' })],
  ['eq against a list', where({ field: 'site', op: 'eq', value: ['a'] })],
  ['an empty list', where({ field: 'site', op: 'in', value: [] })],
  ['a fact argument', where({ field: 'fact.args.order', op: 'eq', value: { e: 'fact.args.order' } })],
  ['presence of a group', where({ field: 'dest', op: 'exists' })],
  ['facts beside actions', policy({ on: ['click', 'auth.login'] })],
  ['a big window', policy({ if: { once: login, within: '99999999999999999999d' } })],
  ['nested past', policy({ if: { hold: { not: { prev: login } }, since: login, atLeast: '5m' } })],
];

const BAD: readonly [string, unknown, string][] = [
  ['not a policy', 7, '(top)'],
  ['an array', [], '(top)'],
  ['another version', { ...policy({}), interlock: 2 }, 'interlock'],
  ['no name', { interlock: 1, rules: [] }, '(top)'],
  ['null', { ...policy({}), version: null }, 'version'],
  ['an unknown field at the top', { ...policy({}), x: 1 }, 'x'],
  ['an unknown field of a rule', policy({ when: 1 }), 'rules[0].when'],
  ['an id not in kebab case', policy({ id: 'No_Kebab' }), 'rules[0].id'],
  ['a duplicate id', { interlock: 1, name: 'p', rules: [rule, rule] }, 'rules[1].id'],
  ['allow as a verdict', policy({ verdict: 'allow' }), 'rules[0].verdict'],
  ['only facts', policy({ on: ['auth.login', 'page.load'] }), 'rules[0].on'],
  ['an unknown kind', policy({ on: ['tap'] }), 'rules[0].on[0]'],
  ['* beside kinds', policy({ on: ['*', 'click'] }), 'rules[0].on[0]'],
  ['an unknown scope', policy({ per: 'frame' }), 'rules[0].per'],
  ['no because', { interlock: 1, name: 'p', rules: [{ id: 'x', verdict: 'ask', on: ['*'] }] }, 'rules[0]'],
  ['an unknown operator', where({ field: 'site', op: 'like', value: 'x' }), 'rules[0].where.op'],
  ['an unknown path', where({ field: 'target.text', op: 'eq', value: 'x' }), 'rules[0].where.field'],
  ['a path of the prototype', where({ field: 'constructor', op: 'exists' }), 'rules[0].where.field'],
  ['an empty all', where({ all: [] }), 'rules[0].where.all'],
  ['an empty any', policy({ if: { any: [] } }), 'rules[0].if.any'],
  ['an empty seq', policy({ if: { seq: [] } }), 'rules[0].if.seq'],
  ['two operators in one formula', policy({ if: { once: login, prev: login } }), 'rules[0].if'],
  ['both windows', policy({ if: { once: login, within: '1s', atLeast: '1s' } }), 'rules[0].if'],
  ['a window on prev', policy({ if: { prev: login, within: '1s' } }), 'rules[0].if.within'],
  ['a duration of nothing', policy({ if: { once: login, within: '0s' } }), 'rules[0].if.within'],
  ['a duration with a sign', policy({ if: { once: login, within: '1.5h' } }), 'rules[0].if.within'],
  ['a number as duration', policy({ if: { once: login, within: 5 } }), 'rules[0].if.within'],
  ['gte 0', policy({ if: { count: login, gte: 0 } }), 'rules[0].if.gte'],
  ['gte 1.5', policy({ if: { count: login, gte: 1.5 } }), 'rules[0].if.gte'],
  ['no gte', policy({ if: { count: login } }), 'rules[0].if'],
  ['distinct over an array', policy({ if: { distinct: login, field: 'payload.labels', gte: 2 } }), 'rules[0].if.field'],
  ['no since', policy({ if: { hold: { once: login } } }), 'rules[0].if'],
  ['a phase that is none', policy({ if: { once: { ...login, phase: 'done' } } }), 'rules[0].if.once.phase'],
  [
    'an event path with gt',
    where({ field: 'payload.bytes', op: 'gt', value: { e: 'payload.bytes' } }),
    'rules[0].where.value',
  ],
  ['an event path with exists', where({ field: 'site', op: 'exists', value: { e: 'site' } }), 'rules[0].where.value'],
  ['an event path with glob', where({ field: 'url', op: 'glob', value: { e: 'url' } }), 'rules[0].where.value'],
  ['an event path of no field', where({ field: 'site', op: 'eq', value: { e: 'host' } }), 'rules[0].where.value.e'],
  ['an event path in a list', where({ field: 'site', op: 'in', value: [{ e: 'site' }] }), 'rules[0].where.value'],
  ['no value', where({ field: 'site', op: 'eq' }), 'rules[0].where'],
  ['a glob on a site', where({ field: 'dest.site', op: 'glob', value: '*' }), 'rules[0].where.op'],
  ['a glob that does not compile', where({ field: 'url', op: 'glob', value: 'a*.com' }), 'rules[0].where.value'],
  ['a glob that is no text', where({ field: 'tab', op: 'glob', value: 7 }), 'rules[0].where.value'],
  ['field beside all', where({ field: 'site', op: 'eq', value: 'x', all: [] }), 'rules[0].where.all'],
];

describe('the strict reader', () => {
  it.each(GOOD)('loads a policy with %s', (_, value) => {
    expect(parsePolicy(value)).toMatchObject({ ok: true });
    expect(parsePolicy(JSON.stringify(value))).toMatchObject({ ok: true });
  });

  it.each(BAD)('refuses %s and says where', (_, value, place) => {
    const read = parsePolicy(value);
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.problems.map((problem) => problem.place)).toContain(place);
  });

  it('names the rule', () => {
    const read = parsePolicy(policy({ per: 'frame' }));
    expect(read).toMatchObject({ ok: false, problems: [{ rule: 'a-rule' }] });
  });

  it('refuses what is too deep, too long or too broken in bounded time', () => {
    const began = performance.now();
    let deep: unknown = { once: login };
    for (let i = 0; i < 100_000; i++) deep = { not: deep };
    expect(parsePolicy(policy({ if: deep })).ok).toBe(false);
    expect(parsePolicy('['.repeat(1_000_000)).ok).toBe(false);
    expect(parsePolicy(JSON.stringify(policy({ because: 'x'.repeat(10_000_000) }))).ok).toBe(false);
    expect(parsePolicy('a: &a [*a, *a]').ok).toBe(false);
    expect(parsePolicy('{"interlock": 1').ok).toBe(false);
    const wrong = { interlock: 1, name: 'p', rules: Array.from({ length: 20_000 }, () => ({})) };
    const many = parsePolicy(wrong);
    expect(many.ok || many.problems.length).toBeLessThanOrEqual(50);
    expect(performance.now() - began).toBeLessThan(60_000);
  });
});
