/** Performs a key as the browser would have: what the page hears of it, and, unless the page prevents it, what it does. */
import { listenOnWindow } from '../observe/listening.ts';
import { isSubmitter } from '../observe/target.ts';
import type { Player, Stroke } from './behind.ts';
import { stop } from './door.ts';
import { type EditContext, editContextOf, insertByContext } from './edit-context.ts';
import { within } from './insertion.ts';
import { takesText } from './weigh.ts';

export const play: Player = async (stroke, insert, quietly) => {
  const { event, element } = stroke;
  const goes = tell('keydown', event, element);
  // A page may have put something else in its place.
  if (goes && element.isConnected) await perform(stroke, insert, quietly);
  tell('keyup', event, element);
};

async function perform({ event, element, text }: Stroke, ...[insert, quietly]: Tools): Promise<void> {
  const { key, ctrlKey } = event;
  const context = editContextOf(element);
  const isText = key.length === 1 && !ctrlKey;
  if ((isText || key === 'Enter') && !tell('keypress', event, element, text)) return;
  if (isText && (takesText(element) || context)) return insert(text);
  if (context) return quietly(() => editByContext(event, element, context));
  if (key === 'Enter') return enter(event, element, quietly);
  if (key === ' ' && isPressed(element)) element.click();
  else if (isNumber(element) && /^Arrow(Up|Down)$/.test(key)) quietly(() => step(element, key === 'ArrowUp' ? 1 : -1));
  else if (takesText(element)) quietly(() => within(element, () => edit(event)));
}
type Tools = Parameters<Player> extends [unknown, ...infer Rest] ? Rest : never;

/** @returns false where the page prevents what the key would do */
function tell(
  type: 'keydown' | 'keypress' | 'keyup',
  event: KeyboardEvent,
  element: Element,
  key = event.key,
): boolean {
  const { code, location, repeat, ctrlKey, shiftKey, altKey, metaKey } = event;
  const number = type === 'keypress' ? (key === 'Enter' ? 13 : key.charCodeAt(0)) : event.keyCode;
  const init = { key, code, location, repeat, ctrlKey, shiftKey, altKey, metaKey, keyCode: number, which: number };
  const charCode = type === 'keypress' ? number : 0;
  return element.dispatchEvent(
    new KeyboardEvent(type, {
      ...init,
      charCode,
      bubbles: true,
      cancelable: true,
      composed: true,
      view: window,
    } as never),
  );
}

/** What it presses or sends, the gate judges as it does by any hand. */
function enter({ shiftKey, ctrlKey }: KeyboardEvent, element: Element, quietly: Tools[1]): void {
  // A chord breaks no line.
  if (ctrlKey && takesText(element) && !(element instanceof HTMLInputElement)) return;
  const breaks = (name: string, value?: string) =>
    quietly(() => within(element, () => document.execCommand(name, false, value)));
  if (element instanceof HTMLTextAreaElement) breaks('insertText', '\n');
  else if (element instanceof HTMLElement && element.isContentEditable)
    breaks(shiftKey ? 'insertLineBreak' : 'insertParagraph');
  else if (element instanceof HTMLInputElement && takesText(element)) {
    tellChange(element);
    sendFormOf(element);
  } else if (isPressed(element) || element instanceof HTMLAnchorElement) element.click();
}

/** The page hears what is about to be done; moving the caret and breaking a line are its own work. */
function editByContext({ key, ctrlKey, shiftKey }: KeyboardEvent, element: Element, context: EditContext): void {
  const [backward, forward] = [key === 'Backspace', key === 'Delete'];
  const breaks = key === 'Enter' && (shiftKey ? 'insertLineBreak' : 'insertParagraph');
  const erases = (backward || forward) && `delete${ctrlKey ? 'Word' : 'Content'}${backward ? 'Backward' : 'Forward'}`;
  const inputType = breaks || erases;
  const init = { inputType: inputType || '', bubbles: true, cancelable: true, composed: true };
  if (!inputType || !element.dispatchEvent(new InputEvent('beforeinput', init)) || breaks) return;
  const { text, selectionStart: at, selectionEnd } = context;
  const gone = backward
    ? (ctrlKey ? /\w*\W*$/ : /.?$/su).exec(text.slice(0, at))
    : (ctrlKey ? /^\W*\w*/ : /^.?/su).exec(text.slice(at));
  const length = gone?.[0].length ?? 0;
  if (at === selectionEnd) context.updateSelection(backward ? at - length : at, backward ? at : at + length);
  insertByContext(context, '');
}

/** HTML's implicit submission: by the form's first button, or without one where it has a single field. */
function sendFormOf({ form }: HTMLInputElement): void {
  const elements = [...(form?.elements ?? [])];
  const button = elements.find((element) => isSubmitter(element));
  const fields = elements.filter((element) => element instanceof HTMLInputElement && takesText(element));
  if (button instanceof HTMLElement) button.click();
  else if (fields.length === 1) form?.requestSubmit();
}

/** Values as they were when their field got the focus, or was last said to have changed … */
const known = new WeakMap<Element, string>();
/** … and said by us: the browser, which doesn't know, says so again when the field is left. */
const saidByUs = new WeakMap<Element, string>();

/** To be called once, before there are keys to perform. */
export function followChanges(): void {
  const note = (event: Event) => {
    const [field] = event.composedPath();
    if (!(field instanceof HTMLInputElement)) return;
    if (event.type === 'change' && event.isTrusted && saidByUs.get(field) === field.value) stop(event);
    known.set(field, field.value);
    saidByUs.delete(field);
  };
  for (const type of ['focusin', 'change']) listenOnWindow(type, note);
}

/** Enter makes the browser say that a field has changed, where it has. */
function tellChange(field: HTMLInputElement): void {
  if (field.value === (known.get(field) ?? field.defaultValue)) return;
  field.dispatchEvent(new Event('change', { bubbles: true }));
  saidByUs.set(field, field.value);
}

const isNumber = (element: Element): element is HTMLInputElement =>
  element instanceof HTMLInputElement && element.type === 'number';

/** As the browser's own arrows do; where any number will do, by one. */
function step(field: HTMLInputElement, by: 1 | -1): void {
  const before = field.value;
  if (field.step === 'any') field.value = String((Number(before) || 0) + by);
  else if (by > 0) field.stepUp();
  else field.stepDown();
  if (field.value === before) return;
  for (const type of ['input', 'change'])
    field.dispatchEvent(new Event(type, { bubbles: true, composed: type === 'input' }));
}

function edit({ key, ctrlKey, shiftKey }: KeyboardEvent): void {
  const selection = getSelection();
  const erases = key === 'Backspace' ? 'backward' : key === 'Delete' ? 'forward' : undefined;
  const [direction, unit, far] = MOVES[key] ?? [];
  if (key === 'a') document.execCommand('selectAll');
  else if (erases) {
    if (ctrlKey) selection?.modify('extend', erases, 'word');
    document.execCommand(erases === 'backward' ? 'delete' : 'forwardDelete');
  } else if (direction && unit) selection?.modify(shiftKey ? 'extend' : 'move', direction, ctrlKey && far ? far : unit);
}

const MOVES: Record<string, [direction: string, unit: string, withCtrl?: string]> = {
  ArrowLeft: ['left', 'character', 'word'],
  ArrowRight: ['right', 'character', 'word'],
  ArrowUp: ['backward', 'line'],
  ArrowDown: ['forward', 'line'],
  Home: ['backward', 'lineboundary', 'documentboundary'],
  End: ['forward', 'lineboundary', 'documentboundary'],
};

function isPressed(element: Element): element is HTMLElement {
  const isButton = element instanceof HTMLButtonElement || element.tagName === 'SUMMARY';
  return isButton || (element instanceof HTMLInputElement && !takesText(element));
}
