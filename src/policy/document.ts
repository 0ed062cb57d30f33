/**
 * Policies as people write them: YAML whose conditions are expressions (expression.ts), with named `predicates` and
 * `examples` beside the rules. It becomes the canonical form, and the strict reader has the last word.
 */
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { readCanonical } from './canonical.ts';
import { readExamples, readTrace } from './examples.ts';
import { type Macros, parseKinds, parsePast, parsePred } from './expression.ts';
import type { Loaded } from './load.ts';
import type { Problem } from './strict-reader.ts';
import { ExpressionError } from './tokens.ts';
import type { Workflow } from './workflow.ts';

/** UTF-16 units; YAML reads more slowly than JSON. */
const LONGEST_DOCUMENT = 1_000_000;

export function readDocument(source: string): Loaded {
  if (source.length > LONGEST_DOCUMENT) return failed([{ place: '(top)', reason: 'a YAML policy of over 1 MB' }]);
  const lines = new LineCounter();
  try {
    const document = parseDocument(source, { lineCounter: lines });
    const [error] = document.errors;
    if (error !== undefined) {
      const [start] = error.linePos ?? [{ line: 1, col: 1 }];
      const reason = readable(error.message.split(' at line')[0] ?? 'not YAML');
      return failed([{ place: '(top)', reason, line: start.line, column: start.col }]);
    }
    const translated = translate(document.toJS({ maxAliasCount: 100 }));
    const located = (problems: readonly Problem[]) =>
      problems.map((one) => locate(one, document.contents, lines, source));
    return translated.ok ? translated : failed(located(translated.problems));
  } catch (error) {
    // Too deep for the YAML reader, or an alias too often: nothing was loaded.
    return failed([
      { place: '(top)', reason: readable(error instanceof Error ? error.message : 'not readable as YAML') },
    ]);
  }
}

function readable(message: string): string {
  return message.includes('call stack') ? 'nested too deep to be read' : message;
}

function failed(problems: readonly Problem[]): Loaded {
  return { ok: false, problems };
}

type Pointed = Problem & { readonly offset?: number };

/** The canonical form of a document already read; problems carry the offset inside their expression. */
function translate(value: unknown): Loaded {
  if (!isObject(value)) return failed([{ place: '(top)', reason: 'expected a policy: interlock, name, rules' }]);
  const { predicates, examples, workflows, rules, ...top } = value;
  const problems: Pointed[] = [];
  const macros = macrosOf(predicates, problems);
  const beside: unknown[] = [];
  const translated = Array.isArray(rules)
    ? rules.map((rule, i) => ruleOf(rule, `rules[${i}]`, macros, problems, beside))
    : rules;
  if (problems.length > 0) return failed(problems);
  const read = readCanonical(rules === undefined ? top : { ...top, rules: translated });
  if (!read.ok) return read;
  const all = readExamples([...(Array.isArray(examples) ? examples : []), ...beside], 'examples');
  if (!all.ok) return all;
  const flows = workflowsOf(workflows, problems);
  return problems.length > 0
    ? failed(problems)
    : { ok: true, policy: read.policy, examples: all.examples, workflows: flows };
}

/** `workflows: [{name, steps}]`: what an agent must be able to do from beginning to end (workflow.ts). */
function workflowsOf(value: unknown, problems: Pointed[]): Workflow[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) problems.push({ place: 'workflows', reason: 'expected a list of {name, steps}' });
  return (Array.isArray(value) ? value : []).flatMap((flow: unknown, i): Workflow[] => {
    const fine = isObject(flow) && typeof flow.name === 'string' && Array.isArray(flow.steps);
    const steps = fine && Array.isArray(flow.steps) ? readTrace(flow.steps) : 'expected {name, steps}';
    if (typeof steps !== 'string' && isObject(flow)) return [{ name: String(flow.name), steps }];
    problems.push({ place: `workflows[${i}]`, reason: String(steps) });
    return [];
  });
}

function macrosOf(value: unknown, problems: Pointed[]): Macros {
  const macros = new Map<string, string>();
  if (value === undefined) return macros;
  if (!isObject(value)) problems.push({ place: 'predicates', reason: 'expected names with expressions' });
  else {
    for (const [name, text] of Object.entries(value)) {
      if (typeof text === 'string' && /^[a-z][a-z0-9-]*$/.test(name)) macros.set(name, text);
      else problems.push({ place: `predicates.${name}`, reason: 'expected a name in kebab case and an expression' });
    }
  }
  return macros;
}

function ruleOf(rule: unknown, place: string, macros: Macros, problems: Pointed[], beside: unknown[]): unknown {
  if (!isObject(rule)) return rule;
  const { examples, ...fields } = rule;
  const id = typeof fields.id === 'string' ? fields.id : undefined;
  if (Array.isArray(examples)) beside.push(...examples.map((one) => (isObject(one) ? { rule: id, ...one } : one)));
  const parts = { on: parseKinds, where: parsePred, if: parsePast, unless: parsePast };
  for (const [name, parse] of Object.entries(parts)) {
    const text = fields[name];
    if (typeof text !== 'string') continue;
    try {
      fields[name] = parse(text, macros);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      const rule = id === undefined ? {} : { rule: id };
      problems.push({ ...rule, place: `${place}.${name}`, reason: error.message, offset: error.offset });
    }
  }
  return fields;
}

/** Line and column of the deepest node on the problem's path that the document has. */
function locate(problem: Pointed, contents: unknown, lines: LineCounter, source: string): Problem {
  const { offset, ...rest } = problem;
  let node = contents;
  let start = 0;
  for (const step of stepsOf(rest.place)) {
    const child = isMap(node) ? node.get(step, true) : isSeq(node) ? node.get(Number(step), true) : undefined;
    const range = isObject(child) ? child.range : undefined;
    if (!Array.isArray(range)) break;
    node = child;
    start = Number(range[0]);
  }
  const shift = offset !== undefined && isScalar(node) ? within(source, start, String(node.value), offset) : start;
  const { line, col } = lines.linePos(shift);
  return { ...rest, line, column: col };
}

/** The names and numbers of a place such as `rules[2].if.once`; none for the top. */
export function stepsOf(place: string): string[] {
  return place === '(top)' ? [] : (place.match(/[^.[\]]+/g) ?? []);
}

/** Where in the source the `offset`th unit of a scalar stands, whatever its quotes, folds and indentation. */
function within(source: string, start: number, text: string, offset: number): number {
  let at = start;
  for (let i = 0; i < Math.min(offset, text.length); i++) {
    if (/\s/.test(text[i] ?? '')) continue;
    while (at < source.length && source[at] !== text[i]) at++;
    at++;
  }
  while (at < source.length && /\s/.test(source[at] ?? '')) at++;
  return Math.min(at, source.length - 1);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
