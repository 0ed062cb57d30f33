/**
 * What is held for the worker, and what was let go: held actions run in the order they came, are performed again on an
 * allow if their target is still what was judged, and an action judged at its press isn't judged again at its click.
 */
import type { Ruling } from '../protocol/told.ts';
import type { Claim } from './claims.ts';
import { type Door, isStopped, NO_ANSWER, type Outcome } from './door.ts';

const LONGEST_HOLD_MS = 5_000;
const CHANGED = 'Interlock: the page changed while this action was being judged. Look again and repeat it.';

export class Holding {
  /** True while an allowed action is performed again. */
  replaying = false;
  private order: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  private passed: { digest: string; at: number; stages: string[] }[] = [];

  constructor(private readonly door: Pick<Door, 'say'>) {}

  /** Something is held: what comes after it must not overtake it, and finds the page as it left it. */
  get isBusy(): boolean {
    return this.waiting > 0;
  }

  hold(
    element: Element,
    replay: () => void,
    ask: () => Promise<{ claim: Claim; ruling: Ruling | undefined }>,
    digestNow: () => string | undefined = () => undefined,
  ): Outcome {
    const heldAt = performance.now();
    this.waiting += 1;
    const act = async () => {
      const { claim, ruling } = await ask();
      if (!ruling) return this.door.say(NO_ANSWER);
      if (isStopped(ruling)) return this.door.say(ruling.say ?? NO_ANSWER);
      // Checked again at the effect: another label, address or hidden field is another action.
      const same = element.isConnected && (digestNow() ?? claim.digest) === claim.digest;
      if (!same || performance.now() - heldAt > LONGEST_HOLD_MS) return this.door.say(CHANGED);
      if (ruling.verdict === 'warn' && ruling.say) this.door.say(ruling.say);
      this.remember(claim.digest ?? '');
      this.play(replay);
    };
    // Whatever goes wrong with one, the next still has its turn.
    this.order = this.order
      .then(act)
      .catch(() => this.door.say(NO_ANSWER))
      .finally(() => {
        this.waiting -= 1;
      });
    return { outcome: 'stop', digest: '' };
  }

  private play(replay: () => void): void {
    this.replaying = true;
    try {
      replay();
    } finally {
      this.replaying = false;
    }
  }

  /** A judged press is followed by its click and its submit: one action isn't judged, or asked about, twice. */
  wasPassed(digest: string, stage: string): boolean {
    const now = performance.now();
    this.passed = this.passed.filter((entry) => now - entry.at < 2_000);
    const entry = this.passed.find((known) => known.digest === digest && !known.stages.includes(stage));
    entry?.stages.push(stage);
    return entry !== undefined;
  }

  remember(digest: string, stage?: string): void {
    this.passed.push({ digest, at: performance.now(), stages: stage ? [stage] : [] });
  }
}
