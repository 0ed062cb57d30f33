/** The clipboard by keys, menu or `execCommand`, and drags: what is copied or cut, and what a page would hear of a paste or a drop. */
import type { Trail } from '../observe/attribute.ts';
import type { Claim, Claims } from './claims.ts';
import { type Door, isAtWork, type Outcome, stop, type Who } from './door.ts';
import { editContextOf } from './edit-context.ts';
import { namesOf, withText } from './files.ts';
import type { Holding } from './holding.ts';
import { insertionInto, putFiles } from './insertion.ts';
import { type Action, takesText } from './weigh.ts';

export class Clipboard {
  /** Something of this page is being dragged. */
  private dragged = false;

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
    const claimOf = (who: Who, { clipping }: Claims) => clipping('clipboard.write', element, text, who);
    const replay = () => {
      // Where the page edits by itself, `execCommand` does nothing but copy.
      const byPage = command === 'cut' && editContextOf(element);
      document.execCommand(byPage ? 'copy' : command);
      if (byPage) tellPage(event, element, new Map(), []);
    };
    this.consider({ event, signs: this.trail.clipped(event), claimOf, element, replay });
  }

  /**
   * A page's listener gets all that is pasted or dropped before anything is put in, of every type. Into a field it is put
   * there; anywhere else the page only reads.
   */
  onBrought(event: ClipboardEvent | DragEvent): void {
    const element = this.elementOf(event);
    const data = 'clipboardData' in event ? event.clipboardData : event.dataTransfer;
    if (this.holding.replaying || !element || !data || data.types.length === 0) return;
    const kind = event.type === 'drop' ? 'drag' : 'paste';
    const files = [...data.files];
    // Can be read in this tick only, and need not be where it is a person's.
    let read: Texts | undefined;
    const texts = () => (read ??= textsIn(data));
    const said = () => allOf(texts(), files);
    // What a page hands to itself is its own affair, unless it is another site's.
    if (kind === 'drag' && this.dragged && !this.door.carriesForeign(said())) return;
    const field = takesText(element);
    const claimOf = (who: Who, { choosing, clipping, typing }: Claims): Claim => {
      if (files.length > 0) return { ...choosing(element, files, who), outgoing: said() };
      const enters = field || kind === 'drag';
      return enters ? typing(kind, element, said(), who) : clipping('clipboard.read', element, said(), who);
    };
    let insert: (() => void) | undefined;
    const replay = () => {
      if (!tellPage(event, element, texts(), files)) return;
      if (element instanceof HTMLInputElement && element.type === 'file') putFiles(element, files);
      else insert?.();
    };
    const complete = (claim: Claim) => withText(claim, files);
    const signs = this.trail.clipped(event);
    const whole = files.length > 0 ? { complete } : {};
    const { outcome } = this.consider({ event, signs, claimOf, element, replay, ...whole });
    if (outcome !== 'stop') return;
    const held = texts();
    if (field) insert = insertionInto(element, plainOf(held));
  }

  /** While something is dragged, a page sees no more of it than its types, which anybody may name as they like. */
  onDrag(event: DragEvent): void {
    if (event.type === 'dragstart' || event.type === 'dragend')
      this.dragged = event.type === 'dragstart' && event.isTrusted;
    else if (isAtWork(this.door.state()) && this.door.carriesForeign(event.dataTransfer?.types.join('\n') ?? ''))
      stop(event);
  }

  private elementOf(event: ClipboardEvent | DragEvent): Element | undefined {
    const target = this.door.roots.innermost(event);
    if (target instanceof Element) return target;
    return target instanceof Node ? (target.parentElement ?? undefined) : document.documentElement;
  }
}

type Texts = Map<string, string>;

const textsIn = (data: DataTransfer): Texts =>
  new Map(data.types.filter((type) => type !== 'Files').map((type) => [type, data.getData(type)]));

/** All of it that is text, with what types and files are called. */
function allOf(texts: Texts, files: readonly File[]): string {
  const unusual = [...texts.keys()].filter((type) => !USUAL.has(type));
  return [...new Set([...texts.values(), ...unusual, ...namesOf(files)])].join('\n');
}

const USUAL: ReadonlySet<string> = new Set(['text/plain', 'text/html', 'text/uri-list']);

/** What a field takes of it. */
function plainOf(texts: Texts): string {
  const html = texts.get('text/html');
  const plain = texts.get('text/plain');
  return plain || (html ? (new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '') : '');
}

/** @returns false where the page takes it into its own hands */
function tellPage(event: ClipboardEvent | DragEvent, element: Element, texts: Texts, files: readonly File[]): boolean {
  const data = new DataTransfer();
  for (const [type, text] of texts) data.setData(type, text);
  for (const file of files) data.items.add(file);
  const all = { bubbles: true, cancelable: true, composed: true };
  if (!('dataTransfer' in event))
    return element.dispatchEvent(new ClipboardEvent(event.type, { clipboardData: data, ...all }));
  const { clientX, clientY, screenX, screenY } = event;
  return element.dispatchEvent(
    new DragEvent(event.type, { dataTransfer: data, clientX, clientY, screenX, screenY, ...all }),
  );
}

function selectedText(element: Element): string {
  if (element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement) {
    const { value, selectionStart, selectionEnd } = element;
    if (selectionStart !== null && selectionEnd !== null) return value.slice(selectionStart, selectionEnd);
  }
  return document.getSelection()?.toString() ?? '';
}
