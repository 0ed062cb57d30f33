import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { parsePast, parsePred } from '../../src/policy/expression.ts';
import { parsePolicy } from '../../src/policy/load.ts';
import { packs } from '../../src/policy/packs/index.ts';
import { printPast, printPolicy, printPred } from '../../src/policy/print.ts';
import { ExpressionError } from '../../src/policy/tokens.ts';
import { past, policy, pred } from './policy-arbitraries.ts';

vi.setConfig({ testTimeout: 300_000 });

/** `exists` with `true` is the same as without, and is printed so. */
const tidy = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value).replaceAll('"op":"exists","value":true', '"op":"exists"'));

describe('the readable syntax', () => {
  it('prints predicates and formulas so that they parse to themselves', () => {
    fc.assert(
      fc.property(pred, past, (onePred, onePast) => {
        const [a, b] = [tidy(onePred), tidy(onePast)];
        expect(parsePred(printPred(a) ?? 'none')).toEqual(a);
        expect(parsePast(printPast(b) ?? 'none')).toEqual(b);
      }),
      { numRuns: 1_000 },
    );
  });

  it('prints policies so that they load to themselves, and print the same again', () => {
    fc.assert(
      fc.property(policy, (one) => {
        const text = printPolicy(tidy(one));
        const read = parsePolicy(text);
        expect(read).toMatchObject({ ok: true, policy: tidy(one) });
        if (read.ok) expect(printPolicy(read.policy)).toBe(text);
      }),
      { numRuns: 150 },
    );
    for (const pack of Object.values(packs))
      expect(parsePolicy(printPolicy(pack))).toMatchObject({ ok: true, policy: pack });
  });

  it('keeps in canonical form what it has no words for', () => {
    const odd = {
      interlock: 1,
      name: 'p',
      rules: [
        { id: 'r', verdict: 'log', on: ['*'], because: 'b', where: { field: 'fact.args.a b', op: 'exists', value: 3 } },
      ],
    };
    const read = parsePolicy(odd);
    if (!read.ok) throw new Error('does not load');
    expect(parsePolicy(printPolicy(read.policy))).toMatchObject({ ok: true, policy: odd });
  });

  it('never throws anything but an error that points into the text', () => {
    const words = [
      'once(',
      ')',
      'and',
      'or',
      'not',
      'site',
      '==',
      '"x"',
      '[',
      ']',
      ',',
      'hold(',
      'since',
      'click',
      '|',
      '@',
      'where',
      'within',
      '5m',
      '$e.site',
      '3',
      '>=',
      'seq(',
    ];
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.constantFrom(...words)).map((list) => list.join(' ')),
        ),
        (text) => {
          for (const parse of [parsePred, parsePast]) {
            try {
              parse(text);
            } catch (error) {
              if (!(error instanceof ExpressionError)) throw error;
              expect(error.offset).toBeLessThanOrEqual(text.length);
            }
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('an error in a document', () => {
  const at = (text: string) => {
    const read = parsePolicy(text);
    return read.ok
      ? []
      : read.problems.map(({ rule, place, reason, line, column }) => ({ rule, place, reason, line, column }));
  };
  const head = 'interlock: 1\nname: p\n';

  it('points at line and column of the word, and says what was expected', () => {
    expect(
      at(
        `${head}rules:\n  - id: r\n    verdict: ask\n    on: click\n    because: b\n    if: once(auth.login) within soon\n`,
      ),
    ).toEqual([
      {
        rule: 'r',
        place: 'rules[0].if',
        reason: 'expected a duration such as 90s, 10m or 8h, found "soon"',
        line: 8,
        column: 33,
      },
    ]);
    expect(at(`${head}rules:\n  - id: r\n    verdict: ask\n    on: tap\n    because: b\n`)[0]).toMatchObject({
      line: 6,
      column: 9,
    });
    expect(
      at(
        `${head}rules:\n  - id: r\n    verdict: ask\n    on: click\n    because: b\n    where: >-\n      site == "x"\n      and elsewhere\n`,
      )[0],
    ).toMatchObject({
      line: 10,
      column: 11,
      reason: '"elsewhere" is no field and no predicate of this document',
    });
  });

  it('points at what the strict reader refuses', () => {
    expect(at(`${head}rules:\n  - id: r\n    verdict: maybe\n    on: click\n    because: b\n`)[0]).toMatchObject({
      line: 5,
      column: 14,
      rule: 'r',
    });
    expect(at(`${head}rulez: []\n`).length).toBeGreaterThan(0);
    expect(at('a: [1, 2')[0]).toMatchObject({ line: 1 });
  });

  it('names predicates that go round in circles, or grow without end', () => {
    const circle = `${head}predicates: {a: b, b: not a}\nrules:\n  - {id: r, verdict: ask, on: click, because: x, where: a}\n`;
    expect(at(circle)[0]?.reason).toContain('defined by itself');
    const names = Array.from({ length: 30 }, (_, i) => `  p${i}: p${i + 1} and p${i + 1}\n`).join('');
    const bomb = `${head}predicates:\n${names}  p30: site == x\nrules:\n  - {id: r, verdict: ask, on: click, because: x, where: p0}\n`;
    expect(at(bomb)[0]?.reason).toContain('too large');
  });
});
