/**
 * Text that is composed, as by input methods and dictation, or by a debugger that says so. Its events can't be cancelled, and
 * the page hears of it before it is put in. What carries another site's data isn't heard; what the gate stops is taken out
 * again before the page hears of the edit.
 */
import { listenOnWindow } from '../observe/listening.ts';
import { afterInput } from '../observe/outgoing.ts';
import { type Door, isAtWork } from './door.ts';

export class Composing {
  private begun: { element: EventTarget | null; value: string } | undefined;
  private unwanted: { element: Element; text: string } | undefined;

  constructor(private readonly door: Pick<Door, 'state' | 'carriesForeign' | 'roots'>) {}

  listen(): void {
    for (const name of ['compositionstart', 'compositionupdate', 'compositionend'])
      listenOnWindow(name, (event: CompositionEvent) => this.hear(event));
    this.door.roots.listen('input', (event) => this.onInput(event as InputEvent));
  }

  /** `text` is on its way into `element`, and must not stay there. */
  takeOut(element: Element, text: string): void {
    this.unwanted = { element, text };
  }

  private hear(event: CompositionEvent): void {
    if (!isAtWork(this.door.state())) return;
    const element = this.door.roots.innermost(event);
    if (event.type === 'compositionstart') this.begun = { element, value: isControl(element) ? element.value : '' };
    if (this.door.carriesForeign(event.data) || this.door.carriesForeign(afterInput(element, event.data)))
      event.stopImmediatePropagation();
  }

  private onInput(event: InputEvent): void {
    const { unwanted, begun } = this;
    if (!unwanted || !event.isTrusted || event.inputType !== 'insertCompositionText') return;
    this.unwanted = undefined;
    event.stopImmediatePropagation();
    const { element, text } = unwanted;
    if (!isControl(element)) remove(text, element);
    // To set the value ends the composition: what comes next is judged as any other text.
    else element.value = begun?.element === element ? begun.value : '';
  }
}

const isControl = (element: EventTarget | null): element is HTMLInputElement | HTMLTextAreaElement =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;

/** From a text that a person may be writing, no more than what was put in; where that can't be told, all of it. */
function remove(text: string, element: Element): void {
  const parts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let part = parts.nextNode() as Text | null; part; part = parts.nextNode() as Text | null) {
    const at = part.data.indexOf(text);
    if (at < 0) continue;
    part.deleteData(at, text.length);
    return;
  }
  element.textContent = '';
}
