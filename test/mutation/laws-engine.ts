/** What holds of the engine's parts by themselves, with memory to spare and without. */
import type { AgentEvent } from '../../src/event/event.ts';
import { compile } from '../../src/policy/compile.ts';
import { fires } from '../../src/policy/definition.ts';
import { formula, isTemporal } from '../../src/policy/formula.ts';
import * as machine from '../../src/policy/machine.ts';
import type { State } from '../../src/policy/machine-state.ts';
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
import type { Past, Pred, Rule } from '../../src/policy/policy.ts';
import { foldings, type Memory, start, step } from '../../src/policy/step.ts';
import { joinIsSound } from './join.ts';
import {
  type Compiled,
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
  rule,
  same,
  verdictOf,
} from './scene.ts';

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
    (now: State, one) => machine.feed(node, now, one, see, { hits: 100 }),
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
        refuses(two, start(of('auth.login', 'auth.login'))) &&
        refuses(two, start(compiledOf({ if: { once: login } }, { if: { prev: load } }))) &&
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
          { any: [here, { all: [elsewhere, { field: 'dest.site', op: 'eq', value: 'z' }] }] } as Pred,
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
      // Each record has the field of the one step and lacks that of the other.
      const bytes: Pred = { field: 'payload.bytes', op: 'ne', value: { e: 'seq' } };
      const mixed: Past = {
        seq: [
          { ...load, where },
          { ...load, where: bytes },
        ],
      };
      const halves = [0, 1, 2, 3, 4, 5].map((t) =>
        event('page.load', t, t % 2 ? { dest: { site: 'b.test' } } : { payload: { bytes: 1 } }),
      );
      const unknown = clicked(20, { site: undefined as unknown as string });
      if (caps(1, [{ unless: mixed }], halves.slice(0, 2), unknown).ids.length !== 1) return false;
      if (caps(1, [{ unless: mixed }], halves, unknown).ids.length !== 1) return false;
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
