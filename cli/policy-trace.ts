/** A trace: JSON Lines of events, in order. */
import { AgentEvent } from '../src/event/event.ts';
import { LogRecord } from '../src/policy/simulate.ts';

type Trace =
  | { readonly ok: true; readonly events: readonly AgentEvent[] }
  | { readonly ok: false; readonly line: number; readonly reason: string };

/** Within a session `seq` must grow and `t` must not go back: what recorded it clamps, so what doesn't is no trace. */
export function readTrace(text: string): Trace {
  const read = readLines(text, AgentEvent, (event) => event);
  return read.ok ? { ok: true, events: read.rows } : read;
}

type Log =
  | { readonly ok: true; readonly records: readonly LogRecord[] }
  | { readonly ok: false; readonly line: number; readonly reason: string };

/** An exported audit log; its hash chain is `audit verify`'s business. */
export function readLog(text: string): Log {
  const read = readLines(text, LogRecord, ({ event }) => event);
  return read.ok ? { ok: true, records: read.rows } : read;
}

type Schema<T> = { safeParse(value: unknown): Parsed<T> };
type Parsed<T> =
  | { success: true; data: T }
  | { success: false; error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } };

function readLines<T>(
  text: string,
  schema: Schema<T>,
  eventOf: (row: T) => AgentEvent,
): { ok: true; rows: T[] } | { ok: false; line: number; reason: string } {
  const rows: T[] = [];
  const last = new Map<string, AgentEvent>();
  for (const [i, line] of text
    .replace(/^\ufeff/, '')
    .split('\n')
    .entries()) {
    if (line.trim() === '') continue;
    const read = readLine(line, schema);
    if (typeof read === 'string') return { ok: false, line: i + 1, reason: read };
    const event = eventOf(read.row);
    const before = last.get(event.session);
    if (before !== undefined && event.seq <= before.seq) {
      return { ok: false, line: i + 1, reason: `seq ${event.seq} does not follow ${before.seq}` };
    }
    if (before !== undefined && event.t < before.t) {
      return { ok: false, line: i + 1, reason: `t ${event.t} goes back from ${before.t}` };
    }
    last.set(event.session, event);
    rows.push(read.row);
  }
  return { ok: true, rows };
}

function readLine<T>(line: string, schema: Schema<T>): { row: T } | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'not JSON';
  }
  const row = schema.safeParse(value);
  if (row.success) return { row: row.data };
  const [issue] = row.error.issues;
  return `${issue?.path.join('.') || 'record'}: ${issue?.message ?? 'not valid'}`;
}
