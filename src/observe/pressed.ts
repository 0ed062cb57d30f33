/** What is pressed though its markup calls it no control: by its pointer, and by being no more than a few words. */
import { nameOf } from './target.ts';

/** Rows and text are opened, or chosen. */
const OPENED =
  '[role=option],[role=row],[role=treeitem],[role=listitem],[role=gridcell],[role=tab],li,tr,[draggable=true],article,p,a,label,input,select,textarea,[contenteditable]';
const MOST_WORDS = 4;
const MOST_UP = 8;

/** @returns the whole of it: what has the pointer by itself, around `at` */
export function pressedAround(at: Element): Element | undefined {
  // Fields are described at each key: styles last.
  if (at.hasAttribute('role') || at.closest(OPENED) || !isPointed(at)) return undefined;
  let whole = at;
  for (let up = 0; whole.parentElement && isPointed(whole.parentElement); up += 1, whole = whole.parentElement)
    if (up === MOST_UP) return undefined;
  const name = nameOf(whole);
  return name !== '' && name.split(' ').length <= MOST_WORDS ? whole : undefined;
}

const isPointed = (one: Element): boolean => getComputedStyle(one).cursor === 'pointer';
