/** What a form's lists say of its purpose: known in guarded frames only, where the script that all pages load asks for it. */
import type { Purpose } from '../event/event.ts';

type Ask = (form: HTMLFormElement, own: Purpose | undefined) => Purpose | undefined;

/** In the world that our scripts share, which no page sees. */
const PLACE = Symbol.for('interlock.chosen');
const shared = globalThis as { [PLACE]?: Ask };

export function answerChosen(answer: Ask): void {
  shared[PLACE] = answer;
}

/** @param own what the form's button says */
export const purposeOfChosen: Ask = (form, own) => shared[PLACE]?.(form, own);
