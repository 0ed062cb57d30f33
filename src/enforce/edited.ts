/**
 * What stands in its field before anybody could judge it: put there by a script that says so by an event of its own making,
 * chosen in a list, ticked, set on a slider. Where that is another site's data, or completes it together with what stands in
 * the other fields, it is taken out again before the page hears of it. Everything else passes: frameworks and autofill do the same.
 */
import { type Field, isField } from '../observe/outgoing.ts';
import type { Claims } from './claims.ts';
import { type Door, isAtWork, type Outcome, type Who } from './door.ts';
import { type Action, takesText } from './weigh.ts';

const MOST_FIELDS = 1_000;
/** Passwords and files are judged as such; what isn't shown is the page's own. */
const NOT_SAID = /^(password|file|hidden|button|submit|reset|image)$/;

export function onEdit(door: Door, consider: (action: Action) => Outcome, event: Event): void {
  const element = door.roots.innermost(event);
  if (!isAtWork(door.state()) || !isField(element) || NOT_SAID.test(element.type)) return;
  const { value } = element;
  const alone = !event.isTrusted && takesText(element) && door.carriesForeign(value);
  const text = alone ? value : splitOver(door, element, saidBy(element));
  if (!text) return;
  const isTicked = 'checked' in element && element.checked;
  const replay = () => {
    if (isTicked) element.checked = true;
    else element.value = value;
    for (const type of ['input', 'change']) element.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
  };
  const signs = event.isTrusted ? [] : ['untrusted event' as const];
  const claimOf = (who: Who, { written }: Claims) => written(element, text, who);
  if (consider({ event, signs, claimOf, element, replay }).outcome !== 'stop') return;
  if (isTicked) element.checked = false;
  else if (element instanceof HTMLSelectElement) element.selectedIndex = -1;
  else element.value = '';
}

/**
 * A number may be entered in parts.
 * @returns what the numbers in all fields say in order, were `value` in `field`, where only that completes another site's data; else nothing
 */
export function splitOver(door: Pick<Door, 'carriesForeign'>, field: EventTarget | null, value: string): string {
  if (!isField(field) || !/\d/.test(value)) return '';
  const root = field.getRootNode() as ParentNode;
  const all = [...root.querySelectorAll('input,select,textarea')].filter(isField).slice(0, MOST_FIELDS);
  const others = all.map((one) => (one === field ? '' : saidBy(one)));
  const whole = all.map((one, at) => (one === field ? value : (others[at] ?? '')));
  const [before, after] = [others, whole].map((texts) => texts.filter((text) => /\d/.test(text)).join('\n'));
  if (!before || !after || !door.carriesForeign(after)) return '';
  return door.carriesForeign(before) || door.carriesForeign(value) ? '' : after;
}

const REMEMBERED = 200;

/** Numbers that were put in lately, wherever: parts may go to fields that are emptied, or are none. */
export class Entered {
  private text = '';

  constructor(private readonly door: Pick<Door, 'carriesForeign'>) {}

  /** @returns what `part` completes together with what was put in before; empty where nothing, or where that was let in already */
  completedBy(part: string): string {
    const whole = `${this.text}\n${part}`;
    const { door } = this;
    if (!this.text || !/\d/.test(part) || !door.carriesForeign(whole)) return '';
    return door.carriesForeign(this.text) || door.carriesForeign(part) ? '' : whole;
  }

  /** `part` is in. */
  grow(part: string): void {
    if (!/\d/.test(part)) return;
    const whole = `${this.text}\n${part}`.slice(-REMEMBERED);
    this.text = this.door.carriesForeign(whole) ? '' : whole;
  }
}

function saidBy(field: Field): string {
  const isOff = 'checked' in field && /^(radio|checkbox)$/.test(field.type) && !field.checked;
  return isOff || NOT_SAID.test(field.type) ? '' : field.value;
}
