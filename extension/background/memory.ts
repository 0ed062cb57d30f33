/** What the monitor says of a session's next event, and what it remembers of those that were. */
import type { AgentEvent } from '../../src/event/event.ts';
import { adopt } from '../../src/policy/adopt.ts';
import { judgeFeasible } from '../../src/policy/cuts.ts';
import { start, step, type Verdict } from '../../src/policy/step.ts';
import { keepHistory } from '../../src/session/session.ts';
import { record } from './audit.ts';
import { inForce } from './policy.ts';
import type { Live } from './world.ts';

/** What policy says, before approvals, pauses and modes: a step into what can't be stopped any more is one to stop. */
export function ponder(live: Live, event: AgentEvent): Verdict {
  ensureMemory(live);
  return judgeFeasible(inForce(live.session).compiled, live.memory ?? fail(), event);
}

/** Takes a record into the session's history and the monitor's memory. */
export function remind(live: Live, event: AgentEvent): void {
  record(event, 'allow', []);
  ensureMemory(live);
  live.memory = step(inForce(live.session).compiled, live.memory ?? fail(), event).memory;
  live.history = keepHistory(live.history, event);
}

/** A policy changed mid-session rebuilds what it needs from the kept history. */
export function ensureMemory(live: Live): void {
  const { key, compiled } = inForce(live.session);
  if (live.memory && live.policyKey === key) return;
  live.memory = live.memory
    ? adopt(compiled, live.memory, live.history)
    : live.history.length
      ? adopt(compiled, start(compiled), live.history)
      : start(compiled);
  live.policyKey = key;
}

function fail(): never {
  throw new Error('a session without memory was asked for a verdict');
}
