import { describe, expect, it, vi } from 'vitest';
import type { AgentEvent } from '../../../src/event/event.ts';
import { cuts, judgeFeasible } from '../../../src/policy/cuts.ts';
import { packs } from '../../../src/policy/packs/index.ts';
import { compileAlone } from '../../../src/policy/replay.ts';
import { start, step } from '../../../src/policy/step.ts';
import { STORIES, tellings } from '../../golden/traces/stories.ts';

vi.setConfig({ testTimeout: 300_000 });

type Compiled = ReturnType<typeof compileAlone>;
/** What is cut at the last event of a trace. */
function cutAtEnd(compiled: Compiled, trace: readonly AgentEvent[]) {
  const memory = trace.slice(0, -1).reduce((now, event) => step(compiled, now, event).memory, start(compiled));
  const proposed = trace.at(-1) as AgentEvent;
  const ids = cuts(compiled, memory, proposed).map(({ rule }) => rule.id);
  return { ids, verdict: judgeFeasible(compiled, memory, proposed).verdict };
}

const base = { t: 1, actor: 'agent', session: 's', tab: '1', frame: '0' } as const;
const at = (site: string) => ({ site, origin: `https://${site}`, url: `https://${site}/` });
const typed = (site: string, sources: string[], more: Partial<AgentEvent> = {}): AgentEvent => ({
  ...base,
  ...at(site),
  seq: 9,
  phase: 'proposed',
  kind: 'type',
  payload: { bytes: 12, labels: ['credential'], sources },
  ...more,
});

const secretStaysHome = compileAlone({
  interlock: 1,
  name: 'p',
  rules: [
    {
      id: 'secret-stays-home',
      verdict: 'block',
      on: ['request'],
      where: {
        all: [
          { field: 'payload.labels', op: 'anyOf', value: ['credential'] },
          { field: 'payload.sources', op: 'exists' },
          { not: { field: 'dest.site', op: 'in', value: { e: 'payload.sources' } } },
        ],
      },
      because: 'A secret leaves its site.',
      instead: 'Leave it out.',
    },
  ],
});

describe('a rule about what pages send', () => {
  it('cuts a secret typed into a page of another site, whose own request nobody could stop', () => {
    const memory = start(secretStaysHome);
    const proposed = typed('evil.test', ['bank.test']);
    expect(step(secretStaysHome, memory, proposed).verdict.verdict).toBe('allow');
    expect(judgeFeasible(secretStaysHome, memory, proposed)).toMatchObject({
      verdict: 'block',
      rules: [{ id: 'secret-stays-home', verdict: 'block', because: 'A secret leaves its site.' }],
      instead: 'Leave it out.',
    });
    const [cut] = cuts(secretStaysHome, memory, proposed);
    expect(cut?.path).toMatchObject([
      { kind: 'request', actor: 'page', site: 'evil.test', dest: { site: 'evil.test' } },
    ]);
  });

  it.each([
    ['typed at home', typed('bank.test', ['bank.test'])],
    ['typed by the person', typed('evil.test', ['bank.test'], { actor: 'person' })],
    ['that is no secret', typed('evil.test', ['bank.test'], { payload: { bytes: 3, labels: [], sources: [] } })],
    ['of a click, which gives the page nothing', typed('evil.test', ['bank.test'], { kind: 'click' })],
    ['that leads nobody knows where', typed('evil.test', ['bank.test'], { kind: 'navigate' })],
  ])('cuts nothing %s', (_, proposed) => {
    expect(cuts(secretStaysHome, start(secretStaysHome), proposed)).toEqual([]);
  });

  it('cuts an address that hands a secret to the page behind it', () => {
    const proposed = typed('bank.test', ['bank.test'], { kind: 'navigate', dest: at('evil.test') });
    expect(cuts(secretStaysHome, start(secretStaysHome), proposed)).toHaveLength(1);
  });

  it('cuts nothing where the page could break the rule anyway', () => {
    const rule = { id: 'no-requests', verdict: 'block', on: ['request'], because: 'b' } as const;
    const compiled = compileAlone({ interlock: 1, name: 'p', rules: [rule] });
    expect(cuts(compiled, start(compiled), typed('evil.test', ['bank.test']))).toEqual([]);
  });

  it('cuts the step that arms a rule, if only two more events of the page set it off', () => {
    const compiled = compileAlone({
      interlock: 1,
      name: 'p',
      rules: [
        {
          id: 'typed-then-twice',
          verdict: 'kill',
          on: ['submit'],
          if: { seq: [{ on: ['type'] }, { on: ['request'] }, { on: ['request'] }] },
          because: 'b',
        },
      ],
    });
    const [cut] = cuts(compiled, start(compiled), typed('evil.test', []));
    expect(cut?.path.map(({ kind }) => kind)).toEqual(['request', 'request', 'submit']);
    expect(judgeFeasible(compiled, start(compiled), typed('evil.test', []))).toMatchObject({ verdict: 'block' });
  });
});

describe('the shipped packs', () => {
  it.each(['balanced', 'strict', 'read-only', 'watch'] as const)('%s: nothing benign is cut', (name) => {
    const compiled = compileAlone(packs[name]);
    const benign = Object.values(STORIES).flatMap(({ quiet }) => quiet.flatMap(tellings));
    expect(benign.length).toBeGreaterThan(1_000);
    for (const { name: told, trace } of benign) expect([told, cutAtEnd(compiled, trace).ids]).toEqual([told, []]);
  });

  it('balanced without its rules about entering: what they block, and nobody may say yes to, is cut by the rule about what is sent', () => {
    const byHand = ['no-private-text-to-new-page', 'no-entry-on-injected-page'];
    const rest = { ...packs.balanced, rules: packs.balanced.rules.filter(({ id }) => !byHand.includes(id)) };
    const compiled = compileAlone(rest);
    const isSecret = ({ trace }: { trace: readonly AgentEvent[] }) =>
      trace.at(-1)?.payload?.labels?.some((label) => ['otp', 'payment', 'credential'].includes(label));
    const stories = byHand
      .flatMap((id) => STORIES[id]?.fires ?? [])
      .flatMap(tellings)
      .filter(isSecret);
    expect(stories.length).toBeGreaterThanOrEqual(40);
    for (const { name, trace } of stories) expect([name, cutAtEnd(compiled, trace).verdict]).toEqual([name, 'block']);
  });
});
