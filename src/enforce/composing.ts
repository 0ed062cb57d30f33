/**
 * Text that is composed, as by input methods and dictation, or by a debugger that says so. Its events can't be cancelled, and
 * the page hears of it before it is put in. What carries another site's data isn't heard; what the gate stops is taken out
 * again before the page hears of the edit.
 */
import { listenOnWindow } from '../observe/listening.ts';
import { afterInput } from '../observe/outgoing.ts';
import { type Door, isAtWork } from './door.ts';
import { LONGEST_HOLD_MS } from './holding.ts';
import { insertionInto } from './insertion.ts';

const COMPOSED = 'insertCompositionText';
const GOES_ON: ReadonlySet<string> = new Set([COMPOSED, 'insertText', 'insertFromComposition']);

/** `text`: what was composed last, and `at` when; `put`: what of it we have put in. Refused, it may be tried again later. */
type Composition = { element: Element; text: string; put: string; at: number };

export class Composing {
  private begun: { element: EventTarget | null; value: string } | undefined;
  private unwanted: { element: Element; text: string } | undefined;
  private open: Composition | undefined;
  /** What was taken out, which the browser would put in again where an edit is undone and done again. */
  private readonly taken = new Set<string>();
  /** Whether what was heard of last stands in the place of what we have put in, which the browser takes for plain text. */
  replaces = false;

  constructor(private readonly door: Pick<Door, 'state' | 'carriesForeign' | 'roots'>) {}

  listen(): void {
    for (const name of ['compositionstart', 'compositionupdate', 'compositionend'])
      listenOnWindow(name, (event: CompositionEvent) => this.hear(event));
    this.door.roots.listen('input', (event) => this.onInput(event as InputEvent));
    for (const name of ['keydown', 'pointerdown', 'focusout'])
      listenOnWindow(name, (event: KeyboardEvent) => {
        if (!event.isComposing && event.key !== 'Process') this.open = undefined;
      });
  }

  /**
   * What was taken out may be put in by us later, and its composition is over for the browser, though not for who composes:
   * what they compose next, or commit, stands in its place.
   * @returns what puts `text` in; nothing where it is what was composed before, which is in, or on its way
   */
  insertion({ inputType }: InputEvent, element: Element, text: string): (() => void) | undefined {
    const { open } = this;
    const isIn = open && (open.put !== '' || performance.now() - open.at < LONGEST_HOLD_MS);
    const before = isIn && open.element === element && GOES_ON.has(inputType) ? open : undefined;
    this.replaces = before !== undefined && before.put !== '';
    if (before?.text === text) {
      if (inputType === 'insertText') this.open = undefined;
      return undefined;
    }
    const composition = before ?? { element, text, put: '', at: 0 };
    composition.text = text;
    composition.at = performance.now();
    this.open = inputType === COMPOSED ? composition : undefined;
    const anew = before ? undefined : insertionInto(element, text);
    return () => {
      this.taken.delete(text);
      if (composition.put) selectBefore(element, composition.put);
      composition.put = text;
      (anew ?? insertionInto(element, text))();
    };
  }

  /** `text` is on its way into `element`, and must not stay there. */
  takeOut(element: Element, text: string): void {
    this.unwanted = { element, text };
    if (this.taken.size < MOST_TAKEN) this.taken.add(text);
  }

  /** It was let be: the browser puts it in, and what comes next in its place. */
  letBe(): void {
    this.open = undefined;
  }

  private hear(event: CompositionEvent): void {
    if (!isAtWork(this.door.state())) return;
    const element = this.door.roots.innermost(event);
    if (event.type === 'compositionstart') this.begun = { element, value: isControl(element) ? element.value : '' };
    if (this.door.carriesForeign(event.data) || this.door.carriesForeign(afterInput(element, event.data)))
      event.stopImmediatePropagation();
  }

  private onInput(event: InputEvent): void {
    if (/^history/.test(event.inputType)) this.onHistory(event);
    const { unwanted, begun } = this;
    if (!unwanted || !event.isTrusted || event.inputType !== COMPOSED) return;
    this.unwanted = undefined;
    event.stopImmediatePropagation();
    const { element, text } = unwanted;
    if (!isControl(element)) remove(text, element);
    // To set the value ends the composition: what comes next is judged as any other text.
    else element.value = begun?.element === element ? begun.value : '';
  }

  /** A page can do an edit again without any event before it, and hears of this one after us. */
  private onHistory(event: InputEvent): void {
    const element = this.door.roots.innermost(event);
    if (!(element instanceof Element)) return;
    for (const text of this.taken) {
      if (!(isControl(element) ? element.value : element.textContent)?.includes(text)) continue;
      event.stopImmediatePropagation();
      if (isControl(element)) element.value = element.value.replaceAll(text, '');
      else remove(text, element);
    }
  }
}

const MOST_TAKEN = 100;

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

/** Selects `text` before the caret, if it is there. */
function selectBefore(element: Element, text: string): void {
  if (isControl(element)) {
    const { selectionStart: at, selectionEnd, value } = element;
    if (at !== null && at === selectionEnd && value.slice(0, at).endsWith(text))
      element.setSelectionRange(at - text.length, at);
    return;
  }
  const selection = element.ownerDocument.getSelection();
  if (!selection?.isCollapsed || !element.contains(selection.focusNode)) return;
  for (const _ of text) selection.modify('extend', 'backward', 'character');
  if (selection.toString() !== text) selection.collapseToEnd();
}
