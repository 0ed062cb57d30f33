import { describe, expect, it } from 'vitest';
import { AgentEvent } from '../../../src/event/event.ts';
import { compile } from '../../../src/policy/compile.ts';
import { parsePolicy } from '../../../src/policy/load.ts';
import { start, step } from '../../../src/policy/step.ts';
import { answered, scopeOf, type TaskScope, taskPolicy, widens } from '../../../src/session/task.ts';

const scope = scopeOf(['www.shop.test', 'bank.test'], ['forum.test']);

function verdictOf(of: TaskScope, kind: AgentEvent['kind'], to: string | undefined, method = 'post', actor = 'agent') {
  const dest = to === undefined ? {} : { dest: { site: to, method } };
  const event = AgentEvent.parse({
    ...{ seq: 1, t: 1, phase: 'proposed', actor, session: 's', tab: '1', frame: '0', url: 'https://shop.test/' },
    ...{ origin: 'https://shop.test', site: 'shop.test', kind, ...dest },
  });
  const compiled = compile([{ layer: 'task', policy: taskPolicy(of) }]);
  return step(compiled, start(compiled), event).verdict.verdict;
}

describe('a task', () => {
  it('is a policy that loads', () => {
    const full = { ...scope, refused: ['evil.test'] };
    expect(parsePolicy(JSON.stringify(taskPolicy(full)))).toMatchObject({ ok: true });
  });

  it('compares sites, whatever host was typed', () => {
    expect(scope).toEqual({ sites: ['shop.test', 'bank.test'], reads: ['forum.test'], refused: [] });
    expect(verdictOf(scope, 'submit', 'shop.test')).toBe('allow');
  });

  it('asks before its sites are left, and where a destination is missing looks at the page', () => {
    expect(verdictOf(scope, 'navigate', 'evil.test', 'get')).toBe('ask');
    expect(verdictOf(scope, 'upload', 'evil.test')).toBe('ask');
    expect(verdictOf(scope, 'upload', undefined)).toBe('allow');
    expect(verdictOf(scope, 'navigate', 'evil.test', 'get', 'person')).toBe('allow');
  });

  it('lets a site that is only read be opened and searched, and asks before anything is sent there', () => {
    expect(verdictOf(scope, 'navigate', 'forum.test', 'get')).toBe('allow');
    expect(verdictOf(scope, 'submit', 'forum.test', 'get')).toBe('allow');
    expect(verdictOf(scope, 'submit', 'forum.test')).toBe('ask');
    expect(verdictOf(scope, 'tool', 'forum.test')).toBe('ask');
  });

  it('asks once a site: a yes to opening lets read, a yes to sending lets use, a no stays no', () => {
    const leaving = { asked: ['out-of-task-scope'], kind: 'navigate', site: 'news.test' };
    const opened = answered(scope, leaving, true);
    expect(verdictOf(opened, 'navigate', 'news.test', 'get')).toBe('allow');
    expect(verdictOf(opened, 'submit', 'news.test')).toBe('ask');
    const sending = { asked: ['only-reads-in-task'], kind: 'submit', site: 'news.test' };
    expect(verdictOf(answered(opened, sending, true), 'submit', 'news.test')).toBe('allow');
    expect(verdictOf(answered(scope, leaving, false), 'navigate', 'news.test', 'get')).toBe('block');
    expect(verdictOf(answered(opened, sending, false), 'navigate', 'news.test', 'get')).toBe('allow');
    expect(answered(scope, { asked: ['confirm-purchase'], kind: 'submit', site: 'x.test' }, true)).toBe(scope);
  });

  it('is wider when more may be used or read, or a no is forgotten', () => {
    expect(widens(scope, scopeOf(['shop.test']))).toBe(false);
    expect(widens(scope, scopeOf([], ['bank.test']))).toBe(false);
    expect(widens(scope, scopeOf(['forum.test']))).toBe(true);
    expect(widens(scope, scopeOf(['shop.test'], ['news.test']))).toBe(true);
    expect(widens({ ...scope, refused: ['evil.test'] }, scopeOf(['shop.test']))).toBe(true);
  });
});
