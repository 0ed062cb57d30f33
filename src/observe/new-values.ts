/** Which values of a page's settings weren't there before: entered since, or shown nowhere. */
import { isField, MOST_TEXT } from './outgoing.ts';
import { MOST_FIELDS } from './pairs.ts';
import { bare } from './values.ts';

const entered = new WeakSet<EventTarget>();

export function noteEntered(event: Event): void {
  const [field] = event.composedPath();
  if (field) entered.add(field);
}

/** Fields that nobody sees say nothing: a script may have put them there. */
export function isNew(value: string): boolean {
  const fields = [...document.querySelectorAll('input:not([type=hidden]),textarea')]
    .slice(0, MOST_FIELDS)
    .filter(isField);
  const holding = fields.filter((field) => bare(field.value) === bare(value));
  const isEntered = (field: (typeof fields)[number]) =>
    entered.has(field) || ('defaultValue' in field && field.value !== field.defaultValue);
  if (holding.length > 0) return holding.some(isEntered);
  // biome-ignore lint/performance/useDomNodeTextContent: what isn't shown was put there by anybody
  return !bare((document.body?.innerText ?? '').slice(0, MOST_TEXT)).includes(bare(value));
}
