/** Notices a worker that owes an answer and says nothing: one that loops or waits for ever can only be ended from outside. */
import type { Choice } from './messages.ts';

/** Longer than anyone waits for an answer, so that no question dies of it. A software GPU takes minutes for one batch. */
export const STUCK_MS: Readonly<Record<Choice, number>> = { auto: 90_000, wasm: 90_000, webgpu: 900_000 };

export interface Watchdog {
  /** A question was put to the worker. */
  asked(): void;
  /** Something was heard of it; `owes` says whether it still has to answer. */
  heard(owes: boolean): void;
}

/** @param stuck is called once the worker was silent for `patienceMs` while it owed an answer */
export function watchdog(patienceMs: number, stuck: () => void): Watchdog {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    asked() {
      timer ??= setTimeout(stuck, patienceMs);
    },
    heard(owes) {
      clearTimeout(timer);
      timer = owes ? setTimeout(stuck, patienceMs) : undefined;
    },
  };
}
