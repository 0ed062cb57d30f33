import { describe, expect, it } from 'vitest';
import { storyOf } from '../../../popup/story.ts';
import type { Incident } from '../../../src/protocol/question.ts';

const incident = (t: number, verdict: Incident['verdict'], site: string): Incident => ({
  id: `${t}`,
  t,
  verdict,
  rule: 'r',
  what: 'w',
  reasons: { rule: 'r', layer: 'personal' as const, also: [], before: [], earlier: 0 },
  site,
});

describe('the picture of a session', () => {
  it('puts what led to a stop before the stop', () => {
    const steps = storyOf({
      incidents: [incident(30, 'block', 'forum.example')],
      moments: [
        { t: 20, kind: 'untrusted-read', site: 'forum.example' },
        { t: 10, kind: 'sign-in', site: 'bank.example' },
      ],
    });
    expect(steps.map((step) => step.kind)).toEqual(['sign-in', 'untrusted-read', 'block']);
  });
  it('counts neighbours that look alike as one step', () => {
    const steps = storyOf({ incidents: [1, 2, 3].map((t) => incident(t, 'block', 'a.example')) });
    expect(steps).toEqual([{ t: 1, kind: 'block', site: 'a.example', times: 3 }]);
  });
  it('keeps the newest dozen', () => {
    const incidents = Array.from({ length: 40 }, (_, t) => incident(t, 'block', `s${t}.example`));
    const steps = storyOf({ incidents });
    expect(steps).toHaveLength(12);
    expect(steps.at(-1)?.site).toBe('s39.example');
  });
});
