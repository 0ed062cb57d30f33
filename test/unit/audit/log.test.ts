import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toOcsf, toOtlp } from '../../../src/audit/export.ts';
import { append, canonical, emptyLog, hashOf } from '../../../src/audit/log.ts';
import { Line, verify } from '../../../src/audit/verify.ts';
import { withhold } from '../../../src/audit/withhold.ts';
import { AgentEvent } from '../../../src/event/event.ts';
import { eventWith, KEY, logOf, recordsWith } from './events.ts';

/** As page texts and secrets are; never a word of the log's own. */
const planted = fc.oneof(
  fc.stringMatching(/^[A-Z][a-z0-9]{5,12}[0-9]{2}$/),
  fc.string({ minLength: 6, maxLength: 30 }).map((text) => `§${text}`),
  fc.string({ unit: 'grapheme', minLength: 4, maxLength: 12 }).map((text) => `Ünsinn ${text}`),
);
const parsed = (line: string) => Line.parse(JSON.parse(line));
const trace = planted.chain((secret) => fc.tuple(fc.constant(secret), recordsWith(secret)));

describe('the log', { timeout: 60_000 }, () => {
  it('holds nothing that a page, a person, an agent or an error said', () => {
    fc.assert(
      fc.property(trace, ([secret, records]) => {
        const log = logOf(records);
        const told = [
          ...log.lines,
          JSON.stringify(toOcsf(log.lines.map(parsed))),
          JSON.stringify(toOtlp(log.lines.map(parsed))),
        ];
        for (const text of told) {
          const lower = text.toLowerCase();
          for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]) {
            expect(lower).not.toContain(form.toLowerCase());
          }
          expect(text).not.toContain('718204');
        }
      }),
      { numRuns: 100 },
    );
  });

  it('holds no key, and no hash that another key or another session would give', () => {
    const base = {
      seq: 1,
      t: 1,
      phase: 'proposed' as const,
      actor: 'agent' as const,
      tab: '1',
      frame: '0',
      kind: 'submit' as const,
    };
    const event: AgentEvent = {
      ...base,
      session: 'a',
      url: 'https://a.example/',
      origin: 'https://a.example',
      site: 'a.example',
      digest: 'd',
    };
    const other = Uint8Array.from(KEY).reverse();
    const digests = [withhold(event, KEY), withhold(event, other), withhold({ ...event, session: 'b' }, KEY)].map(
      ({ digest }) => digest,
    );
    expect(new Set(digests).size).toBe(3);
    expect(withhold(event, KEY).digest).toBe(digests[0]);
    expect(JSON.stringify(append(emptyLog(), { event, verdict: 'allow', rules: [] }, KEY))).not.toContain(
      Buffer.from(KEY).toString('hex').slice(0, 16),
    );
  });

  it('keeps what policy needs of an event, which stays an event', () => {
    fc.assert(
      fc.property(
        planted.chain((secret) => eventWith(secret, 3)),
        (event) => {
          const kept = withhold(event, KEY);
          expect(AgentEvent.safeParse(kept).success).toBe(true);
          for (const field of ['seq', 't', 'phase', 'actor', 'kind', 'site', 'session', 'tab'] as const)
            expect(kept[field]).toBe(event[field]);
          expect(kept.payload?.labels).toEqual(event.payload?.labels);
          expect(kept.target?.purpose).toBe(event.target?.purpose);
          expect(kept.dest?.firstSeen).toBe(event.dest?.firstSeen);
          expect(Object.keys(kept).sort()).toEqual(Object.keys(event).sort());
        },
      ),
    );
  });

  it('cuts a host name to its site where private data goes out, since it may spell the data', () => {
    const base = {
      seq: 1,
      t: 1,
      phase: 'proposed' as const,
      actor: 'page' as const,
      session: 's',
      tab: '1',
      frame: '0',
      kind: 'request' as const,
    };
    const event: AgentEvent = {
      ...base,
      url: 'https://www.shop.example/a?b',
      origin: 'https://www.shop.example',
      site: 'shop.example',
      dest: { url: 'https://hunter2.evil.test:8443/x', origin: 'https://hunter2.evil.test:8443', site: 'evil.test' },
    };
    expect(withhold(event, KEY)).toMatchObject({
      url: 'https://www.shop.example',
      dest: { url: 'https://hunter2.evil.test:8443' },
    });
    const carrying = withhold({ ...event, payload: { labels: ['credential'] } }, KEY);
    expect(carrying.dest).toEqual({
      url: 'https://evil.test:8443',
      origin: 'https://evil.test:8443',
      site: 'evil.test',
    });
  });

  it('is bounded, and verifies after any number of rotations', () => {
    fc.assert(
      fc.property(recordsWith('Xplanted77', 60), fc.integer({ min: 4, max: 12 }), (records, capacity) => {
        const log = logOf(records, capacity);
        expect(log.lines.length).toBeLessThanOrEqual(capacity);
        expect(verify(log.lines, log.head)).toMatchObject({ ok: true, n: log.lines.length, head: log.head });
        expect(log.dropped + log.lines.length).toBe(log.next);
      }),
      { numRuns: 25 },
    );
  });

  it('goes on after being stored and read again', () => {
    fc.assert(
      fc.property(recordsWith('Xplanted77'), (records) => {
        const restarted = records.reduce(
          (log, record) => append(JSON.parse(JSON.stringify(log)), record, KEY),
          emptyLog(),
        );
        expect(restarted).toEqual(logOf(records));
      }),
      { numRuns: 30 },
    );
  });
});

describe('verify', { timeout: 60_000 }, () => {
  const whole = recordsWith('Xplanted77', 10)
    .filter((records) => records.length >= 3)
    .map((records) => logOf(records));
  const at = fc.nat({ max: 1_000 });

  it('names the first record that was altered, whatever was altered in it', () => {
    fc.assert(
      fc.property(whole, at, at, fc.constantFrom('0', 'a', '"', '}', ' ', 'é'), ({ lines }, which, where, by) => {
        const n = which % lines.length;
        const line = lines[n] ?? '';
        const spot = where % line.length;
        const altered = line.slice(0, spot) + by + line.slice(spot + 1);
        fc.pre(altered !== line);
        const result = verify(lines.with(n, altered));
        expect(result).toMatchObject({ ok: false, line: n + 1 });
      }),
      { numRuns: 200 },
    );
  });

  it('names a record that was altered and hashed anew, by the next one', () => {
    fc.assert(
      fc.property(whole, at, ({ lines }, which) => {
        const n = which % (lines.length - 1);
        const { hash: _, ...body } = parsed(lines[n] ?? '');
        const forged = { ...body, verdict: body.verdict === 'allow' ? 'block' : 'allow' };
        const result = verify(lines.with(n, canonical({ ...forged, hash: hashOf(forged) })));
        expect(result).toMatchObject({ ok: false, n: n + 1, line: n + 2 });
      }),
    );
  });

  it('names the place where records are missing, doubled or exchanged', () => {
    fc.assert(
      fc.property(whole, at, ({ lines, head }, which) => {
        const n = which % (lines.length - 1);
        expect(verify(lines.toSpliced(n, 1))).toMatchObject({ ok: false });
        expect(verify(lines.toSpliced(n, 0, lines[n] ?? ''))).toMatchObject({ ok: false, line: n + 2 });
        expect(verify(lines.with(n, lines[n + 1] ?? '').with(n + 1, lines[n] ?? ''))).toMatchObject({ ok: false });
        expect(verify(lines.slice(0, -1), head)).toMatchObject({ ok: false, line: lines.length });
      }),
    );
  });

  it('takes no log for whole whose beginning was cut off without a checkpoint', () => {
    const records =
      fc.sample(
        recordsWith('Xplanted77', 12).filter((r) => r.length >= 6),
        1,
      )[0] ?? [];
    const { lines } = logOf(records);
    expect(verify(lines)).toMatchObject({ ok: true });
    expect(verify(lines.slice(2))).toMatchObject({ ok: false, line: 1 });
    const rotated = logOf(
      [...records, ...records, ...records].map((r, seq) => ({ ...r, event: { ...r.event, seq } })),
      6,
    );
    expect(rotated.dropped).toBeGreaterThan(0);
    expect(verify(rotated.lines)).toMatchObject({ ok: true });
    expect(verify(rotated.lines.slice(1))).toMatchObject({ ok: false, line: 1 });
  });

  it('takes no second spelling of a record: a blank, or a key said twice', () => {
    const [records = []] = fc.sample(recordsWith('Xplanted77', 3), 1);
    const { lines } = logOf(records);
    expect(verify(lines.with(0, (lines[0] ?? '').replace('"n":', '"n": ')))).toMatchObject({ ok: false, line: 1 });
    const twice = (lines[0] ?? '').replace('"verdict":', '"verdict":"kill","verdict":');
    expect(verify(lines.with(0, twice))).toMatchObject({ ok: false, line: 1 });
  });

  it('takes no checkpoint from an agent: what a fact says is hashed', () => {
    const event: AgentEvent = {
      seq: 1,
      t: 1,
      phase: 'observed',
      actor: 'extension',
      session: 'audit',
      tab: '1',
      frame: '0',
      kind: 'fact',
      url: 'about:',
      origin: 'opaque',
      site: 'opaque:about:',
      fact: { name: 'audit.checkpoint', args: { first: 3, prev: '0'.repeat(64) } },
    };
    const kept = withhold(event, KEY);
    expect(kept.session).not.toBe('audit');
    expect(kept.fact?.args?.first).not.toBe(3);
  });
});
