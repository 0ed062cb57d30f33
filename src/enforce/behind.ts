/**
 * Keys that are typed while something is held would overtake it: Enter would send what isn't there yet. They wait for their
 * turn. In a document that came through the wall they wait, too, until it is known who is here. What performs them comes
 * with the script of guarded frames (keystroke.ts), for every page loads this one.
 */
import { attribute, type Trail } from '../observe/attribute.ts';
import { isWalled } from './barrier.ts';
import { type Door, isAtWork, stop } from './door.ts';
import { editContextOf } from './edit-context.ts';
import type { Holding } from './holding.ts';
import { insertionInto } from './insertion.ts';
import { takesText } from './weigh.ts';

/** `text` is what it types, or its name. */
export type Stroke = { event: KeyboardEvent; element: Element; text: string };
/**
 * Performs a stroke as the browser would have.
 * @param insert has text judged and puts it into the stroke's element
 * @param quietly does what needs no judgement, unseen by the gate
 */
export type Player = (
  stroke: Stroke,
  insert: (text: string) => Promise<void>,
  quietly: (work: () => void) => void,
) => Promise<void>;

const LONGEST_WAIT_MS = 3_000;
/** A key is let go by then; with its text sent apart from it, that has come. */
const LONGEST_STROKE_MS = 100;
/** What reads, sends or moves in the text that is on its way; all else passes, as it does not depend on it. */
const ORDERED = /^(Enter|Backspace|Delete)$/;
const BEGINS_ANEW = /^(Enter|Backspace|Delete|Tab|Escape|Arrow.*|Home|End)$/;
const MOVES = /^(Arrow|Home$|End$)/;

export class Behind {
  private player: Player | undefined;
  private readonly down = new Set<string>();
  /** Hears what the key types whose keydown was stopped last: its own name, unless a tool sends its text apart, as a keypress. */
  private typed: ((text?: string) => void) | undefined;

  constructor(
    private readonly door: Door,
    private readonly holding: Holding,
    private readonly trail: Trail,
  ) {
    void door.player.then((player) => {
      this.player = player;
    });
  }

  /** To be called for every keydown, keypress and keyup, in capture, before a page hears of it. */
  hear(event: KeyboardEvent): void {
    if (!event.isTrusted) return;
    if (event.type === 'keypress') {
      // A stopped keydown has none of its own.
      if (this.typed) stop(event);
      this.typed?.(String.fromCharCode(event.charCode));
      return;
    }
    this.typed?.();
    this.typed = undefined;
    if (event.type === 'keyup') {
      if (this.down.delete(event.code)) stop(event);
      return;
    }
    const element = this.door.roots.innermost(event);
    if (!(element instanceof Element)) return;
    if (BEGINS_ANEW.test(event.key) || event.ctrlKey || event.metaKey) this.holding.mend();
    else if (this.holding.isTorn(element) && this.who(event).actor !== 'person') {
      if (event.key.length === 1) this.holding.begun.drop(event.key);
      stop(event);
      this.down.add(event.code);
      return;
    }
    if (!isOrdered(event, element) || !this.waits(event)) return;
    stop(event);
    this.down.add(event.code);
    const typed = new Promise<string | undefined>((done) => {
      this.typed = done;
      setTimeout(done, LONGEST_STROKE_MS);
    });
    this.holding.follow(element, event.key, async (judged) => {
      await this.door.open();
      const text = (event.key.length === 1 && (await typed)) || event.key;
      const late = new Promise<undefined>((done) => setTimeout(done, LONGEST_WAIT_MS));
      const play = await Promise.race([this.door.player, late]);
      const insert = (text: string) => judged(insertionInto(element, text), () => this.ask(event, element, text));
      await play?.({ event, element, text }, insert, (work) => this.holding.play(work));
    });
  }

  private waits(event: KeyboardEvent): boolean {
    const state = this.door.state();
    if (state === undefined) return isWalled();
    const mayWait = isAtWork(state) || state.mode === 'armed';
    return mayWait && this.holding.isBusy && this.player !== undefined && this.who(event).actor !== 'person';
  }

  private who(event: KeyboardEvent) {
    const state = this.door.state();
    const around = { attached: false, handedOver: false, ...state, atWork: isAtWork(state) };
    return attribute(event, this.trail.keySigns, around);
  }

  /** Nothing is held before it any more: what the page can settle it settles. */
  private async ask(event: KeyboardEvent, element: Element, text: string) {
    const who = this.who(event);
    const { typing } = await this.door.whenClaims();
    const claim = typing('type', element, text, who, this.holding.begun.completedBy(text));
    const isSettled = who.actor === 'person' || this.door.settle(claim) === 'allow';
    if (!isSettled) return { claim, ruling: await this.door.judge(claim) };
    this.door.report(claim, 'dispatched');
    return { claim, ruling: { verdict: 'allow' as const, rules: [] } };
  }
}

function isOrdered({ key, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent, element: Element): boolean {
  if (isComposing || altKey || metaKey) return false;
  if (MOVES.test(key)) return hasCaret(element);
  return ORDERED.test(key) || (ctrlKey ? key === 'a' : key.length === 1);
}

/** Elsewhere the same keys choose or scroll; in a number they step, from the number that is there. */
function hasCaret(element: Element): boolean {
  const hasNone = element instanceof HTMLInputElement && element.selectionStart === null && element.type !== 'number';
  return (takesText(element) && !hasNone) || editContextOf(element) !== undefined;
}
