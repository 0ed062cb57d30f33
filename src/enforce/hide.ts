/**
 * Takes a passage out of an agent's sight – text, accessibility tree, screenshots – and puts it back exactly. Letters
 * give way to blocks one by one, so that lines keep their number and the layout its shape. Only a person can undo it.
 */
import type { Part } from '../observe/passages.ts';

type Undo = () => void;
const undos = new Set<Undo>();
/** What stood in a node, and what we put there: the cover, or the original again when a person wanted to see it. */
const texts = new WeakMap<Node, { readonly original: string; put: string }>();
const values = new WeakMap<Element, Map<string, string>>();

export function hide(parts: readonly Part[]): void {
  for (const part of parts) {
    if ('node' in part) hideNode(part.node, part.from, part.to);
    else if (!isOurs(part)) undos.add(hideAttribute(part.element, part.attribute));
  }
}

export function reveal(): void {
  for (const undo of undos) undo();
  undos.clear();
}

/** True where what stands there now is what we put there, cover or original. */
export function isOurs(part: Part): boolean {
  if ('node' in part) return texts.get(part.node)?.put === part.node.data;
  const value = values.get(part.element)?.get(part.attribute);
  return value !== undefined && part.element.getAttribute(part.attribute) === value;
}

/** A node may be in several passages, or partly in one: its cover grows, and what a person wants to see stays in sight. */
function hideNode(node: Text | Comment, from = 0, to = node.length): void {
  const known = texts.get(node);
  const isKnown = known?.put === node.data;
  if (isKnown && known.put === known.original) return;
  const text = isKnown ? known : { original: node.data, put: '' };
  const covered = node instanceof Comment ? '' : node.data.slice(from, to).replace(/[^\s]/gu, '▒');
  const put = node instanceof Comment ? '' : node.data.slice(0, from) + covered + node.data.slice(to);
  text.put = put;
  texts.set(node, text);
  node.data = put;
  if (isKnown) return;
  undos.add(() => {
    if (node.data !== text.put) return;
    text.put = text.original;
    node.data = text.original;
  });
}

/** Of an element's style nothing is taken away: it is made to show nothing, and keeps its place. */
function hideAttribute(element: Element, name: string): Undo {
  const value = element.getAttribute(name);
  const cover = name === 'style' ? `${value ?? ''};visibility:hidden!important` : '';
  put(cover);
  return () => {
    if (element.getAttribute(name) !== cover) return;
    put(value ?? '');
    if (value === null) element.removeAttribute(name);
  };
  function put(text: string): void {
    const known = values.get(element) ?? new Map<string, string>();
    values.set(element, known.set(name, text));
    element.setAttribute(name, text);
  }
}
