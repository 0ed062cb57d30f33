import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runAudit } from '../../../cli/audit.ts';
import { logOf, recordsWith } from './events.ts';

async function run(args: readonly string[], stdin = ''): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const io = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    stdin: async () => stdin,
  };
  return { code: await runAudit(args, io), out, err };
}
const [records = []] = fc.sample(
  recordsWith('Xplanted77', 12).filter((r) => r.length >= 5),
  1,
);
const log = logOf(records);
const text = `${log.lines.join('\n')}\n`;

describe('interlock audit', () => {
  it('verifies a file and standard input, in words and as JSON', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'audit-')), 'log.jsonl');
    await writeFile(file, text);
    expect(await run(['verify', file])).toMatchObject({ code: 0, err: '' });
    expect((await run(['verify', file])).out).toContain(log.head);
    const { code, out } = await run(['verify', '-', '--json'], text);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ ok: true, n: log.lines.length, first: 0, head: log.head });
  });

  it('names the first broken record and exits 1', async () => {
    const broken = text.replace('"n":2', '"n":7');
    const { code, out } = await run(['verify', '-'], broken);
    expect(code).toBe(1);
    expect(out).toMatch(/^record 2 \(line 3\): /);
    expect((await run(['verify', '-', '--head', 'f'.repeat(64)], text)).code).toBe(1);
    expect((await run(['export', '-', '--to', 'ocsf'], broken)).code).toBe(1);
  });

  it('exits 2 on bad use', async () => {
    for (const args of [
      [],
      ['verify'],
      ['verify', '/nowhere/at/all'],
      ['polish', '-'],
      ['verify', '-', 'x'],
      ['export', '-'],
      ['export', '-', '--to', 'xml'],
      ['verify', '--jsn'],
    ]) {
      const { code, err } = await run(args);
      expect(code, args.join(' ')).toBe(2);
      expect(err).not.toBe('');
    }
  });

  it('exports one OCSF object a record, and one OTLP request', async () => {
    const ocsf = (await run(['export', '-', '--to', 'ocsf'], text)).out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(ocsf).toHaveLength(records.length);
    for (const [i, row] of ocsf.entries()) {
      expect(row).toMatchObject({
        class_uid: 6001,
        category_uid: 6,
        type_uid: 600_100 + row.activity_id,
        time: records[i]?.event.t,
      });
      const stopped = ['ask', 'block', 'kill'].includes(records[i]?.verdict ?? '');
      expect(row.action_id).toBe(stopped ? 2 : 1);
    }
    const otlp = JSON.parse((await run(['export', '-', '--to', 'otlp'], text)).out);
    const rows = otlp.resourceLogs[0].scopeLogs[0].logRecords;
    expect(rows).toHaveLength(records.length);
    expect(rows[0].timeUnixNano).toBe(`${records[0]?.event.t}000000`);
    expect(rows[0].attributes).toContainEqual({ key: 'interlock.n', value: { intValue: '0' } });
  });
});
