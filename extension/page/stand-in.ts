/**
 * An `EditContext` in the place of a page's: it gets what the browser puts in, asks, and hands on what may go. Of what may
 * not, nothing reaches the page's, which keeps its text and its selection.
 *
 * A page that waits for such a text may have changed what is built in: on its way it meets only what was kept here.
 */
import type { EditContext as Context } from '../../src/enforce/edit-context.ts';
import { INTO_CONTEXT } from '../../src/observe/attribute.ts';
import { dispatch, listen } from './asking.ts';

/** Without a prototype: a page could have given every object a getter that hears what else is in it. */
type Init = { __proto__: null } & Record<string, unknown>;
type Events =
  | 'CompositionEvent'
  | 'InputEvent'
  | 'TextUpdateEvent'
  | 'TextFormatUpdateEvent'
  | 'CharacterBoundsUpdateEvent';
type Realm = Record<Events, new (type: string, init: Init) => Event> & {
  EditContext: new (init: Init) => Context;
};

const { apply } = Reflect;
const {
  CompositionEvent,
  InputEvent,
  TextUpdateEvent,
  TextFormatUpdateEvent,
  CharacterBoundsUpdateEvent,
  EditContext,
} = window as unknown as Realm;

/** @returns what calls the getter or the method `name` of those that `made` makes, as it is now */
function native<T>(made: { readonly prototype: object } | undefined, name: string) {
  const { get, value } = Object.getOwnPropertyDescriptor(made?.prototype ?? {}, name) ?? {};
  return (on: object, ...args: unknown[]): T => apply(get ?? value, on, args);
}

export const textOf = native<string>(EditContext, 'text');
const startOf = native<number>(EditContext, 'selectionStart');
const endOf = native<number>(EditContext, 'selectionEnd');
const updateText = native(EditContext, 'updateText');
const updateSelection = native(EditContext, 'updateSelection');
const elementsOf = native<Element[]>(EditContext, 'attachedElements');
const insertedBy = native<string>(TextUpdateEvent, 'text');
const fromOf = native<number>(TextUpdateEvent, 'updateRangeStart');
const toOf = native<number>(TextUpdateEvent, 'updateRangeEnd');
const startAfter = native<number>(TextUpdateEvent, 'selectionStart');
const endAfter = native<number>(TextUpdateEvent, 'selectionEnd');
const formatsOf = native<unknown[]>(TextFormatUpdateEvent, 'getTextFormats');
const firstOf = native<number>(CharacterBoundsUpdateEvent, 'rangeStart');
const lastOf = native<number>(CharacterBoundsUpdateEvent, 'rangeEnd');
const stop = native(Event, 'stopImmediatePropagation');

/** @param again puts a new one in this one's place: in the middle of a composition only that ends it */
export function standInFor(page: Context, again: (element: Element) => void): Context {
  const ours = new EditContext({
    __proto__: null,
    text: textOf(page),
    selectionStart: startOf(page),
    selectionEnd: endOf(page),
  });
  /** What the page knows of what is being composed. */
  let composed: string | undefined;
  let composing = false;
  let over = false;
  const on = (type: string, hear: (event: Event) => void) =>
    apply(listen, ours, [
      type,
      (event: Event) => {
        stop(event);
        if (!over) hear(event);
      },
    ]);
  const tell = (event: Event) => apply(dispatch, page, [event]);
  const end = () => {
    composing = false;
    if (composed !== undefined) tell(new CompositionEvent('compositionend', { __proto__: null, data: composed }));
    composed = undefined;
  };

  on('compositionstart', () => {
    composing = true;
  });
  on('textupdate', (event) => {
    const text = insertedBy(event);
    const updateRangeStart = fromOf(event);
    const updateRangeEnd = toOf(event);
    const selectionStart = startAfter(event);
    const selectionEnd = endAfter(event);
    if (event.isTrusted && text) {
      // As it was before, for the gate looks at what would become of it.
      updateText(ours, 0, textOf(ours).length, textOf(page));
      updateSelection(ours, updateRangeStart, updateRangeEnd);
      const element = elementsOf(ours)[0];
      if (!element || !mayCome(element, text, composing)) {
        over = true;
        if (element) again(element);
        end();
        return;
      }
      updateText(ours, updateRangeStart, updateRangeEnd, text);
      updateSelection(ours, selectionStart, selectionEnd);
    }
    if (composing) {
      if (composed === undefined) tell(new CompositionEvent('compositionstart', { __proto__: null, data: text }));
      composed = text;
    }
    updateText(page, updateRangeStart, updateRangeEnd, text);
    updateSelection(page, selectionStart, selectionEnd);
    const init: Init = { __proto__: null, text, updateRangeStart, updateRangeEnd, selectionStart, selectionEnd };
    tell(new TextUpdateEvent('textupdate', init));
  });
  on('compositionend', end);
  on('textformatupdate', (event) => {
    tell(new TextFormatUpdateEvent('textformatupdate', { __proto__: null, textFormats: formatsOf(event) }));
  });
  on('characterboundsupdate', (event) => {
    const init: Init = { __proto__: null, rangeStart: firstOf(event), rangeEnd: lastOf(event) };
    tell(new CharacterBoundsUpdateEvent('characterboundsupdate', init));
  });
  return ours;
}

/** In the words of an edit that the page would hear of: the gate weighs it as one. */
function mayCome(element: Element, data: string, composing: boolean): boolean {
  const inputType = composing ? 'insertCompositionText' : 'insertText';
  const init: Init = { __proto__: null, bubbles: true, composed: true, cancelable: true, data, inputType };
  return apply(dispatch, element, [new InputEvent(INTO_CONTEXT, init)]);
}
