/**
 * A file input that stands nowhere – made by a script, pressed, and never shown – tells only itself what was chosen in it.
 * It is put into the document, unseen, where the gate hears of it.
 */
import { wrap } from './asking.ts';

export function hookFileInputs(): void {
  for (const [owner, name] of [
    [HTMLElement.prototype, 'click'],
    [HTMLInputElement.prototype, 'showPicker'],
  ] as const)
    wrap(owner as HTMLInputElement, name, (goOn, self: Element) => {
      if (self instanceof HTMLInputElement && self.type === 'file' && !self.isConnected) place(topOf(self));
      return goOn();
    });
}

let shelf: Element | undefined;

/** One at a time: the chooser that was open before is gone. */
function place(top: Element): void {
  shelf?.remove();
  shelf = document.createElement('div');
  shelf.toggleAttribute('hidden', true);
  shelf.append(top);
  document.documentElement.append(shelf);
}

function topOf(element: Element): Element {
  const { parentElement, parentNode } = element;
  const above = parentElement ?? (parentNode instanceof ShadowRoot ? parentNode.host : null);
  return above ? topOf(above) : element;
}
