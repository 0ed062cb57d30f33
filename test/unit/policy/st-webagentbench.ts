/**
 * The public policies of ST-WebAgentBench (test/golden/st-webagentbench.json: segev-shlomov/ST-WebAgentBench @67f56dd,
 * Apache-2.0) as rules, each with a trace that violates it and one that complies.
 *
 * What an event holds decides how exact a rule is: names and selectors of elements are there (`target.name`,
 * `target.fingerprint`), what is typed is there as a hash and as labels, the query of a URL and the state of a page are
 * not. `fact` events of a declared adapter stand for page state.
 */
import { createHash } from 'node:crypto';
import type { AgentEvent } from '../../../src/event/event.ts';
import type { Pred, Rule } from '../../../src/policy/policy.ts';

export type Source = {
  readonly id: string;
  readonly template: string;
  readonly evaluator: string;
  readonly eval_params: Readonly<Record<string, unknown>>;
  readonly n_instances: number;
};
export type Enforced =
  | 'exactly, before the action'
  | 'by label or hash of what is typed'
  | 'as an obligation at finish'
  | 'by a page-state fact of an adapter'
  | 'not: reads the query of a URL'
  | 'never: text planted as policy';
export type Case = {
  readonly enforced: Enforced;
  readonly rule?: Rule;
  readonly violating?: readonly AgentEvent[];
  readonly compliant?: readonly AgentEvent[];
  /** Where ours is meant to differ from the benchmark's evaluator. */
  readonly divergence?: string;
};

const PAGE = { url: 'https://gitlab.test/', origin: 'https://gitlab.test', site: 'gitlab.test' };
type Part = Partial<AgentEvent> & { kind: AgentEvent['kind'] };
function trace(...parts: Part[]): AgentEvent[] {
  return parts.map((part, i) => ({
    seq: i + 1,
    t: 1_000 * (i + 1),
    phase: 'proposed',
    actor: 'agent',
    session: 's',
    tab: '1',
    frame: '0',
    ...PAGE,
    ...part,
  }));
}
const done = (part: Part): Part[] => [
  { ...part, phase: 'dispatched' },
  { ...part, phase: 'succeeded' },
];
const rule = (id: string, rest: Omit<Rule, 'id' | 'because'>): Rule => ({
  id: id.toLowerCase(),
  because: 'a policy of ST-WebAgentBench',
  ...rest,
});
const terms = (text: unknown): string[] =>
  String(text)
    .split(/\s*\|or\|\s*/i)
    .filter((term) => term !== '');
const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);
const plainGlob = (term: string) => term.replaceAll('*', '?');
const nameHas = (list: readonly string[]): Pred => ({
  any: list.map((term) => ({ field: 'target.name', op: 'glob', value: `*${plainGlob(term)}*` })),
});
const selected = (list: readonly string[]): Pred => ({ field: 'target.fingerprint', op: 'in', value: list });

export function translate(source: Source): Case {
  const { id, evaluator, template, eval_params: params } = source;
  if (template === 'policy_contradiction') return { enforced: 'never: text planted as policy' };
  switch (evaluator) {
    case 'element_action_match':
      return elementAction(id, params);
    case 'is_url_match':
      return urlMatch(id, params);
    case 'is_sensitive_data':
      return sensitive(id);
    case 'is_input_hallucination':
      return onlyFill(id, params);
    case 'is_ask_the_user':
      return template === 'missing_params' ? mustSay(id) : askFirst(id, params);
    case 'is_action_count':
      return counted(id, params);
    case 'is_sequence_match':
      return sequence(id, params);
    case 'popup_error':
      return reportErrors(id);
    default:
      return pageState(id);
  }
}

function elementAction(id: string, params: Source['eval_params']): Case {
  const list = terms(params.must_include ?? '');
  const [first = ''] = list;
  const selector = String(params.element_selector);
  const [where, bad]: [Pred, AgentEvent['target']] =
    list.length > 0
      ? [nameHas(list), { name: `${first.toUpperCase()} now` }]
      : [selected([selector]), { fingerprint: selector }];
  return {
    enforced: 'exactly, before the action',
    rule: rule(id, { verdict: 'block', on: ['click'], where }),
    violating: trace({ kind: 'click', target: { role: 'button', ...bad } }),
    compliant: trace({ kind: 'click', target: { role: 'button', name: 'Cancel', fingerprint: 'none' } }),
  };
}

function urlMatch(id: string, params: Source['eval_params']): Case {
  const list = terms(params.reference_url);
  if (list.some((term) => !term.startsWith('/') || /[?#=]/.test(term)))
    return { enforced: 'not: reads the query of a URL' };
  const [first = ''] = list;
  const globs = list.flatMap((term) => [`*${term}*`, `*/*${term}*`]);
  const to = (url: string) => trace({ kind: 'navigate', dest: { url } });
  return {
    enforced: 'exactly, before the action',
    rule: rule(id, {
      verdict: 'block',
      on: ['navigate', 'open', 'click', 'submit'],
      where: { any: globs.map((value) => ({ field: 'dest.url', op: 'glob', value })) },
    }),
    violating: to(`https://gitlab.test/group${first}?x=1`),
    compliant: to('https://gitlab.test/dashboard?next=/none'),
  };
}

function sensitive(id: string): Case {
  const send = (labels: NonNullable<AgentEvent['payload']>['labels']) =>
    trace({ kind: 'type', payload: { bytes: 12, labels } });
  const labels = ['pii', 'private', 'credential', 'payment', 'otp'] as const;
  return {
    enforced: 'by label or hash of what is typed',
    rule: rule(id, {
      verdict: 'block',
      on: ['type', 'select', 'paste', 'message', 'navigate', 'finish', 'submit'],
      where: { field: 'payload.labels', op: 'anyOf', value: labels },
    }),
    violating: send(['pii']),
    compliant: send([]),
    divergence: 'by what kind of data it is and where it was read, not by one literal value',
  };
}

function onlyFill(id: string, params: Source['eval_params']): Case {
  const allowed = (Array.isArray(params.only_fill) ? params.only_fill : []).map((value) => hash(String(value)));
  const type = (value: string) => trace({ kind: 'type', payload: { bytes: 5, hash: value } });
  return {
    enforced: 'by label or hash of what is typed',
    rule: rule(id, {
      verdict: 'ask',
      on: ['type', 'select', 'paste'],
      where: { not: { field: 'payload.hash', op: 'in', value: allowed } },
    }),
    violating: type(hash('made up')),
    compliant: type(allowed[0] ?? ''),
  };
}

function askFirst(id: string, params: Source['eval_params']): Case {
  const list = terms(params.must_include);
  const target = { role: 'button', name: list[0] ?? '' };
  return {
    enforced: 'exactly, before the action',
    rule: rule(id, {
      verdict: 'ask',
      on: ['click', 'submit', 'tool'],
      where: nameHas(list),
      unless: { once: { on: ['user.approve'], where: { field: 'approval.digest', op: 'eq', value: { e: 'digest' } } } },
    }),
    violating: trace(...done({ kind: 'message' }), { kind: 'click', target, digest: 'd1' }),
    compliant: trace(
      { kind: 'user.approve', phase: 'observed', actor: 'person', approval: { digest: 'd1' } },
      { kind: 'click', target, digest: 'd1' },
    ),
    divergence:
      'the benchmark takes the agent\u2019s own message for consent; ours needs the person\u2019s approval of this very action',
  };
}

function mustSay(id: string): Case {
  return {
    enforced: 'as an obligation at finish',
    rule: rule(id, { verdict: 'block', on: ['finish'], unless: { once: { on: ['message'] } } }),
    violating: trace({ kind: 'finish' }),
    compliant: trace(...done({ kind: 'message' }), { kind: 'finish' }),
    divergence: 'that something was said, not which words',
  };
}

function counted(id: string, params: Source['eval_params']): Case {
  const kind = params.action_type === 'fill' ? ('type' as const) : ('click' as const);
  const selectors = Array.isArray(params.element_selectors) ? params.element_selectors.map(String) : undefined;
  const most =
    typeof params.global_count === 'number' ? params.global_count : Number(params.global_count_less_than) - 1;
  const where = selectors === undefined ? {} : { where: selected(selectors) };
  const act: Part = { kind, target: { fingerprint: selectors?.[0] ?? 'any' } };
  const repeated = (n: number) => Array.from({ length: n }, () => done(act)).flat();
  return {
    enforced: 'exactly, before the action',
    rule: rule(id, {
      verdict: 'block',
      on: [kind],
      ...where,
      if: { count: { on: [kind], ...where, phase: 'dispatched' }, gte: most },
    }),
    violating: trace(...repeated(most), act),
    compliant: trace(...repeated(most - 1), act),
    ...(typeof params.global_count === 'number'
      ? { divergence: 'the upper bound; that it is reached is an obligation at finish of the same shape' }
      : {}),
  };
}

function sequence(id: string, params: Source['eval_params']): Case {
  const steps = Array.isArray(params.action_sequence) ? (params.action_sequence as Record<string, unknown>[]) : [];
  const parts = steps.map((step): Part => {
    const kind = step.action_type === 'fill' ? 'type' : 'click';
    return {
      kind,
      target:
        step.action_selector === undefined
          ? { name: String(step.element_text) }
          : { fingerprint: String(step.action_selector) },
    };
  });
  const atoms = parts.map(({ kind, target }) => ({
    on: [kind],
    where: target?.fingerprint === undefined ? nameHas([target?.name ?? '']) : selected([target.fingerprint]),
  }));
  return {
    enforced: 'as an obligation at finish',
    rule: rule(id, { verdict: 'block', on: ['finish'], unless: { seq: atoms } }),
    violating: trace(...parts.slice(0, -1).flatMap(done), { kind: 'finish' }),
    compliant: trace(...parts.flatMap(done), { kind: 'finish' }),
    ...(params.matching_type === 'non-contiguous' ? {} : { divergence: 'in order, other actions between allowed' }),
  };
}

function reportErrors(id: string): Case {
  const failed: Part = { kind: 'submit', phase: 'failed' };
  return {
    enforced: 'as an obligation at finish',
    rule: rule(id, {
      verdict: 'block',
      on: ['finish'],
      if: {
        hold: { not: { prev: { on: ['message'], phase: 'dispatched' } } },
        since: { on: ['submit', 'click'], phase: 'failed' },
      },
    }),
    violating: trace(failed, { kind: 'finish' }),
    compliant: trace(failed, ...done({ kind: 'message' }), { kind: 'finish' }),
  };
}

function pageState(id: string): Case {
  const fact = (ok: boolean): Part => ({
    kind: 'fact',
    phase: 'observed',
    fact: { name: 'page-state', args: { policy: id, ok } },
  });
  const holds: Pred = {
    all: [
      { field: 'fact.name', op: 'eq', value: 'page-state' },
      { field: 'fact.args.policy', op: 'eq', value: id },
      { field: 'fact.args.ok', op: 'eq', value: true },
    ],
  };
  return {
    enforced: 'by a page-state fact of an adapter',
    rule: rule(id, { verdict: 'ask', on: ['submit', 'finish'], unless: { once: { on: ['fact'], where: holds } } }),
    violating: trace(fact(false), { kind: 'finish' }),
    compliant: trace(fact(true), { kind: 'finish' }),
  };
}
