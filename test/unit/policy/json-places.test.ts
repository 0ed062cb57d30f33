import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { jsonFault, jsonPlace, lineAndColumn } from '../../../src/policy/json-places.ts';
import { parsePolicy } from '../../../src/policy/load.ts';

vi.setConfig({ testTimeout: 300_000 });

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // That is what is asked.
    return false;
  }
}

const problems = (text: string) => {
  const read = parsePolicy(text);
  return read.ok ? [] : read.problems;
};

describe('the place of a fault in JSON', () => {
  it.each([
    ['{"a": 1,}', 8, 'expected a name in double quotes'],
    ['{"a" 1}', 5, 'expected ":"'],
    ["{'a': 1}", 1, 'expected a name in double quotes'],
    ['[1 2]', 3, 'expected "," or "]"'],
    ['[1}', 2, 'expected "," or "]"'],
    ['{"a": 1]', 7, 'expected "," or "}"'],
    ['[01]', 1, 'expected a value'],
    ['[1,]', 3, 'expected a value'],
    ['[tru]', 1, 'expected a value'],
    ['{"a": "b', 6, 'these quotes are never closed'],
    ['["\\x"]', 2, 'no such escape in JSON'],
    ['["a\nb"]', 3, 'a line break or another control character inside quotes'],
    ['{"a": [1', 8, 'ends too early: "]" is missing'],
    ['{"a": ', 6, 'ends too early: "}" is missing'],
    ['{} {}', 3, 'more after the end'],
    ['[1] // x', 4, 'more after the end'],
    ['', 0, 'ends too early'],
  ])('%j: at %i, %s', (text, offset, reason) => {
    expect(jsonFault(text)).toEqual({ offset, reason });
  });

  it('is there exactly where JSON.parse refuses', () => {
    const broken = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', ']', '"', ':', '0', '\\', '-', ' '))
      .map(([text, at, put]) => text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + 1));
    fc.assert(
      fc.property(fc.oneof(fc.json(), broken, fc.string()), (text) => {
        expect(jsonFault(text) === undefined).toBe(isJson(text));
      }),
      { numRuns: 5_000 },
    );
  });

  it('takes any depth and length', () => {
    expect(jsonFault('['.repeat(1_000_000))).toMatchObject({ offset: 1_000_000 });
    expect(jsonFault(`["${'x'.repeat(3_000_000)}"]`)).toBeUndefined();
    expect(jsonFault(`[${' '.repeat(3_000_000)}]`)).toBeUndefined();
  });
});

describe('the place of a value in JSON', () => {
  it('is where that value, written out, begins', () => {
    const steps = fc.array(fc.nat({ max: 3 }), { maxLength: 4 });
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), steps, fc.constantFrom(0, 2), (value, choices, indent) => {
        const text = JSON.stringify(value, null, indent);
        let inner: unknown = value;
        const path: string[] = [];
        for (const choice of choices) {
          if (typeof inner !== 'object' || inner === null) break;
          const names = Object.keys(inner);
          const name = names[choice % Math.max(1, names.length)];
          if (name === undefined) break;
          path.push(name);
          inner = (inner as Record<string, unknown>)[name];
        }
        const written = JSON.stringify(inner).slice(0, 1);
        expect(text[jsonPlace(text, path)]).toBe(written);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is the deepest that is there', () => {
    const text = '{"rules": [{"id": "a"}, {"id": 7}]}';
    expect(text.slice(jsonPlace(text, ['rules', '1', 'id']))).toBe('7}]}');
    expect(text.slice(jsonPlace(text, ['rules', '1', 'verdict']))).toBe('{"id": 7}]}');
    expect(text.slice(jsonPlace(text, ['rules', '2']))).toBe('[{"id": "a"}, {"id": 7}]}');
    expect(text.slice(jsonPlace(text, ['name']))).toBe(text);
  });

  it('counts lines and columns from 1', () => {
    expect(lineAndColumn('ab\ncd', 0)).toEqual({ line: 1, column: 1 });
    expect(lineAndColumn('ab\ncd', 4)).toEqual({ line: 2, column: 2 });
  });
});

describe('a JSON policy that does not load', () => {
  const text = `{
  "interlock": 1,
  "name": "p",
  "rules": [
    {"id": "r", "verdict": "ask", "on": ["click"], "because": "b",
     "if": {"once": {"on": ["auth.login"]}, "within": "soon"}},
    {"id": "r", "verdict": "ask", "on": ["tap"], "because": "b"}
  ]
}`;

  it('says line and column of each problem', () => {
    expect(problems(text)).toMatchObject([
      { rule: 'r', place: 'rules[0].if.within', line: 6, column: 55 },
      { rule: 'r', place: 'rules[1].id', line: 7, column: 12 },
      { rule: 'r', place: 'rules[1].on[0]', line: 7, column: 42 },
    ]);
  });

  it('says them of broken JSON, which is never read as something laxer', () => {
    expect(problems(text.replace('"b",', '"b"'))).toMatchObject([{ place: '(top)', line: 6, column: 6 }]);
    expect(problems('{"interlock": 1, "name": "p", "rules": [],}')).toMatchObject([{ line: 1, column: 43 }]);
    expect(problems("{'interlock': 1, 'name': 'p', 'rules': []}")).toMatchObject([{ line: 1, column: 2 }]);
  });

  it('loads behind a byte order mark', () => {
    expect(parsePolicy('\ufeff{"interlock": 1, "name": "p", "rules": []}')).toMatchObject({ ok: true });
  });
});
