/** What holds of what is answered from memory: residual and settle, cuts, adopted memory. */
import type { AgentEvent } from '../../src/event/event.ts';
import { adopt } from '../../src/policy/adopt.ts';
import { compile } from '../../src/policy/compile.ts';
import { judgeFeasible } from '../../src/policy/cuts.ts';
import { lettersOf } from '../../src/policy/letters.ts';
import type { Past, Pred, Rule } from '../../src/policy/policy.ts';
import { residual } from '../../src/policy/residual.ts';
import { type Settled, settle, type Table } from '../../src/policy/settle.ts';
import { start, step } from '../../src/policy/step.ts';
import {
  clicked,
  compiledOf,
  event,
  heard,
  type Law,
  load,
  loads,
  login,
  place,
  policyOf,
  proposed,
  same,
} from './scene.ts';

function tableOf(rules: readonly Partial<Rule>[], history: readonly AgentEvent[]): Table {
  const compiled = compiledOf(...rules);
  return JSON.parse(JSON.stringify(residual(compiled, heard(compiled, history), { session: 's', tab: '1' })));
}
/** `allow`, `block`, `kill`, or `?` for what is left to the worker. */
function settled(rules: readonly Partial<Rule>[], history: readonly AgentEvent[], then: AgentEvent): string {
  const answer: Settled = settle(tableOf(rules, history), then);
  return answer.settled ? answer.verdict.verdict : '?';
}
const onceLogin = (within?: string): Past => ({ once: login, ...(within === undefined ? {} : { within }) });
const onceLoad = (within?: string): Past => ({ once: load, ...(within === undefined ? {} : { within }) });
const signedIn = [event('auth.login', 0)];
const both = [event('auth.login', 0), event('page.load', 500)];
/** Settled at these times after both. */
const at = (condition: Past, ...times: number[]) =>
  times.map((t) => settled([{ if: condition }], both, clicked(t))).join();

export const ANSWERS: readonly Law[] = [
  [
    'a page settles nothing of a condition that does not hold yet',
    () => settled([{ if: onceLogin() }], [], clicked(1)) === '?',
  ],
  [
    'a page settles a block that nothing can turn',
    () => settled([{ if: onceLogin() }], signedIn, clicked(1e9)) === 'block',
  ],
  ['a page settles a block without conditions', () => settled([{}], [], clicked(1)) === 'block'],
  ['a page allows what no rule looks at', () => settled([{}], [], proposed('select', 1)) === 'allow'],
  [
    'a page allows what no guard meets',
    () => settled([{ where: { field: 'tab', op: 'eq', value: '2' } }], [], clicked(1)) === 'allow',
  ],
  ['a rule on * looks at every kind', () => settled([{ on: ['*'] }], [], proposed('select', 1)) === 'block'],
  ['a block is settled until its window closes, and not after', () => at(onceLogin('1s'), 1_000, 1_001) === 'block,?'],
  [
    'atLeast, once reached, stays',
    () => at({ once: login, atLeast: '1s' }, 1_000) === '?' && settledLater() === 'block',
  ],
  [
    'any holds as long as its last part',
    () => at({ any: [onceLogin('1s'), onceLoad('1s')] }, 1_500, 1_501) === 'block,?',
  ],
  [
    'any holds by one certain part',
    () => at({ any: [onceLogin('1s'), { once: { on: ['submit'] } }] }, 1_000) === 'block',
  ],
  [
    'all holds as long as its first part',
    () => at({ all: [onceLogin('1s'), onceLoad('1s')] }, 1_000, 1_001) === 'block,?',
  ],
  ['all needs every part', () => at({ all: [onceLogin(), { once: { on: ['submit'] } }] }, 600) === '?'],
  ['what did not happen may happen in the next moment', () => at({ not: { once: { on: ['submit'] } } }, 600) === '?'],
  ['a hold may be broken', () => at({ hold: onceLogin(), since: login }, 600) === '?'],
  ['the last record may be followed by another', () => at({ prev: load }, 600) === '?'],
  [
    'a condition that reads the event is not settled before the event is known',
    () => at({ once: { ...login, where: { field: 'site', op: 'eq', value: { e: 'site' } } } }, 600) === '?',
  ],
  [
    'nor is one that holds of an event without the field',
    () => at({ once: { ...login, where: { not: { field: 'site', op: 'eq', value: { e: 'site' } } } } }, 600) === '?',
  ],
  [
    'nor is one of which only a part reads the event',
    () =>
      at({ seq: [login, { ...load, where: { not: { field: 'site', op: 'eq', value: { e: 'site' } } } }] }, 600) === '?',
  ],
  [
    'nor is one per origin or site when memory was full',
    () =>
      (['origin', 'site'] as const).every((per) => {
        const compiled = compile([{ layer: 'personal', policy: policyOf({ per, if: { count: load, gte: 2 } }) }], {
          items: 2,
        });
        const names = ['a.test', 'a.test', 'b.test', 'c.test'];
        const memory = heard(
          compiled,
          names.map((name, t) => event('page.load', t, place(name))),
        );
        return !settle(residual(compiled, memory, { session: 's', tab: '1' }), clicked(9, place('c.test'))).settled;
      }),
  ],
  [
    'a cut is looked for where only some rules of a kind stop',
    () => {
      const where: Pred = { field: 'payload.labels', op: 'anyOf', value: ['otp'] };
      const on = ['request', 'navigate', 'submit'] as const;
      const compiled = compiledOf({ on, verdict: 'log', where }, { on, where });
      const typed = proposed('type', 1, { payload: { bytes: 1, labels: ['otp'], sources: [] } });
      return judgeFeasible(compiled, start(compiled), typed).verdict === 'block';
    },
  ],
  [
    'rules per origin or site are the worker’s, those per tab or session the page’s',
    () =>
      (['origin', 'site', 'tab', 'session', 'task'] as const)
        .map((per) => settled([{ per, if: onceLogin() }], signedIn, clicked(1)))
        .join() === '?,?,block,block,block',
  ],
  [
    'a table is of its tab',
    () => settled([{ per: 'tab', if: onceLogin() }], [event('auth.login', 0, { tab: '2' })], clicked(1)) === '?',
  ],
  [
    'a count is settled until its oldest hit leaves the window',
    () =>
      [1_000, 1_001]
        .map((t) => settled([{ if: { count: load, gte: 3, within: '1s' } }], loads(3), clicked(t)))
        .join() === 'block,?',
  ],
  [
    'a count with more witnesses than are kept is the worker’s, one with as many less one is not',
    () =>
      [63, 64, 65]
        .map((gte) => settled([{ if: { count: load, gte, within: '1h' } }], loads(65), clicked(70)))
        .join() === 'block,?,?',
  ],
  [
    'an untimed count is settled whatever its witnesses',
    () => settled([{ if: { count: load, gte: 65 } }], loads(65), clicked(70)) === 'block',
  ],
  [
    'an excuse for good takes the rule away',
    () => settled([{ unless: onceLogin() }], signedIn, clicked(1e9)) === 'allow',
  ],
  [
    'an excuse that ends allows until it ends, and not after',
    () => [1_000, 1_001].map((t) => settled([{ unless: onceLogin('1s') }], signedIn, clicked(t))).join() === 'allow,?',
  ],
  ['an excuse may still come', () => settled([{ unless: onceLogin() }], [], clicked(1)) === '?'],
  [
    'an excuse may come to a rule whose condition is certain',
    () => settled([{ if: onceLogin(), unless: onceLoad() }], signedIn, clicked(1)) === '?',
  ],
  ['only what stops is settled against', () => settled([{ verdict: 'ask' }], [], clicked(1)) === '?'],
  [
    'a rule that only logs holds no page up, one that warns does',
    () =>
      settled([{ verdict: 'log' }], [], clicked(1)) === 'allow' &&
      settled([{ verdict: 'warn' }], [], clicked(1)) === '?',
  ],
  ['a certain kill is said', () => settled([{ verdict: 'kill' }, {}], [], clicked(1)) === 'kill'],
  ['a certain kill is said wherever it stands', () => settled([{}, { verdict: 'kill' }], [], clicked(1)) === 'kill'],
  [
    'a block is not said where a kill may come',
    () => settled([{}, { verdict: 'kill', if: onceLogin() }], [], clicked(1)) === '?',
  ],
  [
    'a block is said where no more than an ask may come',
    () => settled([{}, { verdict: 'ask', if: onceLogin() }], [], clicked(1)) === 'block',
  ],
  [
    'what is settled names its rules, with their words',
    () =>
      same(settle(tableOf([{ instead: 'i' }, { verdict: 'ask' }, {}], []), clicked(1)), {
        settled: true,
        verdict: {
          verdict: 'block',
          rules: [
            { id: 'r0', layer: 'personal', verdict: 'block', because: 'b', instead: 'i' },
            { id: 'r2', layer: 'personal', verdict: 'block', because: 'b' },
          ],
          instead: 'i',
        },
      }),
  ],
  [
    'a table holds no empty fields',
    () =>
      same(tableOf([{ verdict: 'ask', if: onceLogin() }], []).rows, [
        { id: 'r0', layer: 'personal', verdict: 'ask', on: ['click'], because: 'b' },
      ]),
  ],
  [
    'a table says guards, certainty and excuses',
    () => {
      const where = { field: 'tab', op: 'exists' } as const;
      const rows = tableOf([{ where, instead: 'i', if: onceLogin('1s') }, { unless: onceLogin('1s') }], signedIn).rows;
      const common = { layer: 'personal', verdict: 'block', on: ['click'], because: 'b' };
      return same(rows, [
        { id: 'r0', ...common, where, instead: 'i', certain: 1_000 },
        { id: 'r1', ...common, excused: 1_000 },
      ]);
    },
  ],
  ['a table has the epoch of its memory', () => tableOf([{}], both).epoch === 2],
  [
    'a table that can’t be read settles nothing',
    () => {
      const where = { field: 'url', op: 'glob', value: 'a*.test' } as const;
      return !settle(
        { epoch: 0, rows: [{ id: 'r', layer: 'task', verdict: 'block', on: ['*'], where, because: 'b' }] },
        clicked(1),
      ).settled;
    },
  ],
  [
    'a step that may let its page break a rule is the worker’s',
    () =>
      settled([{ on: ['request'] }], [], proposed('type', 1)) === '?' &&
      settled([{ on: ['request'], verdict: 'kill' }], [], proposed('type', 1)) === '?' &&
      settled([{ on: ['request'], verdict: 'ask' }], [], proposed('type', 1)) === 'allow' &&
      settled([{ on: ['request'], unless: onceLogin('1s') }], signedIn, proposed('type', 1_000)) === 'allow' &&
      settled([{ on: ['request'] }], [], clicked(1)) === 'allow',
  ],
  [
    'what a page gets from a step it has, under its own name, for its own server',
    () => {
      const dest = { ...place('a.test'), firstSeen: true };
      const [first, ...others] = lettersOf(proposed('paste', 1, { dest, payload: { bytes: 4, labels: ['otp'] } }));
      const to = { ...place('a.test'), method: 'post', relation: 'same-origin', firstSeen: true };
      return (
        same(
          [others.map(({ kind }) => kind), first?.kind, first?.actor, first?.phase],
          [['navigate', 'submit'], 'request', 'page', 'proposed'],
        ) &&
        same(
          [Object.entries(first?.dest ?? {}).sort(), first?.payload],
          [Object.entries(to).sort(), { bytes: 4, labels: ['otp'] }],
        )
      );
    },
  ],
  [
    'whether another site is new says nothing of the page’s own',
    () =>
      lettersOf(proposed('type', 1, { dest: { ...place('b.test'), firstSeen: false } })).every(
        ({ dest }) => dest?.firstSeen === undefined,
      ),
  ],
  [
    'a page behind an address has what the address carries, and no risk that is known',
    () => {
      const page = { trust: 'private' };
      const letters = lettersOf(proposed('open', 1, { page, dest: { ...place('b.test'), firstSeen: true } }));
      return (
        letters.length === 3 &&
        letters.every(({ site, dest, page: of }) => site === 'b.test' && dest?.firstSeen === true && of === undefined)
      );
    },
  ],
  [
    'nothing is given by a person, by the page itself, by a click, or to nobody knows whom',
    () =>
      [
        proposed('type', 1, { actor: 'person' }),
        proposed('type', 1, { actor: 'page' }),
        proposed('click', 1),
        proposed('open', 1, { dest: { site: 'b.test', url: 'https://b.test/' } }),
        proposed('open', 1, { dest: { site: 'b.test', origin: 'https://b.test' } }),
        proposed('open', 1, { dest: { url: 'https://b.test/', origin: 'https://b.test' } }),
        proposed('open', 1),
      ].every((one) => lettersOf(one).length === 0),
  ],
  [
    'a cut keeps what fired before it, and the words of its own rule',
    () => {
      const labels: Pred = { field: 'payload.labels', op: 'anyOf', value: ['otp'] };
      const compiled = compiledOf(
        { on: ['type'], verdict: 'ask', instead: 'first' },
        { on: ['request'], verdict: 'kill', where: labels, instead: 'second' },
        { on: ['request'], where: labels },
      );
      const typed = proposed('type', 1, { payload: { bytes: 1, labels: ['otp'], sources: [] } });
      const { verdict, rules, instead } = judgeFeasible(compiled, start(compiled), typed);
      return same(
        [verdict, rules.map(({ id, verdict: said }) => [id, said]), instead],
        [
          'block',
          [
            ['r0', 'ask'],
            ['r1', 'block'],
            ['r2', 'block'],
          ],
          'second',
        ],
      );
    },
  ],
  [
    'a cut without an alternative of its own keeps that of what fired',
    () => {
      const where: Pred = { field: 'payload.labels', op: 'anyOf', value: ['otp'] };
      const typed = proposed('type', 1, { payload: { bytes: 1, labels: ['otp'], sources: [] } });
      const said = (...rules: Partial<Rule>[]) => {
        const compiled = compiledOf(...rules);
        return judgeFeasible(compiled, start(compiled), typed);
      };
      const withOne = said({ on: ['type'], verdict: 'ask', instead: 'first' }, { on: ['request'], where });
      const none = said({ on: ['request'], where });
      return withOne.instead === 'first' && none.verdict === 'block' && !('instead' in none);
    },
  ],
  [
    'what is stopped already is not looked into',
    () => {
      const compiled = compiledOf(
        { on: ['type'] },
        { on: ['request'], where: { field: 'payload.labels', op: 'anyOf', value: ['otp'] } },
      );
      const typed = proposed('type', 1, { payload: { bytes: 1, labels: ['otp'], sources: [] } });
      return same(
        judgeFeasible(compiled, start(compiled), typed).rules.map(({ id }) => id),
        ['r0'],
      );
    },
  ],
  [
    'three events of the page in a row are looked at, and no fourth',
    () => {
      const chain = (n: number): Past => ({
        seq: [{ on: ['type'] }, ...Array.from({ length: n }, () => ({ on: ['request'] as const }))],
      });
      const cut = (n: number) => {
        const compiled = compiledOf({ on: ['submit'], if: chain(n) });
        return judgeFeasible(compiled, start(compiled), proposed('type', 1)).verdict;
      };
      return same([0, 1, 2, 3].map(cut), ['block', 'block', 'block', 'allow']);
    },
  ],
  [
    'adopted memory keeps what did not change, rebuilds the rest, and is a moment later',
    () => {
      const old = compiledOf({ if: onceLogin() });
      const memory = heard(old, signedIn);
      const now = compiledOf({ if: onceLogin() }, { if: onceLoad() });
      const adopted = adopt(now, memory, [event('page.load', 5), { ...event('click', 9), phase: 'proposed' }]);
      const fired = (t: number) => step(now, adopted, clicked(t)).verdict.rules.map(({ id }) => id);
      return same([fired(10), adopted.t, adopted.heard], [['r0', 'r1'], 5, memory.heard + 1]);
    },
  ],
  [
    'adopted memory without news is the old one',
    () => {
      const old = compiledOf({ if: onceLogin() }, { if: onceLoad() });
      const memory = heard(old, both);
      const adopted = adopt(compiledOf({ if: onceLoad() }), memory, []);
      return (
        adopted.t === 500 && step(compiledOf({ if: onceLoad() }), adopted, clicked(501)).verdict.rules.length === 1
      );
    },
  ],
];

function settledLater(): string {
  const compiled = compiledOf({ if: { once: login, atLeast: '1s' } });
  const memory = heard(compiled, [event('auth.login', 0), event('page.load', 1_000)]);
  const answer = settle(residual(compiled, memory, { session: 's', tab: '1' }), clicked(1_000));
  return answer.settled ? answer.verdict.verdict : '?';
}
