import { describe, expect, it } from 'vitest';
import { AgentEvent } from '../../../src/event/event.ts';
import { compile } from '../../../src/policy/compile.ts';
import { parsePolicy } from '../../../src/policy/load.ts';
import { start, step } from '../../../src/policy/step.ts';
import { unseenPolicy, withLetIn } from '../../../src/session/unseen.ts';

function verdictOf(sites: string[], kind: AgentEvent['kind'], to: string, actor = 'agent') {
  const event = AgentEvent.parse({
    ...{ seq: 1, t: 1, phase: 'proposed', actor, session: 's', tab: '1', frame: '0', url: `https://${to}/` },
    ...{ origin: `https://${to}`, site: to, kind, dest: { site: to, method: 'get' } },
  });
  const compiled = compile([{ layer: 'task', policy: unseenPolicy(sites) }]);
  return step(compiled, start(compiled), event).verdict.verdict;
}

describe('after a page that nobody but the agent read', () => {
  it('is a policy that loads', () =>
    expect(parsePolicy(JSON.stringify(unseenPolicy(['bank.test'])))).toMatchObject({ ok: true }));

  it('other sites are asked about, by whatever way', () => {
    for (const kind of ['navigate', 'open', 'submit', 'type', 'paste', 'upload', 'message'] as const)
      expect([kind, verdictOf(['bank.test'], kind, 'evil.test')]).toEqual([kind, 'ask']);
    expect(verdictOf(['bank.test'], 'type', 'bank.test')).toBe('allow');
    expect(verdictOf(['bank.test'], 'navigate', 'evil.test', 'person')).toBe('allow');
  });

  it('a yes holds for its site, and for this question alone', () => {
    const letIn = withLetIn(['bank.test'], ['after-an-unseen-page'], 'shop.test');
    expect(verdictOf(letIn, 'type', 'shop.test')).toBe('allow');
    expect(verdictOf(letIn, 'type', 'evil.test')).toBe('ask');
    expect(withLetIn(['bank.test'], ['confirm-purchase'], 'shop.test')).toEqual(['bank.test']);
  });
});
