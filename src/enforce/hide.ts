/**
 * Takes a passage out of an agent's sight – text, accessibility tree, screenshots – and puts it back exactly. Letters
 * give way to blocks one by one, so that lines keep their number and the layout its shape. Only a person can undo it.
 */
import type { Part } from '../observe/passages.ts';

type Undo = () => void;
const undos = new Set<Undo>();
/** What we put where, so that our own change isn't taken for the page's. */
const ours = new WeakMap<Node, string>();

export function hide(parts: readonly Part[]): void {
  for (const part of parts)
    undos.add('node' in part ? hideNode(part.node) : hideAttribute(part.element, part.attribute));
}

export function reveal(): void {
  for (const undo of undos) undo();
  undos.clear();
}

/** True for a node that holds what we put there. */
export function isOurs(node: Node): boolean {
  return node instanceof CharacterData && ours.get(node) === node.data;
}

export const hiddenCount = (): number => undos.size;

function hideNode(node: Text | Comment): Undo {
  const { data } = node;
  const cover = node instanceof Comment ? '' : data.replace(/[^\s]/gu, '▒');
  ours.set(node, cover);
  node.data = cover;
  return () => {
    if (node.data === cover) node.data = data;
  };
}

function hideAttribute(element: Element, name: string): Undo {
  const value = element.getAttribute(name);
  element.setAttribute(name, '');
  return () => {
    if (value !== null && element.getAttribute(name) === '') element.setAttribute(name, value);
  };
}
