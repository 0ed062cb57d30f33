/**
 * What each open question is about, word by word. INVARIANT: in this worker's memory only, never stored, logged or told to a
 * page; gone with its question, and with the worker, after which the question is asked without.
 */
import type * as z from 'zod/mini';
import { particularsOf } from '../../src/enforce/particulars.ts';
import type { Particulars, Question } from '../../src/protocol/question.ts';
import type { Claim } from '../../src/protocol/shapes.ts';
import * as clock from './clock.ts';
import { type Live, world } from './world.ts';

const known = new Map<string, Particulars>();

/** @param site of the destination */
export function noteParticulars({ flow }: Live, question: Question, site: string, claim: z.infer<typeof Claim>): void {
  const particulars = particularsOf(flow, site, claim);
  if (!particulars) return;
  known.set(question.id, particulars);
  setTimeout(forgetAnswered, question.expires - clock.now());
}

/** The open questions, as a page of ours that nobody reads along in is told of them. */
export function questionsInFull(): Question[] {
  forgetAnswered();
  return world.questions.map((question) => {
    const particulars = known.get(question.id);
    return particulars ? { ...question, particulars } : question;
  });
}

export function forgetAnswered(): void {
  const now = clock.now();
  const open = new Set(world.questions.filter(({ expires }) => expires > now).map(({ id }) => id));
  for (const id of known.keys()) if (!open.has(id)) known.delete(id);
}
