/** A trace: JSON Lines of events, in order. */
import { AgentEvent } from '../src/event/event.ts';

type Trace =
  | { readonly ok: true; readonly events: readonly AgentEvent[] }
  | { readonly ok: false; readonly line: number; readonly reason: string };

/** Within a session `seq` must grow and `t` must not go back: what recorded it clamps, so what doesn't is no trace. */
export function readTrace(text: string): Trace {
  const events: AgentEvent[] = [];
  const last = new Map<string, AgentEvent>();
  for (const [i, line] of text
    .replace(/^\ufeff/, '')
    .split('\n')
    .entries()) {
    if (line.trim() === '') continue;
    const event = readEvent(line);
    if (typeof event === 'string') return { ok: false, line: i + 1, reason: event };
    const before = last.get(event.session);
    if (before !== undefined && event.seq <= before.seq) {
      return { ok: false, line: i + 1, reason: `seq ${event.seq} does not follow ${before.seq}` };
    }
    if (before !== undefined && event.t < before.t) {
      return { ok: false, line: i + 1, reason: `t ${event.t} goes back from ${before.t}` };
    }
    last.set(event.session, event);
    events.push(event);
  }
  return { ok: true, events };
}

function readEvent(line: string): AgentEvent | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'not JSON';
  }
  const event = AgentEvent.safeParse(value);
  if (event.success) return event.data;
  const [issue] = event.error.issues;
  return `${issue?.path.join('.') || 'event'}: ${issue?.message ?? 'not an event'}`;
}
