/**
 * What an atom that reads the proposed event needs to remember of a past event. The conjuncts of its `where` fall in
 * three: those decided at once; `field eq {"e": path}`, which become keys; and the rest, kept as a *signature* (truth of
 * its decided parts, values of the fields it will compare).
 */
import type { AgentEvent } from '../event/event.ts';
import { reader } from './fields.ts';
import type { Pred } from './policy.ts';
import { comparer, eventPaths, isFromEvent, isScalar, predicate } from './predicate.ts';

type Read = (event: AgentEvent) => unknown;
export type KeyPart = { readonly path: string; readonly past: Read; readonly proposed: Read };
export type Signature = readonly unknown[];
export type Residue = {
  readonly sign: (event: AgentEvent) => Signature;
  readonly test: (signature: Signature, proposed: AgentEvent) => boolean;
  /** A lone `field ne {"e": path}`: two distinct values are enough to answer for every proposed event. */
  readonly differs: boolean;
};

export function splitWhere(where: Pred | undefined): { keys: readonly KeyPart[]; residue: Residue | undefined } {
  const reading = conjuncts(where).filter((pred) => eventPaths(pred).length > 0);
  const keys: KeyPart[] = [];
  const rest: Pred[] = [];
  for (const pred of reading) {
    if ('field' in pred && pred.op === 'eq' && isFromEvent(pred.value)) {
      keys.push({ path: pred.value.e, past: reader(pred.field), proposed: reader(pred.value.e) });
    } else rest.push(pred);
  }
  return { keys, residue: rest.length === 0 ? undefined : residueOf(rest) };
}

function conjuncts(pred: Pred | undefined): readonly Pred[] {
  if (pred === undefined) return [];
  return 'all' in pred ? pred.all.flatMap(conjuncts) : [pred];
}

function residueOf(preds: readonly Pred[]): Residue {
  const reads: Read[] = [];
  const tests = preds.map((pred) => partial(pred, reads));
  const [only] = preds;
  return {
    sign: (event) => reads.map((read) => read(event)),
    test: (signature, proposed) => tests.every((test) => test(signature, proposed)),
    differs: preds.length === 1 && only !== undefined && 'field' in only && only.op === 'ne',
  };
}

/** The test of `pred` on a signature; adds to `reads` what the signature must hold. */
function partial(pred: Pred, reads: Read[]): (signature: Signature, proposed: AgentEvent) => boolean {
  if (eventPaths(pred).length === 0) {
    const test = predicate(pred);
    const index = reads.push((event) => test(event, event)) - 1;
    return (signature) => signature[index] === true;
  }
  if ('all' in pred || 'any' in pred) {
    const parts = ('all' in pred ? pred.all : pred.any).map((part) => partial(part, reads));
    if ('all' in pred) return (signature, proposed) => parts.every((part) => part(signature, proposed));
    return (signature, proposed) => parts.some((part) => part(signature, proposed));
  }
  if ('not' in pred) {
    const part = partial(pred.not, reads);
    return (signature, proposed) => !part(signature, proposed);
  }
  if (!isFromEvent(pred.value)) throw new Error('a comparison that reads the event has an event path');
  const compare = comparer(pred.op);
  const proposedValue = reader(pred.value.e);
  // JSON has no undefined; an empty object is a value that no operator takes, as an absent field is.
  const read = reader(pred.field);
  const index = reads.push((event) => read(event) ?? {}) - 1;
  return (signature, proposed) => compare(signature[index], proposedValue(proposed));
}

/** One text for a tuple of scalars; undefined when one of them is absent or no scalar, which equals nothing. */
export function keyText(values: readonly unknown[]): string | undefined {
  let text = '';
  for (const value of values) {
    if (typeof value === 'string') text += `${value.length}:${value}`;
    else if (isScalar(value)) text += `${value};`;
    else return undefined;
  }
  return text;
}
