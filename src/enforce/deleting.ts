/** How much an act of an agent deletes, as far as words say: the deletion of one small thing is no matter for a model, and that of a server is none of doubt. */
import { deletesOne, isWeightyDelete } from '../observe/deleting.ts';
import type { Claim } from './claims.ts';

/** The rules know by it what is gone for good. */
export const WHOLE = ': all of it';

/** Completes `claim` in place, before it is settled or judged. */
export function sayHowMuchGoes(claim: Claim): void {
  const { target, context } = claim;
  if (target?.purpose !== 'delete' || !context || target.role === 'tool') return;
  const name = target.name ?? '';
  if (name.endsWith(WHOLE)) return;
  if (isWeightyDelete(name)) claim.target = { ...target, name: name + WHOLE };
  else if (deletesOne(context.text, `${context.page ?? ''} ${context.nearby ?? ''}`, areMoreChosen, shown))
    delete claim.context;
}

/** Rows that are ticked go together, whichever button stands beside them. */
const areMoreChosen = (): boolean =>
  document.querySelectorAll('input[type=checkbox]:checked,[aria-checked=true],[aria-selected=true]').length > 1;

// biome-ignore lint/performance/useDomNodeTextContent: what isn't shown says nothing to the person
const shown = (): string => document.body?.innerText ?? '';
