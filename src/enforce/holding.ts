/**
 * What is held for the worker, and what was let go: held actions run in the order they came, are performed again on an
 * allow if their target is still what was judged, and an action judged at its press isn't judged again at its click.
 */
import type { Ruling } from '../protocol/told.ts';
import { Begun } from './begun.ts';
import type { Claim, Claims } from './claims.ts';
import { type Door, isStopped, NO_ANSWER, type Outcome } from './door.ts';

export const LONGEST_HOLD_MS = 5_000;
/** Between the keys of one text. */
const PAUSE_MS = 400;
const CHANGED = 'Interlock: the page changed while this action was being judged. Look again and repeat it.';

/** What an action is compared by at its effect. */
const namedBy = ({ digest, which = '' }: Claim): string => `${digest} ${which}`;

/** `isGivenUp`: nobody did it in the end. Without a claim: it was nobody's who is guarded. */
export type Asked = { claim?: Claim; ruling: Ruling | undefined; isGivenUp?: boolean };
export type Ask = () => Promise<Asked>;
type Held = {
  element: Element;
  replay: () => void;
  ask: Ask;
  claimNow: ((claims: Claims) => Claim) | undefined;
  heldAt: number;
};

export class Holding {
  /** True while an allowed action is performed again. */
  replaying = false;
  private order: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  private refused = 0;
  private torn: { element: Element; at: number } | undefined;
  private passed: { digest: string; at: number; stages: string[] }[] = [];

  /** Of texts that were put in part by part. */
  readonly begun: Begun;

  constructor(private readonly door: Pick<Door, 'say' | 'carriesForeign' | 'claims'>) {
    this.begun = new Begun((text) => door.carriesForeign(text));
  }

  /** Something is held: what comes after it must not overtake it, and finds the page as it left it. */
  get isBusy(): boolean {
    return this.waiting > 0;
  }

  /** @param claimNow what it would do as its page is by then; without it, it is judged as it stands when its turn comes */
  hold(element: Element, replay: () => void, ask: Ask, claimNow?: (claims: Claims) => Claim): Outcome {
    const heldAt = performance.now();
    this.inTurn(() => this.perform({ element, replay, ask, claimNow, heldAt }));
    return { outcome: 'stop', digest: '' };
  }

  /**
   * What was typed behind something held has its turn after it, and goes with it when it is refused: the rest of a text
   * is another text.
   * @param key what is pressed
   * @param type gets what performs a judged part of it in this turn
   */
  follow(
    element: Element,
    key: string,
    type: (judged: (replay: () => void, ask: Ask) => Promise<void>) => Promise<void>,
  ): void {
    const heldAt = performance.now();
    const { refused } = this;
    this.inTurn(async () => {
      if (refused !== this.refused) {
        this.begun.drop(key.length === 1 ? key : '');
        return this.tear(element);
      }
      if (!element.isConnected || performance.now() - heldAt > LONGEST_HOLD_MS) return this.refuse(CHANGED);
      await type((replay, ask) => this.perform({ element, replay, ask, claimNow: undefined, heldAt }));
    });
  }

  private inTurn(act: () => Promise<void>): void {
    this.waiting += 1;
    // Whatever goes wrong with one, the next still has its turn.
    this.order = this.order
      .then(act)
      .catch(() => this.refuse(NO_ANSWER))
      .finally(() => {
        this.waiting -= 1;
      });
  }

  private async perform({ element, replay, ask, claimNow, heldAt }: Held): Promise<void> {
    const { claim, ruling, isGivenUp } = await ask();
    if (isGivenUp) return;
    if (!ruling) return this.refuse(NO_ANSWER);
    if (isStopped(ruling)) {
      if (claim?.kind === 'type') {
        this.tear(element);
        this.begun.refuse(claim.outgoing ?? '');
      }
      return this.refuse(ruling.say ?? NO_ANSWER);
    }
    // Checked again at the effect: another label, address or hidden field is another action.
    const claims = this.door.claims();
    const isJudged = () => claims && claim && claimNow && namedBy(claimNow(claims)) === namedBy(claim);
    const same = element.isConnected && (!claim || !claimNow || isJudged());
    if (!same || performance.now() - heldAt > LONGEST_HOLD_MS) return this.refuse(CHANGED);
    if (ruling.verdict === 'warn' && ruling.say) this.door.say(ruling.say);
    if (claim) this.remember(claim.digest ?? '');
    this.play(replay);
  }

  /** A part of what is being typed into `element` was refused: what is left of it, without a pause, is another text. */
  private tear(element: Element): void {
    this.torn = { element, at: performance.now() };
  }

  /** Whether a key is the rest of such a text. What is pressed or erased before it begins a new one. */
  isTorn(element: Element): boolean {
    const { torn } = this;
    if (torn?.element !== element || performance.now() - torn.at > PAUSE_MS) return false;
    torn.at = performance.now();
    return true;
  }

  mend(): void {
    this.torn = undefined;
  }

  private refuse(why: string): void {
    this.refused += 1;
    this.door.say(why);
  }

  /** Does what was judged, unseen by the gate. */
  play(replay: () => void): void {
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
