/** What would leave with an action: the text of a form, of a field after an edit, of an address. */
import { labelsOfField } from '../dataflow/field-labels.ts';
import type { Label } from '../event/event.ts';
import { nameOf } from './target.ts';

/** `fields`: those that `text` is made of, in order; `label`: what the page says one is for; `names` that may hold something. */
export type Outgoing = {
  text: string;
  names: string;
  bytes: number;
  labels: Label[];
  fields: { name: string; length: number; label?: Label }[];
};

/** So many are told apart; the others are text all the same. */
const MOST_NAMED = 60;

/** Of what goes out, so much is looked through. */
export const MOST_TEXT = 200_000;
const LONGEST_NAMES = 20_000;
/** Fields are called by a word or two, and numbered; what is sent stands beside them. */
const TELLING = /(?:\d\D*){4}|\s|.{40}/s;
export const isTelling = (name: string): boolean => TELLING.test(name);

/** The fields of a form as they would be sent, hidden ones included, passwords too: never kept, only fingerprinted. */
export function ofForm(form: HTMLFormElement, submitter?: HTMLElement | null): Outgoing {
  const data = dataOf(form, submitter);
  const labels = new Set<Label>();
  const said = new Map<string, { name: string; label?: Label }>();
  for (const field of form.elements) {
    if (!isField(field) || !field.value || isUnchosen(field)) continue;
    const own = labelsOf(field);
    for (const label of own) labels.add(label);
    if (said.size < MOST_NAMED)
      said.set(field.name, { name: nameOf(field) || field.name, ...(own[0] ? { label: own[0] } : {}) });
  }
  const parts: string[] = [];
  const names = new Set<string>();
  const fields: Outgoing['fields'] = [];
  let bytes = 0;
  for (const [name, value] of data) {
    names.add(name);
    if (typeof value === 'string') {
      parts.push(value);
      if (fields.length < MOST_NAMED)
        fields.push({ name: name.slice(0, 200), ...said.get(name), length: value.length });
      bytes += value.length;
    } else if (value.size > 0) {
      labels.add('file');
      names.add(`${value.name}\n${value.type}`);
      bytes += value.size;
    }
  }
  const telling = [...names].filter(isTelling).join('\n');
  return {
    text: parts.join('\n').slice(0, MOST_TEXT - LONGEST_NAMES),
    names: telling.slice(0, LONGEST_NAMES),
    bytes,
    labels: [...labels],
    fields,
  };
}

/** Of several choices of one name, what isn't sent. */
const isUnchosen = (field: Field): boolean =>
  /^(radio|checkbox)$/.test(field.type) && !('checked' in field && field.checked);

let looking = false;

/** True while a form's fields are collected by us: the form's `formdata` event is then no sign that it leaves. */
export const isLooking = (): boolean => looking;

export function dataOf(form: HTMLFormElement, submitter?: HTMLElement | null): FormData {
  looking = true;
  try {
    return submitter?.isConnected ? new FormData(form, submitter) : new FormData(form);
  } finally {
    looking = false;
  }
}

export type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export function isField(element: unknown): element is Field {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement
  );
}

export function labelsOf(field: Field): Label[] {
  return [
    ...labelsOfField({
      autocomplete: field.autocomplete,
      inputType: field.type,
      name: field.name,
      id: field.id,
      label: field.labels?.[0]?.textContent ?? field.getAttribute('aria-label') ?? '',
    }),
  ];
}

/** The text of an editable thing as it would be after `event` has inserted `data`. */
export function afterInput(target: EventTarget | null, data: string): string {
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)
    return around(target.value, target.selectionStart, target.selectionEnd, data);
  if (!(target instanceof Node)) return data;
  const { editContext } = target as { editContext?: Selected | null };
  if (editContext) return around(editContext.text, editContext.selectionStart, editContext.selectionEnd, data);
  return `${target.textContent?.slice(-20_000) ?? ''}${data}`.slice(-MOST_TEXT);
}

type Selected = { text: string; selectionStart: number; selectionEnd: number };

/** However much there is of it: with what is next to `data`. */
function around(text: string, start: number | null, end: number | null, data: string): string {
  const [from, to] = [start ?? text.length, end ?? text.length];
  const before = text.slice(0, Math.min(from, to)).slice(-MOST_TEXT / 4);
  return (before + data + text.slice(Math.max(from, to))).slice(0, MOST_TEXT);
}
