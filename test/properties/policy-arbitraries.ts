/** Random policies and traces: few values each, so that they meet often. */
import fc from 'fast-check';
import type { AgentEvent } from '../../src/event/event.ts';
import type { Atom, Past, Policy, Pred, Rule } from '../../src/policy/policy.ts';

const SITES = ['a.test', 'b.test', 'c.test'];
const kind = fc.constantFrom('click', 'submit', 'navigate', 'auth.login', 'page.load');
const ruleKinds = fc.oneof(
  { weight: 3, arbitrary: fc.constant<['*']>(['*']) },
  { weight: 2, arbitrary: fc.constantFrom(['click'], ['submit', 'page.load'], ['navigate', 'click']) },
);
const duration = fc.constantFrom('1ms', '2ms', '3ms', '5ms', '8ms', '1s');
const win = fc.oneof(
  fc.constant({}),
  fc.record({ within: duration }),
  fc.record({ atLeast: duration }),
) as fc.Arbitrary<{ within?: string; atLeast?: string }>;

const scalarField = fc.constantFrom(
  'site',
  'dest.site',
  'tab',
  'payload.bytes',
  'dest.firstSeen',
  'fact.args.k',
  'task',
);
const listField = fc.constantFrom('payload.labels', 'payload.sources');
const scalarValue = fc.constantFrom<string | number | boolean>('a.test', 'b.test', '1', 1, 2, true, 'pii', 'A.TEST');
const list = fc.array(scalarValue, { maxLength: 3 });
const eventPath = fc.oneof(scalarField, listField).map((e) => ({ e }));

const comparison: fc.Arbitrary<Pred> = fc.oneof(
  fc.record({ field: scalarField, op: fc.constantFrom('eq', 'ne'), value: scalarValue }),
  fc.record({ field: scalarField, op: fc.constantFrom('in', 'notIn'), value: list }),
  fc.record({ field: listField, op: fc.constantFrom('anyOf', 'noneOf', 'subset'), value: list }),
  fc.record({ field: scalarField, op: fc.constantFrom('gt', 'gte', 'lt', 'lte'), value: scalarValue }),
  fc.record({ field: fc.oneof(scalarField, listField), op: fc.constant('exists'), value: fc.boolean() }),
  fc.record({
    field: fc.constantFrom('tab', 'dest.url'),
    op: fc.constant('glob'),
    value: fc.constantFrom('*', '1', '*.test'),
  }),
) as fc.Arbitrary<Pred>;
const withEvent: fc.Arbitrary<Pred> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      field: scalarField,
      op: fc.constantFrom('eq', 'ne'),
      value: scalarField.map((e) => ({ e })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ field: scalarField, op: fc.constantFrom('eq', 'ne', 'in', 'notIn'), value: eventPath }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      field: fc.oneof(listField, scalarField),
      op: fc.constantFrom('anyOf', 'noneOf', 'subset', 'in', 'notIn'),
      value: eventPath,
    }),
  },
) as fc.Arbitrary<Pred>;

export const pred: fc.Arbitrary<Pred> = fc.letrec<{ pred: Pred }>((tie) => ({
  pred: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    { weight: 3, arbitrary: comparison },
    { weight: 3, arbitrary: withEvent },
    { weight: 2, arbitrary: fc.record({ all: fc.array(tie('pred'), { minLength: 1, maxLength: 3 }) }) },
    { weight: 1, arbitrary: fc.record({ any: fc.array(tie('pred'), { minLength: 1, maxLength: 2 }) }) },
    { weight: 1, arbitrary: fc.record({ not: tie('pred') }) },
  ),
})).pred;

/** Met by one key and nothing else, which the engine keeps a monitor a key for. */
const keyed: fc.Arbitrary<Pred> = fc
  .tuple(scalarField, fc.constantFrom('site', 'fact.args.k', 'dest.site'), fc.option(comparison))
  .map(([field, e, other]) => {
    const meets: Pred = { field, op: 'eq', value: { e } };
    return other === null ? meets : { all: [other, meets] };
  });

const atom: fc.Arbitrary<Atom> = fc.record(
  {
    on: fc.oneof(fc.constant<['*']>(['*']), fc.uniqueArray(kind, { minLength: 1, maxLength: 2 })),
    where: fc.oneof(pred, keyed),
    phase: fc.constantFrom('dispatched', 'succeeded', 'failed', 'observed'),
  },
  { requiredKeys: ['on'] },
) as fc.Arbitrary<Atom>;
const n = fc.integer({ min: 1, max: 3 });

export const past: fc.Arbitrary<Past> = fc.letrec<{ past: Past }>((tie) => ({
  past: fc.oneof(
    { maxDepth: 3, depthSize: 'medium' },
    { weight: 3, arbitrary: fc.tuple(atom, win).map(([once, w]) => ({ once, ...w })) },
    { weight: 1, arbitrary: atom.map((prev) => ({ prev })) },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.array(atom, { minLength: 1, maxLength: 3 }), win).map(([seq, w]) => ({ seq, ...w })),
    },
    { weight: 2, arbitrary: fc.tuple(atom, n, win).map(([count, gte, w]) => ({ count, gte, ...w })) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(atom, scalarField, n, win)
        .map(([distinct, field, gte, w]) => ({ distinct, field, gte, ...w })),
    },
    { weight: 3, arbitrary: fc.tuple(tie('past'), atom, win).map(([hold, since, w]) => ({ hold, since, ...w })) },
    { weight: 2, arbitrary: fc.record({ all: fc.array(tie('past'), { minLength: 1, maxLength: 2 }) }) },
    { weight: 2, arbitrary: fc.record({ any: fc.array(tie('past'), { minLength: 1, maxLength: 2 }) }) },
    { weight: 2, arbitrary: fc.record({ not: tie('past') }) },
  ),
})).past;

const rule = fc.record(
  {
    verdict: fc.constantFrom('log', 'warn', 'redact', 'ask', 'block', 'kill'),
    on: ruleKinds,
    where: pred,
    if: past,
    unless: past,
    per: fc.constantFrom('session', 'task', 'tab', 'origin', 'site'),
  },
  { requiredKeys: ['verdict', 'on'] },
);

export const policy: fc.Arbitrary<Policy> = fc.array(rule, { minLength: 1, maxLength: 3 }).map((rules) => ({
  interlock: 1 as const,
  name: 'random',
  rules: rules.map((one, i) => ({ ...one, id: `rule-${i}`, because: 'random' }) as Rule),
}));

const loose = fc.record(
  {
    gap: fc.integer({ min: 0, max: 4 }),
    action: fc.constantFrom('click', 'submit', 'navigate'),
    fact: fc.constantFrom('auth.login', 'page.load'),
    isFact: fc.integer({ min: 0, max: 3 }),
    phase: fc.constantFrom('proposed', 'dispatched', 'dispatched', 'succeeded', 'succeeded', 'failed'),
    site: fc.constantFrom(...SITES),
    tab: fc.constantFrom('1', '2'),
    task: fc.constantFrom('x', 'y'),
    destSite: fc.constantFrom(...SITES),
    firstSeen: fc.boolean(),
    bytes: fc.constantFrom(1, 2),
    labels: fc.subarray(['pii', 'otp'] as const),
    sources: fc.subarray(SITES),
    arg: fc.constantFrom<string | number | boolean>('a.test', 1, '1', true),
  },
  { requiredKeys: ['gap', 'action', 'fact', 'isFact', 'phase', 'site', 'tab'] },
);

export function trace(maxLength: number): fc.Arbitrary<AgentEvent[]> {
  return fc.array(loose, { minLength: 1, maxLength }).map((list) => {
    let t = 100;
    return list.map((one, i): AgentEvent => {
      t += one.gap;
      const isFact = one.isFact === 0;
      const dest = {
        ...(one.destSite !== undefined && { site: one.destSite, url: `https://${one.destSite}/` }),
        ...(one.firstSeen !== undefined && { firstSeen: one.firstSeen }),
      };
      const payload = {
        ...(one.bytes !== undefined && { bytes: one.bytes }),
        ...(one.labels !== undefined && { labels: one.labels }),
        ...(one.sources !== undefined && { sources: one.sources }),
      };
      return {
        seq: i + 1,
        t,
        phase: isFact ? 'observed' : one.phase,
        actor: 'agent',
        session: 's',
        tab: one.tab,
        frame: '0',
        url: `https://${one.site}/`,
        origin: `https://${one.site}`,
        site: one.site,
        kind: isFact ? one.fact : one.action,
        ...(one.task !== undefined && { task: one.task }),
        ...(Object.keys(dest).length > 0 && { dest }),
        ...(Object.keys(payload).length > 0 && { payload }),
        ...(one.arg !== undefined && { fact: { args: { k: one.arg } } }),
      };
    });
  });
}
