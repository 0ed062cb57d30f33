/** What holds of the strict reader, the fields, the predicates and the globs. */
import type { AgentEvent } from '../../src/event/event.ts';
import { readCanonical } from '../../src/policy/canonical.ts';
import { fieldType, isHostField, reader } from '../../src/policy/fields.ts';
import { durationMs, type Past, type Pred, type Rule } from '../../src/policy/policy.ts';
import { predicate } from '../../src/policy/predicate.ts';
import { textGlob } from '../../src/policy/text-glob.ts';
import { event, type Law, login, policyOf, rule, same } from './scene.ts';

/** Of the first problem: rule, place and, where asked, a part of what it says. */
const refused = (value: unknown) => {
  const read = readCanonical(value);
  return read.ok ? [] : read.problems;
};
const deep = (levels: number): Past => {
  let past: Past = { once: login };
  for (let i = 0; i < levels; i++) past = { not: past };
  return past;
};
const deepPred = (levels: number): Pred => {
  let pred: Pred = { field: 'tab', op: 'exists' };
  for (let i = 0; i < levels; i++) pred = { not: pred };
  return pred;
};
const loadsWell = (more: object) => refused(policyOf(more as Partial<Rule>)).length === 0;
const where = (pred: object) => loadsWell({ where: pred });
const holdsOf = (pred: Pred, one: AgentEvent) => predicate(pred)(one, one);

export const READING: readonly Law[] = [
  ['formulas 128 deep load, deeper ones do not', () => loadsWell({ if: deep(128) }) && !loadsWell({ if: deep(129) })],
  ['predicates 128 deep load, deeper ones do not', () => where(deepPred(128)) && !where(deepPred(129))],
  [
    'however they are nested',
    () => {
      const nest = <T>(levels: number, core: T, wrap: (inner: T) => T): T =>
        levels === 0 ? core : nest(levels - 1, wrap(core), wrap);
      const past: Past = { once: login };
      const pred: Pred = { field: 'tab', op: 'exists' };
      return (
        [
          (inner: Past): Past => ({ all: [inner] }),
          (inner: Past): Past => ({ any: [inner] }),
          (hold: Past): Past => ({ hold, since: login }),
        ].every((wrap) => loadsWell({ if: nest(128, past, wrap) }) && !loadsWell({ if: nest(129, past, wrap) })) &&
        [(inner: Pred): Pred => ({ all: [inner] }), (inner: Pred): Pred => ({ any: [inner] })].every(
          (wrap) => where(nest(128, pred, wrap)) && !where(nest(129, pred, wrap)),
        )
      );
    },
  ],
  [
    'every part is read',
    () =>
      [
        { on: [] },
        { if: { hold: { once: login }, since: { on: ['tap'] } } },
        { if: { hold: { once: { on: ['tap'] } }, since: login } },
        { if: { seq: [login, { on: ['tap'] }] } },
        { if: { all: [{ once: login }, { once: { on: ['tap'] } }] } },
        { unless: { once: { on: ['tap'] } } },
        {
          where: {
            any: [
              { field: 'tab', op: 'exists' },
              { field: 'tap', op: 'exists' },
            ],
          },
        },
        { id: undefined },
        { because: undefined },
        { where: { field: 'site', op: 'eq', value: null } },
      ].every((more) => !loadsWell(more)),
  ],
  [
    'problems say what was found',
    () => {
      const said = (more: object) =>
        refused(policyOf(more as Partial<Rule>))
          .map(({ place: of, reason }) => `${of}: ${reason}`)
          .join();
      return (
        said({ on: ['*', 'click'] }).endsWith('beside others') &&
        said({ on: ['tap'] }) === 'rules[0].on[0]: "tap" is not a kind of event' &&
        said({ per: [] }).endsWith('not a list') &&
        said({ per: {} }).endsWith('not an object') &&
        said({ per: 7 }).endsWith('not 7') &&
        said({ per: 'x'.repeat(58) }).endsWith(`not "${'x'.repeat(58)}"`) &&
        said({ per: 'x'.repeat(59) }).endsWith(`not "${'x'.repeat(56)}…`) &&
        said({ if: {} }).endsWith('found none') &&
        said({ if: { once: login, prev: login } }).endsWith('found once and prev') &&
        said({ where: { field: 'site' } }).endsWith('op is missing') &&
        said({ where: { op: 'eq' } }).includes('field is missing') &&
        said({ where: { all: [], any: [] } }).endsWith('exactly one of all, any, not') &&
        said({ where: {} }).endsWith('exactly one of all, any, not') &&
        said({ instead: null }).includes('rules[0].instead: null is not a value') &&
        refused({ ...policyOf({}), version: null }).some(
          ({ place: of, reason }) => of === 'version' && reason === 'null is not a value',
        )
      );
    },
  ],
  [
    'globs of 1,024 characters load, longer ones do not',
    () =>
      where({ field: 'tab', op: 'glob', value: 'x'.repeat(1024) }) &&
      !where({ field: 'tab', op: 'glob', value: 'x'.repeat(1025) }),
  ],
  [
    'at most fifty problems are told',
    () => refused({ interlock: 1, name: 'p', rules: Array.from({ length: 90 }, () => ({})) }).length === 50,
  ],
  [
    'a problem names its rule, and none where the rule has no name',
    () =>
      refused(policyOf({ per: 'frame' as 'tab' }))[0]?.rule === 'r0' &&
      refused({ interlock: 1, name: 'p', rules: [{ ...rule({}), id: 7 }] })[0]?.rule === undefined &&
      refused({ ...policyOf({ per: 'frame' as 'tab' }), x: 1 }).find(({ place: where }) => where === 'x')?.rule ===
        undefined,
  ],
  [
    'what is shown of a value is short',
    () => refused(policyOf({ per: 'x'.repeat(900) as 'tab' })).every(({ reason }) => reason.length < 160),
  ],
  [
    'one mistake is one problem',
    () =>
      [
        { verdict: 'maybe' },
        { on: ['tap'] },
        { if: { once: login, within: 'soon' } },
        { if: { count: login, gte: 0 } },
        { where: { field: 'site', op: 'like', value: 'x' } },
        { where: { field: 'dest', op: 'eq', value: 'x' } },
        { where: { field: 'site', op: 'eq', value: { e: 'dest' } } },
        { where: { field: 'site', op: 'glob', value: '*' } },
        { where: { field: 'url', op: 'glob', value: 7 } },
        { where: { field: 'tab', op: 'eq', value: [{}] } },
        { where: { field: 'tab', op: 'eq', value: {} } },
        { where: { field: 'payload.bytes', op: 'eq', value: Number.POSITIVE_INFINITY } },
        { if: { distinct: login, field: 'dest', gte: 1 } },
        { if: { distinct: login, field: 'payload.labels', gte: 1 } },
        { if: { distinct: login, field: 'nothing', gte: 1 } },
        { if: {} },
        { if: { distinct: login, gte: 1 } },
        { where: {} },
        { where: { field: 'url', op: 'glob' } },
        { where: { field: 'url', op: 'glob', value: { e: 'url' } } },
        { where: { field: 'site', op: 'eq' } },
        { if: { hold: { once: login } } },
        { on: ['auth.login'] },
        { refs: 'x' },
        { refs: [1] },
        { instead: 1 },
        { on: 'click' },
      ].every((more) => refused(policyOf(more as Partial<Rule>)).length === 1),
  ],
  [
    'a policy that lacks everything is told all that it lacks',
    () =>
      same(
        refused({}).map(({ place: where, reason }) => `${where}: ${reason}`),
        ['(top): interlock is missing', '(top): name is missing', '(top): rules is missing'],
      ),
  ],
  [
    'what is no field has no type, what is one has its own',
    () =>
      same(
        [
          'site',
          'payload.bytes',
          'dest.firstSeen',
          'payload.labels',
          'fact.args.x',
          'fact.args.',
          'dest',
          'host',
          '',
        ].map(fieldType),
        ['text', 'number', 'flag', 'texts', 'scalar', null, 'group', null, null],
      ),
  ],
  [
    'host globs are for addresses alone',
    () =>
      same(['url', 'origin', 'dest.url', 'dest.origin', 'target.formAction', 'site', 'tab'].map(isHostField), [
        true,
        true,
        true,
        true,
        true,
        false,
        false,
      ]),
  ],
  [
    'fields are read where they are, and only there',
    () => {
      const one = event('fact', 1, {
        dest: { site: 'b.test' },
        page: { risk: { tier: 'unsafe' } },
        fact: { args: { 'a.b': 1 } },
      });
      const read = (path: string) => reader(path)(one) ?? 'none';
      return same(
        [
          'tab',
          'dest.site',
          'page.risk.tier',
          'fact.args.a.b',
          'dest.url',
          'payload.bytes',
          'risk.tier',
          'fact.args.toString',
          'tab.length',
        ].map(read),
        ['1', 'b.test', 'unsafe', 1, 'none', 'none', 'none', 'none', 'none'],
      );
    },
  ],
  [
    'durations are what they say',
    () =>
      same(['1ms', '2s', '3m', '4h', '5d', '0s', '1.5h', '1 s', 's', '-1s', '1w'].map(durationMs), [
        1,
        2e3,
        18e4,
        144e5,
        432e6,
        null,
        null,
        null,
        null,
        null,
        null,
      ]),
  ],
  [
    'presence is tested as written',
    () => {
      const one = event('click', 1, { task: 'x' });
      const exists = (field: string, value?: unknown) =>
        holdsOf({ field, op: 'exists', ...(value === undefined ? {} : { value }) } as Pred, one);
      return same(
        [
          exists('task'),
          exists('task', true),
          exists('task', false),
          exists('dest.site'),
          exists('dest.site', false),
          exists('task', 'yes'),
          exists('dest.site', 0),
        ],
        [true, true, false, false, true, false, false],
      );
    },
  ],
  [
    'comparisons are false for absent fields and for values of the wrong type',
    () => {
      const one = event('click', 1, { payload: { bytes: 5, labels: ['otp'] } });
      const tries: readonly [string, string, unknown][] = [
        ['task', 'ne', 'x'],
        ['task', 'notIn', ['x']],
        ['payload.sources', 'noneOf', ['x']],
        ['payload.labels', 'eq', 'otp'],
        ['payload.labels', 'ne', 'x'],
        ['payload.labels', 'in', ['otp']],
        ['payload.labels', 'notIn', ['x']],
        ['payload.labels', 'gt', 0],
        ['payload.labels', 'glob', '*'],
        ['payload.bytes', 'gt', '1'],
        ['payload.bytes', 'glob', '*'],
        ['payload.bytes', 'anyOf', [5]],
        ['tab', 'lt', 9],
        ['tab', 'in', '1'],
        ['tab', 'notIn', 'x'],
        ['tab', 'noneOf', ['x']],
        ['payload.labels', 'anyOf', 'otp'],
        ['payload.labels', 'noneOf', 'x'],
        ['tab', 'ne', ['x']],
      ];
      return tries.every(([field, op, value]) => !holdsOf({ field, op, value } as Pred, one));
    },
  ],
  [
    'comparisons hold as they say',
    () => {
      const one = event('click', 1, {
        payload: { bytes: 5, labels: ['otp', 'pii'], sources: [] },
        dest: { firstSeen: true },
      });
      const tries: readonly [string, string, unknown, boolean][] = [
        ['payload.bytes', 'gt', 4, true],
        ['payload.bytes', 'gt', 5, false],
        ['payload.bytes', 'gte', 5, true],
        ['payload.bytes', 'gte', 6, false],
        ['payload.bytes', 'lt', 6, true],
        ['payload.bytes', 'lt', 5, false],
        ['payload.bytes', 'lte', 5, true],
        ['payload.bytes', 'lte', 4, false],
        ['payload.bytes', 'eq', '5', false],
        ['payload.bytes', 'ne', '5', true],
        ['dest.firstSeen', 'eq', true, true],
        ['dest.firstSeen', 'ne', true, false],
        ['tab', 'in', ['1', '2'], true],
        ['tab', 'in', ['2'], false],
        ['tab', 'notIn', ['2'], true],
        ['tab', 'notIn', ['1'], false],
        ['payload.labels', 'anyOf', ['x', 'pii'], true],
        ['payload.labels', 'anyOf', ['x'], false],
        ['payload.labels', 'noneOf', ['x'], true],
        ['payload.labels', 'noneOf', ['x', 'pii'], false],
        ['payload.labels', 'subset', ['pii', 'otp', 'x'], true],
        ['payload.labels', 'subset', ['pii', 'x'], false],
        ['payload.sources', 'subset', ['x'], false],
        ['payload.sources', 'noneOf', ['x'], true],
        ['payload.sources', 'anyOf', ['x'], false],
        ['tab', 'glob', '?', true],
        ['url', 'glob', 'a.test', true],
        ['url', 'glob', 'b.test', false],
      ];
      return tries.every(([field, op, value, expected]) => {
        return holdsOf({ field, op, value } as Pred, one) === expected;
      });
    },
  ],
  [
    'all needs all, any needs one',
    () => {
      const [yes, no]: readonly Pred[] = [
        { field: 'tab', op: 'exists' },
        { field: 'task', op: 'exists' },
      ];
      if (yes === undefined || no === undefined) return false;
      const holds = (pred: Pred) => holdsOf(pred, event('click', 1));
      return same(
        [
          holds({ all: [yes, yes] }),
          holds({ all: [yes, no] }),
          holds({ any: [yes, no] }),
          holds({ any: [no, no] }),
          holds({ not: no }),
          holds({ not: yes }),
        ],
        [true, false, true, false, true, false],
      );
    },
  ],
  ['a plain glob is the whole text', () => textGlob('aB')('Ab') && !textGlob('ab')('abc') && textGlob('ä')('Ä')],
];
