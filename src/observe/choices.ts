/**
 * What is chosen in lists, and which of it was there before: as the page showed it, as a person chose it, or as it was let
 * through.
 */
import type { Purpose } from '../event/event.ts';
import { type Weight, weightOfOption } from './options.ts';
import { formOf, headingOf, isSubmitter, nameOf, tidy } from './target.ts';

/** A native list, a field with suggestions, a box to tick. */
export type Choice = HTMLSelectElement | HTMLInputElement;
/** The options, the text, or whether it is ticked. */
export type Chosen = readonly HTMLOptionElement[] | string | boolean;

const known = new WeakMap<Choice, Chosen>();

const SWITCH = 'input[type=checkbox],input[type=radio]';
const CHOICES = `select,input[list],${SWITCH}`;

export const isSwitch = (field: Choice): boolean => field.matches(SWITCH);

export function isChoice(target: unknown): target is Choice {
  return target instanceof Element && target.matches(CHOICES);
}

export function chosenIn(field: Choice): Chosen {
  if (field instanceof HTMLSelectElement) return [...field.selectedOptions];
  return isSwitch(field) ? field.checked : field.value;
}

/**
 * Where nobody has chosen yet, what is chosen is the page's.
 * @returns whether there is anything to choose
 */
export function noteShown(root: Node): boolean {
  const list = root instanceof Element ? root.closest('select') : null;
  if (list) noteOptions(list);
  if (isChoice(root)) noteFirst(root);
  if (!(root instanceof Element || root instanceof Document || root instanceof ShadowRoot)) return false;
  const fields = root.querySelectorAll<Choice>(CHOICES);
  for (const field of fields) noteFirst(field);
  return fields.length > 0;
}

function noteFirst(field: Choice): void {
  if (!known.has(field)) note(field);
}

/** Lists are filled, too, after they are shown. */
function noteOptions(list: HTMLSelectElement): void {
  const before = known.get(list);
  if (Array.isArray(before) && !before.some((option) => list.contains(option))) note(list);
}

export function note(field: Choice, chosen = chosenIn(field)): void {
  known.set(field, chosen);
}

export function textOfOption({ text, label }: HTMLOptionElement): string {
  return tidy(text || label);
}

/** What is chosen in `field`, or stands there beside suggestions, and wasn't before. */
function newlyChosen(field: Choice): string[] {
  const before = known.get(field);
  if (!(field instanceof HTMLSelectElement))
    return isSwitch(field) || !field.value || before === field.value ? [] : [tidy(field.value)];
  const first = field.querySelector('option[selected]') ?? (field.multiple ? undefined : field.options[0]);
  const wasChosen = (option: HTMLOptionElement) =>
    Array.isArray(before) ? before.includes(option) : option === first || option.defaultSelected;
  return [...field.selectedOptions].filter((option) => !wasChosen(option)).map(textOfOption);
}

/** What a form is for by what was chosen in it; `own`: by its button. */
export function purposeOfFields(form: HTMLFormElement, own: Purpose | undefined): Purpose | undefined {
  for (const field of form.elements) {
    const weights = isChoice(field) ? newlyChosen(field).map((text) => weightIn(field, text)) : [];
    if (weights.includes('locks')) return 'password-change';
    // What is published is public.
    if (weights.includes('gives') || (weights.includes('opens') && own !== 'publish')) return 'permission';
  }
  return undefined;
}

/** What it would do that `text` is chosen in `field`. */
export function weightIn(field: Choice, text: string): Weight {
  const suggested = field instanceof HTMLSelectElement ? field.options : field.list?.options;
  const others = () => [...(suggested ?? [])].slice(0, MOST_OPTIONS).map(textOfOption);
  return weightOfOption(
    text,
    () => labelOf(field),
    others,
    () => `${unwritten(field.name)} ${headingOf(field)}`,
  );
}

const MOST_OPTIONS = 200;
const unwritten = (name: string): string => name.replace(/[_-]+/g, ' ');

/** A label around a list holds its options, too. */
export function labelOf(field: Choice): string {
  const name = nameOf(field);
  const [label] = field.labels ?? [];
  if (!label?.contains(field) || name !== tidy(label.textContent)) return unwritten(name);
  return tidy(label.textContent.replace(field.textContent, ' '));
}

/** Whether nothing is meant by it until its form is sent by a button. */
export function isDraft(field: Choice): boolean {
  return [...(formOf(field)?.elements ?? [])].some(isSubmitter);
}

/** As it was before, as far as that is known and has no weight of its own; else nothing is chosen. */
export function putBack(field: Choice, isLight: (chosen: Chosen) => boolean): void {
  const before = known.get(field);
  const safe = before !== undefined && isLight(before) ? before : undefined;
  if (!(field instanceof HTMLSelectElement) && isSwitch(field)) {
    const group = field.type === 'radio' ? radiosWith(field) : [];
    put(field, safe ?? !field.checked);
    for (const other of group) if (known.get(other) === true) other.checked = true;
  } else put(field, safe ?? (field instanceof HTMLSelectElement ? [] : ''));
}

function radiosWith(field: HTMLInputElement): HTMLInputElement[] {
  const root = field.form ?? (field.getRootNode() as ParentNode);
  const all = [...root.querySelectorAll<HTMLInputElement>('input[type=radio]')];
  return all.filter((one) => one !== field && one.name === field.name && one.form === field.form);
}

export function put(field: Choice, chosen: Chosen): void {
  if (field instanceof HTMLSelectElement) {
    if (!Array.isArray(chosen)) return;
    field.selectedIndex = -1;
    for (const option of chosen) if ([...field.options].includes(option)) option.selected = true;
  } else if (isSwitch(field)) field.checked = chosen === true;
  else field.value = String(chosen);
}
