/**
 * Numbers that a signed-in page holds where `innerText` doesn't look: in fields, shadow roots, attributes, templates and hidden
 * text, or laid out in pieces. An agent that reads the document reads all of it.
 */
import { isField } from './outgoing.ts';
import type { ShadowOf } from './roots.ts';

/** A number of six digits or more that stands for itself: parts of keys, tokens and addresses go between sites all the time. */
const NUMBER = /(?<![\p{L}\d_-])\d(?:[ .,'’\u00a0-]?\d){5,30}(?![\p{L}\d_-])/gu;
/** Attributes that people and agents read; others hold what machines tell each other. */
const WORDS = ['title', 'alt', 'label', 'summary', 'placeholder', 'aria-label', 'aria-description', 'aria-valuetext'];
/** Of these one is somebody's secret, which is remembered as such, and the other is no text. */
const SECRET = /^(password|hidden)$/;
const LONGEST = 400;
const MOST_UNITS = 20_000;
const MOST_ELEMENTS = 20_000;
/** Cells or lines that hold nothing but a few digits each, as numbers are written in groups. */
const GROUPS = /(?<=^|\n)\d{2,6}(?:[\t\n]+\d{2,6}){1,7}(?=\n|$)/g;

/**
 * @param shown the page's `innerText`
 * @param isEdited whether somebody typed in a field: then it holds what they brought
 * @returns one number a line, none of which is in `shown` as it is
 */
export function unshownNumbers(
  root: Document,
  shown: string,
  shadowOf: ShadowOf,
  isEdited: (field: Element) => boolean,
): string {
  const found = new Set(grouped(shown));
  let left = MOST_ELEMENTS;
  let units = 0;
  const take = (text: string) => {
    for (const [number] of text.length > LONGEST ? [] : text.matchAll(NUMBER)) {
      if (units > MOST_UNITS || shown.includes(number) || found.has(number)) continue;
      found.add(number);
      units += number.length;
    }
  };
  const walk = (inside: Node) => {
    const walker = document.createTreeWalker(inside, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node: Node | null = walker.currentNode; node && left > 0; node = walker.nextNode()) {
      if (node instanceof Text && !/^(script|style)$/.test(node.parentElement?.localName ?? '')) take(node.data);
      if (!(node instanceof Element)) continue;
      left -= 1;
      if (isField(node) && !SECRET.test(node.type) && !isEdited(node)) take(node.value);
      for (const name of WORDS) take(node.getAttribute(name) ?? '');
      if (node instanceof HTMLTemplateElement) walk(node.content);
      const shadow = shadowOf(node);
      if (!shadow) continue;
      // As it is laid out there, too: a number may be in pieces.
      for (const child of shadow.children) linesOf(child).forEach(take);
      walk(shadow);
    }
  };
  take(root.title);
  walk(root);
  return [...found].join('\n');
}

function linesOf(element: Element): string[] {
  // biome-ignore lint/performance/useDomNodeTextContent: what is shown, in its lines
  const text = element instanceof HTMLElement ? element.innerText : '';
  return text.split('\n').map((line) => line.trim());
}

function grouped(shown: string): string[] {
  return (shown.match(GROUPS) ?? []).map((group) => group.replace(/\s+/g, ' '));
}
