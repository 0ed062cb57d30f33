/**
 * Who acted? A judgement over several signals, each seen to tell real agent toolchains from people (ARCHITECTURE.md,
 * "Who acted"); debugger-driven input is trusted, so `isTrusted` alone proves nothing. Pure but for what it remembers
 * of the pointer and the keys.
 */
import type { Actor } from '../event/event.ts';

export type Sign =
  | 'untrusted event'
  | 'agent invoked'
  | 'pointer came from nowhere'
  | 'fractional coordinates'
  | 'no pressure'
  | 'pressed for no time'
  | 'input without a key'
  | 'keys pressed for no time'
  | 'activation without input'
  | 'sent without input';

export type Surroundings = {
  /** A debugger drives this tab (seen by the worker). */
  attached: boolean;
  handedOver: boolean;
  /** A session is live in this tab. */
  atWork: boolean;
};

export type Attribution = { actor: Actor; evidence: string[] };

type Point = { x: number; y: number; t: number };

/**
 * What the browser is about to put into an `EditContext` shows no event here; the hook in the page's world asks by this one.
 * A page that sends it itself asks about itself only.
 */
export const INTO_CONTEXT = 'interlock:text';

const isGenuine = ({ isTrusted, type }: Event) => isTrusted || type === INTO_CONTEXT;

/** People move a pointer in many small steps; more than this between two places is a trail. */
const TRAIL_STEPS = 3;
/** The shortest press of a person's finger or button is several times longer. */
const SHORTEST_PRESS_MS = 8;
/** What follows input by so much may come of it: activation lasts five seconds. */
const HAND_MS = 6_000;

export class Trail {
  private moves: Point[] = [];
  private last: Point | undefined;
  private downAt = 0;
  private downSigns: Sign[] = [];
  private keyAt = Number.NEGATIVE_INFINITY;
  /** Signs of the last key. */
  keySigns: Sign[] = [];
  private trustedInputAt = Number.NEGATIVE_INFINITY;
  private composing = false;

  /** To be called for every pointermove, in capture, before anything else. */
  moved(event: PointerEvent): void {
    if (!event.isTrusted) return;
    this.moves.push({ x: event.clientX, y: event.clientY, t: event.timeStamp });
    if (this.moves.length > 32) this.moves.shift();
  }

  pressed(event: PointerEvent): Sign[] {
    const signs: Sign[] = [];
    if (!event.isTrusted) signs.push('untrusted event');
    else {
      this.trustedInputAt = event.timeStamp;
      if (event.pointerType === 'mouse') {
        if (this.cameFromNowhere(event)) signs.push('pointer came from nowhere');
        if (!wholeOnThisScreen(event.clientX) || !wholeOnThisScreen(event.clientY))
          signs.push('fractional coordinates');
        if (event.pressure === 0) signs.push('no pressure');
      }
    }
    this.last = { x: event.clientX, y: event.clientY, t: event.timeStamp };
    this.downAt = event.timeStamp;
    this.downSigns = signs;
    this.moves = [];
    return signs;
  }

  /** Signs of a click: those of its press, and how long it was held. */
  clicked(event: MouseEvent): Sign[] {
    if (!event.isTrusted) return ['untrusted event', ...this.unexplainedActivation(event)];
    if (event.detail === 0) return [...this.keySigns];
    const brief = event.timeStamp - this.downAt < SHORTEST_PRESS_MS;
    return brief ? [...this.downSigns, 'pressed for no time'] : [...this.downSigns];
  }

  keyDown(event: KeyboardEvent): void {
    if (!event.isTrusted) return;
    this.keyAt = event.timeStamp;
    this.trustedInputAt = event.timeStamp;
    this.composing = event.isComposing || event.key === 'Process' || event.key === 'Unidentified';
    this.keySigns = [];
  }

  keyUp(event: KeyboardEvent): Sign[] {
    if (event.isTrusted && event.timeStamp - this.keyAt < 2) this.keySigns = ['keys pressed for no time'];
    return this.keySigns;
  }

  typed(event: InputEvent): Sign[] {
    if (!isGenuine(event)) return ['untrusted event'];
    const inserts = event.inputType === 'insertText' && !event.isComposing && !this.composing;
    return inserts && event.timeStamp - this.keyAt > 1_000 ? ['input without a key'] : [...this.keySigns];
  }

  /** Signs of a copy, cut or paste: those of the keys that asked for it; a drop needs none. */
  clipped(event: ClipboardEvent | DragEvent): Sign[] {
    if (!event.isTrusted) return ['untrusted event', ...this.unexplainedActivation(event)];
    if (event.type === 'drop') return [];
    return this.keySigns.length > 0 ? [...this.keySigns] : this.unexplainedActivation(event);
  }

  submitted(event: SubmitEvent): Sign[] {
    if ('agentInvoked' in event && event.agentInvoked === true) return ['agent invoked'];
    if (event.timeStamp - this.trustedInputAt < HAND_MS) return [];
    return [...this.unexplainedActivation(event), 'sent without input'];
  }

  /** Evaluating over the debugger protocol grants activation though nothing was pressed. */
  private unexplainedActivation(event: Event): Sign[] {
    const recent = event.timeStamp - this.trustedInputAt < HAND_MS;
    return navigator.userActivation?.isActive && !recent ? ['activation without input'] : [];
  }

  private cameFromNowhere(event: PointerEvent): boolean {
    const near = this.last && Math.hypot(event.clientX - this.last.x, event.clientY - this.last.y) < 6;
    return !near && this.moves.length < TRAIL_STEPS;
  }
}

/** Mouse coordinates are whole device pixels; anything between them wasn't made by a mouse. */
function wholeOnThisScreen(value: number): boolean {
  const device = value * window.devicePixelRatio;
  return Math.abs(device - Math.round(device)) < 0.02 || Number.isInteger(value);
}

/** Weighs the signs. `unknown` is an honest answer; policy decides what it means. */
export function attribute(event: Event, signs: readonly Sign[], around: Surroundings): Attribution {
  const evidence: string[] = [...signs];
  const isTrusted = isGenuine(event);
  if (signs.includes('agent invoked')) return { actor: 'agent', evidence };
  if (around.handedOver) return { actor: isTrusted ? 'agent' : 'page', evidence: [...evidence, 'handed over'] };
  if (around.attached) {
    evidence.push('debugger attached');
    const beyondScript = signs.some((sign) => sign !== 'untrusted event' && sign !== 'sent without input');
    if (beyondScript) return { actor: 'agent', evidence };
    if (!isTrusted) return { actor: around.atWork ? 'unknown' : 'page', evidence };
    // With a debugger in the tab and its agent at work, a careful imitation can't be told from a person.
    return { actor: around.atWork ? 'unknown' : 'person', evidence };
  }
  if (!isTrusted) return { actor: 'page', evidence };
  // A debugger may have come since this frame last heard of one: where an agent is at work its hand is enough to be judged.
  if (around.atWork && areStrong(signs)) return { actor: 'unknown', evidence };
  // Whoever may have a script in this page can have it send a form, and that event is trusted.
  if (around.atWork && signs.includes('sent without input')) return { actor: 'page', evidence };
  return { actor: 'person', evidence };
}

/** Signs strong enough, without any news of a debugger, to have the worker look again. */
export function areStrong(signs: readonly Sign[]): boolean {
  return signs.some((sign) => !WEAK.has(sign));
}

/** Pages do these too, or browsers. */
const WEAK: ReadonlySet<Sign> = new Set([
  'untrusted event',
  'fractional coordinates',
  'pressed for no time',
  'sent without input',
]);
