/**
 * A session's history in storage, in chunks by sequence number: a save writes the chunk that grew and no other, however
 * long the session is, and what history has let go of leaves storage too.
 */
import { AgentEvent } from '../../src/event/event.ts';

/** Records that one save may have to write again. Numbers are given to proposals, too, so a chunk is seldom full. */
const SIZE = 32;

export const chunkOf = ({ seq }: AgentEvent): number => Math.floor(seq / SIZE);

const keyOf = (id: string, chunk: number): string => `log:${id}:${chunk}`;

/** What to write since `written`, the last chunk written before; all that is kept where that is unknown. */
export function chunksSince(
  id: string,
  history: readonly AgentEvent[],
  written: number | undefined,
): Record<string, AgentEvent[]> {
  const items: Record<string, AgentEvent[]> = {};
  for (let at = history.length - 1; at >= 0; at--) {
    const event = history[at];
    if (!event || chunkOf(event) < (written ?? 0)) break;
    const key = keyOf(id, chunkOf(event));
    items[key] ??= [];
    items[key].unshift(event);
  }
  return items;
}

/** The history of session `id` out of everything stored; a chunk that isn't one counts as absent. */
export function restoreHistory(id: string, all: Readonly<Record<string, unknown>>): AgentEvent[] {
  const prefix = keyOf(id, 0).slice(0, -1);
  return Object.keys(all)
    .filter((key) => key.startsWith(prefix))
    .flatMap((key) => (Array.isArray(all[key]) ? (all[key] as unknown[]) : []))
    .filter((event): event is AgentEvent => AgentEvent.safeParse(event).success)
    .sort((a, b) => a.seq - b.seq);
}

/** Keys of chunks that hold nothing any more, the newest first. */
export function emptied(id: string, history: readonly AgentEvent[], from: number): string[] {
  const [first] = history;
  const keys: string[] = [];
  for (let chunk = (first ? chunkOf(first) : 0) - 1; chunk >= from; chunk--) keys.push(keyOf(id, chunk));
  return keys;
}
