/** What a page's own fields hold that nobody typed there: a secret that was revealed, text to be copied, or no more than numbers. */
import { looksSecret } from '../dataflow/kinds.ts';
import type { Label } from '../event/event.ts';

export interface HeldField {
  /** As `HTMLInputElement.type` has it; `textarea` and `select-one` among them. */
  readonly type: string;
  readonly value: string;
  readonly readOnly: boolean;
  /** What its page says about it; asked for only where the value matters, for to look for it takes a while. */
  readonly labels: readonly Label[];
}

/** People write and read words there. */
const TEXT = /^(text|textarea|search|url|email|tel)$/;

/** @returns nothing where its text is none, as machines' text in hidden fields */
export function heldAs(field: HeldField): 'secret' | 'text' | 'numbers' | undefined {
  const { type, value, readOnly } = field;
  if (type === 'hidden') return undefined;
  if (type === 'password') return isMask(value) ? undefined : 'secret';
  if (!TEXT.test(type)) return 'numbers';
  if (looksSecret(value) && field.labels.includes('credential')) return 'secret';
  // What nobody can change there is shown to be copied; other fields hold what was brought.
  return readOnly ? 'text' : 'numbers';
}

/** Stands for a value that isn't there, or is a word that says so (`unchanged`). */
function isMask(value: string): boolean {
  return value.length < 4 || new Set(value).size < 3 || /[*•●·]{3}/.test(value) || /^[a-z]+$/.test(value);
}

/** Fields one after the other that hold four digits each, or are made for one. */
const ROWS = /(?<=^|\n)(?:\d{4}(?:\n\d{4}){2,}|\d(?:\n\d){5,})(?=\n|$)/g;

/**
 * Numbers that stand in several fields, as card forms have them.
 * @param fields of the page, in their order; `length` is the most that a field takes, where it says so
 */
export function inRows(fields: readonly { readonly value: string; readonly length: number }[]): string[] {
  const digits = fields.map(({ value, length }) => (value.length === 4 || length === 1 ? value : ''));
  const rows = digits.join('\n').match(ROWS) ?? [];
  return rows.filter((row) => !/^(?:(?:19|20)\d\d\n?)+$/.test(row)).map((row) => row.replaceAll('\n', ' '));
}
