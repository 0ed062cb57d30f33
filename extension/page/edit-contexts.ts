/**
 * What a debugger inserts at once, or an input method composes, goes from the browser right into the `EditContext` that has
 * the focus: no event comes before it, and none of it can be stopped. So every one that a page puts on an element has
 * another in its place (stand-in.ts), which the page doesn't see.
 */
import type { EditContext } from '../../src/enforce/edit-context.ts';
import { listen } from './asking.ts';
import { standInFor, textOf } from './stand-in.ts';

type Native = (this: unknown, ...args: unknown[]) => unknown;

/** What a page tells its own, the one in its place must know. */
const TOLD = ['updateText', 'updateSelection', 'updateControlBounds', 'updateSelectionBounds', 'updateCharacterBounds'];

const { apply } = Reflect;
const ours = new WeakMap<object, EditContext>();
const pages = new WeakMap<object, EditContext>();

export function hookEditContexts(): void {
  const { prototype } = (window as { EditContext?: { prototype: Record<string, Native> } }).EditContext ?? {};
  const place = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'editContext');
  if (!prototype || !place?.get || !place.set) return;
  const { get, set } = place;
  const put = (context: EditContext, element: Element, made = standInFor(context, (again) => put(context, again))) => {
    ours.set(context, made);
    pages.set(made, context);
    apply(set, element, [made]);
  };
  Object.defineProperty(HTMLElement.prototype, 'editContext', {
    ...place,
    get() {
      const inPlace = apply(get, this, []);
      return pages.get(inPlace) ?? inPlace;
    },
    set(context: unknown) {
      if (isContext(context) && !pages.has(context)) put(context, this, ours.get(context));
      else apply(set, this, [context]);
    },
  });
  hookMethods(prototype);
  /** What was there before. */
  const inherit = (element: unknown) => {
    const context = element instanceof HTMLElement && apply(get, element, []);
    if (context && !pages.has(context)) put(context, element);
  };
  apply(listen, window, ['focusin', (event: Event) => inherit(event.composedPath()[0]), true]);
  for (let root: DocumentOrShadowRoot | null = document; root; root = root.activeElement?.shadowRoot ?? null)
    inherit(root.activeElement);
}

function hookMethods(prototype: Record<string, Native>): void {
  for (const name of TOLD) {
    const native = prototype[name] as Native;
    prototype[name] = function (...args) {
      apply(native, this, args);
      const made = ours.get(this as EditContext);
      if (made) apply(native, made, args);
    };
  }
  const { attachedElements } = prototype as Record<string, Native>;
  prototype.attachedElements = function () {
    return apply(attachedElements as Native, ours.get(this as EditContext) ?? this, []);
  };
}

/** Of whatever window. */
function isContext(value: unknown): value is EditContext {
  try {
    return typeof value === 'object' && value !== null && textOf(value) !== undefined;
  } catch {
    // Anything else hasn't got its text.
    return false;
  }
}
