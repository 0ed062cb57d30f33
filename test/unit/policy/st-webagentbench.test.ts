import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { decide } from '../../../src/policy/definition.ts';
import { parsePolicy } from '../../../src/policy/load.ts';
import { compileAlone, replay } from '../../../src/policy/replay.ts';
import { type Source, translate } from './st-webagentbench.ts';

vi.setConfig({ testTimeout: 300_000 });

const { policies } = JSON.parse(readFileSync('test/golden/st-webagentbench.json', 'utf8')) as { policies: Source[] };
const cases = policies.map((source) => ({ source, ...translate(source) }));

describe('the public policies of ST-WebAgentBench', () => {
  it('are enforced as docs/conformance.md says', () => {
    const table: Record<string, number> = {};
    for (const { enforced } of cases) table[enforced] = (table[enforced] ?? 0) + 1;
    expect(table).toEqual({
      'exactly, before the action': 155,
      'by label or hash of what is typed': 111,
      'as an obligation at finish': 49,
      'by a page-state fact of an adapter': 34,
      'not: reads the query of a URL': 34,
      'never: text planted as policy': 37,
    });
  });

  it('stop the violating trace of each and let the compliant one pass, by engine and definition', () => {
    for (const { source, rule, violating, compliant } of cases) {
      if (rule === undefined || violating === undefined || compliant === undefined) continue;
      const read = parsePolicy({ interlock: 1, name: source.id, rules: [rule] });
      if (!read.ok) throw new Error(`${source.id}: ${JSON.stringify(read.problems)}`);
      const verdicts = [violating, compliant].map((trace) => {
        const engine = [...replay(compileAlone(read.policy), trace)].at(-1)?.verdict.verdict;
        const last = trace.at(-1);
        if (last === undefined) throw new Error('an empty trace');
        const history = trace.slice(0, -1).filter(({ phase }) => phase !== 'proposed');
        expect({ id: source.id, engine }).toEqual({
          id: source.id,
          engine: decide([read.policy], history, last).verdict,
        });
        return engine;
      });
      expect({ id: source.id, verdicts }).toEqual({ id: source.id, verdicts: [rule.verdict, 'allow'] });
    }
  });
});
