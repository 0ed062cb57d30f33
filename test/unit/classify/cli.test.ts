import { describe, expect, it } from 'vitest';
import { runRisk } from '../../../cli/risk.ts';
import { runScan } from '../../../cli/scan.ts';

function io(input: string) {
  const said = { out: '', err: '' };
  const add = (where: 'out' | 'err') => (text: string) => {
    said[where] += text;
  };
  return { said, out: add('out'), err: add('err'), stdin: async () => input };
}
const lines = (text: string): Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('interlock scan and risk', () => {
  it('answers each row of standard input, in order', async () => {
    const talk = io('{"id":"a","text":"Opening hours"}\n\n{"id":7,"text":"","channel":"hidden"}\n');
    expect(await runScan([], talk)).toBe(0);
    const rows = lines(talk.said.out);
    expect(rows.map((row) => row.id)).toEqual(['a', 7]);
    for (const row of rows)
      expect(row).toMatchObject({
        score: expect.any(Number),
        tier: expect.any(String),
        labels: expect.any(Array),
        ms: expect.any(Number),
      });
  }, 120_000);

  it('rates actions, with fields missing or null', async () => {
    const talk = io('{"id":1,"text":"Delete account","role":"button","url":null}\n{"id":2,"text":"Next"}');
    expect(await runRisk(['-'], talk)).toBe(0);
    expect(lines(talk.said.out)).toMatchObject([{ id: 1, tier: 'high', category: expect.any(String) }, { id: 2 }]);
  }, 120_000);

  it('says what is missing where there is no model, gives no score, and exits 1', async () => {
    const talk = io('{"id":1,"text":"hello"}');
    expect(await runScan(['--model', 'test/golden'], talk)).toBe(1);
    expect(lines(talk.said.out)[0]).toEqual({
      id: 1,
      tier: 'unavailable',
      labels: [],
      cause: 'missing: manifest.json',
      ms: expect.any(Number),
    });
  });

  it('names the line that it cannot read, and exits 2', async () => {
    const talk = io('{"id":1,"text":"fine"}\n{"id":2}');
    expect(await runScan([], talk)).toBe(2);
    expect(talk.said.err).toMatch(/^stdin:2: /);
    expect(await runScan(['nowhere.jsonl'], talk)).toBe(2);
    expect(await runRisk(['a', 'b'], talk)).toBe(2);
  });
});
