/**
 * Forms on their way out. A page's own listeners run after ours: for `submit`, they may send a form elsewhere than it was
 * judged to go, pay or write to somebody else, or put into it what wasn't there; for `formdata`, the same. Chromium reads the
 * address before `formdata`, and fires that more than once: what can still be taken away there is the data. The form is then
 * judged anew, as it stands, and goes in full if that is allowed. To another origin goes what was judged.
 */
import { actionOf } from '../observe/target.ts';
import type { Claims } from './claims.ts';
import type { Outcome } from './door.ts';

/** `fields`: what it held; `sent`: that with what its page's listeners added. */
type Departure = { submitter: HTMLElement | null; origin: string; order: string; fields: string; sent: FormData };

export class Leaving {
  private readonly forms = new WeakMap<HTMLFormElement, Departure & { emptied: boolean; isOurs: boolean }>();
  /** What the form held that we have just looked at. */
  private fields = '';

  /**
   * @param judgeAnew holds a form's departure, and calls `send` if it may go
   * @param ordered whom the values of a form pay, how much, and whom they write to, as one text; empty where nobody
   * @param carriesForeign whether a text carries another site's data
   */
  constructor(
    private readonly judgeAnew: (form: HTMLFormElement, send: () => void) => void,
    private readonly ordered: (values: string) => string,
    private readonly carriesForeign: (text: string) => boolean,
    private readonly claims: () => Claims | undefined,
  ) {}

  private get isLooking(): boolean {
    return this.claims()?.isLooking() ?? false;
  }

  goes(form: HTMLFormElement, submitter: HTMLElement | null, { outcome, digest }: Outcome): void {
    if (outcome !== 'pass') return;
    if (digest) this.note(form, submitter);
    // A person sends it now: what was judged before is no measure of that.
    else this.forms.delete(form);
  }

  /** Remembers where a form goes that was let go. */
  note(form: HTMLFormElement, submitter: HTMLElement | null): void {
    const departure = this.departureOf(form, submitter);
    if (departure) this.forms.set(form, { ...departure, emptied: false, isOurs: false });
  }

  private departureOf(form: HTMLFormElement, submitter: HTMLElement | null): Departure | undefined {
    this.fields = '';
    const sent = this.claims()?.dataOf(form, submitter);
    if (!sent) return undefined;
    const order = this.ordered(valuesIn(sent));
    return { submitter, origin: originNow(form, submitter), order, fields: this.fields, sent };
  }

  onFormData(event: FormDataEvent): void {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    // Our own look at a form fires this, too.
    if (this.isLooking) {
      this.fields = pairsIn(event.formData);
      return;
    }
    const departure = this.forms.get(form);
    if (!departure) return;
    const fields = pairsIn(event.formData);
    if (this.isAsJudged(event.formData, fields, originNow(form, departure.submitter), departure)) {
      if (departure.isOurs || departure.origin !== location.origin) put(event, departure.sent);
      return;
    }
    put(event, new FormData());
    if (departure.emptied) return;
    departure.emptied = true;
    // After this event: within it a form can't be sent.
    setTimeout(() => {
      window.stop();
      this.judgeAnew(form, () => this.send(form, departure.submitter));
    });
  }

  private isAsJudged(data: FormData, fields: string, origin: string, was: Departure): boolean {
    if (this.ordered(valuesIn(data)) !== was.order || origin !== was.origin) return false;
    return fields === was.fields || (origin === location.origin && !this.carriesForeign(fields));
  }

  /** By the form's own address, without the page's listeners, which would change it again; the button's value goes along. */
  private send(form: HTMLFormElement, submitter: HTMLElement | null): void {
    const bare = this.departureOf(form, null);
    const sent = this.claims()?.dataOf(form, submitter);
    if (!bare || !sent) return;
    this.forms.set(form, { ...bare, sent, emptied: false, isOurs: true });
    HTMLFormElement.prototype.submit.call(form);
  }
}

/** Nobody hears of it who could change it again. */
function put(event: FormDataEvent, data: FormData): void {
  event.stopImmediatePropagation();
  for (const [name] of entriesOf(event.formData)) event.formData.delete(name);
  for (const [name, value] of entriesOf(data)) {
    if (typeof value === 'string') event.formData.append(name, value);
    else event.formData.append(name, value, value.name);
  }
}

const pairsIn = (data: FormData): string =>
  entriesOf(data)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : value.name}`)
    .join('\n');

const valuesIn = (data: FormData): string =>
  entriesOf(data)
    .flatMap(([, value]) => (typeof value === 'string' ? value : []))
    .join('\n');

/** In Firefox a page's own data can't be iterated over from our world. */
function entriesOf(data: FormData): [string, FormDataEntryValue][] {
  const entries: [string, FormDataEntryValue][] = [];
  data.forEach((value, name) => {
    entries.push([name, value]);
  });
  return entries;
}

function originNow(form: HTMLFormElement, submitter: HTMLElement | null): string {
  return new URL(actionOf(form, submitter)).origin;
}
