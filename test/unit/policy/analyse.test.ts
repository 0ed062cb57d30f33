import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { analyse } from '../../../src/policy/analyse.ts';
import { fires } from '../../../src/policy/definition.ts';
import { diff, weakening } from '../../../src/policy/diff.ts';
import { parsePolicy } from '../../../src/policy/load.ts';
import { packs } from '../../../src/policy/packs/index.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import { deadlocks } from '../../../src/policy/workflow.ts';

vi.setConfig({ testTimeout: 300_000 });

function load(rules: string) {
  const read = parsePolicy(`interlock: 1\nname: p\nrules:\n${rules}`);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read;
}
const rule = (id: string, rest: string) => `  - {id: ${id}, because: why, ${rest}}\n`;
const kinds = (policy: Policy) => analyse(policy).map(({ kind, rule: id }) => `${kind} ${id ?? ''}`.trim());

describe('the analysis', () => {
  it.each(['README.md', 'docs/policy-language.md'])('has nothing to say of the policy that %s shows', (page) => {
    const [, shown = ''] = readFileSync(page, 'utf8').match(/^```yaml\n([\s\S]*?)^```$/m) ?? [];
    const read = parsePolicy(shown);
    expect(read.ok ? [] : read.problems).toEqual([]);
    if (read.ok) expect(kinds(read.policy)).toEqual([]);
  });

  it.each([
    ['a guard that excludes itself', 'verdict: log, on: click, where: "payload.bytes > 5 and payload.bytes < 5"'],
    ['a value outside the field', 'verdict: log, on: click, where: "risk.tier == purple"'],
    ['a number compared with text', 'verdict: log, on: click, where: "payload.bytes == many"'],
    ['facts as proposed', 'verdict: log, on: click, where: "kind == auth.login"'],
    ['a condition and its contrary', 'verdict: log, on: click, if: "once(auth.login) and not once(auth.login)"'],
    [
      'windows that exclude each other',
      'verdict: log, on: click, if: "once(auth.login) within 5m and not once(auth.login) within 10m"',
    ],
    ['count without its first', 'verdict: log, on: click, if: "count(auth.login) >= 3 and not once(auth.login)"'],
    [
      'an excuse that always holds with its cause',
      'verdict: log, on: click, if: once(auth.login), unless: once(auth.login)',
    ],
  ])('names %s as unsatisfiable', (_, rest) => {
    expect(kinds(load(rule('r', rest)).policy)).toContain('unsatisfiable r');
  });

  it('names an atom that can never match', () => {
    const { policy } = load(rule('r', 'verdict: log, on: click, unless: "once(auth.login @succeeded)"'));
    expect(analyse(policy)).toMatchObject([{ kind: 'unsatisfiable', rule: 'r' }, { kind: 'vacuous' }]);
  });

  it.each([
    ['cause and excuse of different phases', 'verdict: log, on: click, if: once(submit), unless: once(submit)'],
    [
      'a wide and a narrow window',
      'verdict: log, on: click, if: "once(auth.login) within 10m and not once(auth.login) within 5m"',
    ],
    ['a limit', 'verdict: log, on: click, if: "count(click) >= 40 within 1h"'],
    ['keys', 'verdict: log, on: submit, if: "once(page.load where site == $e.dest.site and tab != $e.tab)"'],
    ['a hold', 'verdict: log, on: click, if: "hold(not once(auth.logout) since auth.login) atLeast 5m"'],
  ])('says nothing of %s', (_, rest) => {
    expect(kinds(load(rule('r', rest)).policy)).toEqual([]);
  });

  it.each([
    ['either way', 'verdict: log, on: click, if: "once(auth.login) or not once(auth.login)"'],
    ['an excuse that can never come', 'verdict: log, on: click, unless: "once(auth.login) and not once(auth.login)"'],
  ])('names %s as vacuous', (_, rest) => {
    expect(kinds(load(rule('r', rest)).policy)).toContain('vacuous r');
  });

  it('names the shadowed of two rules, and the later of two equal ones', () => {
    const narrow = rule('narrow', 'verdict: ask, on: submit, where: "payload.bytes > 5 and exists(payload.bytes)"');
    const wide = rule('wide', 'verdict: block, on: "submit | click"');
    expect(kinds(load(narrow + wide).policy)).toEqual(['shadowed narrow']);
    const twice = rule('first', 'verdict: log, on: click') + rule('second', 'verdict: log, on: click');
    expect(kinds(load(twice).policy)).toEqual(['shadowed second']);
    const weaker = rule('narrow', 'verdict: kill, on: submit') + wide;
    expect(kinds(load(weaker).policy)).toEqual([]);
  });

  it('finds actions that wait for each other', () => {
    const { policy } = load(
      rule('upload-first', 'verdict: block, on: download, unless: once(upload)') +
        rule('download-first', 'verdict: block, on: upload, unless: once(download)') +
        rule('free', 'verdict: block, on: submit, unless: once(auth.login)'),
    );
    const reasons = analyse(policy).map(({ kind, reason }) => `${kind}: ${reason}`);
    expect(reasons.filter((text) => text.startsWith('contradiction'))).toHaveLength(2);
    expect(reasons.join()).toContain('no trace allows upload');
    expect(reasons.join()).not.toContain('no trace allows submit');
  });

  it.each([
    ['verdict: ask, on: click, where: risk.tier == high', ['risk.tier']],
    ['verdict: ask, on: click, where: risk.tier == high or absent(risk.tier)', []],
    ['verdict: ask, on: click, where: not (risk.tier in [safe])', []],
    ['verdict: log, on: click, where: risk.tier == high', []],
    ['verdict: ask, on: click, where: actor == agent', []],
    ['verdict: ask, on: click, where: exists(dest) and dest.site == "x"', []],
    ['verdict: ask, on: click, if: "once(submit where dest.firstSeen == true)"', ['dest.firstSeen']],
    ['verdict: ask, on: click, unless: "once(submit where dest.firstSeen == true)"', []],
    ['verdict: ask, on: click, unless: "once(submit where not (dest.firstSeen == true))"', ['dest.firstSeen']],
  ])('%s opens on the absence of %j', (rest, fields) => {
    const { policy } = load(
      `  - id: r\n    because: why\n${rest
        .split(', ')
        .map((part) => `    ${part}\n`)
        .join('')}`,
    );
    const found = analyse(policy).filter(({ kind }) => kind === 'opens-on-absent');
    expect(found.map(({ reason }) => /without (\S+) slips/.exec(reason)?.[1])).toEqual(fields);
  });

  it('has nothing to say of the shipped packs', () => {
    for (const pack of Object.values(packs)) expect(analyse(pack)).toEqual([]);
  }, 120_000);

  it('names the first step of a workflow that the policy stops', () => {
    const read = parsePolicy(`
interlock: 1
name: p
rules:
  - {id: no-upload, verdict: block, on: upload, because: why, unless: once(auth.login)}
workflows:
  - {name: without sign-in, steps: [{kind: click}, {kind: upload}]}
  - {name: with sign-in, steps: [{kind: auth.login}, {kind: upload}]}
`);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(deadlocks(read.policy, read.workflows)).toMatchObject([
      { rule: 'no-upload', place: 'workflows[0].steps[1]' },
    ]);
  });
});

describe('the difference of two versions', () => {
  const old = load(rule('r', 'verdict: block, on: submit, if: "once(auth.login) within 8h"')).policy;
  const shorter = load(rule('r', 'verdict: block, on: submit, if: "once(auth.login) within 4h"')).policy;

  it('is nothing between a policy and itself, renamed rules included', () => {
    expect(diff(old, old)).toEqual([]);
    expect(diff(old, load(rule('s', 'verdict: block, on: submit, if: "once(auth.login) within 8h"')).policy)).toEqual(
      [],
    );
  });

  it('comes with a trace that the definition judges as said', () => {
    const [finding, ...others] = diff(old, shorter);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      kind: 'diff',
      rule: 'r',
      reason: 'the new version allows more: was block, now allow',
    });
    const trace = finding?.witness ?? [];
    const proposed = trace.at(-1);
    if (proposed === undefined || !old.rules[0] || !shorter.rules[0]) throw new Error('no witness');
    expect(fires(old.rules[0], trace.slice(0, -1), proposed)).toBe(true);
    expect(fires(shorter.rules[0], trace.slice(0, -1), proposed)).toBe(false);
  });

  it('finds a lower verdict, a narrower guard, a new excuse and a rule that is gone', () => {
    for (const changed of [
      'verdict: ask, on: submit, if: "once(auth.login) within 8h"',
      'verdict: block, on: submit, where: dest.relation == cross-site, if: "once(auth.login) within 8h"',
      'verdict: block, on: submit, if: "once(auth.login) within 8h", unless: once(user.approve)',
      'verdict: block, on: click',
    ]) {
      expect(weakening(old, load(rule('r', changed)).policy)).toMatchObject([{ kind: 'weakening', rule: 'r' }]);
    }
    expect(weakening(shorter, old)).toEqual([]);
    expect(weakening(old, load(rule('r', 'verdict: kill, on: "submit | click"')).policy)).toEqual([]);
  });
});
