/**
 * Where the script in every frame and that of guarded frames meet: in the world that they share, which no page sees,
 * whichever of them comes first.
 */
import type { Player } from '../../src/enforce/behind.ts';
import type { Claim, Claims } from '../../src/enforce/claims.ts';
import type { Door } from '../../src/enforce/door.ts';
import type { Judging } from '../../src/enforce/picked.ts';
import type { Roots } from '../../src/observe/roots.ts';
import type { RequestOf } from '../../src/protocol/protocol.ts';
import type { FrameState } from '../../src/protocol/told.ts';

/** What the script in every frame has that the other one works with. */
export interface Frame {
  state(): FrameState | undefined;
  roots: Roots;
  isNotice(node: Node): boolean;
  /** Whether all that stands there was typed there, as the gate let it. */
  wasTyped(node: CharacterData): boolean;
}

/** What only frames need that may be guarded. */
export interface Beside {
  /** To be called with each state of the frame, and when the page is parsed. */
  follow(state: FrameState): void;
  /** Tells whether somebody is signed in here, though it may not be known yet who acts. @returns whether */
  tellSignedIn(isAgents: () => boolean): boolean;
  claims: Claims;
  /** Adds to `claim` what can be told of it here, before it is settled or judged. */
  complete(claim: Claim): void;
  /** As of `Door`. */
  ordered(values: string): string;
  /** What the page can decide by itself. */
  settle(claim: Claim): 'allow' | 'block' | undefined;
  /** Whether `text` carries private data of another site than this frame's, as far as is known here. */
  carriesForeign(text: string): boolean;
  /** What this puts into its page, or sends, is there: from now on the page may send it on. */
  letIn(claim: Claim, isJudged: boolean): void;
  /** Judges what the page's scripts send by themselves. */
  listenToSending(door: Door): void;
  /** Judges what is chosen in native lists. */
  listenToChoices(door: Door, gate: Judging): void;
  play: Player;
  /** The page is left: resolves when the worker knows what it shows. */
  leave(): Promise<unknown>;
  /** A person wants to see what is hidden. */
  showAll(): void;
  /** A verdict came before its batch was done. */
  takeEarly(early: RequestOf<'passages.early'>): void;
}

export type Make = (frame: Frame) => Beside;

const PLACE = Symbol.for('interlock.beside');
type Place = { make?: Make; begin?: (make: Make) => void };

function place(): Place {
  const world = globalThis as { [PLACE]?: Place };
  world[PLACE] ??= {};
  return world[PLACE];
}

/** Calls `begin` once the script of guarded frames is here; at once where it is already. */
export function whenBeside(begin: (make: Make) => void): void {
  const here = place();
  here.begin = begin;
  if (here.make) begin(here.make);
}

/** Once: a frame may be given the script more than once. */
export function comeBeside(make: Make): void {
  const here = place();
  if (here.make) return;
  here.make = make;
  here.begin?.(make);
}
