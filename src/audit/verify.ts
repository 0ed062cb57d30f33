/** Whether an exported log is as it was written: every record, in order, none altered, none missing between the first and the last. */
import * as z from 'zod/mini';
import { AgentEvent } from '../event/event.ts';
import { VERDICTS } from '../event/verdicts.ts';
import { AUDIT_SESSION, CHECKPOINT, canonical, GENESIS, hashOf } from './log.ts';

const HASH = z.string().check(z.regex(/^[0-9a-f]{64}$/));

export const Line = z.strictObject({
  n: z.int().check(z.gte(0)),
  prev: HASH,
  hash: HASH,
  event: AgentEvent,
  verdict: z.enum(VERDICTS),
  rules: z.array(z.string()),
});
export type Line = z.infer<typeof Line>;

export type Verified =
  /** `n` records; `head` is the hash to compare with one known from elsewhere. */
  | { readonly ok: true; readonly n: number; readonly first: number; readonly head: string }
  /** `n` is the number of the first broken record, `line` where it stands (from 1). */
  | { readonly ok: false; readonly n: number; readonly line: number; readonly reason: string };

/** @param head the last record's hash, where it is known: then a missing end is found too */
export function verify(lines: readonly string[], head?: string): Verified {
  let first: Line | undefined;
  let last: Line | undefined;
  let announced = false;
  for (const [i, text] of lines.entries()) {
    const line = readLine(text);
    const expected = last ? last.n + 1 : typeof line === 'string' ? 0 : line.n;
    const broken = typeof line === 'string' ? line : flaw(line, last);
    if (broken !== undefined || typeof line === 'string')
      return { ok: false, n: expected, line: i + 1, reason: String(broken) };
    first ??= line;
    if (opens(line, first)) announced = true;
    last = line;
  }
  if (first && !(first.n === 0 && first.prev === GENESIS) && !announced) {
    return { ok: false, n: first.n, line: 1, reason: 'records before it are missing, and no checkpoint says so' };
  }
  const end = last?.hash ?? GENESIS;
  if (head !== undefined && head !== end) {
    return {
      ok: false,
      n: (last?.n ?? -1) + 1,
      line: lines.length + 1,
      reason: 'records after the last one are missing: its hash is not the given head',
    };
  }
  return { ok: true, n: lines.length, first: first?.n ?? 0, head: end };
}

function readLine(text: string): Line | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'not JSON';
  }
  const parsed = Line.safeParse(value);
  if (!parsed.success) return `not a record: ${parsed.error.issues[0]?.path.join('.') || 'unknown or missing field'}`;
  // One spelling only: else a doubled key could show one reader this and another that.
  return canonical(parsed.data) === text ? parsed.data : 'not in canonical form (RFC 8785)';
}

function flaw({ hash, ...body }: Line, last: Line | undefined): string | undefined {
  if (last && body.n !== last.n + 1)
    return `record ${last.n} is followed by ${body.n}: some are missing, doubled or out of order`;
  if (last && body.prev !== last.hash) return `prev is not the hash of record ${last.n}`;
  return hashOf(body) === hash ? undefined : 'hash is not that of its content';
}

/** Whether `line` is the log's own statement that it begins with `first`. */
function opens({ event, n }: Line, first: Line): boolean {
  const args = event.session === AUDIT_SESSION && event.fact?.name === CHECKPOINT ? event.fact.args : undefined;
  return args?.first === first.n && args.prev === first.prev && n > first.n;
}
