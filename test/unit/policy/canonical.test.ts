import { describe, expect, it, vi } from 'vitest';
import { parsePolicy } from '../../../src/policy/load.ts';
import { BAD, GOOD, login, policy } from './policies.ts';

vi.setConfig({ testTimeout: 300_000 });

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

  it('loads ten megabytes of rules', () => {
    const where = { field: 'dest.site', op: 'in', value: ['x'.repeat(900)] };
    const rules = Array.from({ length: 10_000 }, (_, i) => ({
      id: `r${i}`,
      verdict: 'log',
      on: ['click'],
      because: 'b',
      where,
    }));
    const text = JSON.stringify({ interlock: 1, name: 'p', rules });
    expect(text.length).toBeGreaterThan(10_000_000);
    expect(parsePolicy(text)).toMatchObject({ ok: true });
  });

  it('refuses what is too deep, too long or too broken in bounded time', () => {
    const began = performance.now();
    let deep: unknown = { once: login };
    for (let i = 0; i < 100_000; i++) deep = { not: deep };
    expect(parsePolicy(policy({ if: deep })).ok).toBe(false);
    expect(parsePolicy('['.repeat(1_000_000)).ok).toBe(false);
    expect(parsePolicy(JSON.stringify(policy({ because: 'x'.repeat(16_000_000) }))).ok).toBe(false);
    expect(parsePolicy('a: &a [*a, *a]').ok).toBe(false);
    expect(parsePolicy('{"interlock": 1').ok).toBe(false);
    const wrong = { interlock: 1, name: 'p', rules: Array.from({ length: 20_000 }, () => ({})) };
    const many = parsePolicy(wrong);
    expect(many.ok || many.problems.length).toBeLessThanOrEqual(50);
    expect(performance.now() - began).toBeLessThan(60_000);
  });
});
