import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { VERDICTS } from '../../../src/event/verdicts.ts';
import { decide } from '../../../src/policy/definition.ts';
import { parsePolicy } from '../../../src/policy/load.ts';
import { packs } from '../../../src/policy/packs/index.ts';
import written from '../../../src/policy/packs/packs.json' with { type: 'json' };
import { compileAlone, failure, replay } from '../../../src/policy/replay.ts';
import { coverage } from '../../golden/coverage.ts';
import { STORIES, tellings } from '../../golden/traces/stories.ts';

vi.setConfig({ testTimeout: 300_000 });

const { balanced } = packs;
const compiled = compileAlone(balanced);
const last = (trace: Parameters<typeof replay>[1]) => [...replay(compiled, trace)].at(-1)?.verdict;
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

  it('refer each rule to what it is against', () => {
    for (const { refs } of Object.values(packs).flatMap((pack) => pack.rules)) expect(refs?.length).toBeGreaterThan(0);
  });
});

describe.each(Object.entries(STORIES))('%s', (id, { fires, quiet }) => {
  const violating = fires.flatMap(tellings);
  const benign = quiet.flatMap(tellings);

  it(`fires on ${violating.length} violating traces`, () => {
    expect(violating.length).toBeGreaterThanOrEqual(20);
    for (const { name, trace } of violating)
      expect({ name, rules: last(trace)?.rules.map((rule) => rule.id) }).toMatchObject({
        rules: expect.arrayContaining([id]),
      });
  });

  it(`and nothing that a person would notice on ${benign.length} benign ones`, () => {
    expect(benign.length).toBeGreaterThanOrEqual(20);
    for (const { name, trace } of benign) {
      const { verdict, rules } = last(trace) ?? { verdict: 'none', rules: [] };
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
        [balanced],
        trace.slice(0, -1).filter(({ phase }) => phase !== 'proposed'),
        proposed,
      );
      expect({ verdict: last(trace)?.verdict, rules: last(trace)?.rules.map((rule) => rule.id) }).toEqual(expected);
    }
  });
});
