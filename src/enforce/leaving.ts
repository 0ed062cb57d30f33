/**
 * Forms on their way out. A page's own submit listeners run after ours, and may send a form elsewhere than it was judged
 * to go, or pay or write to somebody else. Chromium reads the address before `formdata`, and fires that more than once: what can still
 * be taken away there is the data. The form is then judged anew, as it stands, and goes in full if that is allowed.
 */
import { actionOf } from '../observe/target.ts';
import type { Claims } from './claims.ts';

type Departure = { submitter: HTMLElement | null; origin: string; order: string; emptied: boolean };

export class Leaving {
  private readonly forms = new WeakMap<HTMLFormElement, Departure>();

  /**
   * @param judgeAnew holds a form's departure, and calls `send` if it may go
   * @param ordered whom the values of a form pay, how much, and whom they write to, as one text; empty where nobody
   */
  constructor(
    private readonly judgeAnew: (form: HTMLFormElement, send: () => void) => void,
    private readonly ordered: (values: string) => string,
    private readonly claims: () => Claims | undefined,
  ) {}

  private get isLooking(): boolean {
    return this.claims()?.isLooking() ?? false;
  }

  /** Remembers where a form goes that was let go. */
  note(form: HTMLFormElement, submitter: HTMLElement | null): void {
    const order = this.ordered(this.claims()?.valuesOf(form, submitter) ?? '');
    this.forms.set(form, { submitter, origin: originNow(form, submitter), order, emptied: false });
  }

  /** A person sends it now: what was judged before is no measure of that. */
  forget(form: HTMLFormElement): void {
    this.forms.delete(form);
  }

  onFormData(event: FormDataEvent): void {
    const form = event.target;
    // Our own look at a form fires this, too.
    if (!(form instanceof HTMLFormElement) || this.isLooking) return;
    const departure = this.forms.get(form);
    if (!departure) return;
    const names = new Set<string>();
    const texts: string[] = [];
    // In Firefox a page's own data can't be iterated over from our world.
    event.formData.forEach((value, name) => {
      names.add(name);
      if (typeof value === 'string') texts.push(value);
    });
    const order = this.ordered(texts.join('\n'));
    if (order === departure.order && originNow(form, departure.submitter) === departure.origin) return;
    for (const name of names) event.formData.delete(name);
    if (departure.emptied) return;
    departure.emptied = true;
    // After this event: within it a form can't be sent.
    setTimeout(() => {
      window.stop();
      this.judgeAnew(form, () => this.send(form, departure.submitter));
    });
  }

  /** By the form's own address, without the page's listeners, which would change it again; the button's value goes along. */
  private send(form: HTMLFormElement, submitter: HTMLElement | null): void {
    this.note(form, null);
    const add = (event: FormDataEvent) => {
      if (submitter instanceof HTMLButtonElement || submitter instanceof HTMLInputElement)
        if (submitter.name && !this.isLooking) event.formData.set(submitter.name, submitter.value);
    };
    form.addEventListener('formdata', add);
    HTMLFormElement.prototype.submit.call(form);
    setTimeout(() => form.removeEventListener('formdata', add), 1_000);
  }
}

function originNow(form: HTMLFormElement, submitter: HTMLElement | null): string {
  return new URL(actionOf(form, submitter)).origin;
}
