/**
 * A page hears of a key before its text is put in anywhere, or without any field, and of keys that put in nothing. A key that
 * completes another site's data isn't heard: what it would put in is judged by the gate as any other text.
 */
import { listenOnWindow } from '../observe/listening.ts';
import { afterInput } from '../observe/outgoing.ts';
import { nameOf } from '../observe/target.ts';
import { Begun } from './begun.ts';
import { type Door, isAtWork } from './door.ts';

/** UTF-16 units of what was typed last, wherever it went. */
const REMEMBERED = 200;

export class Keys {
  /** What a page can have made of the keys: by their text, their place, their number. */
  private typed: readonly string[] = ['', '', ''];
  private readonly begun: readonly Begun[];
  private readonly down = new Set<string>();
  private readonly unheard = new Set<string>();

  constructor(private readonly door: Pick<Door, 'state' | 'carriesForeign' | 'roots'>) {
    this.begun = this.typed.map(() => new Begun((text) => door.carriesForeign(text)));
  }

  listen(): void {
    for (const name of ['keydown', 'keypress', 'keyup'])
      listenOnWindow(name, (event: KeyboardEvent) => this.hear(event));
  }

  private hear(event: KeyboardEvent): void {
    const { type, key, code } = event;
    if (!isAtWork(this.door.state()) || key === undefined) return;
    const name = `${code} ${key.toLowerCase()}`;
    // A key may come up, or say its character, that never went down.
    const isNew = type === 'keydown' || !this.down.has(name);
    if (isNew && this.completes(event)) this.unheard.add(name);
    else if (isNew) this.unheard.delete(name);
    if (this.unheard.has(name)) event.stopImmediatePropagation();
    if (type === 'keydown') this.down.add(name);
    if (type === 'keyup') this.down.delete(name);
    if (this.down.size > MOST_DOWN) this.down.clear();
  }

  /**
   * Buttons named by one character each, as of a keypad on the screen, or by a few digits, are keys too.
   * @returns what was typed with them, where pressing `button` completes another site's data; it then counts as not pressed
   */
  spelled(button: Element): string | undefined {
    if (!isAtWork(this.door.state())) return undefined;
    const name = nameOf(button);
    return /^(.|\d{2,4})$/.test(name) ? this.add([name, name, name]) : undefined;
  }

  private completes(event: KeyboardEvent): boolean {
    const field = this.door.roots.innermost(event);
    const enters = event.type !== 'keyup' && event.key.length === 1 && !event.ctrlKey && !event.metaKey;
    if (enters && this.isNew(afterInput(field, ''), afterInput(field, event.key))) return true;
    return this.add(charactersOf(event)) !== undefined;
  }

  private isNew(before: string, after: string): boolean {
    return this.door.carriesForeign(after) && !this.door.carriesForeign(before);
  }

  /** What completes something is not heard, and has not been typed: the same once more would complete it again. */
  private add(characters: readonly string[]): string | undefined {
    if (characters.every((one) => one === '')) return undefined;
    const typed = this.typed.map((before, at) => (before + (characters[at] ?? '')).slice(-REMEMBERED).toLowerCase());
    const tried = this.begun.map((begun, at) => begun.completedBy((characters[at] ?? '').toLowerCase()));
    const found =
      [...new Set(typed)].find((text) => this.door.carriesForeign(text)) ?? tried.find((text) => text !== '');
    for (const [at, begun] of this.begun.entries()) {
      if (found === undefined) begun.grow((characters[at] ?? '').toLowerCase());
      else begun.refuse(tried[at] || (typed[at] ?? ''));
    }
    if (found === undefined) this.typed = typed;
    return found;
  }
}

/** Keys held at a time; one that is let go outside this page is never seen to come up. */
const MOST_DOWN = 20;
/** A keyboard has no higher ones. */
const MOST_NUMBER = 255;

/** Its text, and what stands at its place and under its number. Chords are commands, but a page may read digits of them too. */
function charactersOf(event: KeyboardEvent): string[] {
  const { key, code } = event;
  const text = key.length === 1 ? key : '';
  const place = /^(?:Digit|Numpad|Key)([0-9A-Z])$/.exec(code)?.[1] ?? text;
  const all = [text, place, numbered(event) ?? text];
  return event.ctrlKey || event.metaKey ? all.map((one) => (/^\d+$/.test(one) ? one : '')) : all;
}

function numbered({ type, keyCode }: KeyboardEvent): string | undefined {
  if (type === 'keypress') return undefined;
  if (keyCode > MOST_NUMBER) return `${keyCode}`;
  const isKeypad = keyCode >= 96 && keyCode <= 105;
  const character = isKeypad ? `${keyCode - 96}` : String.fromCharCode(keyCode);
  return /^[0-9A-Z]$/.test(character) ? character : undefined;
}
