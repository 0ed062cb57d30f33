/** Keeps the audit log over restarts, in chunks, so that a record costs the same on a long log as on a short one. */
import browser from 'webextension-polyfill';
import { type AuditLog, type AuditRecord, append, emptyLog } from '../../src/audit/log.ts';
import type { AgentEvent } from '../../src/event/event.ts';
import type { VerdictName } from '../../src/event/verdicts.ts';

/** Lines that one write may have to write again. */
const CHUNK = 25;
type Meta = Omit<AuditLog, 'lines'> & { chunks: number; size?: number };

let log: AuditLog = emptyLog();
let key = new Uint8Array(0);
const loaded: Promise<void> = load();
let turn: Promise<unknown> = loaded;
/** The first chunk that isn't in storage as it should be; none where all are. */
let changed: number | undefined;

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
  if (meta.size !== CHUNK) changed = 0;
}

let waiting: AuditRecord[] = [];
let isPlanned = false;
/** What stopped nothing is written once the page that it is about has come. */
const LATER_MS = 500;
/**
 * Whoever waits for an answer isn't kept by what is written down: hashing takes a cold worker 2 ms a record, and an answer
 * comes by three or four tasks, each of which may find a slice before it.
 */
const SLICE_MS = 1;
const REST_MS = 5;
let later: ReturnType<typeof setTimeout> | undefined;

/** Takes one record; in order, behind the answer, never before it. What comes while others are written goes in one write. */
export function record(event: AgentEvent, verdict: VerdictName, rules: readonly string[]): void {
  waiting.push({ event, verdict, rules });
  if (verdict !== 'allow') plan();
  else later ??= setTimeout(plan, LATER_MS);
}

function plan(): void {
  clearTimeout(later);
  later = undefined;
  if (isPlanned || waiting.length === 0) return;
  isPlanned = true;
  turn = turn.then(write, write);
}

async function write(): Promise<void> {
  isPlanned = false;
  const records = waiting;
  waiting = [];
  let began = performance.now();
  for (const one of records) {
    if (performance.now() - began > SLICE_MS) {
      await new Promise((rest) => setTimeout(rest, REST_MS));
      began = performance.now();
    }
    const before = log.dropped;
    log = append(log, one, key);
    const chunk = before === log.dropped ? Math.floor((log.lines.length - 1) / CHUNK) : 0;
    changed = Math.min(changed ?? chunk, chunk);
  }
  const { lines, ...rest } = log;
  const chunks = Math.ceil(lines.length / CHUNK);
  const items: Record<string, unknown> = { 'audit:meta': { ...rest, chunks, size: CHUNK } satisfies Meta };
  for (let chunk = changed ?? chunks; chunk < chunks; chunk++)
    items[`audit:${chunk}`] = lines.slice(chunk * CHUNK, (chunk + 1) * CHUNK);
  await browser.storage.local.set(items);
  changed = undefined;
}

export async function exportAudit(): Promise<{ name: string; text: string }> {
  plan();
  await turn.catch(() => undefined);
  return { name: 'interlock-audit.jsonl', text: log.lines.map((line) => `${line}\n`).join('') };
}
