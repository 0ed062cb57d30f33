/** A press from where it begins to where it ends: what is held of it is done only if it ended where it began. */
import type { Claims } from './claims.ts';
import type { Who } from './door.ts';
import { LONGEST_HOLD_MS } from './holding.ts';

/** A finger's click comes a moment after it was lifted. */
const CLICK_MS = { finger: 1_000, other: 60 };

export class Press {
  held = false;
  digest = '';
  private isClick: boolean | undefined;
  private tell: () => void = () => undefined;

  constructor(readonly element: Element) {}

  clicked(): void {
    this.end(true);
  }

  lifted({ pointerType }: PointerEvent): void {
    setTimeout(() => this.end(false), pointerType === 'touch' ? CLICK_MS.finger : CLICK_MS.other);
  }

  /** Resolves with whether it was a click: a drag, one that was thought better of, or one that doesn't end is none. */
  async ended(): Promise<boolean> {
    setTimeout(() => this.end(false), LONGEST_HOLD_MS);
    if (this.isClick === undefined)
      await new Promise<void>((done) => {
        this.tell = done;
      });
    return this.isClick ?? false;
  }

  private end(isClick: boolean): void {
    this.isClick ??= isClick;
    this.tell();
  }
}

/** What pressing `element` claims. @param spelled what is typed with it, where it is a key on the screen */
export const pressing =
  (element: Element, spelled: string | undefined, at?: { x: number; y: number }) =>
  (who: Who, { activation, written }: Claims) =>
    spelled === undefined ? activation(element, who, at) : written(element, spelled, who);
