/**
 * What is chosen in a native list, by keys, a debugger's hand or a script, shows no press, and many pages act on it at once.
 * Where it would let others in, it is taken back before the page hears of it, judged, and put in again.
 */
import type { Purpose } from '../event/event.ts';
import {
  type Choice,
  type Chosen,
  chosenIn,
  isChoice,
  isDraft,
  isSwitch,
  labelOf,
  note,
  put,
  putBack,
  textOfOption,
  weightIn,
} from '../observe/choices.ts';
import { describe } from '../observe/purpose.ts';
import { isWalled } from './barrier.ts';
import { picking } from './claims.ts';
import { type Door, isAtWork, type Outcome, stop, type Who } from './door.ts';
import type { Action } from './weigh.ts';

/** The gate, as far as it is needed here. */
export interface Judging {
  readonly isReplaying: boolean;
  consider(action: Action): Outcome;
}

export function listenToChoices(door: Door, gate: Judging): void {
  let echo: { field: Choice; left: string } | undefined;
  const hear = (event: Event) => {
    const [field] = event.composedPath();
    if (!isChoice(field)) return;
    if (echo?.field === field && event.type === 'change' && said(chosenIn(field)) === echo.left) {
      stop(event);
      return;
    }
    const state = door.state();
    const isGuarded = state ? isAtWork(state) : isWalled();
    // A press on a box to tick is judged as such.
    const purpose = !isGuarded || gate.isReplaying || (isSwitch(field) && event.isTrusted) ? undefined : graveIn(field);
    if (!purpose) {
      if (!isGuarded || gate.isReplaying || !waitsForItsForm(field)) note(field);
      return;
    }
    const chosen = chosenIn(field);
    const { outcome } = gate.consider({
      event,
      signs: event.isTrusted ? [] : ['untrusted event'],
      claimOf: (who: Who) => picking(field, purpose, `${labelOf(field)}: ${said(chosen)}`, who),
      element: field,
      replay: () => {
        put(field, chosen);
        for (const type of ['input', 'change'])
          field.dispatchEvent(new Event(type, { bubbles: true, composed: type === 'input' }));
      },
    });
    if (outcome === 'pass') {
      note(field);
      return;
    }
    putBack(field, (before) => !graveIn(field, before));
    // Both are told in one go, of which the first has been stopped.
    echo = { field, left: said(chosenIn(field)) };
    setTimeout(() => {
      echo = undefined;
    });
  };
  for (const name of ['input', 'change']) door.roots.listen(name, hear);
}

/** What is chosen takes effect at once, or may. */
function graveIn(field: Choice, chosen = chosenIn(field)): Purpose | undefined {
  if (isSwitch(field)) {
    const { purpose = 'other' } = describe(field);
    return purpose === 'other' ? undefined : purpose;
  }
  const weights = textsOf(chosen).map((text) => weightIn(field, text));
  if (weights.includes('locks')) return 'password-change';
  return weights.includes('gives') || (weights.includes('opens') && !isDraft(field)) ? 'permission' : undefined;
}

/** Judged with its form: until then it is no more than what was there before. */
const waitsForItsForm = (field: Choice): boolean =>
  !isSwitch(field) && textsOf(chosenIn(field)).some((text) => weightIn(field, text) !== undefined);

function textsOf(chosen: Chosen): string[] {
  if (typeof chosen === 'boolean') return [];
  return typeof chosen === 'string' ? [chosen] : chosen.map(textOfOption);
}

/** With what its page would read of it: neither may be another by the time it is put in. */
function said(chosen: Chosen): string {
  if (typeof chosen === 'boolean') return chosen ? '+' : '-';
  if (typeof chosen === 'string') return chosen;
  return chosen
    .filter(({ isConnected }) => isConnected)
    .map((option) => `${textOfOption(option)} (${option.value})`)
    .join(', ');
}
