/**
 * A page hears of a key before its text is put in anywhere, or without any field. A key that completes another site's data
 * isn't heard: what it would put in is judged by the gate as any other text.
 */
import { listenOnWindow } from '../observe/listening.ts';
import { afterInput } from '../observe/outgoing.ts';
import { type Door, isAtWork } from './door.ts';

/** UTF-16 units of what was typed last, wherever it went. */
const REMEMBERED = 200;

export class Keys {
  private typed = '';
  private unheard: string | undefined;

  constructor(private readonly door: Pick<Door, 'state' | 'carriesForeign' | 'roots'>) {}

  listen(): void {
    for (const name of ['keydown', 'keypress', 'keyup'])
      listenOnWindow(name, (event: KeyboardEvent) => this.hear(event));
  }

  private hear(event: KeyboardEvent): void {
    if (!isAtWork(this.door.state()) || event.key?.length !== 1 || event.ctrlKey || event.metaKey) return;
    if (event.type === 'keydown') this.unheard = this.completes(event) ? event.key : undefined;
    if (this.unheard === event.key) event.stopImmediatePropagation();
  }

  private completes(event: KeyboardEvent): boolean {
    this.typed = (this.typed + event.key).slice(-REMEMBERED);
    const field = this.door.roots.innermost(event);
    const isNew = (before: string, after: string) =>
      this.door.carriesForeign(after) && !this.door.carriesForeign(before);
    const found = this.door.carriesForeign(this.typed) || isNew(afterInput(field, ''), afterInput(field, event.key));
    if (found) this.typed = '';
    return found;
  }
}
