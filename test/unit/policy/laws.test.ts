import { describe, expect, it } from 'vitest';
import { ANSWERS } from '../../mutation/laws-answers.ts';
import { LAWS } from '../../mutation/laws-engine.ts';
import { READING } from '../../mutation/laws-reader.ts';

/** The same checks that mutants of the engine are tried by (scripts/mutate-policy.mjs). */
describe.each([
  ['the engine', LAWS],
  ['what is answered from memory', ANSWERS],
  ['the reader', READING],
] as const)('%s', (_, laws) => {
  it.each(laws)('%s', (_name, holds) => {
    expect(holds()).toBe(true);
  });
});
