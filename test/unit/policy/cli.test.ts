import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { runPolicy } from '../../../cli/policy.ts';

vi.setConfig({ testTimeout: 300_000 });

const folder = mkdtempSync(join(tmpdir(), 'interlock-policy-'));
function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}
async function run(args: readonly string[], stdin = '') {
  const out: string[] = [];
  const err: string[] = [];
  const io = {
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
    stdin: async () => stdin,
  };
  const code = await runPolicy(args, io);
  return { code, out: out.join(''), err: err.join(''), lines: out.join('').split('\n').filter(Boolean) };
}

const policy = {
  interlock: 1,
  name: 'p',
  rules: [
    {
      id: 'no-send',
      verdict: 'block',
      on: ['submit'],
      if: { once: { on: ['auth.login'] } },
      because: 'b',
      instead: 'i',
    },
  ],
};
const good = file('good.json', JSON.stringify(policy));
const event = (seq: number, kind: string, phase: string, more = {}) =>
  JSON.stringify({
    seq,
    t: seq,
    phase,
    actor: 'agent',
    session: 's',
    tab: '1',
    frame: '0',
    url: 'https://a.test/',
    origin: 'https://a.test',
    site: 'a.test',
    kind,
    ...more,
  });
const trace = file(
  'trace.jsonl',
  `${event(1, 'submit', 'proposed')}\n${event(2, 'auth.login', 'observed')}\n\n${event(3, 'submit', 'proposed')}\n`,
);

describe('interlock policy decide', () => {
  it('prints one line for each proposed event and exits 0 whatever the verdicts', async () => {
    const { code, lines } = await run(['decide', '--policy', good, '--trace', trace]);
    expect(code).toBe(0);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { seq: 1, verdict: 'allow', rules: [], witness: [] },
      { seq: 3, verdict: 'block', rules: ['no-send'], witness: [2], instead: 'i' },
    ]);
  });

  it('reads standard input for -, and keeps sessions apart', async () => {
    const mixed = [event(1, 'auth.login', 'observed', { session: 'other' }), event(1, 'submit', 'proposed')].join('\n');
    const { code, lines } = await run(['decide', '--policy', good, '--trace', '-'], mixed);
    expect([code, JSON.parse(lines[0] ?? '').verdict]).toEqual([0, 'allow']);
  });

  it.each([
    [
      'a seq that does not grow',
      `${event(2, 'submit', 'proposed')}\n${event(2, 'submit', 'proposed')}`,
      ':2: seq 2 does not follow 2',
    ],
    [
      'a clock that goes back',
      `${event(1, 'click', 'succeeded', { t: 9 })}\n${event(2, 'click', 'succeeded', { t: 8 })}`,
      ':2: t 8 goes back',
    ],
    ['null', event(1, 'submit', 'proposed', { task: null }), ':1: task'],
    ['an unknown field', event(1, 'submit', 'proposed', { x: 1 }), ':1:'],
    ['an unknown kind', event(1, 'tap', 'proposed'), ':1: kind'],
    ['no JSON', 'oops', ':1: not JSON'],
  ])('exits 2 on %s, naming the line', async (_, text, message) => {
    const { code, out, err } = await run(['decide', '--policy', good, '--trace', '-'], text);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  it('is exact on a trace longer than a session keeps', async () => {
    const other = { field: 'site', op: 'eq', value: { e: 'dest.site' } };
    const been = {
      ...policy.rules[0],
      on: ['navigate'],
      if: undefined,
      unless: { once: { on: ['page.load'], where: other } },
    };
    const first = event(1, 'page.load', 'observed', { site: 'first.test' });
    const rest = Array.from({ length: 12_000 }, (_, i) =>
      event(i + 2, 'page.load', 'observed', { site: `s${i}.test` }),
    );
    const last = event(12_002, 'navigate', 'proposed', { dest: { site: 'first.test' } });
    const long = file('been.json', JSON.stringify({ ...policy, rules: [been] }));
    const { lines } = await run(['decide', '--policy', long, '--trace', '-'], [first, ...rest, last].join('\n'));
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ verdict: 'allow' });
  });

  it('exits 2 on a policy that does not load, naming rule and place', async () => {
    const bad = file('bad.json', JSON.stringify({ ...policy, rules: [{ ...policy.rules[0], per: 'frame' }] }));
    const { code, err } = await run(['decide', '--policy', bad, '--trace', trace]);
    expect(code).toBe(2);
    expect(err).toContain('rule no-send: rules[0].per');
  });
});

describe('the other commands', () => {
  it('check: 0 for a fine policy, 1 for a finding, 2 for one that does not load', async () => {
    expect((await run(['check', good])).code).toBe(0);
    const vain = file(
      'vain.yaml',
      'interlock: 1\nname: p\nrules:\n  - {id: r, verdict: ask, on: click, because: b, where: risk.tier == high}\n',
    );
    const found = await run(['check', '--json', vain]);
    expect(found.code).toBe(1);
    expect(found.lines.map((line) => JSON.parse(line))).toMatchObject([
      { file: vain, kind: 'opens-on-absent', rule: 'r' },
    ]);
    const broken = await run(['check', '--json', file('broken.json', '{"interlock":1}')]);
    expect(broken.code).toBe(2);
    expect(JSON.parse(broken.lines[0] ?? '')).toMatchObject({ kind: 'load-error', place: '(top)' });
  });

  it('test: runs the examples kept beside a policy', async () => {
    const text = (expected: string) => `interlock: 1
name: p
rules:
  - id: r
    verdict: block
    on: submit
    because: b
    if: once(auth.login) within 5m
    examples:
      - {name: soon, trace: [{kind: auth.login}, {kind: submit}], expect: fires}
      - {name: later, trace: [{kind: auth.login}, {kind: submit, after: 6m}], expect: ${expected}}
examples:
  - {name: alone, trace: [{kind: submit}], expect: allow}
`;
    expect(await run(['test', file('examples.yaml', text('quiet'))])).toMatchObject({ code: 0 });
    const failing = await run(['test', '--json', file('failing.yaml', text('fires'))]);
    expect(failing.code).toBe(1);
    expect(failing.lines.map((line) => JSON.parse(line)).filter(({ ok }) => !ok)).toMatchObject([
      { name: 'later', reason: 'expected r to fire, got allow' },
    ]);
    const beside = { ...policy, examples: [{ name: 'x', trace: [{ kind: 'submit' }], expect: { verdict: 'block' } }] };
    expect((await run(['test', file('beside.json', JSON.stringify(beside))])).code).toBe(1);
  });

  it('diff: 1 with a witness where the meaning changed, else 0', async () => {
    expect((await run(['diff', good, good])).code).toBe(0);
    const laxer = file('laxer.json', JSON.stringify({ ...policy, rules: [] }));
    const { code, lines } = await run(['diff', '--json', good, laxer]);
    expect(code).toBe(1);
    expect(JSON.parse(lines[0] ?? '').witness.at(-1)).toMatchObject({ kind: 'submit', phase: 'proposed' });
  });

  it('explain: what, why with the earlier event, and instead', async () => {
    const { code, out } = await run(['explain', '--policy', good, '--trace', trace, '--seq', '3']);
    expect(code).toBe(0);
    expect(out).toContain('Rule no-send (personal). Before: signed in on a.test (00:00:00 UTC).');
    expect((await run(['explain', '--policy', good, '--trace', trace, '--seq', '2'])).code).toBe(2);
  });

  it('print and schema: a policy reads back as itself', async () => {
    const { out } = await run(['print', good]);
    expect(out).toContain('if: once(auth.login)');
    expect(JSON.parse((await run(['print', '--json', file('printed.yaml', out)])).out)).toEqual(policy);
    expect(JSON.parse((await run(['schema'])).out).title).toBe('Interlock policy');
  });

  it.each([
    [['check']],
    [['diff', good]],
    [['nonsense']],
    [[]],
    [['decide', '--policy', good]],
    [['decide', '--policy']],
    [['check', '/nowhere.json']],
    [['decide', '--policy', good, '--trace', trace, '--strict', 'yes']],
    [['decide', '--policy', good, '--trace']],
  ])('%j is bad use', async (args) => {
    const { code, err } = await run(args);
    expect(code).toBe(2);
    expect(err).not.toBe('');
  });
});
