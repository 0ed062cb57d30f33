/** The clipboard by keys, menu or `execCommand`: what is copied or cut, and what a page would hear of a paste. */
import type { Trail } from '../observe/attribute.ts';
import { clipping, typing } from './claims.ts';
import type { Door, Outcome, Who } from './door.ts';
import { editContextOf } from './edit-context.ts';
import type { Holding } from './holding.ts';
import { insertionInto } from './insertion.ts';
import { type Action, takesText } from './weigh.ts';

export class Clipboard {
  constructor(
    private readonly door: Door,
    private readonly holding: Holding,
    private readonly trail: Trail,
    private readonly consider: (action: Action) => Outcome,
  ) {}

  onCopy(event: ClipboardEvent): void {
    const element = this.elementOf(event);
    if (this.holding.replaying || !element) return;
    const text = selectedText(element);
    const command = event.type === 'cut' ? 'cut' : 'copy';
    const claimOf = (who: Who) => clipping('clipboard.write', element, text, who);
    const replay = () => {
      // Where the page edits by itself, `execCommand` does nothing but copy.
      const byPage = command === 'cut' && editContextOf(element);
      document.execCommand(byPage ? 'copy' : command);
      if (byPage) tellPage('cut', element, '');
    };
    this.consider({ event, signs: this.trail.clipped(event), claimOf, element, replay });
  }

  /**
   * A page's paste listener gets the clipboard before anything is put in. Into a field it is a paste there; anywhere else
   * the page only reads.
   */
  onPaste(event: ClipboardEvent): void {
    const element = this.elementOf(event);
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (this.holding.replaying || !element || !text) return;
    const signs = this.trail.clipped(event);
    const field = takesText(element);
    const claimOf = (who: Who) =>
      field ? typing('paste', element, text, who) : clipping('clipboard.read', element, text, who);
    const insert = field ? insertionInto(element, text) : undefined;
    const replay = () => {
      if (tellPage('paste', element, text)) insert?.();
    };
    this.consider({ event, signs, claimOf, element, replay });
  }

  private elementOf(event: ClipboardEvent): Element | undefined {
    const target = this.door.roots.innermost(event);
    if (target instanceof Element) return target;
    return target instanceof Node ? (target.parentElement ?? undefined) : document.documentElement;
  }
}

/** @returns false where the page takes it into its own hands */
function tellPage(type: 'cut' | 'paste', element: Element, text: string): boolean {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  return element.dispatchEvent(
    new ClipboardEvent(type, { clipboardData, bubbles: true, cancelable: true, composed: true }),
  );
}

function selectedText(element: Element): string {
  if (element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement) {
    const { value, selectionStart, selectionEnd } = element;
    if (selectionStart !== null && selectionEnd !== null) return value.slice(selectionStart, selectionEnd);
  }
  return document.getSelection()?.toString() ?? '';
}
