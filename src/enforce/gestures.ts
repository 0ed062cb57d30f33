/**
 * Acts without a control: a key that deletes what is selected, a double click, something dragged onto a bin. Their page
 * hears of them when they were judged. Comes with the script of guarded frames.
 */
import { deletedBy, doneByTwo, type Meant } from '../observe/gestures.ts';
import { listenOnWindow } from '../observe/listening.ts';
import { meaning } from './claims.ts';
import { type Door, isAtWork, stop, type Who } from './door.ts';
import { listenToDrags } from './drags.ts';
import { editContextOf } from './edit-context.ts';
import type { Judging } from './picked.ts';
import { takesText } from './weigh.ts';

/** Judges `event`, which does what `find` says. @returns whether it is held */
export type Judge = (event: Event, find: () => Meant | undefined, replay: () => void, undone?: () => void) => boolean;

const EDITORS = 'canvas,iframe,[role=textbox],[role=application]';

export function listenToGestures(door: Door, gate: Judging): void {
  const judge: Judge = (event, find, replay, undone = () => undefined) => {
    if (gate.isReplaying || !isAtWork(door.state())) return false;
    const meant = find();
    if (!meant) return false;
    const signs = event.isTrusted ? [] : ['untrusted event' as const];
    const claimOf = (who: Who) => meaning(meant, who);
    return gate.consider({ event, signs, claimOf, element: meant.element, replay, undone }).outcome === 'stop';
  };
  const hear = (type: string, find: (at: Element, event: Event) => Meant | undefined) =>
    listenOnWindow(type, (event: Event) => {
      const at = door.roots.innermost(event);
      if (!(at instanceof Element)) return;
      const replay = () => at.dispatchEvent(new (event.constructor as typeof Event)(type, event));
      if (door.state() || gate.isReplaying) judge(event, () => find(at, event), replay);
      else if (find(at, event)) {
        // Until it is known who is here.
        stop(event);
        void door.open().then(replay);
      }
    });
  hear('keydown', (at, event) => {
    const key = event as KeyboardEvent;
    if (!/^(Delete|Backspace)$/.test(key.key) || key.repeat || takesText(at) || editContextOf(at)) return undefined;
    return at.closest(EDITORS) ? undefined : deletedBy(key, at);
  });
  hear('dblclick', doneByTwo);
  listenToDrags(door, judge);
}
