/** What stands about a control, and what it does by that. */
import type { Purpose } from '../event/event.ts';
import { isField } from './outgoing.ts';
import { type Form, headingOf, nameOf } from './target.ts';
import { type Around, purposeByWeight } from './weighty.ts';

const MOST_FIELDS = 40;
const LONGEST_VALUE = 2_000;
/** A card, a dialog, a short form; more is a page. */
const BESIDE = 800;
const PART = 'dialog,[role=dialog],[role=alertdialog],section,article,main,body';

export const purposeOfPlace = (control: Element, form: Form | undefined): Purpose | undefined =>
  purposeByWeight(nameOf(control), control.matches(SWITCH) ? NOTHING : aroundOf(control, form));

/** What is ticked does what it is called; what it is ticked for is judged by the button. */
const SWITCH = 'input[type=checkbox],input[type=radio],[role=switch],[role=checkbox]';
const NOTHING: Around = { heading: () => '', near: () => '', fields: () => [] };

/** By its words alone. */
export const purposeByWords = (words: string): Purpose | undefined => purposeByWeight(words, NOTHING);

function aroundOf(control: Element, form: Form | undefined): Around {
  let fields: readonly string[] | undefined;
  let near: string | undefined;
  return {
    heading: () => headingOf(control),
    near: () => {
      near ??= besides(control);
      return near;
    },
    fields: () => {
      fields ??= fieldsIn(form ?? control.closest(PART));
      return fields;
    },
  };
}

/** The words of the largest part about it that is no more than a card or a dialog. */
function besides(control: Element): string {
  let near = '';
  for (let part = control.parentElement; part; part = part.parentElement) {
    // biome-ignore lint/performance/useDomNodeTextContent: scripts and what isn't shown hold prices of their own
    const text = (part as HTMLElement).innerText ?? '';
    if (text.length > BESIDE) break;
    near = text;
    if (part.matches('dialog,[role=dialog],[role=alertdialog],body')) break;
  }
  return near;
}

function fieldsIn(part: Element | null): string[] {
  const found = part ? [...part.querySelectorAll('input,select,textarea,[role=checkbox],[role=switch]')] : [];
  return found.slice(0, MOST_FIELDS).flatMap((field) => {
    const name = nameOf(field);
    if (field.matches('input[type=checkbox],input[type=radio],[role]')) {
      const isOn = field instanceof HTMLInputElement ? field.checked : field.getAttribute('aria-checked') === 'true';
      return [isOn ? `${name}: on` : `☐ ${name}`];
    }
    if (!isField(field) || field.type === 'password' || field.type === 'hidden' || !field.value) return [];
    return [`${name}: ${field.value.slice(0, LONGEST_VALUE).trim()}`];
  });
}
