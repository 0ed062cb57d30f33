/** Short ways to say a policy, a history and a proposed action, for laws. */
import type { AgentEvent } from '../../src/event/event.ts';
import { compile } from '../../src/policy/compile.ts';
import type { Policy, Rule } from '../../src/policy/policy.ts';
import { type Memory, start, step, type Verdict } from '../../src/policy/step.ts';

export type Law = readonly [name: string, holds: () => boolean];
export type More = Partial<AgentEvent>;

export const place = (site: string) => ({ site, origin: `https://${site}`, url: `https://${site}/` });
export function event(kind: AgentEvent['kind'], t: number, more: More = {}): AgentEvent {
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
export const proposed = (kind: AgentEvent['kind'], t: number, more: More = {}) =>
  event(kind, t, { phase: 'proposed', ...more });
export const rule = (more: Partial<Rule>): Rule => ({
  id: 'r',
  verdict: 'block',
  on: ['click'],
  because: 'b',
  ...more,
});
export const policyOf = (...rules: Partial<Rule>[]): Policy => ({
  interlock: 1,
  name: 'p',
  rules: rules.map((more, i) => rule({ id: `r${i}`, ...more })),
});
export const compiledOf = (...rules: Partial<Rule>[]) => compile([{ layer: 'personal', policy: policyOf(...rules) }]);
export type Compiled = ReturnType<typeof compiledOf>;
export const heard = (compiled: Compiled, history: readonly AgentEvent[]): Memory =>
  history.reduce((now, one) => step(compiled, now, one).memory, start(compiled));
export function verdictOf(rules: readonly Partial<Rule>[], history: readonly AgentEvent[], then: AgentEvent): Verdict {
  const compiled = compiledOf(...rules);
  return step(compiled, heard(compiled, history), then).verdict;
}
export const login = { on: ['auth.login'] } as const;
export const load = { on: ['page.load'] } as const;
export const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
export const clicked = (t: number, more: More = {}) => proposed('click', t, more);
export const loads = (n: number) => Array.from({ length: n }, (_, i) => event('page.load', i));
