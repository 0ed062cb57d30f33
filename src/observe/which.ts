/** Which of several acts of one name this is: a yes to deleting one project, or to sending one text, is none to the next. */
import type { Purpose } from '../event/event.ts';

const CONTROLS = 'button,[role=button],[role=menuitem],input,select,textarea,script,style';
const PART = 'form,dialog,[role=dialog],section,article,main,body';
const MOST_WORDS = 200;
const MOST_WRITTEN = 20_000;
/** What ticks while a person makes up their mind. */
const TICKS = /\d{1,2}(:\d\d)+|\d+\s?(s(ec|eg)?|m(in)?|h|hour|std|[秒分時时])[^\s\d]*/giu;

/** The page's address, and what is deleted or let in; where it sends, what is written, and the addresses beside it. */
export function whichOf(element: Element, purpose: Purpose): string {
  if (purpose === 'send') return writtenAbout(element);
  // Beside a price there are often clocks; whom it pays, and how much, is compared by itself.
  const isOrder = /^(purchase|payment|transfer)$/.test(purpose);
  return isOrder ? location.href : `${location.href}\n${rowOf(element)}`;
}

/** The words that stand nearest about it and are no control's. */
function rowOf(element: Element): string {
  for (let part = element.parentElement; part; part = part.parentElement) {
    const words = wordsOf(part, element).replace(TICKS, '');
    if (/[\p{L}\d]{2}/u.test(words)) return words;
  }
  return '';
}

function wordsOf(part: Element, element: Element): string {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  let words = '';
  while (words.length < MOST_WORDS && walker.nextNode()) {
    const { currentNode: at } = walker;
    const control = at.parentElement?.closest(CONTROLS);
    if (element.contains(at) || (control && part.contains(control) && control !== part)) continue;
    words += ` ${at.nodeValue?.trim() ?? ''}`;
  }
  return words.trim().slice(0, MOST_WORDS);
}

function writtenAbout(element: Element): string {
  const part = element.closest(PART);
  const fields = [
    ...(part?.querySelectorAll<HTMLInputElement>('input:not([type=hidden]),textarea,[contenteditable]') ?? []),
  ];
  // biome-ignore lint/performance/useDomNodeTextContent: chips that stand side by side are no one address
  const shown = (part as HTMLElement | null)?.innerText ?? '';
  const addresses = shown.slice(0, MOST_WRITTEN).match(/(?<![^\s<>,;:()])[^\s<>,;:()]+@[^\s<>,;:()]+/g) ?? [];
  return [...fields.map((field) => field.value ?? field.textContent), ...addresses].join('\n').slice(0, MOST_WRITTEN);
}
