/**
 * What a signed-in page holds where `innerText` doesn't look: numbers in fields, shadow roots, attributes, templates and hidden
 * text, or laid out in pieces; text and secrets of its fields. An agent that reads the document reads all of it.
 */
import { isForPhone } from '../dataflow/kinds.ts';
import { isPersonal } from '../dataflow/personal-words.ts';
import type { Label } from '../event/event.ts';
import { heldAs, inRows } from './held.ts';
import { type Field, isField, labelsOf } from './outgoing.ts';
import type { ShadowOf } from './roots.ts';
import { nameOf } from './target.ts';

/** A number of six digits or more that stands for itself: parts of keys, tokens and addresses go between sites all the time. */
const NUMBER = /(?<![\p{L}\d_-])\+?\d(?:[ .,'’\u00a0-]?\d){5,30}(?![\p{L}\d_-])/gu;
/** Attributes that people and agents read; others hold what machines tell each other. */
const WORDS = ['title', 'alt', 'label', 'summary', 'placeholder', 'aria-label', 'aria-description', 'aria-valuetext'];
/** Their value is what they show. */
const VALUED = /^(data|meter|progress)$/;
/** What people write in, or choose a day in. */
const WRITTEN_IN = /^(text|textarea|search|tel|number|date)$/;
/** To look for what a field is called takes a while. */
const MOST_CALLED = 100;
const LONGEST = 400;
const MOST_SECRETS = 20;
const MOST_UNITS = 20_000;
const MOST_ELEMENTS = 20_000;
/** Cells or lines that hold nothing but a few digits each, as numbers are written in groups. */
const GROUPS = /(?<=^|\n)\d{2,6}(?:[\t\n]+\d{2,6}){1,7}(?=\n|$)/g;
/** A number whose digits have boxes of their own. */
const BOXES = /(?<=^|\n)\d(?:[\t\n]+\d){7,30}(?=\n|$)/g;
/** Days of a month, pages of a list. */
const COUNTED = /01234|12345|23456/;

export interface Unshown {
  /** One number, or text of a field, with what it is called where it is a person's own, a line; none is in the page's `innerText` as it is. */
  readonly text: string;
  readonly secrets: readonly { readonly value: string; readonly label: SecretLabel }[];
}

export type SecretLabel = Extract<Label, 'credential' | 'otp' | 'payment' | 'pii'>;

/** The label under which what is in such a field is kept as somebody's secret. */
export function secretLabelOf(field: Field): SecretLabel | undefined {
  return labelsOf(field).find((l) => l === 'credential' || l === 'otp' || l === 'payment' || l === 'pii');
}

/**
 * @param shown the page's `innerText`
 * @param isEdited whether somebody typed in a field: then it holds what they brought
 */
export function unshown(
  root: Document,
  shown: string,
  shadowOf: ShadowOf,
  isEdited: (field: Element) => boolean,
): Unshown {
  const found = new Set(grouped(shown));
  const secrets = new Map<string, SecretLabel>();
  const fields: { value: string; length: number }[] = [];
  let left = MOST_ELEMENTS;
  let units = 0;
  let called = 0;
  const keep = (text: string) => {
    if (units > MOST_UNITS || shown.includes(text) || found.has(text)) return;
    found.add(text);
    units += text.length;
  };
  const take = (text: string) => {
    for (const [number] of text.length > LONGEST ? [] : text.matchAll(NUMBER)) keep(number);
  };
  const takeField = (field: Field) => {
    if (!field.value || isEdited(field)) return;
    const { type, value } = field;
    const [readOnly, length] = 'readOnly' in field ? [field.readOnly, field.maxLength] : [false, -1];
    const held = heldAs({
      type,
      value,
      readOnly,
      get labels() {
        return labelsOf(field);
      },
    });
    if (held === 'secret' && secrets.size < MOST_SECRETS) secrets.set(value, secretLabelOf(field) ?? 'credential');
    if (held === 'text') keep(value.slice(0, MOST_UNITS));
    if (held === 'numbers') take(value);
    if (held === 'numbers' && WRITTEN_IN.test(type) && value.length <= LONGEST && called < MOST_CALLED) {
      called += 1;
      const name = nameOf(field);
      if (isPersonal(name) || isForPhone(name)) keep(`${name}: ${value}`);
    }
    if (held) fields.push({ value, length });
  };
  const walk = (inside: Node) => {
    const walker = document.createTreeWalker(inside, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node: Node | null = walker.currentNode; node && left > 0; node = walker.nextNode()) {
      if (node instanceof Text && !/^(script|style)$/.test(node.parentElement?.localName ?? '')) take(node.data);
      if (!(node instanceof Element)) continue;
      left -= 1;
      if (isField(node)) takeField(node);
      if (VALUED.test(node.localName)) take(node.getAttribute('value') ?? '');
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
  inRows(fields).forEach(keep);
  return {
    text: [...found].join('\n').slice(0, 200_000),
    secrets: [...secrets].map(([value, label]) => ({ value, label })),
  };
}

function linesOf(element: Element): string[] {
  // biome-ignore lint/performance/useDomNodeTextContent: what is shown, in its lines
  const text = element instanceof HTMLElement ? element.innerText : '';
  return text.split('\n').map((line) => line.trim());
}

export function grouped(shown: string): string[] {
  const boxes = (shown.match(BOXES) ?? []).map((group) => group.replace(/\s+/g, ''));
  const groups = (shown.match(GROUPS) ?? []).map((group) => group.replace(/\s+/g, ' '));
  return [...groups, ...boxes.filter((number) => !COUNTED.test(number))];
}
