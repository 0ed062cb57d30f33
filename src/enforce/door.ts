/** What the gate knows of the outside, and the few words its parts share. */
import type { Roots } from '../observe/roots.ts';
import type { FrameState, Ruling } from '../protocol/told.ts';
import type { Player } from './behind.ts';
import type { Claim, Claims } from './claims.ts';

export type Door = {
  state(): FrameState | undefined;
  /** Asks for the state, if nobody has; resolves when it is known. */
  open(): Promise<unknown>;
  /** The same, without asking. */
  opened: Promise<unknown>;
  /** What performs keys that had to wait; comes with the script of guarded frames. */
  player: Promise<Player>;
  /** What says what an action is about to do; comes with that script, too. */
  claims(): Claims | undefined;
  /** The same once it is here, which it is asked to be; rejects where it doesn't come. */
  whenClaims(): Promise<Claims>;
  settle(claim: Claim): 'allow' | 'block' | undefined;
  /** Whether `text` carries private data of another site than this frame's, as far as is known here. */
  carriesForeign(text: string): boolean;
  /** What this puts into its page, or sends, is there: from now on the page may send it on. */
  letIn(claim: Claim): void;
  /** Undefined: no answer. */
  judge(claim: Claim): Promise<Ruling | undefined>;
  /** Whom values of a form pay by its page's fields, how much, and whom they write to; empty where nobody, or it can't be told. */
  ordered(values: string): string;
  /** Whether code of this page may reach another site; without an answer it may not. */
  reach(request: { url: string; text: string; method: string }): Promise<boolean>;
  report(claim: Claim, phase: 'dispatched' | 'blocked'): void;
  /** Tells the worker of an agent's sign; resolves when the frame's state has followed. */
  sign(evidence: string[]): Promise<void>;
  /** The last sign told, until it is answered. */
  asking(): Promise<void> | undefined;
  /** Tells the agent, in text that it reads. */
  say(text: string): void;
  roots: Roots;
};

export type Who = { actor: Claim['actor']; evidence: string[] };
export type Outcome = { outcome: 'pass' | 'stop'; digest: string };

export const NO_ANSWER = 'Interlock: this action was stopped because the guard did not answer. Try again in a moment.';

/** A page keeps its script when the extension is updated or loaded anew, and no one answers that script any more. */
export const LEFT_BEHIND = 'Interlock: the guard was loaded anew. Load this page again, then repeat the action.';

export function isAtWork(state: FrameState | undefined): boolean {
  return state?.mode === 'guard' || state?.mode === 'stopped';
}

/** `redact` asks for less to be sent; what can't be sent without the data isn't sent. */
export function isStopped({ verdict }: Ruling): boolean {
  return verdict === 'ask' || verdict === 'block' || verdict === 'kill' || verdict === 'redact';
}

export function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
