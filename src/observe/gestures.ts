/** What is done without a control: a key that deletes what is selected, a drop on a bin, a double click. By the words about it; judges nothing. */
import type { Purpose } from '../event/event.ts';
import { GRAVE } from '../risk/grave.ts';
import { purposeByWords } from './about.ts';
import { isEveryday, isGreat } from './deleting.ts';
import { pressedAround } from './pressed.ts';
import { headingOf, nameOf, tidy } from './target.ts';
import { purposeOfWords } from './words.ts';

/** What is done, as a button would say it. */
export type Meant = { element: Element; name: string; purpose: Purpose };

const ITEM = '[role=option],[role=row],[role=treeitem],[role=listitem],li,tr';
const CHOSEN =
  ':is([role=option],[role=row],[role=treeitem],[role=listitem],li,tr,[draggable=true],[data-id],[data-path]):is([aria-selected=true],.selected,.is-selected)';
const TICKED =
  ':is(li,tr,[role=row],[role=option],[role=listitem]) :is(input[type=checkbox]:checked,[aria-checked=true])';
const LIST = '[role=listbox],[role=grid],[role=treegrid],[role=tree],[role=list],table,ul,ol';
const CHIP = /chip|token|pill|\btag\b/i;
const BIN =
  /^(\W*(drop|drag)\b.{0,20}\b(delete|remove|trash|bin)\b.*|(the |recycle |dust ?|trash |rubbish )?(bin|trash|garbage)( can)?|papierkorb|corbeille|papelera|lixeira|cestino|prullenbak|ゴミ箱|回收站|垃圾桶|휴지통|سلة المهملات|\W*🗑\W*)$/iu;
const BIN_BY_CLASS = /(^|[\s_-])(trash|bin|recycle|delete|papierkorb)([\s_-]|$)/i;
const TWICE = /double[- ]?(click|tap)|doppelkli|double clic|doble clic|doppio clic|ダブルクリック|双击|더블 ?클릭/iu;
const CONTROLS = 'a[href],button,input,select,textarea,summary,[role=button],[role=menuitem],[onclick]';
const LONGEST = 60;
const MOST_UP = 4;
const MOST_UNDER = 8;

/** A press of the key that deletes, where no text is edited. */
export function deletedBy(key: KeyboardEvent, at: Element): Meant | undefined {
  const isForGood = key.key === 'Delete' && key.shiftKey;
  const chosen = [...document.querySelectorAll(`${CHOSEN},${TICKED}`)].filter((one) => !isCell(one));
  // A list that nothing in is chosen, and no key reaches, is text.
  const item = chosen[0] ?? (at.matches(ITEM) ? at : undefined);
  return item && !CHIP.test(item.className) ? deletion(item, chosen.length > 1, isForGood) : undefined;
}

/** Cells of a sheet are emptied, and filled again. */
const isCell = (one: Element): boolean => one.matches('[role=gridcell],td');

function deletion(element: Element, areMany: boolean, isForGood: boolean): Meant | undefined {
  const list = element.closest(LIST);
  const about = `${headingOf(element)} ${list ? labelOf(list) : ''}`;
  if (!areMany && !isForGood && isEveryday(about)) return undefined;
  return {
    element,
    name: isForGood ? 'Delete permanently' : 'Delete selected',
    purpose: 'delete',
  };
}

const labelOf = (list: Element): string => (list.matches('[aria-label],[aria-labelledby]') ? nameOf(list) : '');

/** @param under what lies at the place of a drop, the innermost first */
export function droppedOn(under: readonly Element[], dragged: Element): Meant | undefined {
  for (const one of under.slice(0, MOST_UNDER)) {
    if (one.matches('body,main')) break;
    if (dragged.contains(one) || one.contains(dragged) || isPartOfNext(one, dragged)) continue;
    const said = binIn(one);
    if (said === 'bin') {
      const meant = deletion(dragged, false, false);
      return meant && { ...meant, element: one };
    }
    if (said) return { element: one, name: said, purpose: 'delete' };
  }
  return undefined;
}

function isBin(zone: Element): boolean {
  const name = nameOf(zone);
  return BIN.test(name) || (name === '' && BIN_BY_CLASS.test(`${zone.id} ${zone.getAttribute('class') ?? ''}`));
}

/** Of what lies beside it in a list that is sorted, with a button of its own. */
function isPartOfNext(one: Element, dragged: Element): boolean {
  let next: Element | null = one;
  while (next && next.parentElement !== dragged.parentElement) next = next.parentElement;
  return next !== null && !isBin(next) && (next !== one || one.matches(`${ITEM},[draggable=true]`));
}

/** `bin`, or what it says is done there. What holds other things that can be dragged is a place to put them. */
function binIn(zone: Element): string | undefined {
  if (zone.querySelector('[draggable=true],li,[role=listitem],[role=option]')) return undefined;
  if (isBin(zone)) return 'bin';
  const name = nameOf(zone);
  return name.length <= LONGEST && purposeOfWords(name) === 'delete' ? name : undefined;
}

/** What is no control tells by its words, or those beside it, that a double click does it. */
export function doneByTwo(at: Element): Meant | undefined {
  if (at.closest(CONTROLS)) return undefined;
  const told = hintOver(at);
  const name = told ?? nameOf(at);
  if (name === '' || name.length > LONGEST) return undefined;
  const purpose = purposeOfWords(name) ?? purposeByWords(name);
  // Notes and cards, which are opened by two, say what somebody means to do.
  if (!told && (purpose !== 'delete' || !isGreat(name) || !pressedAround(at))) return undefined;
  return purpose && GRAVE.has(purpose) ? { element: at, name, purpose } : undefined;
}

function hintOver(at: Element): string | undefined {
  let part: Element | null = at;
  for (let up = 0; part && up < MOST_UP; up += 1, part = part.parentElement) {
    // biome-ignore lint/performance/useDomNodeTextContent: what isn't shown tells nobody
    const text = (part as HTMLElement).innerText ?? '';
    const titles = `${part.getAttribute('title') ?? ''}\n${part.getAttribute('aria-label') ?? ''}`;
    const line = `${titles}\n${text.length < 400 ? text : ''}`.split(/\n|(?<=[.!?])\s/).find((one) => TWICE.test(one));
    if (line) return tidy(line.replace(TWICE, ' ').replace(/^\W*(to|zum|um|pour|para|per)\b/i, ''));
  }
  return undefined;
}
