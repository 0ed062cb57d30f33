/** What holds of the engine's parts by themselves, as checks that mutants must fail and tests run too. */
import type { AgentEvent } from '../../src/event/event.ts';
import { adopt } from '../../src/policy/adopt.ts';
import { readCanonical } from '../../src/policy/canonical.ts';
import { compile } from '../../src/policy/compile.ts';
import { judgeFeasible } from '../../src/policy/cuts.ts';
import { fires } from '../../src/policy/definition.ts';
import { fieldType, isHostField, reader } from '../../src/policy/fields.ts';
import { formula, isTemporal } from '../../src/policy/formula.ts';
import { lettersOf } from '../../src/policy/letters.ts';
import * as machine from '../../src/policy/machine.ts';
import {
  at as atIndex,
  drop,
  emptyTape,
  emptyTrie,
  entries,
  get,
  push,
  set,
  tapeLength,
  toArray,
  trieOf,
} from '../../src/policy/persistent.ts';
import { durationMs, type Past, type Policy, type Pred, type Rule } from '../../src/policy/policy.ts';
import { predicate } from '../../src/policy/predicate.ts';
import { residual } from '../../src/policy/residual.ts';
import { type Settled, settle, type Table } from '../../src/policy/settle.ts';
import { foldings, type Memory, start, step, type Verdict } from '../../src/policy/step.ts';
import { textGlob } from '../../src/policy/text-glob.ts';
import { joinIsSound } from './join.ts';

export type Law = readonly [name: string, holds: () => boolean];
type More = Partial<AgentEvent>;

const place = (site: string) => ({ site, origin: `https://${site}`, url: `https://${site}/` });
function event(kind: AgentEvent['kind'], t: number, more: More = {}): AgentEvent {
  const phase = kind === 'auth.login' || kind === 'page.load' ? 'observed' : 'dispatched';
  return {
    seq: t + 1,
    t,
    phase,
    actor: 'agent',
    session: 's',
    tab: '1',
    frame: '0',
    ...place('a.test'),
    kind,
    ...more,
  };
}
const proposed = (kind: AgentEvent['kind'], t: number, more: More = {}) =>
  event(kind, t, { phase: 'proposed', ...more });
const rule = (more: Partial<Rule>): Rule => ({ id: 'r', verdict: 'block', on: ['click'], because: 'b', ...more });
const policyOf = (...rules: Partial<Rule>[]): Policy => ({
  interlock: 1,
  name: 'p',
  rules: rules.map((more, i) => rule({ id: `r${i}`, ...more })),
});
const compiledOf = (...rules: Partial<Rule>[]) => compile([{ layer: 'personal', policy: policyOf(...rules) }]);
type Compiled = ReturnType<typeof compiledOf>;
const heard = (compiled: Compiled, history: readonly AgentEvent[]): Memory =>
  history.reduce((now, one) => step(compiled, now, one).memory, start(compiled));
export function verdictOf(rules: readonly Partial<Rule>[], history: readonly AgentEvent[], then: AgentEvent): Verdict {
  const compiled = compiledOf(...rules);
  return step(compiled, heard(compiled, history), then).verdict;
}
const login = { on: ['auth.login'] } as const;
const load = { on: ['page.load'] } as const;
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function tableOf(rules: readonly Partial<Rule>[], history: readonly AgentEvent[]): Table {
  const compiled = compiledOf(...rules);
  return JSON.parse(JSON.stringify(residual(compiled, heard(compiled, history), { session: 's', tab: '1' })));
}
/** `allow`, `block`, `kill`, or `?` for what is left to the worker. */
function settled(rules: readonly Partial<Rule>[], history: readonly AgentEvent[], then: AgentEvent): string {
  const answer: Settled = settle(tableOf(rules, history), then);
  return answer.settled ? answer.verdict.verdict : '?';
}
const clicked = (t: number, more: More = {}) => proposed('click', t, more);
const onceLogin = (within?: string): Past => ({ once: login, ...(within === undefined ? {} : { within }) });
const onceLoad = (within?: string): Past => ({ once: load, ...(within === undefined ? {} : { within }) });
const signedIn = [event('auth.login', 0)];
const both = [event('auth.login', 0), event('page.load', 500)];
/** Settled at these times after both. */
const at = (condition: Past, ...times: number[]) =>
  times.map((t) => settled([{ if: condition }], both, clicked(t))).join();
const loads = (n: number) => Array.from({ length: n }, (_, i) => event('page.load', i));

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

const caps = (items: number, rules: readonly Partial<Rule>[], history: readonly AgentEvent[], then: AgentEvent) => {
  const compiled = compile([{ layer: 'personal', policy: policyOf(...rules) }], { items });
  const memory = heard(compiled, history);
  const said = step(compiled, memory, then).verdict.rules;
  return { ids: said.map(({ id }) => id), because: said[0]?.because, folded: foldings(compiled, memory) };
};
const fired = (past: Past, history: readonly AgentEvent[], then: AgentEvent) =>
  verdictOf([{ if: past }], history, then).rules.length === 1;
const witnesses = (past: Past, history: readonly AgentEvent[], then: AgentEvent) =>
  verdictOf([{ if: past }], history, then).witness;
const site = (name: string, t: number, kind: AgentEvent['kind'] = 'page.load') => event(kind, t, place(name));
const agrees = (past: Past, history: readonly AgentEvent[], then: AgentEvent) =>
  (['if', 'unless'] as const).every(
    (part) =>
      verdictOf([{ [part]: past }], history, then).rules.length ===
      Number(fires(rule({ [part]: past }), history, then)),
  );
const sizeAfter = (past: Past, history: readonly AgentEvent[]) => {
  const node = formula(past, true);
  const see: machine.See = (atom, one) => atom.test(one, one);
  const state = history.reduce(
    (now: machine.State, one) => machine.feed(node, now, one, see, { hits: 100 }),
    machine.fresh(node),
  );
  return machine.sizeOf(node, state);
};
const sites = (n: number) => Array.from({ length: n }, (_, i) => site(`s${i}.test`, i));

/** Eleven keys of one hash (FNV-1a over UTF-16 units), which no trie can tell apart by it. */
function colliding(): string[] {
  const next = (hash: number, unit: number) => Math.imul(hash ^ unit, 0x01000193) >>> 0;
  const goal = next(next(0x811c9dc5, 1), 1);
  const found: string[] = [];
  for (let a = 1; a < 400 && found.length < 11; a++) {
    for (let b = 1; b < 0x8000 && found.length < 11; b++) {
      const unit = (next(next(0x811c9dc5, a), b) ^ goal) >>> 0;
      if (unit < 0x8000 && unit > 0) found.push(String.fromCharCode(a, b, unit));
    }
  }
  return found;
}

const throwing = (kind: AgentEvent['kind'], t: number): AgentEvent =>
  Object.defineProperty(event(kind, t), 'payload', {
    enumerable: true,
    get: () => {
      throw new Error('no payload to be had');
    },
  });
const sized = { on: ['page.load'], where: { field: 'payload.bytes', op: 'gt', value: 1 } } as const;

export const LAWS: readonly Law[] = [
  [
    'a trie is a map, whatever its keys',
    () => {
      const twins = colliding();
      const keys = [...Array.from({ length: 700 }, (_, i) => `key ${i * i}`), ...twins];
      let trie = emptyTrie<number>();
      for (const [i, key] of keys.entries()) trie = set(set(trie, key, -1), key, i);
      return (
        twins.length === 11 &&
        keys.every((key, i) => get(trie, key) === i) &&
        get(trie, 'none') === undefined &&
        get(emptyTrie(), 'none') === undefined &&
        entries(trie).length === keys.length &&
        same(new Map(entries(trie)).size, keys.length) &&
        entries(trie).every(([key, value]) => keys[value] === key) &&
        same(entries(trieOf(entries(trie))).length, keys.length)
      );
    },
  ],
  [
    'a few keys are one leaf',
    () =>
      JSON.stringify(
        trieOf([
          ['a', 1],
          ['b', 2],
          ['c', 3],
        ]),
      ).length < 60,
  ],
  [
    'an older trie stays as it was',
    () => {
      const old = trieOf(Array.from({ length: 40 }, (_, i) => [`k${i}`, i] as const));
      const before = JSON.stringify(old);
      set(old, 'k1', 99);
      set(old, 'new', 1);
      return JSON.stringify(old) === before && get(set(old, 'k1', 99), 'k1') === 99;
    },
  ],
  [
    'a tape is a queue',
    () =>
      [1, 3, 63, 64, 65, 130].every((most) => {
        let tape = emptyTape<number>();
        for (let i = 0; i < 300; i++) {
          tape = push(tape, i, most);
          const length = Math.min(i + 1, most);
          const first = i + 1 - length;
          if (
            tapeLength(tape) !== length ||
            atIndex(tape, 0) !== first ||
            atIndex(tape, length - 1) !== i ||
            atIndex(tape, length) !== undefined
          )
            return false;
        }
        const all = toArray(tape);
        const rest = drop(tape, 1);
        return (
          all.length === most &&
          all[0] === 300 - most &&
          tapeLength(rest) === most - 1 &&
          toArray(rest)[0] === (most === 1 ? undefined : 301 - most)
        );
      }),
  ],
  [
    'memory is never read by a policy that did not make it',
    () => {
      const of = (...kinds: ('auth.login' | 'page.load')[]) =>
        compiledOf(...kinds.map((kind) => ({ if: { once: { on: [kind] } } as Past })));
      const refuses = (compiled: Compiled, memory: Memory) => {
        try {
          step(compiled, memory, clicked(1));
          return false;
        } catch {
          // As promised.
          return true;
        }
      };
      const [one, other, two] = [of('auth.login'), of('page.load'), of('auth.login', 'page.load')];
      return (
        refuses(one, start(other)) &&
        refuses(one, start(two)) &&
        refuses(two, start(one)) &&
        !refuses(one, start(one)) &&
        !refuses(one, JSON.parse(JSON.stringify(start(one)))) &&
        !refuses(one, start(of('auth.login')))
      );
    },
  ],
  [
    'memory counts what it heard, and time never goes back in it',
    () => {
      const compiled = compiledOf({ if: { once: load, within: '5ms' } });
      const memory = heard(compiled, [event('select', 50), event('page.load', 10)]);
      const fires = (t: number) => step(compiled, memory, clicked(t)).verdict.rules.length;
      return (
        same([memory.heard, memory.t, fires(55), fires(56), fires(3)], [2, 50, 1, 0, 1]) &&
        step(compiled, memory, clicked(99)).memory === memory
      );
    },
  ],
  [
    'a verdict is the greatest of all that fire, with all of them, what they oblige to, and the strictest alternative',
    () => {
      const verdict = verdictOf(
        [
          { verdict: 'redact', instead: 'third' },
          { verdict: 'ask', instead: 'second' },
          { verdict: 'block' },
          { verdict: 'ask', instead: 'later' },
          { verdict: 'log', on: ['select'] },
        ],
        [],
        clicked(1),
      );
      const said = (name: 'redact' | 'ask' | 'block', more: object = {}) =>
        verdictOf([{ verdict: name, ...more }], [], clicked(1));
      return (
        same(
          [verdict.verdict, verdict.rules.map(({ id }) => id), verdict.obligations, verdict.instead],
          ['block', ['r0', 'r1', 'r2', 'r3'], ['redact', 'ask'], 'second'],
        ) &&
        same(verdict.rules[0], { id: 'r0', layer: 'personal', verdict: 'redact', because: 'b', instead: 'third' }) &&
        same(verdict.rules[2], { id: 'r2', layer: 'personal', verdict: 'block', because: 'b' }) &&
        same(
          [said('redact').obligations, said('ask').obligations, said('block').obligations],
          [['redact'], ['ask'], []],
        ) &&
        !('instead' in said('ask')) &&
        said('ask', { instead: 'x' }).instead === 'x' &&
        same(verdictOf([{ on: ['select'] }], [], clicked(1)), {
          verdict: 'allow',
          rules: [],
          obligations: [],
          witness: [],
        })
      );
    },
  ],
  [
    'a rule that throws blocks under its own name, and lets no other go',
    () => {
      const where: Pred = { field: 'payload.bytes', op: 'gt', value: 1 };
      const compiled = compiledOf({ verdict: 'log', where }, { verdict: 'log' });
      const proposal = Object.defineProperty(throwing('click', 1), 'phase', { value: 'proposed' });
      const { verdict, rules } = step(compiled, start(compiled), proposal).verdict;
      return same(
        [verdict, rules.map(({ id, verdict: of, because }) => [id, of, because])],
        [
          'block',
          [
            ['r0', 'block', 'r0!error'],
            ['r1', 'log', 'b'],
          ],
        ],
      );
    },
  ],
  [
    'a part of memory that failed to hear blocks whatever reads it, for good, and nothing else',
    () => {
      const compiled = compiledOf(
        { verdict: 'log', if: { once: sized } },
        { verdict: 'log', unless: { once: sized } },
        { verdict: 'log', if: { once: load } },
      );
      const memory = heard(compiled, [throwing('page.load', 0), event('page.load', 1, { payload: { bytes: 9 } })]);
      const { verdict, rules } = step(compiled, JSON.parse(JSON.stringify(memory)), clicked(5)).verdict;
      return (
        same(
          [verdict, rules.map(({ id, verdict: of, because }) => [id, of, because])],
          [
            'block',
            [
              ['r0', 'block', 'r0!error'],
              ['r1', 'block', 'r1!error'],
              ['r2', 'log', 'b'],
            ],
          ],
        ) && foldings(compiled, memory) === 0
      );
    },
  ],
  [
    'a count beyond the cap still excuses by one more than the cap, and never beyond',
    () =>
      caps(3, [{ unless: { count: load, gte: 4 } }], loads(4), clicked(9)).ids.length === 0 &&
      caps(3, [{ unless: { count: load, gte: 4 } }], loads(3), clicked(9)).ids.length === 1 &&
      caps(3, [{ unless: { count: load, gte: 5 } }], loads(9), clicked(19)).ids.length === 1,
  ],
  [
    'a count beyond the cap causes once the cap is passed, and not before',
    () =>
      caps(3, [{ if: { count: load, gte: 9 } }], loads(4), clicked(9)).ids.length === 1 &&
      caps(3, [{ if: { count: load, gte: 9 } }], loads(3), clicked(9)).ids.length === 0,
  ],
  [
    'hits count towards the cap, not keys alone',
    () => {
      const history = Array.from({ length: 30 }, (_, i) => event('page.load', i, { tab: String(i % 6) }));
      return caps(10, [{ per: 'tab', if: { count: load, gte: 5 } }], history, clicked(40)).folded > 0;
    },
  ],
  [
    'no more keys and hits are kept than decide',
    () =>
      (['within', 'atLeast'] as const).every(
        (kind) =>
          sizeAfter({ distinct: load, field: 'site', gte: 3, [kind]: '1s' }, sites(20)) === 3 &&
          sizeAfter({ count: load, gte: 3, [kind]: '1s' }, sites(20)) === 3,
      ),
  ],
  [
    'distinct values are all kept until there are enough',
    () =>
      [2, 3, 4, 5, 6, 7].every(
        (gte) =>
          fired({ distinct: load, field: 'site', gte, within: '1s' }, sites(gte), clicked(20)) &&
          !fired({ distinct: load, field: 'site', gte, within: '1s' }, sites(gte - 1), clicked(20)),
      ),
  ],
  [
    'a missing value is none',
    () => {
      const to = (name?: string) => event('page.load', 1, name === undefined ? {} : { dest: { site: name } });
      const past = (gte: number, kind: object): Past => ({ distinct: load, field: 'dest.site', gte, ...kind });
      return [{}, { within: '1s' }, { atLeast: '1ms' }].every(
        (kind) =>
          fired(past(1, kind), [to(), to('a')], clicked(9)) && !fired(past(2, kind), [to(), to('a'), to()], clicked(9)),
      );
    },
  ],
  [
    'the witnesses are the events that count',
    () => {
      const history = [
        site('a.test', 0),
        event('auth.login', 1),
        site('b.test', 2),
        event('select', 3),
        site('a.test', 4),
      ];
      const said = (past: Past) => witnesses(past, history, clicked(9));
      return same(
        [
          said({ once: load }),
          said({ once: load, atLeast: '1ms' }),
          said({ count: load, gte: 2 }),
          said({ count: load, gte: 2, atLeast: '1ms' }),
          said({ distinct: load, field: 'site', gte: 2 }),
          said({ seq: [load, login, load] }),
          said({ prev: load }),
          said({ hold: { once: login }, since: login }),
          said({ not: { once: { on: ['submit'] } } }),
          said({ all: [{ once: login }, { once: load }] }),
        ],
        [[5], [1], [3, 5], [1, 3], [3, 5], [1, 2, 5], [5], [2], [], [2, 5]],
      );
    },
  ],
  [
    'a long sequence is witnessed by its ends',
    () => {
      const kinds = Array.from({ length: 20 }, () => load);
      const said = witnesses({ seq: kinds }, loads(20), clicked(30));
      return said.length === 16 && said[0] === 1 && said.at(-1) === 20;
    },
  ],
  [
    'at most 64 witnesses are told, the newest',
    () => {
      const said = witnesses({ count: load, gte: 70 }, loads(80), clicked(90));
      return said.length === 64 && said.at(-1) === 80;
    },
  ],
  [
    'steps of a sequence may meet the action in different fields',
    () => {
      const past: Past = {
        seq: [
          { ...load, where: { field: 'site', op: 'eq', value: { e: 'site' } } },
          { ...login, where: { field: 'site', op: 'eq', value: { e: 'dest.site' } } },
        ],
      };
      const then = (here: string, there: string) => clicked(9, { ...place(here), dest: { site: there } });
      const history = [site('a.test', 0), site('b.test', 1, 'auth.login')];
      return (
        fired(past, history, then('a.test', 'b.test')) &&
        !fired(past, history, then('b.test', 'b.test')) &&
        !fired(past, history, then('a.test', 'a.test'))
      );
    },
  ],
  [
    'nothing is folded up to the cap, something is beyond it',
    () => {
      const here: Pred = { field: 'site', op: 'eq', value: { e: 'site' } };
      const elsewhere: Pred = { field: 'site', op: 'ne', value: { e: 'site' } };
      const beyond: Pred = { field: 'dest.site', op: 'ne', value: { e: 'site' } };
      const pasts: readonly Past[] = [
        { seq: [{ ...load, where: here }, login] },
        { once: { ...load, where: here } },
        { count: { ...load, where: elsewhere }, gte: 2 },
        { seq: [{ ...load, where: elsewhere }, login] },
        { once: { ...load, where: { all: [elsewhere, beyond] } } },
      ];
      const to = (n: number) => sites(n).map((one) => ({ ...one, dest: { site: 'x.test' } }));
      return pasts.every(
        (past) =>
          caps(5, [{ if: past }], to(5), clicked(20)).folded === 0 &&
          caps(5, [{ if: past }], to(6), clicked(20)).folded > 0,
      );
    },
  ],
  [
    'a full memory still knows the keys it kept, and fires for those that it forgot',
    () => {
      const here: Pred = { field: 'site', op: 'eq', value: { e: 'site' } };
      const pasts: readonly Past[] = [
        {
          seq: [
            { ...load, where: here },
            { ...login, where: here },
          ],
        },
        { once: { ...login, where: here } },
      ];
      // The fifth key is one too many for four: the oldest two go.
      const names = ['b.test', 'c.test', 'd.test', 'e.test'];
      const history = [
        site('old.test', 0),
        site('old.test', 1, 'auth.login'),
        ...names.map((name, i) => site(name, 2 + i)),
      ];
      const ids = (past: Past) =>
        ['old.test', 'd.test', 'e.test'].map(
          (name) => caps(4, [{ if: past }], history, clicked(30, place(name))).ids.length,
        );
      const again = history.map((one) => ({ ...one, kind: 'auth.login' as const }));
      const [seq, once] = pasts;
      if (seq === undefined || once === undefined) return false;
      const forgot = caps(4, [{ if: once }], again.slice(1), clicked(30, place('old.test'))).ids.length;
      return same([ids(seq), forgot], [[1, 0, 0], 1]);
    },
  ],
  [
    'what a key keeps does not grow with the trace',
    () => {
      const here: Pred = { field: 'site', op: 'eq', value: { e: 'site' } };
      const also: Pred = { field: 'tab', op: 'eq', value: { e: 'tab' } };
      const pasts: readonly Past[] = [
        {
          seq: [
            { ...load, where: here },
            { ...load, where: here },
          ],
        },
        { seq: [load, { ...load, where: here }] },
        {
          seq: [
            { ...load, where: { all: [here, also] } },
            { ...load, where: { all: [also, here] } },
          ],
        },
        { hold: { not: { once: { ...login, where: here } } }, since: { ...load, where: here } },
        { count: { ...load, where: here }, gte: 3 },
        { once: { ...load, where: { field: 'site', op: 'ne', value: { e: 'site' } } } },
      ];
      const size = (past: Past, n: number) => {
        const compiled = compiledOf({ if: past });
        const history = Array.from({ length: n }, (_, i) => site(`s${i % 3}.test`, i));
        return JSON.stringify(heard(compiled, history)).length;
      };
      return pasts.every((past) => size(past, 900) < 3 * size(past, 90));
    },
  ],
  [
    'two different values answer for all that differ',
    () => {
      const differs: Pred = { field: 'site', op: 'ne', value: { e: 'site' } };
      return [differs, { all: [{ field: 'tab', op: 'exists' }, differs] } as Pred].every((where) => {
        const past: Past = { once: { ...load, where } };
        const size = (n: number) => JSON.stringify(heard(compiledOf({ if: past }), sites(n))).length;
        return size(60) < 1.3 * size(2) && caps(5, [{ if: past }], sites(9), clicked(20)).folded === 0;
      });
    },
  ],
  [
    'formulas that meet the action in several ways say what the definition says',
    () => {
      const here: Pred = { field: 'site', op: 'eq', value: { e: 'site' } };
      const elsewhere: Pred = { field: 'site', op: 'ne', value: { e: 'site' } };
      const clock: Past = { once: load, within: '2ms' };
      const known = { once: { ...login, where: here } } as const;
      const spread = { distinct: { ...load, where: elsewhere }, field: 'dest.site', gte: 2 } as const;
      const pasts: readonly Past[] = [
        { hold: { all: [known, clock] }, since: { ...load, where: here } },
        { hold: { any: [clock, known] }, since: { ...load, where: here } },
        { hold: { not: { all: [known, { prev: load }] } }, since: { ...load, where: here } },
        { distinct: { ...load, where: elsewhere }, field: 'dest.site', gte: 2 },
        { count: { ...load, where: elsewhere }, gte: 3 },
        {
          seq: [
            { ...load, where: elsewhere },
            { ...login, where: here },
          ],
        },
        { hold: { all: [spread, { once: load }] }, since: login },
        { hold: { any: [spread, { ...known, within: '3ms' }] }, since: login },
        { hold: { not: spread }, since: login },
        { hold: { hold: { ...spread, gte: 1 }, since: load }, since: login },
        { prev: { ...load, where: here } },
        ...[
          { field: 'site', op: 'in', value: { e: 'payload.sources' } } as Pred,
          { all: [elsewhere, { field: 'dest.site', op: 'ne', value: { e: 'dest.site' } }] } as Pred,
          { not: here } as Pred,
          { any: [here, { field: 'dest.site', op: 'eq', value: { e: 'dest.site' } }] } as Pred,
          { any: [here, { all: [elsewhere, { field: 'dest.site', op: 'eq', value: 'x' }] }] } as Pred,
        ].map((where): Past => ({ once: { ...load, where } })),
      ];
      const history = Array.from({ length: 14 }, (_, i) => ({
        ...site(`s${(i * 7) % 3}.test`, 2 * i, i % 4 === 1 ? 'auth.login' : 'page.load'),
        dest: { site: i % 5 === 0 ? 'x' : 'y' },
      }));
      return pasts.every((past) =>
        [0, 1, 2, 3].every((name) =>
          history.every((_, n) =>
            agrees(
              past,
              history.slice(0, n),
              clicked(2 * n, { ...place(`s${name}.test`), dest: { site: 'x' }, payload: { sources: ['s0.test'] } }),
            ),
          ),
        ),
      );
    },
  ],
  [
    'a full memory keeps as many keys as it has room for, the newest',
    () => {
      const past: Past = { count: { ...load, where: { field: 'site', op: 'eq', value: { e: 'site' } } }, gte: 2 };
      const names = ['old.test', 'old.test', 'b.test', 'c.test', 'd.test', 'e.test'];
      const history = names.map((name, i) => site(name, i));
      const ids = (name: string) => caps(5, [{ if: past }], history, clicked(30, place(name))).ids.length;
      return same(['old.test', 'b.test', 'c.test', 'd.test', 'e.test', 'new.test'].map(ids), [1, 1, 0, 0, 0, 1]);
    },
  ],
  [
    'windows close after their last moment, and open at their first',
    () => {
      const elsewhere: Pred = { field: 'site', op: 'ne', value: { e: 'site' } };
      const other = { ...load, where: elsewhere };
      const history = [site('b.test', 0), event('auth.login', 0)];
      const pasts = (win: object): readonly Past[] => [
        { once: load, ...win },
        { once: other, ...win },
        { count: load, gte: 1, ...win },
        { count: other, gte: 1, ...win },
        { distinct: load, field: 'site', gte: 1, ...win },
        { distinct: other, field: 'site', gte: 1, ...win },
        { seq: [load, login], ...win },
        { seq: [other, login], ...win },
        { hold: { once: load }, since: login, ...win },
        { hold: { once: other }, since: login, ...win },
      ];
      return (
        pasts({ within: '5ms' }).every(
          (past) => fired(past, history, clicked(5)) && !fired(past, history, clicked(6)),
        ) &&
        pasts({ atLeast: '5ms' }).every((past) => fired(past, history, clicked(5)) && !fired(past, history, clicked(4)))
      );
    },
  ],
  [
    'the last hit of a value says how long it holds',
    () => {
      const where: Pred = { field: 'site', op: 'in', value: { e: 'payload.sources' } };
      const hits: readonly [string, number][] = [
        ['a', 0],
        ['b', 1],
        ['c', 60],
        ['d', 61],
        ['a', 100],
        ['b', 101],
        ['e', 102],
      ];
      const history = hits.map(([name, t]) => site(name, t));
      const then = clicked(120, { payload: { sources: ['nowhere'] } });
      return caps(4, [{ if: { count: { ...load, where }, gte: 2, within: '45ms' } }], history, then).ids.length === 0;
    },
  ],
  [
    'a folded record without the field that is compared neither causes nor excuses',
    () => {
      const where: Pred = { field: 'dest.site', op: 'ne', value: { e: 'site' } };
      const past: Past = { seq: [{ ...load, where }, login] };
      const twice: Past = {
        seq: [
          { ...load, where },
          { ...load, where },
        ],
      };
      const bare = [0, 1, 2].flatMap((i) => [event('page.load', 2 * i), event('auth.login', 2 * i + 1)]);
      const ids = (part: 'if' | 'unless', history: readonly AgentEvent[]) =>
        caps(1, [{ [part]: past }], history, clicked(20)).ids.length;
      const there = bare.map((one) => ({ ...one, dest: { site: 'b.test' } }));
      if (caps(1, [{ unless: twice }], bare, clicked(20)).ids.length !== 1) return false;
      return same([ids('if', bare), ids('unless', bare), ids('if', there), ids('unless', there)], [0, 1, 1, 1]);
    },
  ],
  [
    'of what was folded the newest counts within, the oldest under atLeast',
    () => {
      const where: Pred = { field: 'site', op: 'ne', value: { e: 'site' } };
      const history = [0, 1, 2, 100, 101].map((t, i) => site(`s${i}.test`, t));
      const ids = (win: object) =>
        caps(2, [{ if: { count: { ...load, where }, gte: 2, ...win } }], history, clicked(120, place('new.test'))).ids
          .length;
      return same([ids({ within: '50ms' }), ids({ atLeast: '119ms' }), ids({ within: '5ms' })], [1, 1, 0]);
    },
  ],
  [
    'what was folded still counts',
    () => {
      const elsewhere: Pred = { field: 'site', op: 'ne', value: { e: 'site' } };
      const ids = (items: number, gte: number) =>
        caps(items, [{ if: { count: { ...load, where: elsewhere }, gte } }], sites(5), clicked(9, place('new.test')))
          .ids.length;
      return same([ids(3, 5), ids(2, 3), ids(9, 5), ids(9, 6)], [1, 1, 1, 0]);
    },
  ],
  [
    'one key may be larger than the cap, and is kept',
    () => {
      const of = (items: number, gte: number, tabs: readonly string[]) => {
        const compiled = compile([{ layer: 'personal', policy: policyOf({ per: 'tab', if: { count: load, gte } }) }], {
          items,
        });
        const memory = heard(
          compiled,
          tabs.map((tab, i) => event('page.load', i, { tab })),
        );
        return [
          step(compiled, memory, clicked(20)).verdict.rules.map(({ because }) => because),
          foldings(compiled, memory),
        ];
      };
      return same(
        [of(2, 3, ['1', '1', '1']), of(2, 3, ['2', '1', '1']), of(2, 3, ['2', '1'])],
        [
          [['b'], 0],
          [[], 1],
          [[], 0],
        ],
      );
    },
  ],
  [
    'what is of the past by itself is told from what is not',
    () =>
      same(
        (
          [
            { once: load },
            { prev: load },
            { all: [{ once: load }] },
            { any: [{ once: load }] },
            { not: { once: load } },
          ] as Past[]
        ).map((past) => isTemporal(formula(past, true))),
        [true, true, false, false, false],
      ),
  ],
  [
    'the last record of a forgotten scope may cause and never excuse',
    () => {
      const past: Past = { prev: { ...load, where: { field: 'site', op: 'eq', value: { e: 'site' } } } };
      const history = [0, 1, 2, 3].map((i) => ({ ...site('a.test', i), tab: String(i) }));
      const then = clicked(9, { ...place('a.test'), tab: '0' });
      return (
        caps(2, [{ per: 'tab', if: past }], history, then).ids.length === 1 &&
        caps(2, [{ per: 'tab', unless: past }], history, then).because === 'b' &&
        caps(9, [{ per: 'tab', unless: past }], history, then).ids.length === 0
      );
    },
  ],
  [
    'of a record that no atom looks at only its kind and phase are kept',
    () => {
      const click = { on: ['click'], where: { field: 'site', op: 'ne', value: { e: 'site' } } } as const;
      const past: Past = { hold: { not: { once: click } }, since: load };
      const text = (phase: 'succeeded' | 'dispatched', kind: 'click' | 'select') =>
        JSON.stringify(
          heard(compiledOf({ if: past }), [site('a.test', 0), event(kind, 1, { ...place('private.test'), phase })]),
        );
      return (
        text('succeeded', 'click').includes('private.test') &&
        !text('dispatched', 'click').includes('private.test') &&
        !text('succeeded', 'select').includes('private.test')
      );
    },
  ],
  [
    'fields are kept under their own names, whatever those are',
    () => {
      const names = ['__proto__', 'constructor', 'a.b'];
      return names.every((name) => {
        const past: Past = {
          prev: { on: ['fact'], where: { field: `fact.args.${name}`, op: 'ne', value: { e: `fact.args.${name}` } } },
        };
        const told = (value: number, phase: AgentEvent['phase'], kind: AgentEvent['kind']) =>
          event(kind, 1, { phase, fact: { args: JSON.parse(`{"${name}": ${value}}`) } });
        return (
          fired(past, [told(1, 'observed', 'fact')], told(2, 'proposed', 'click')) &&
          !fired(past, [told(1, 'observed', 'fact')], told(1, 'proposed', 'click'))
        );
      });
    },
  ],
  [
    'what holds longest is kept exact when memory is full',
    () => {
      const where: Pred = { field: 'site', op: 'in', value: { e: 'payload.sources' } };
      const history = [0, 1, 2, 100, 101, 102].map((t, i) => site(`s${i}.test`, t));
      const then = (t: number) => clicked(t, { payload: { bytes: 1, sources: ['nowhere.test'] } });
      return (
        caps(5, [{ if: { once: { ...load, where }, within: '50ms' } }], history, then(110)).ids.length === 0 &&
        caps(5, [{ if: { once: { ...load, where }, atLeast: '105ms' } }], history, then(106)).ids.length === 0 &&
        caps(5, [{ if: { count: { ...load, where }, gte: 1, within: '50ms' } }], history, then(110)).ids.length === 0
      );
    },
  ],
  [
    'what was folded is counted upwards',
    () => {
      const here: Pred = { field: 'site', op: 'eq', value: { e: 'site' } };
      const elsewhere: Pred = { field: 'site', op: 'ne', value: { e: 'site' } };
      const history = Array.from({ length: 60 }, (_, i) => ({ ...site(`s${i % 6}.test`, i), tab: String(i % 7) }));
      const pasts: readonly Past[] = [
        { seq: [{ ...load, where: here }, login] },
        { seq: [{ ...load, where: elsewhere }, login] },
        { count: { ...load, where: elsewhere }, gte: 2 },
      ];
      return pasts.every((past) =>
        [2, 5, 10].every((items) => caps(items, [{ per: 'tab', if: past }], history, clicked(90)).folded > 0),
      );
    },
  ],
  [
    'keys within keys count towards the cap',
    () => {
      const here: Pred = { field: 'site', op: 'eq', value: { e: 'site' } };
      const history = Array.from({ length: 18 }, (_, i) => ({ ...site(`s${i % 6}.test`, i), tab: String(i % 3) }));
      const spread = history.map((one, i) => ({ ...one, tab: String(Math.floor(i / 6)) }));
      return caps(10, [{ per: 'tab', if: { seq: [{ ...load, where: here }, login] } }], spread, clicked(90)).folded > 0;
    },
  ],
  [
    'full memory never throws: keys in keys',
    () => {
      const here: Pred = { field: 'site', op: 'eq', value: { e: 'site' } };
      const past: Past = {
        seq: [
          { ...load, where: here },
          { ...login, where: here },
        ],
      };
      const history = Array.from({ length: 60 }, (_, i) => ({
        ...site(`s${i % 7}.test`, i, i % 3 === 0 ? 'auth.login' : 'page.load'),
        tab: String(i % 5),
      }));
      return [1, 2, 3, 8].every((items) => {
        const compiled = compile([{ layer: 'personal', policy: policyOf({ per: 'tab', if: past }) }], { items });
        return step(compiled, heard(compiled, history), clicked(90)).verdict.rules.every(
          ({ because }) => because === 'b',
        );
      });
    },
  ],
  [
    'joined counts rank from the newest hit within, from the oldest under atLeast',
    () =>
      joinIsSound(
        { count: load, gte: 2, within: '5ms' },
        [site('a', 1), site('a', 2)],
        [site('a', 10)],
        [site('a', 11)],
      ) &&
      joinIsSound(
        { count: load, gte: 3, atLeast: '5ms' },
        [site('a', 1), site('a', 2)],
        [site('a', 0)],
        [site('a', 11)],
      ) &&
      joinIsSound(
        { seq: [load, login], atLeast: '3ms' },
        [site('a', 0), site('a', 9, 'auth.login')],
        [site('a', 1), site('a', 4, 'auth.login')],
        [site('a', 11)],
      ) &&
      joinIsSound(
        { seq: [load, login], atLeast: '3ms' },
        [site('a', 1), site('a', 4, 'auth.login')],
        [site('a', 0), site('a', 9, 'auth.login')],
        [site('a', 11)],
      ) &&
      joinIsSound(
        { seq: [load, login], within: '8ms' },
        [site('a', 5), site('a', 6, 'auth.login')],
        [site('a', 1), site('a', 9, 'auth.login')],
        [site('a', 11)],
      ) &&
      joinIsSound(
        { seq: [load, login], within: '8ms' },
        [site('a', 1), site('a', 9, 'auth.login')],
        [site('a', 5), site('a', 6, 'auth.login')],
        [site('a', 11)],
      ),
  ],
];

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
