/**
 * Text edited through an `EditContext`, as code editors do (Chromium): nothing of it is in the document, and `execCommand`
 * puts nothing in.
 */
export type EditContext = EventTarget & {
  readonly text: string;
  readonly selectionStart: number;
  readonly selectionEnd: number;
  updateText(start: number, end: number, text: string): void;
  updateSelection(start: number, end: number): void;
};
declare const TextUpdateEvent: new (type: string, init: object) => Event;

export function editContextOf(element: Element): EditContext | undefined {
  return (element as { editContext?: EditContext | null }).editContext ?? undefined;
}

/** Puts text in place of what is selected, and tells the page as the browser would. */
export function insertByContext(context: EditContext, text: string): void {
  const updateRangeStart = Math.min(context.selectionStart, context.selectionEnd);
  const updateRangeEnd = Math.max(context.selectionStart, context.selectionEnd);
  const caret = updateRangeStart + text.length;
  context.updateText(updateRangeStart, updateRangeEnd, text);
  context.updateSelection(caret, caret);
  const update = { text, updateRangeStart, updateRangeEnd, selectionStart: caret, selectionEnd: caret };
  context.dispatchEvent(new TextUpdateEvent('textupdate', update));
}
