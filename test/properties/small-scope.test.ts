import { expect, it, vi } from 'vitest';
import { compile } from '../../src/policy/compile.ts';
import { decide } from '../../src/policy/definition.ts';
import { start, step } from '../../src/policy/step.ts';
import { policies, traces } from './small-scope.ts';

vi.setConfig({ testTimeout: 7_200_000 });

it('says what the definition says, for every formula of the small shapes on every short trace', () => {
  const all = traces(Number(process.env.POLICY_LENGTH ?? 3));
  let judged = 0;
  for (const policy of policies()) {
    const compiled = compile([{ layer: 'personal', policy }]);
    for (const events of all) {
      const memory = events.reduce((now, event) => step(compiled, now, event).memory, start(compiled));
      for (const [site, t] of [
        ['a.test', 2 * events.length],
        ['c.test', 2 * events.length + 1],
      ] as const) {
        const proposed = {
          ...(events[0] as (typeof events)[number]),
          phase: 'proposed' as const,
          kind: 'click' as const,
          site,
          t,
          seq: 99,
        };
        const { verdict, rules } = step(compiled, memory, proposed).verdict;
        const got = { verdict, rules: rules.map(({ id }) => id) };
        const expected = decide([policy], events, proposed);
        if (JSON.stringify(got) !== JSON.stringify(expected))
          expect({ policy, events, proposed, got }).toEqual({ policy, events, proposed, got: expected });
        judged++;
      }
    }
  }
  expect(judged).toBeGreaterThan(50_000);
});
