import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { VERDICTS } from '../../../src/event/verdicts.ts';
import { judgeFeasible } from '../../../src/policy/cuts.ts';
import { decide } from '../../../src/policy/definition.ts';
import { parsePolicy } from '../../../src/policy/load.ts';
import { packs } from '../../../src/policy/packs/index.ts';
import written from '../../../src/policy/packs/packs.json' with { type: 'json' };
import type { Rule } from '../../../src/policy/policy.ts';
import { compileAlone, failure, replay } from '../../../src/policy/replay.ts';
import { start, step } from '../../../src/policy/step.ts';
import { coverage } from '../../golden/coverage.ts';
import {
  CARRIED,
  CODE_ASKED,
  HANDED_ON,
  IN_ADDRESS,
  LINK_SHOWN,
  STORIES,
  tellings,
} from '../../golden/traces/stories.ts';
import { READ_ONLY_STORIES, STRICT_STORIES } from '../../golden/traces/stories-other-packs.ts';

vi.setConfig({ testTimeout: 300_000 });

const { balanced } = packs;
const compiled = compileAlone(balanced);
const last = (trace: Parameters<typeof replay>[1]) => [...replay(compiled, trace)].at(-1)?.verdict;
/** With what the page could then do by itself. */
const feasible = (trace: Parameters<typeof replay>[1]) => {
  let memory = start(compiled);
  let verdict = 'none';
  for (const event of trace) {
    if (event.phase === 'proposed') ({ verdict } = judgeFeasible(compiled, memory, event));
    else ({ memory } = step(compiled, memory, event));
  }
  return verdict;
};
const noticed = (verdict: string) => VERDICTS.indexOf(verdict as 'ask') >= VERDICTS.indexOf('warn');

describe('the shipped packs', () => {
  it.each(['balanced', 'strict', 'read-only'] as const)('packs.json has %s as its YAML says', (name) => {
    const read = parsePolicy(readFileSync(`src/policy/packs/${name}.yaml`, 'utf8'));
    expect(read).toMatchObject({ ok: true });
    if (!read.ok) return;
    expect(written[name]).toEqual(read.policy);
    const alone = compileAlone(read.policy);
    expect(read.examples.length).toBeGreaterThan(read.policy.rules.length);
    for (const example of read.examples)
      expect([example.name, failure(alone, example)]).toEqual([example.name, undefined]);
  });

  it('have the rules that people are promised, each with its story', () => {
    expect(Object.keys(STORIES).sort()).toEqual(balanced.rules.map(({ id }) => id).sort());
    const named = `exfiltration-after-login authenticate-before-access confirm-purchase confirm-delete
      no-secret-paste-cross-site otp-relay max-messages-per-hour no-submit-on-injected-page step-limit trifecta
      no-password-change upload-after-untrusted bulk-delete oauth-grant unknown-recipient-after-untrusted-read
      clipboard-snoop secret-in-url origin-sprawl download-then-upload-elsewhere occluded-click
      repeated-blocks-end-the-session report-errors-before-finish tool-described-by-injection out-of-task-scope`;
    const own = (name: string) => {
      const read = parsePolicy(readFileSync(`src/policy/packs/${name}.yaml`, 'utf8'));
      return read.ok ? read.policy.rules.map(({ id }) => id).sort() : [];
    };
    expect(Object.keys(STRICT_STORIES).sort()).toEqual(own('strict'));
    expect(Object.keys(READ_ONLY_STORIES).sort()).toEqual(own('read-only'));
    const ids = packs.strict.rules.map(({ id }) => id);
    for (const id of named.split(/\s+/)) expect(ids).toContain(id);
  });

  it('are all in the table of the documentation, as they are now', () => {
    const page = readFileSync('docs/policy-language.md', 'utf8');
    expect(page).toContain(coverage('.'));
    for (const { id } of Object.values(packs).flatMap((pack) => pack.rules)) expect(page).toContain(`| \`${id}\` |`);
  });

  it('watch only logs', () => {
    expect(new Set(packs.watch.rules.map(({ verdict }) => verdict))).toEqual(new Set(['log']));
  });

  it('strict is never laxer than balanced on any story', () => {
    const strict = compileAlone(packs.strict);
    for (const { fires, quiet } of Object.values(STORIES)) {
      for (const { trace } of [...fires, ...quiet].flatMap(tellings)) {
        const verdict = [...replay(strict, trace)].at(-1)?.verdict.verdict ?? 'allow';
        expect(VERDICTS.indexOf(verdict)).toBeGreaterThanOrEqual(VERDICTS.indexOf(last(trace)?.verdict ?? 'allow'));
      }
    }
  });

  it('leave it to the person whose one-time code it is', () => {
    for (const { trace } of CODE_ASKED.flatMap(tellings)) expect(feasible(trace)).toBe('ask');
  });

  it('leave it to the person whether text goes to another site, and none with a card number or an order planted before', () => {
    for (const { trace } of CARRIED.flatMap(tellings)) {
      expect(feasible(trace)).toBe('ask');
      const { payload, ...step } = trace.at(-1) ?? expect.fail('an empty story');
      const labels = [...(payload?.labels ?? []), 'payment' as const];
      expect(feasible([...trace.slice(0, -1), { ...step, payload: { ...payload, labels } }])).toBe('block');
      const planted = { ...step, kind: 'page.risk', phase: 'observed', page: { risk: { tier: 'unsafe' } } } as const;
      expect(feasible([...trace.slice(0, -1), planted, trace.at(-1) ?? planted])).toBe('block');
    }
  });

  it('leave what a page hands on to its service to the person, and nothing after planted instructions', () => {
    for (const { trace } of HANDED_ON.flatMap(tellings)) {
      expect(feasible(trace)).toBe('ask');
      const last = trace.at(-1) ?? expect.fail('an empty story');
      const planted = { ...last, kind: 'page.risk', phase: 'observed', page: { risk: { tier: 'unsafe' } } } as const;
      expect(feasible([...trace.slice(0, -1), planted, last])).toBe('block');
    }
  });

  it('leave an address of another account of theirs to the person, and none of a stranger', () => {
    for (const { trace } of IN_ADDRESS.flatMap(tellings)) {
      const strangers = trace.filter(({ kind, site }) => kind !== 'auth.active' || site !== trace.at(-1)?.dest?.site);
      expect(feasible(strangers)).toBe('block');
    }
  });

  it('leave a link that a mail shows, or an address of their own, to the person, and none that holds a secret', () => {
    for (const { trace } of [...LINK_SHOWN, ...IN_ADDRESS].flatMap(tellings)) {
      expect(feasible(trace)).toBe('ask');
      const { payload, ...step } = trace.at(-1) ?? expect.fail('an empty story');
      const secret = { ...step, payload: { ...payload, labels: [...(payload?.labels ?? []), 'otp' as const] } };
      expect(feasible([...trace.slice(0, -1), secret])).toBe('block');
    }
  });

  it('refer each rule to what it is against', () => {
    for (const { refs } of Object.values(packs).flatMap((pack) => pack.rules)) expect(refs?.length).toBeGreaterThan(0);
  });
});

const ALL = [
  { name: 'balanced', stories: STORIES },
  { name: 'strict', stories: STRICT_STORIES },
  { name: 'read-only', stories: READ_ONLY_STORIES },
] as const;

describe.each(
  ALL.flatMap(({ name, stories }) => Object.entries(stories).map(([id, told]) => ({ pack: name, id, ...told }))),
)('$pack: $id', ({ pack, id, fires, quiet }) => {
  const policy = packs[pack];
  const engine = compileAlone(policy);
  const final = (trace: Parameters<typeof replay>[1]) => [...replay(engine, trace)].at(-1)?.verdict;
  const violating = fires.flatMap(tellings);
  const benign = quiet.flatMap(tellings);

  it(`fires on ${violating.length} violating traces`, () => {
    expect(violating.length).toBeGreaterThanOrEqual(20);
    for (const { name, trace } of violating)
      expect({ name, rules: final(trace)?.rules.map((rule) => rule.id) }).toMatchObject({
        rules: expect.arrayContaining([id]),
      });
  });

  it(`and nothing that a person would notice on ${benign.length} benign ones`, () => {
    expect(benign.length).toBeGreaterThanOrEqual(20);
    for (const { name, trace } of benign) {
      const { verdict, rules } = final(trace) ?? { verdict: 'none', rules: [] };
      const loud = noticed(verdict) ? rules.map((rule) => rule.id) : [];
      expect({ name, loud }).toEqual({ name, loud: [] });
      expect(rules.map((rule) => rule.id)).not.toContain(id);
    }
  });

  it('as the definition says', () => {
    for (const { trace } of [...violating.slice(0, 4), ...benign.slice(0, 4)].filter(
      ({ trace: all }) => all.length < 200,
    )) {
      const proposed = trace.at(-1);
      if (proposed === undefined) throw new Error('an empty story');
      const expected = decide(
        [policy],
        trace.slice(0, -1).filter(({ phase }) => phase !== 'proposed'),
        proposed,
      );
      expect({ verdict: final(trace)?.verdict, rules: final(trace)?.rules.map((rule) => rule.id) }).toEqual(expected);
    }
  });
});

/** Each number that a formula compares a count with, and each window ("10s"): replaced by `change` of it, one at a time. */
function perturbed(rule: Rule, change: (n: number) => number): Rule[] {
  const places: string[][] = [];
  const walk = (value: unknown, path: string[]) => {
    const inFormula = path.some((key) => key === 'if' || key === 'unless');
    if (inFormula && (typeof value === 'number' || (path.at(-1) === 'within' && typeof value === 'string')))
      places.push(path);
    else if (value && typeof value === 'object')
      for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key]);
  };
  walk(rule, []);
  return places.map((path) => {
    const copy = structuredClone(rule) as unknown as Record<string, unknown>;
    let at = copy;
    for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
    const last = path.at(-1) ?? '';
    const old = at[last];
    at[last] = typeof old === 'number' ? change(old) : `${change(1_000 * seconds(String(old)))}ms`;
    return copy as unknown as Rule;
  });
}

const seconds = (window: string) =>
  Number.parseInt(window, 10) * ({ s: 1, m: 60, h: 3_600 }[window.at(-1) ?? ''] ?? Number.NaN);

describe('thresholds', () => {
  const tenth = [(n: number) => Math.max(1, Math.floor(n * 0.9)), (n: number) => Math.ceil(n * 1.1)];
  const told = Object.entries(STORIES).flatMap(([id, { fires, quiet }]) =>
    [...fires, ...quiet].map((one) => ({ id, trace: tellings(one)[0]?.trace ?? [] })),
  );
  const before = told.map(({ trace }) => last(trace));
  const cases = balanced.rules.flatMap((rule) => tenth.flatMap((change) => perturbed(rule, change)));

  it(`a tenth more or less, in ${cases.length} places, changes no story but those that stand at that very edge`, () => {
    expect(cases.length).toBeGreaterThan(30);
    let atTheEdge = 0;
    for (const changed of cases) {
      const rules = balanced.rules.map((rule) => (rule.id === changed.id ? changed : rule));
      const engine = compileAlone({ ...balanced, rules });
      told.forEach(({ id, trace }, i) => {
        const now = [...replay(engine, trace)].at(-1)?.verdict;
        const same = now?.verdict === before[i]?.verdict;
        if (!same) atTheEdge += 1;
        expect({ story: id, changed: changed.id, same: same || id === changed.id }).toEqual({
          story: id,
          changed: changed.id,
          same: true,
        });
      });
    }
    expect(atTheEdge).toBeGreaterThan(0);
  });
});
