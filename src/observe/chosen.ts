/** What is known of purposes in guarded frames only, where the script that all pages load asks for it. */
import type { Purpose } from '../event/event.ts';

/** What a form's lists say of its purpose; `own`: what its button says. */
type Ask = (form: HTMLFormElement, own: Purpose | undefined) => Purpose | undefined;
/** What a control does by rarer words, and by what stands about it. */
type Weigh = (control: Element, form: HTMLFormElement | undefined) => Purpose | undefined;

/** Whether a form so named by what sends it only writes down what it says. */
type Books = (name: string, form: Element) => boolean;

/** In the world that our scripts share, which no page sees. */
const PLACE = Symbol.for('interlock.chosen');
const WEIGHT = Symbol.for('interlock.weight');
const BOOKS = Symbol.for('interlock.books');
const shared = globalThis as { [PLACE]?: Ask; [WEIGHT]?: Weigh; [BOOKS]?: Books };

export function answerChosen(answer: Ask): void {
  shared[PLACE] = answer;
}

export function answerWeight(answer: Weigh): void {
  shared[WEIGHT] = answer;
}

export function answerBooks(answer: Books): void {
  shared[BOOKS] = answer;
}

export const writesDown: Books = (name, form) => shared[BOOKS]?.(name, form) ?? false;
export const purposeOfChosen: Ask = (form, own) => shared[PLACE]?.(form, own);
export const purposeOfWeight: Weigh = (control, form) => shared[WEIGHT]?.(control, form);
