/** Every formula of a few shapes on every trace of a few letters: small enough for all of them. */
import type { AgentEvent } from '../../src/event/event.ts';
import type { Atom, Past, Policy, Rule } from '../../src/policy/policy.ts';

const A: Atom = { on: ['click'] };
const C: Atom = { on: ['page.load'] };
const keyed: Atom = { on: ['page.load'], where: { field: 'site', op: 'eq', value: { e: 'site' } } };
const other: Atom = { on: ['page.load'], where: { field: 'site', op: 'ne', value: { e: 'site' } } };
const WINS = [{}, { within: '3ms' }, { atLeast: '3ms' }] as const;

function leaves(): Past[] {
  return [A, C, keyed, other].flatMap((atom) => [
    ...WINS.map((win): Past => ({ once: atom, ...win })),
    ...WINS.map((win): Past => ({ count: atom, gte: 2, ...win })),
    ...WINS.map((win): Past => ({ distinct: atom, field: 'site', gte: 2, ...win })),
    { prev: atom } as Past,
    ...WINS.map((win): Past => ({ seq: [atom, C], ...win })),
    ...WINS.map((win): Past => ({ seq: [A, atom], ...win })),
  ]);
}

function formulas(): Past[] {
  const simple = leaves();
  const bodies: Past[] = simple.flatMap((body, i): Past[] => [
    body,
    { not: body },
    { all: [body, { not: { prev: A } }] },
    { any: [body, { once: C }] },
    ...(i % 7 === 0 ? [{ hold: body, since: A } as Past] : []),
  ]);
  const holds = bodies.flatMap((hold, i): Past[] => {
    const win = WINS[i % 3] ?? {};
    return [
      { hold, since: A, ...win },
      { hold, since: i % 2 === 0 ? C : keyed, ...win },
    ];
  });
  return [...simple, ...simple.map((not): Past => ({ not })), ...holds];
}

export function policies(): Policy[] {
  const rule = (id: string, more: Partial<Rule>): Rule => ({
    id,
    verdict: 'log',
    on: ['*'],
    because: 'random',
    ...more,
  });
  return formulas().map((past, i) => ({
    interlock: 1,
    name: JSON.stringify(past),
    rules: [rule('cause', { if: past }), rule('excuse', { unless: past, ...(i % 3 === 0 && { per: 'tab' as const }) })],
  }));
}

export const LETTERS = [
  { kind: 'click', phase: 'dispatched', site: 'a.test' },
  { kind: 'click', phase: 'succeeded', site: 'b.test' },
  { kind: 'page.load', phase: 'observed', site: 'a.test' },
  { kind: 'page.load', phase: 'observed', site: 'b.test' },
] as const;

/** The clock moves 2 ms an event, so that a window of 3 ms holds one or two; tabs take turns. */
export function letterAt(letter: number, i: number): AgentEvent {
  const one = LETTERS[letter % LETTERS.length] ?? LETTERS[0];
  const origin = `https://${one.site}`;
  const tab = i % 2 === 0 ? '1' : '2';
  return { seq: i + 1, t: 2 * i, actor: 'agent', session: 's', tab, frame: '0', url: origin, origin, ...one };
}

/** All traces of this length. */
export function traces(length: number): AgentEvent[][] {
  let all: number[][] = [[]];
  for (let i = 0; i < length; i++) all = all.flatMap((word) => LETTERS.map((_, letter) => [...word, letter]));
  return all.map((word) => word.map(letterAt));
}
