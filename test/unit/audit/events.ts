/** Events in which every text that a page, a person, an agent or an error could have put there is `planted`. */
import fc from 'fast-check';
import { type AuditLog, type AuditRecord, append, emptyLog } from '../../../src/audit/log.ts';
import { ACTIONS, ACTORS, type AgentEvent, LABELS, PURPOSES } from '../../../src/event/event.ts';
import { VERDICTS } from '../../../src/event/verdicts.ts';

export const KEY = Uint8Array.from({ length: 32 }, (_, i) => (i * 73 + 11) & 255);

export const eventWith = (planted: string, seq: number): fc.Arbitrary<AgentEvent> => {
  const inUrl = encodeURIComponent(planted);
  const url = fc.constantFrom(
    `https://user:${inUrl}@shop.example/p/${inUrl}?q=${inUrl}#${inUrl}`,
    `data:text/html,${inUrl}`,
    `javascript:alert("${inUrl}")`,
    `file:///home/${inUrl}`,
    `${inUrl}://x/${inUrl}`,
    planted,
  );
  return fc
    .record(
      {
        task: fc.constant(planted),
        dest: fc.record(
          {
            url,
            origin: fc.constant('https://evil.test'),
            site: fc.constant('evil.test'),
            method: fc.constantFrom('POST', planted),
            firstSeen: fc.boolean(),
          },
          { requiredKeys: ['site'] },
        ),
        target: fc.record(
          {
            role: fc.constantFrom('button', planted),
            name: fc.constant(planted),
            inputType: fc.constantFrom('password', planted),
            autocomplete: fc.constant(`billing ${planted}`),
            formAction: url,
            purpose: fc.constantFrom(...PURPOSES),
            fingerprint: fc.constant(planted),
          },
          { requiredKeys: [] },
        ),
        payload: fc.record(
          {
            bytes: fc.nat(),
            labels: fc.uniqueArray(fc.constantFrom(...LABELS), { minLength: 1 }),
            sources: fc.constant<string[]>(['bank.example', planted]),
            recipients: fc.constant<string[]>([planted]),
            mime: fc.constantFrom('text/plain', planted, `text/${planted}`),
            hash: fc.constant(planted),
          },
          { requiredKeys: [] },
        ),
        page: fc.constant({
          trust: planted,
          risk: { tier: 'unavailable' as const, score: 0.5, cause: `Error: ${planted}` },
        }),
        risk: fc.constant({ tier: 'high' as const, score: 0.9, category: planted }),
        approval: fc.constant({ digest: planted, approver: planted }),
        decision: fc.constant({ verdict: 'block' as const, rules: Array.of<string>(planted, 'no-secret-in-url') }),
        coverage: fc.constant({ state: 'degraded' as const, cause: planted }),
        fact: fc.constant({ name: 'pays', args: { order: planted, code: 718_204, ok: true } }),
        digest: fc.constant(planted),
      },
      { requiredKeys: [] },
    )
    .chain((optional) =>
      fc
        .record({
          url,
          kind: fc.constantFrom(...ACTIONS),
          actor: fc.constantFrom(...ACTORS),
          phase: fc.constantFrom('proposed' as const, 'dispatched' as const, 'failed' as const),
        })
        .map((required) => ({
          ...optional,
          ...required,
          seq,
          t: 1_764_115_200_000 + seq,
          session: 'session-1',
          tab: '7',
          frame: '0',
          origin: 'https://shop.example',
          site: 'shop.example',
        })),
    );
};

export const recordsWith = (planted: string, most = 12): fc.Arbitrary<AuditRecord[]> =>
  fc.integer({ min: 1, max: most }).chain((n) =>
    fc.tuple(
      ...Array.from({ length: n }, (_, seq) =>
        fc.record({
          event: eventWith(planted, seq),
          verdict: fc.constantFrom(...VERDICTS),
          rules: fc.constantFrom([], ['no-secret-in-url'], [planted], ['trifecta!error']),
        }),
      ),
    ),
  );

export const logOf = (records: readonly AuditRecord[], capacity?: number): AuditLog =>
  records.reduce((log, record) => append(log, record, KEY), emptyLog(capacity));
