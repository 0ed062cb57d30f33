/**
 * Data that a signed-in page holds where `innerText` doesn't look: in fields, shadow roots, attributes, templates, hidden
 * and machine-readable text, and numbers that are laid out in pieces. An agent that reads the document reads all of it.
 */
import { isField } from './outgoing.ts';
import type { ShadowOf } from './roots.ts';

/** Six digits with little between them: what else such a place holds is seldom anybody's. */
const DATUM = /\d(?:[ .,'’\u00a0-]?\d){5}/;
/** A number in a link goes where the page's author sends it; what is made of links is looked at where they are followed. */
const ADDRESS = /^(href|src|srcset|action|formaction|poster|cite|ping|data|xlink:href)$/;
const LONGEST = 400;
const MOST_UNITS = 20_000;
const MOST_ELEMENTS = 20_000;
/** Cells or lines that hold nothing but a few digits each, as numbers are written in groups. */
const GROUPS = /(?<=^|\n)\d{2,6}(?:[\t\n]+\d{2,6}){1,7}(?=\n|$)/g;

/**
 * @param shown the page's `innerText`
 * @param isEdited whether somebody typed in a field: then it holds what they brought
 * @returns one datum a line, none of which is in `shown`
 */
export function unshownData(
  root: Document,
  shown: string,
  shadowOf: ShadowOf,
  isEdited: (field: Element) => boolean,
): string {
  const found = new Set<string>([root.title, ...grouped(shown)]);
  let left = MOST_ELEMENTS;
  let units = 0;
  const take = (text: string) => {
    if (text.length > LONGEST || units > MOST_UNITS || !DATUM.test(text) || shown.includes(text) || found.has(text))
      return;
    found.add(text);
    units += text.length;
  };
  const walk = (inside: Node) => {
    const walker = document.createTreeWalker(inside, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node: Node | null = walker.currentNode; node && left > 0; node = walker.nextNode()) {
      if (node instanceof Text) take(node.data.trim());
      if (!(node instanceof Element)) continue;
      left -= 1;
      if (isField(node) && node.type !== 'password' && !isEdited(node)) take(node.value.trim());
      for (const { name, value } of node.attributes) if (!ADDRESS.test(name)) take(value);
      if (node instanceof HTMLTemplateElement) walk(node.content);
      const shadow = shadowOf(node);
      if (!shadow) continue;
      // As it is laid out there, too: a number may be in pieces.
      for (const child of shadow.children) linesOf(child).forEach(take);
      walk(shadow);
    }
  };
  walk(root);
  return [...found].filter(Boolean).join('\n');
}

function linesOf(element: Element): string[] {
  // biome-ignore lint/performance/useDomNodeTextContent: what is shown, in its lines
  const text = element instanceof HTMLElement ? element.innerText : '';
  return text.split('\n').map((line) => line.trim());
}

function grouped(shown: string): string[] {
  return (shown.match(GROUPS) ?? []).map((group) => group.replace(/\s+/g, ' '));
}
