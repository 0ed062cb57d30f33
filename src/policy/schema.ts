/** JSON Schema (draft 2020-12) of policies as YAML or JSON, for editors. The strict reader says more; this says enough. */
import { ACTIONS, FACTS, PHASES } from '../event/event.ts';
import { VERDICTS } from '../event/verdicts.ts';
import { fieldPaths } from './fields.ts';
import { OPERATORS, SCOPES } from './policy.ts';

const text = { type: 'string' };
const ref = (name: string) => ({ $ref: `#/$defs/${name}` });
const strict = (required: readonly string[], properties: Readonly<Record<string, unknown>>) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});
const win = { within: ref('duration'), atLeast: ref('duration') };
const expression = { type: 'string', description: 'An expression; see docs/policy-language.md' };

export function policySchema(): object {
  const kinds = [...ACTIONS, ...FACTS];
  const past = (name: string, properties: Readonly<Record<string, unknown>>, more: readonly string[] = []) =>
    strict([name, ...more], { ...properties });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Interlock policy',
    ...strict(['interlock', 'name', 'rules'], {
      interlock: { const: 1 },
      name: text,
      version: text,
      rules: { type: 'array', items: ref('rule') },
      predicates: { type: 'object', additionalProperties: expression },
      examples: { type: 'array' },
      workflows: { type: 'array' },
    }),
    $defs: {
      rule: strict(['id', 'verdict', 'on', 'because'], {
        id: { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' },
        verdict: { enum: VERDICTS.slice(1) },
        on: { anyOf: [expression, ref('on')] },
        where: { anyOf: [expression, ref('pred')] },
        if: { anyOf: [expression, ref('past')] },
        unless: { anyOf: [expression, ref('past')] },
        per: { enum: SCOPES },
        because: text,
        instead: text,
        refs: { type: 'array', items: text },
        examples: { type: 'array' },
      }),
      duration: { type: 'string', pattern: '^[1-9][0-9]*(ms|s|m|h|d)$' },
      on: { type: 'array', items: { enum: [...kinds, '*'] } },
      field: { anyOf: [{ enum: fieldPaths() }, { type: 'string', pattern: '^fact\\.args\\..+' }] },
      atom: strict(['on'], { on: ref('on'), where: ref('pred'), phase: { enum: PHASES } }),
      pred: {
        anyOf: [
          strict(['field', 'op'], {
            field: ref('field'),
            op: { enum: OPERATORS },
            value: {
              anyOf: [
                { type: ['string', 'number', 'boolean'] },
                { type: 'array', items: { type: ['string', 'number', 'boolean'] } },
                strict(['e'], { e: ref('field') }),
              ],
            },
          }),
          ...['all', 'any'].map((name) =>
            strict([name], { [name]: { type: 'array', minItems: 1, items: ref('pred') } }),
          ),
          strict(['not'], { not: ref('pred') }),
        ],
      },
      past: {
        anyOf: [
          past('once', { once: ref('atom'), ...win }),
          past('hold', { hold: ref('past'), since: ref('atom'), ...win }, ['since']),
          past('prev', { prev: ref('atom') }),
          past('seq', { seq: { type: 'array', minItems: 1, items: ref('atom') }, ...win }),
          past('count', { count: ref('atom'), gte: { type: 'integer', minimum: 1 }, ...win }, ['gte']),
          past(
            'distinct',
            { distinct: ref('atom'), field: ref('field'), gte: { type: 'integer', minimum: 1 }, ...win },
            ['field', 'gte'],
          ),
          ...['all', 'any'].map((name) =>
            strict([name], { [name]: { type: 'array', minItems: 1, items: ref('past') } }),
          ),
          strict(['not'], { not: ref('past') }),
        ],
      },
    },
  };
}
