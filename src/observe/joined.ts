/**
 * What stands side by side is read side by side: an order cut over list items, cells or one word an element says nothing in
 * any of them. Neighbouring blocks are read once more as windows of about the model's own width, the end of one window
 * beginning the next, so that the cost stays below the text's own length times a small number.
 */
import type { PagePassage, Part } from './passages.ts';

/** A block's text as it was read, however short, with where in it each node's text ends. */
export interface Fragment {
  readonly text: string;
  readonly channel: PagePassage['channel'];
  readonly nodes: readonly Text[];
  readonly ends: readonly number[];
}

/** UTF-16 units: about the 126 tokens that the model reads at once, and how much of one window begins the next. */
const WIDTH = 480;
const OVERLAP = 120;
/** Of a longer block only its edge takes part: its middle has been read already, in company enough. */
export const EDGE = 200;
const SENTENCE_END = /[.!?…。！？؟।]["'”’»)\]]*$/;
/** Mean length of pieces up to which they are letters of words rather than words. */
const LETTERS = 2;

type NodePart = Extract<Part, { node: unknown }> & { node: Text };

interface Piece {
  readonly text: string;
  readonly parts: readonly NodePart[];
  /** Has this been in a window with its neighbours? */
  told: boolean;
}

/** Takes fragments of one channel in reading order and gives windows over their seams. */
export class Joiner {
  private pieces: Piece[] = [];
  private length = 0;
  private endsSentence = false;
  constructor(private readonly channel: PagePassage['channel']) {}

  *add({ text, nodes, ends }: Fragment): Generator<PagePassage> {
    if (text.length <= EDGE) {
      this.push({ text, parts: nodes.map((node) => ({ node })), told: false });
      this.endsSentence = false;
      if (this.length >= WIDTH) yield* this.close(OVERLAP);
      return;
    }
    // Two whole paragraphs of prose have been read as such.
    const isProse = this.pieces.length === 1 && this.endsSentence;
    if (isProse) this.clear();
    const head = { text: text.slice(0, EDGE), parts: headOf(nodes, ends), told: false };
    const tail = { text: text.slice(-EDGE), parts: tailOf(nodes, ends, text.length), told: true };
    this.push(head);
    yield* this.close(0);
    this.push(tail);
    this.endsSentence = SENTENCE_END.test(text);
  }

  *end(): Generator<PagePassage> {
    yield* this.close(0);
  }

  private push(piece: Piece): void {
    this.pieces.push(piece);
    this.length += piece.text.length + 1;
  }

  /** Gives the window, and keeps for the next one its last piece, and of those before at most `keep` units. */
  private *close(keep: number): Generator<PagePassage> {
    const { pieces } = this;
    if (pieces.length > 1 && pieces.some((piece) => !piece.told))
      yield { text: joined(pieces), channel: this.channel, parts: pieces.flatMap(({ parts }) => parts) };
    this.clear();
    const rest: Piece[] = [];
    let length = 0;
    for (let i = pieces.length - 1; i > 0 && keep > 0; i--) {
      const piece = pieces[i];
      if (!piece || (rest.length > 0 && length + piece.text.length > keep)) break;
      rest.unshift({ ...piece, told: true });
      length += piece.text.length + 1;
    }
    for (const piece of rest) this.push(piece);
  }

  private clear(): void {
    this.pieces = [];
    this.length = 0;
    this.endsSentence = false;
  }
}

/** The nodes that the first `EDGE` units lie in, and how far of the last of them. */
function headOf(nodes: readonly Text[], ends: readonly number[]): NodePart[] {
  const last = ends.findIndex((end) => end >= EDGE);
  return nodes.slice(0, last + 1).map((node, i) => {
    const over = i === last ? (ends[i] ?? 0) - EDGE : 0;
    return over > 0 ? { node, from: 0, to: node.length - over } : { node };
  });
}

/** The nodes that the last `EDGE` of `length` units lie in, and from where in the first of them. */
function tailOf(nodes: readonly Text[], ends: readonly number[], length: number): NodePart[] {
  const start = length - EDGE;
  const first = ends.findIndex((end) => end > start);
  return nodes.slice(first).map((node, i) => {
    const from = i === 0 ? node.length - ((ends[first] ?? 0) - start) : 0;
    return from > 0 ? { node, from, to: node.length } : { node };
  });
}

function joined(pieces: readonly Piece[]): string {
  const mean = pieces.reduce((sum, { text }) => sum + text.length, 0) / pieces.length;
  let text = '';
  let last: Text | undefined;
  for (const piece of pieces) {
    const first = piece.parts[0]?.node;
    text += last && first && mean > LETTERS ? seam(last, first) : '';
    text += piece.text;
    last = piece.parts.at(-1)?.node;
  }
  return text;
}

/** What a reader sees between two texts: nothing where all that separates them is in the line, else a gap. */
export function seam(before: Text, after: Text): '' | ' ' {
  if (before.parentNode === after.parentNode) return '';
  return breaks(before, after) || breaks(after, before) ? ' ' : '';
}

function breaks(from: Text, other: Text): boolean {
  for (let at = from.parentElement; at && !at.contains(other); at = at.parentElement) {
    const { display } = getComputedStyle(at);
    if (!display.startsWith('inline') && display !== 'contents' && display !== 'ruby') return true;
  }
  return false;
}
