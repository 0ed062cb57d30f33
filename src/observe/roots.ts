/**
 * Shadow roots that input goes into. From outside, an event in a closed root is an event on its host, and some events never
 * leave a root at all: so each root is entered when input first goes there, and looked into for what was really meant.
 */
import { listenOnWindow } from './listening.ts';

/** An element's shadow root, closed ones too where the browser lets extensions see them. */
export type ShadowOf = (element: Element) => ShadowRoot | null;

const LISTENING = { capture: true } as const;

export class Roots {
  private readonly entered = new Set<WeakRef<ShadowRoot>>();
  private readonly known = new WeakSet<ShadowRoot>();
  private readonly inEvery: { name: string; handler: (event: Event) => void }[] = [];

  constructor(private readonly shadowOf: ShadowOf) {
    const into = (event: Event) => void this.innermost(event);
    // Composed events: they come here from every root, before anything that stays inside one.
    for (const name of ['pointerdown', 'focusin', 'keydown', 'beforeinput', 'click'])
      listenOnWindow(name, into, { ...LISTENING, passive: true });
  }

  /** Listens, in the window and in every root that input goes into, for an event that doesn't leave a root. */
  listen(name: string, handler: (event: Event) => void): void {
    const heard = new WeakSet<Event>();
    const once = (event: Event) => {
      // What is slotted into a root passes through both.
      if (heard.has(event)) return;
      heard.add(event);
      handler(event);
    };
    this.inEvery.push({ name, handler: once });
    listenOnWindow(name, once);
    for (const root of this.entered) root.deref()?.addEventListener(name, once, LISTENING);
  }

  /** What an event is really about: the element in the innermost root, by the place of a press, else by the focus. */
  innermost(event: Event): EventTarget | null {
    for (const step of event.composedPath()) if (step instanceof ShadowRoot) this.enter(step);
    let inner = event.composedPath()[0] ?? null;
    while (inner instanceof Element) {
      const root = this.shadowOf(inner);
      if (!root) return inner;
      this.enter(root);
      const next = (isAtPlace(event) && root.elementFromPoint(event.clientX, event.clientY)) || root.activeElement;
      if (!next || next === inner || !root.contains(next)) return inner;
      inner = next;
    }
    return inner;
  }

  /** Listens there from now on, though no input went into it yet. */
  enter(root: ShadowRoot): void {
    if (this.known.has(root)) return;
    this.known.add(root);
    this.entered.add(new WeakRef(root));
    for (const { name, handler } of this.inEvery) root.addEventListener(name, handler, LISTENING);
  }
}

function isAtPlace(event: Event): event is MouseEvent {
  return event instanceof MouseEvent && event.isTrusted && event.detail + event.clientX + event.clientY > 0;
}
