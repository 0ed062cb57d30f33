/**
 * The audit log: a hash chain of what was decided, one line a record, bounded. What was read, typed or named on a page
 * is not in it (withhold.ts).
 *
 * The chain shows that a copy was altered, thinned out or reordered after the fact, given that its head is known from elsewhere; it
 * can't bind someone who writes a whole new chain, nor show that the end is missing: compare the head for that.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import * as z from 'zod/mini';
import type { AgentEvent } from '../event/event.ts';
import type { VerdictName } from '../event/verdicts.ts';
import { ruleId, withhold } from './withhold.ts';

export interface AuditRecord {
  readonly event: AgentEvent;
  readonly verdict: VerdictName;
  readonly rules: readonly string[];
}

/** Plain data; the key isn't in it. */
export interface AuditLog {
  /** Canonical JSON (RFC 8785), oldest first. */
  readonly lines: readonly string[];
  /** Number of the next record. */
  readonly next: number;
  /** Hash of the last record. */
  readonly head: string;
  /** At most so many lines are kept. */
  readonly capacity: number;
  /** Records let go so far. */
  readonly dropped: number;
}

export const GENESIS = '0'.repeat(64);
/** The log's own session: its events say where the chain begins after old records were let go. */
export const AUDIT_SESSION = 'audit';
export const CHECKPOINT = 'audit.checkpoint';

/** @param capacity at least 4; a record is about 600 bytes */
export function emptyLog(capacity = 5_000): AuditLog {
  return { lines: [], next: 0, head: GENESIS, capacity: Math.max(4, capacity), dropped: 0 };
}

/**
 * @param key 32 random bytes of this browser session, for what is logged as a hash; keep it in memory, export it never
 * @throws never for a valid event
 */
export function append(log: AuditLog, record: AuditRecord, key: Uint8Array): AuditLog {
  const roomy = log.lines.length + 1 > log.capacity ? rotate(log, record.event.t) : log;
  return chain(roomy, { event: withhold(record.event, key), verdict: record.verdict, rules: record.rules.map(ruleId) });
}

/** The older half goes. A checkpoint says so, inside the chain: the first line left is the first that verify may find. */
function rotate(log: AuditLog, t: number): AuditLog {
  const gone = Math.ceil(log.lines.length / 2);
  const lines = log.lines.slice(gone);
  const first = log.next - lines.length;
  const dropped = log.dropped + gone;
  const event = checkpointEvent(log.next, t, { first, dropped, prev: prevOf(lines[0]) });
  return chain({ ...log, lines, dropped }, { event, verdict: 'log', rules: [] });
}

function checkpointEvent(seq: number, t: number, args: Record<string, string | number>): AgentEvent {
  const place = {
    session: AUDIT_SESSION,
    tab: 'none',
    frame: 'none',
    url: 'about:',
    origin: 'opaque',
    site: 'opaque:about:',
  };
  return { seq, t, phase: 'observed', actor: 'extension', ...place, kind: 'fact', fact: { name: CHECKPOINT, args } };
}

function chain(log: AuditLog, record: AuditRecord): AuditLog {
  const body = { n: log.next, prev: log.head, ...record };
  const hash = hashOf(body);
  return { ...log, lines: [...log.lines, canonical({ ...body, hash })], next: log.next + 1, head: hash };
}

/** SHA-256 of a record's canonical form, its own hash left out, in hex. */
export function hashOf(record: object): string {
  return bytesToHex(sha256(utf8ToBytes(canonical(record))));
}

export function canonical(value: object): string {
  return canonicalize(value) ?? '';
}

function prevOf(line: string | undefined): string {
  return line === undefined ? GENESIS : z.object({ prev: z.string() }).parse(JSON.parse(line)).prev;
}
