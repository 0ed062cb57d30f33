/** Keeps the audit log over restarts, in chunks, so that a record costs the same on a long log as on a short one. */
import browser from 'webextension-polyfill';
import { type AuditLog, append, emptyLog } from '../../src/audit/log.ts';
import type { AgentEvent } from '../../src/event/event.ts';
import type { VerdictName } from '../../src/event/verdicts.ts';

const CHUNK = 100;
type Meta = Omit<AuditLog, 'lines'> & { chunks: number };

let log: AuditLog = emptyLog();
let key = new Uint8Array(0);
const loaded: Promise<void> = load();
let turn: Promise<unknown> = loaded;

async function load(): Promise<void> {
  const [all, { auditKey }] = await Promise.all([
    browser.storage.local.get(null),
    browser.storage.session.get('auditKey'),
  ]);
  key =
    Array.isArray(auditKey) && auditKey.length === 32
      ? Uint8Array.from(auditKey)
      : crypto.getRandomValues(new Uint8Array(32));
  // Of this browser session only, and never exported: hashes of different sessions can't be joined.
  await browser.storage.session.set({ auditKey: [...key] });
  const meta = all['audit:meta'] as Meta | undefined;
  if (!meta) return;
  const lines = Array.from({ length: meta.chunks }, (_, chunk) => all[`audit:${chunk}`]).flatMap((chunk) =>
    Array.isArray(chunk) ? (chunk as string[]) : [],
  );
  log = { ...meta, lines };
}

/** Takes one record; in order, behind the answer, never before it. */
export function record(event: AgentEvent, verdict: VerdictName, rules: readonly string[]): void {
  const work = async () => {
    const before = log.dropped;
    log = append(log, { event, verdict, rules }, key);
    await store(before !== log.dropped);
  };
  turn = turn.then(work, work);
}

async function store(rotated: boolean): Promise<void> {
  const chunks = Math.max(1, Math.ceil(log.lines.length / CHUNK));
  const { lines, ...rest } = log;
  const items: Record<string, unknown> = { 'audit:meta': { ...rest, chunks } satisfies Meta };
  for (let chunk = rotated ? 0 : chunks - 1; chunk < chunks; chunk++)
    items[`audit:${chunk}`] = lines.slice(chunk * CHUNK, (chunk + 1) * CHUNK);
  await browser.storage.local.set(items);
}

export async function exportAudit(): Promise<{ name: string; text: string }> {
  await turn.catch(() => undefined);
  return { name: 'interlock-audit.jsonl', text: log.lines.map((line) => `${line}\n`).join('') };
}
