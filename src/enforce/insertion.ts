import { editContextOf, insertByContext } from './edit-context.ts';

/**
 * Text that was held on its way into a field, put in later. By then the focus may be elsewhere – agents fill the next field
 * at once – so it goes where it was meant for, and the focus returns to where it was.
 */
export function insertionInto(element: Element, text: string): () => void {
  const meant = isTextControl(element) ? rangeOf(element) : undefined;
  return () =>
    within(element, () => {
      // A caret moves on with what was put in before; a selection is what the text was to replace.
      if (meant && isTextControl(element) && meant.end > meant.start && element.value === meant.value)
        element.setSelectionRange(meant.start, meant.end);
      const context = editContextOf(element);
      if (context) insertByContext(context, text);
      else element.ownerDocument.execCommand('insertText', false, text);
    });
}

/** As if they had been chosen there. */
export function putFiles(element: HTMLInputElement, files: readonly File[]): void {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  element.files = transfer.files;
  for (const type of ['input', 'change']) element.dispatchEvent(new Event(type, { bubbles: true }));
}

/** Does `work` with the focus in `element`, which then returns to where it was. */
export function within(element: Element, work: () => void): void {
  const { activeElement } = element.getRootNode() as Document | ShadowRoot;
  const moved = activeElement !== element && !element.contains(activeElement);
  if (moved && element instanceof HTMLElement) element.focus({ preventScroll: true });
  work();
  if (moved && activeElement instanceof HTMLElement) activeElement.focus({ preventScroll: true });
}

type TextControl = HTMLInputElement | HTMLTextAreaElement;

const isTextControl = (element: Element): element is TextControl =>
  element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement;

/** Inputs of type number, e-mail and date have no selection to speak of: they are replaced whole when they were selected whole. */
function rangeOf(control: TextControl): { start: number; end: number; value: string } | undefined {
  const { selectionStart, selectionEnd, value } = control;
  return selectionStart === null || selectionEnd === null
    ? undefined
    : { start: selectionStart, end: selectionEnd, value };
}
