/**
 * Something dragged onto a bin, by the browser's own drag or by a pointer that is moved. While it is judged its page isn't
 * told that it ended; where it is refused, it ends where it began.
 */
import { droppedOn } from '../observe/gestures.ts';
import { listenOnWindow } from '../observe/listening.ts';
import { type Door, stop } from './door.ts';
import type { Judge } from './gestures.ts';

/** Less is a press. */
const SHORTEST = 8;
const ITEM = '[draggable=true],li,tr,[role]';

type Kept = { target: Element; event: MouseEvent };

export function listenToDrags(door: Door, judge: Judge): void {
  let begun: Kept | undefined;
  /** What the page wasn't told. */
  let kept: Kept[] | undefined;
  const keptOf = (event: MouseEvent): Kept => {
    const target = door.roots.innermost(event);
    return { target: target instanceof Element ? target : document.documentElement, event: copyOf(event) };
  };
  const take = (): Kept[] => {
    const all = kept ?? [];
    kept = undefined;
    return all;
  };
  const tell = ({ target, event }: Kept) => target.dispatchEvent(event);
  const backTo = ({ event: { clientX, clientY } }: Kept) => {
    const ends = take().filter(({ event }) => /up$/.test(event.type));
    for (const type of ['move', 'up'])
      for (const { target, event } of ends)
        tell({ target, event: copyOf(event, { type: event.type.replace('up', type), clientX, clientY }) });
  };

  for (const type of ['pointerdown', 'dragstart'])
    listenOnWindow(type, (event: MouseEvent) => {
      if (!event.isTrusted) return;
      kept = undefined;
      begun = keptOf(event);
    });
  for (const type of ['pointerup', 'drop'])
    listenOnWindow(type, (event: MouseEvent) => {
      const from = begun;
      if (!from || !event.isTrusted || (type === 'pointerup' && !isFar(from.event, event))) return;
      const dragged = from.target.closest(ITEM) ?? from.target;
      const under = () => document.elementsFromPoint(event.clientX, event.clientY);
      const end = keptOf(event);
      const isHeld = judge(
        event,
        () => droppedOn(under(), dragged),
        () => take().forEach(tell),
        () => (type === 'drop' ? take().slice(1).forEach(tell) : backTo(from)),
      );
      if (isHeld) kept = [end];
    });
  for (const type of ['mouseup', 'click', 'dragend'])
    listenOnWindow(type, (event: MouseEvent) => {
      if (!kept || !event.isTrusted) return;
      kept.push(keptOf(event));
      stop(event);
    });
}

const isFar = (from: MouseEvent, to: MouseEvent): boolean =>
  Math.hypot(from.clientX - to.clientX, from.clientY - to.clientY) >= SHORTEST;

/** What a drag carries can be read in this tick only. */
function copyOf(event: MouseEvent, over: { type?: string; clientX?: number; clientY?: number } = {}): MouseEvent {
  const { type, clientX, clientY, screenX, screenY, button, buttons, detail, ctrlKey, shiftKey, altKey, metaKey } =
    event;
  const init = { clientX, clientY, screenX, screenY, button, buttons, detail, ctrlKey, shiftKey, altKey, metaKey };
  const all = { ...init, ...over, bubbles: true, cancelable: true, composed: true, view: window };
  const name = over.type ?? type;
  if (event instanceof DragEvent) return new DragEvent(name, { ...all, dataTransfer: carriedBy(event) });
  if (!(event instanceof PointerEvent)) return new MouseEvent(name, all);
  const { pointerId, pointerType, isPrimary } = event;
  return new PointerEvent(name, { ...all, pointerId, pointerType, isPrimary });
}

function carriedBy({ dataTransfer }: DragEvent): DataTransfer {
  const data = new DataTransfer();
  for (const type of dataTransfer?.types ?? [])
    if (type !== 'Files') data.setData(type, dataTransfer?.getData(type) ?? '');
  return data;
}
