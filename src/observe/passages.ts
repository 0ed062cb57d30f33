/**
 * The text of a page as passages: what people see and what only machines do (hidden text, attributes, comments, meta,
 * tool descriptions). Each passage knows the nodes it came from, so that it can be taken out of sight and put back.
 */

import type * as z from 'zod/mini';
import type { Passage as PassageSchema } from '../protocol/shapes.ts';

type Channel = z.infer<typeof PassageSchema>['channel'];
export type Part = { node: Text | Comment } | { element: Element; attribute: string };
export type PagePassage = { text: string; channel: Channel; parts: Part[] };

const LONGEST = 1_600;
const SHORTEST = 12;
const BLOCKS = new Set(
  'address article aside blockquote body button caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html label legend li main menu nav ol option p pre section select summary table tbody td textarea tfoot th thead title tr ul'.split(
    ' ',
  ),
);
const SKIPPED = new Set(['script', 'style', 'svg', 'canvas', 'video', 'audio']);
const ATTRIBUTES = [
  'alt',
  'title',
  'aria-label',
  'aria-description',
  'placeholder',
  'content',
  'summary',
  'label',
  'tooldescription',
  'toolparamdescription',
  'data-tooltip',
  'data-content',
  'data-description',
  'data-instructions',
  'data-prompt',
  'data-agent',
  'data-ai',
];

/** Passages under `root`, in document order. `shadowOf` opens shadow roots, closed ones too where it can. */
export function* passagesOf(root: Node, shadowOf: (element: Element) => ShadowRoot | null): Generator<PagePassage> {
  const walker = document.createTreeWalker(
    root,
    NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT,
  );
  let open: { block: Element | null; parts: Part[]; text: string } | undefined;
  const flush = function* (): Generator<PagePassage> {
    if (open && open.text.trim().length >= SHORTEST)
      yield { text: open.text.trim(), channel: channelOf(open.block), parts: open.parts };
    open = undefined;
  };
  for (let node: Node | null = walker.currentNode; node; node = walker.nextNode()) {
    if (node instanceof Text) {
      const parent = node.parentElement;
      if (!node.data.trim() || (parent && SKIPPED.has(parent.localName))) continue;
      const block = blockOf(parent);
      if (open && (open.block !== block || open.text.length + node.data.length > LONGEST)) yield* flush();
      open ??= { block, parts: [], text: '' };
      open.text += node.data;
      open.parts.push({ node });
    } else if (node instanceof Comment) {
      if (node.data.trim().length >= SHORTEST) yield { text: node.data.trim(), channel: 'comment', parts: [{ node }] };
    } else if (node instanceof Element) {
      yield* attributesOf(node);
      const inner = node instanceof HTMLTemplateElement ? node.content : shadowOf(node);
      if (inner) {
        yield* flush();
        yield* passagesOf(inner, shadowOf);
      }
    }
  }
  yield* flush();
}

function* attributesOf(element: Element): Generator<PagePassage> {
  for (const attribute of element.attributes) {
    const { name, value } = attribute;
    if (value.length < SHORTEST || !(ATTRIBUTES.includes(name) || isHiddenValue(element, name))) continue;
    if (!/\s/.test(value.trim()) && value.length < 64) continue;
    const channel = element.localName === 'meta' ? 'meta' : name.startsWith('tool') ? 'tool' : 'attribute';
    yield { text: value.slice(0, 16_000), channel, parts: [{ element, attribute: name }] };
  }
}

function isHiddenValue(element: Element, name: string): boolean {
  return name === 'value' && element instanceof HTMLInputElement && element.type === 'hidden';
}

function blockOf(element: Element | null): Element | null {
  let at = element;
  while (at && !BLOCKS.has(at.localName)) at = at.parentElement;
  return at;
}

function channelOf(block: Element | null): Channel {
  if (!block) return 'hidden';
  if (block.localName === 'title') return 'title';
  const shown =
    'checkVisibility' in block ? block.checkVisibility({ opacityProperty: true, visibilityProperty: true }) : true;
  return shown ? 'visible' : 'hidden';
}
