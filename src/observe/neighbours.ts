/** What was added piece by piece is still one text: what changed is read again together with what stands beside it. */

/** Siblings looked at on each side, and what makes one too long to be a piece of a text that was cut up. */
const REACH = 24;
const LONG_TEXT = 400;
const MANY_TEXTS = 40;
/** Wrappers with nothing else in them. */
const WRAPPERS = 3;

/** Groups of neighbours around each of `roots`, in document order. Bounded, however large the page. */
export function withNeighbours(roots: readonly Node[]): Node[][] {
  const nodes = new Set<Node>();
  for (const root of roots) {
    const node = outOfWrappers(root);
    nodes.add(node);
    for (const step of ['previousSibling', 'nextSibling'] as const) {
      let at = node[step];
      for (let left = REACH; at && left > 0 && !nodes.has(at) && isShort(at); left--) {
        nodes.add(at);
        at = at[step];
      }
    }
  }
  const sorted = [...nodes].sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  const groups: Node[][] = [];
  for (const node of sorted) {
    const group = groups.at(-1);
    if (group && group.at(-1) === node.previousSibling) group.push(node);
    else groups.push([node]);
  }
  return groups;
}

function outOfWrappers(root: Node): Node {
  let at = root;
  for (let left = WRAPPERS; left > 0; left--) {
    const parent = at.parentElement;
    if (!parent || parent === document.body || at.previousSibling || at.nextSibling) break;
    at = parent;
  }
  return at;
}

function isShort(node: Node): boolean {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  let length = 0;
  let texts = 0;
  for (let at: Node | null = walker.currentNode; at; at = walker.nextNode()) {
    if (at instanceof Text) length += at.length;
    texts += 1;
    if (length > LONG_TEXT || texts > MANY_TEXTS) return false;
  }
  return true;
}
