/** What a mutant of the strict reader, the fields, the predicates and the globs must survive: the tables of their tests. */
import { readCanonical } from '../../src/policy/canonical.ts';
import { hostGlob } from '../../src/policy/host-glob.ts';
import { textGlob } from '../../src/policy/text-glob.ts';
import { HOST_GLOBS, NO_HOST_GLOBS, TEXT_GLOBS } from '../unit/policy/globs.ts';
import { BAD, GOOD } from '../unit/policy/policies.ts';
import { type Case, prepare as cases, survives as engineSurvives } from './engine.ts';
import { READING } from './laws-reader.ts';

export function prepare(count: number, seed: number): Case[] {
  return cases(Math.ceil(count / 4), seed).filter(({ long }) => long !== true);
}

/** What went wrong, or undefined when nothing did. */
export function survives(all: readonly Case[]): string | undefined {
  for (const [name, value] of GOOD) if (!readCanonical(value).ok) return `refused: ${name}`;
  for (const [name, value, place] of BAD) {
    const read = readCanonical(value);
    if (read.ok || !read.problems.some((problem) => problem.place === place)) return `not refused there: ${name}`;
  }
  for (const [glob, matches, others] of HOST_GLOBS) {
    const match = hostGlob(glob);
    if (!matches.every(match) || others.some(match)) return `host glob ${glob}`;
  }
  for (const glob of NO_HOST_GLOBS) if (compiles(glob)) return `compiles: ${glob}`;
  for (const [glob, text, expected] of TEXT_GLOBS) if (textGlob(glob)(text) !== expected) return `glob ${glob}`;
  for (const [name, holds] of READING) if (!holds()) return name;
  return engineSurvives(all);
}

function compiles(glob: string): boolean {
  try {
    hostGlob(glob);
    return true;
  } catch {
    // That is what is asked.
    return false;
  }
}
