/**
 * The text of a page as passages: what people see and what only machines do (hidden text, attributes, comments, meta,
 * tool descriptions). Each passage knows the nodes it came from, so that it can be taken out of sight and put back.
 */

import type * as z from 'zod/mini';
import type { Passage as PassageSchema } from '../protocol/shapes.ts';
import { speaksToAgents } from '../risk/signs.ts';
import { toldInAttribute, toldInScript } from './for-machines.ts';
import { withoutFormWords } from './form-words.ts';
import { EDGE, type Fragment, Joiner, seam } from './joined.ts';

type Channel = z.infer<typeof PassageSchema>['channel'];
/** A node, where it matters only from one of its UTF-16 units to another; or an attribute. */
export type Part = { node: Text | Comment; from?: number; to?: number } | { element: Element; attribute: string };
export type PagePassage = { text: string; channel: Channel; parts: Part[] };

/** A few plain numbers say nothing to do: a counter or a clock isn't judged at every tick. More may be an encoding. */
const NUMBER = /(?<!\d)\d{1,6}(?![\p{L}\d])/gu;
const FEW = 3;

/** The same for passages of which one verdict is enough: the channel, and the text but for a few numbers in it. */
export function keyOf({ channel, text }: Pick<PagePassage, 'channel' | 'text'>): string {
  const numbers = text.match(NUMBER)?.length ?? 0;
  return `${channel}\u001f${numbers <= FEW ? text.replace(NUMBER, '0') : text}`;
}

const LONGEST = 1_600;
const SHORTEST = 12;
/** UTF-16 units in one passage at most, and how much of it the next one repeats. */
const CUT = 8_000;
const CUT_OVERLAP = 500;
const BLOCKS = new Set(
  'address article aside blockquote body button caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html label legend li main menu nav ol option p pre section select summary table tbody td textarea tfoot th thead title tr ul'.split(
    ' ',
  ),
);
const SKIPPED = new Set(['script', 'style', 'svg', 'video', 'audio']);
const ATTRIBUTES = [
  'alt',
  'title',
  'aria-label',
  'aria-description',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'aria-braillelabel',
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

/**
 * Passages under `roots`, neighbours in document order: each block by itself, what stands side by side also together. Now and
 * then none, where the caller may pause.
 */
export function* passagesOf(roots: readonly Node[], reading: Reading): Generator<PagePassage | undefined> {
  const joiners = new Map<Channel, Joiner>();
  for (const root of roots) yield* passagesUnder(root, reading, joiners);
  for (const joiner of joiners.values()) yield* joiner.end();
}

export interface Reading {
  /** Opens shadow roots, closed ones too where it can. */
  readonly shadowOf: (element: Element) => ShadowRoot | null;
  /** What isn't the page's own text, and is not to be read. */
  readonly skip: (part: Part) => boolean;
}

function* passagesUnder(
  root: Node,
  reading: Reading,
  joiners: Map<Channel, Joiner>,
): Generator<PagePassage | undefined> {
  const walker = document.createTreeWalker(
    root,
    NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT,
  );
  let open: Open | undefined;
  const flush = function* (): Generator<PagePassage> {
    if (open) yield* textsOf(open, joiners);
    open = undefined;
  };
  for (let node: Node | null = walker.currentNode; node; node = walker.nextNode()) {
    if (node instanceof Text) {
      const parent = node.parentElement;
      if ((parent && SKIPPED.has(parent.localName)) || reading.skip({ node })) continue;
      if (!node.data.trim()) {
        if (open) open.gap = ' ';
        continue;
      }
      const block = blockOf(parent);
      if (open && (open.block !== block || open.length + node.data.length > LONGEST)) yield* flush();
      open ??= { block, nodes: [], gaps: [], gap: '', length: 0 };
      const last = open.nodes.at(-1);
      open.gaps.push(open.gap || (last && !isSpaced(last, node) ? seam(last, node) : ''));
      open.nodes.push(node);
      open.gap = '';
      open.length += node.data.length;
    } else if (node instanceof Comment) {
      const text = node.data.trim();
      if (text.length >= SHORTEST && !reading.skip({ node }))
        yield* cut({ text, channel: 'comment', parts: [{ node }] });
    } else if (node instanceof Element) {
      if (open && node.localName === 'br') open.gap = ' ';
      if (node instanceof HTMLScriptElement)
        for (const text of toldInScript(node)) yield* text === undefined ? [undefined] : piecesOf(text, 'meta');
      yield* attributesOf(node, reading);
      const inner = node instanceof HTMLTemplateElement ? node.content : reading.shadowOf(node);
      if (inner) {
        yield* flush();
        yield* passagesUnder(inner, reading, joiners);
      }
    }
  }
  yield* flush();
}

/** A block that is being read: its texts, and what stands before each. */
interface Open {
  readonly block: Element | null;
  readonly nodes: Text[];
  readonly gaps: string[];
  gap: string;
  length: number;
}

const isSpaced = (before: Text, after: Text): boolean => /\s$/.test(before.data) || /^\s/.test(after.data);

/** The passages of a block; where only some of it is shown, what is shown and what isn't are read apart as well. */
function* textsOf({ block, nodes, gaps }: Open, joiners: Map<Channel, Joiner>): Generator<PagePassage> {
  const channel = channelOf(block);
  const channels = nodes.map(({ parentElement }) =>
    channel === 'visible' && parentElement !== block ? channelOf(parentElement) : channel,
  );
  const kinds = new Set(channels);
  if (kinds.size > 1) yield* passage(fragmentOf(channel, nodes, gaps, () => true));
  for (const kind of kinds) {
    const fragment = fragmentOf(kind, nodes, gaps, (i) => channels[i] === kind);
    yield* passage(fragment);
    if (kind === 'title' || !fragment.text) continue;
    const joiner = joiners.get(kind) ?? new Joiner(kind);
    joiners.set(kind, joiner);
    yield* joiner.add(fragment);
  }
}

function fragmentOf(
  channel: Channel,
  nodes: readonly Text[],
  gaps: readonly string[],
  wanted: (index: number) => boolean,
): Fragment {
  const kept: Text[] = [];
  const ends: number[] = [];
  let text = '';
  let gap = '';
  for (const [i, node] of nodes.entries()) {
    gap ||= gaps[i] ?? '';
    if (!wanted(i)) continue;
    const last = kept.at(-1);
    // Where something between was left out, what is left stands side by side.
    if (last && last !== nodes[i - 1] && !isSpaced(last, node)) gap ||= seam(last, node);
    text = last ? text + gap + node.data : node.data.trimStart();
    kept.push(node);
    ends.push(text.length);
    gap = '';
  }
  const whole = text.trimEnd();
  return { text: whole.length <= EDGE ? withoutFormWords(whole) : whole, channel, nodes: kept, ends };
}

function* passage({ text, channel, nodes }: Fragment): Generator<PagePassage> {
  if (text.length >= SHORTEST) yield* cut({ text, channel, parts: nodes.map((node) => ({ node })) });
}

/** A text that stands nowhere in the document. */
export function* piecesOf(text: string, channel: Channel): Generator<PagePassage> {
  if (text.trim().length >= SHORTEST) yield* cut({ text, channel, parts: [] });
}

/** One text may be longer than a message may be: nothing of it goes unread, and no cut hides a sentence. */
function* cut(passage: PagePassage): Generator<PagePassage> {
  for (let at = 0; at === 0 || at + CUT_OVERLAP < passage.text.length; at += CUT - CUT_OVERLAP)
    yield passage.text.length <= CUT ? passage : { ...passage, text: passage.text.slice(at, at + CUT) };
}

function* attributesOf(element: Element, { skip }: Reading): Generator<PagePassage> {
  for (const attribute of element.attributes) {
    const { name, value } = attribute;
    if (value.length < SHORTEST) continue;
    if (!isRead(element, attribute)) {
      const told = toldInAttribute(element, attribute);
      // Without its place: covered, it would do something else.
      if (told) yield* piecesOf(told, 'attribute');
      continue;
    }
    if ((!/\s/.test(value.trim()) && value.length < 64) || skip({ element, attribute: name })) continue;
    const channel = element.localName === 'meta' ? 'meta' : name.startsWith('tool') ? 'tool' : 'attribute';
    const text = value.length <= EDGE ? withoutFormWords(value) : value;
    if (text.length >= SHORTEST) yield* cut({ text, channel, parts: [{ element, attribute: name }] });
  }
}

/** Under names of a page's own, what may be meant for an agent. */
const isRead = (element: Element, { name, value }: Attr): boolean =>
  ATTRIBUTES.includes(name) || isReadValue(element, name) || (name.startsWith('data-') && speaksToAgents(value));

/** A field's own text is the person's; what a hidden one, a button or a suggestion holds is the page's. */
function isReadValue(element: Element, name: string): boolean {
  if (name !== 'value') return false;
  if (element instanceof HTMLInputElement) return /^(hidden|button|submit|reset)$/.test(element.type);
  return element instanceof HTMLOptionElement && element.parentElement instanceof HTMLDataListElement;
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
