/**
 * A policy from whatever it comes as: a canonical object, canonical JSON text, or a YAML document in the
 * human-readable syntax (document.ts). What doesn't load changes nothing; every problem names its rule and place.
 */
import { readCanonical } from './canonical.ts';
import { readDocument, stepsOf } from './document.ts';
import { type Examples, readExamples } from './examples.ts';
import { jsonFault, jsonPlace, lineAndColumn } from './json-places.ts';
import type { Policy } from './policy.ts';
import type { Problem } from './strict-reader.ts';
import type { Workflow } from './workflow.ts';

export type Loaded =
  | { readonly ok: true; readonly policy: Policy; readonly examples: Examples; readonly workflows: readonly Workflow[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** UTF-16 units. A policy of thousands of rules fits; more is refused before it is read. */
export const LONGEST_POLICY = 16_000_000;

export function parsePolicy(source: unknown): Loaded {
  if (typeof source !== 'string') return fromObject(source);
  if (source.length > LONGEST_POLICY) return failed(`longer than ${LONGEST_POLICY} characters`);
  const text = source.replace(/^\ufeff/, '');
  return /^\s*[{[]/.test(text) ? fromJson(text) : readDocument(text);
}

/** What opens with a bracket is JSON and nothing laxer. Problems get line and column. */
function fromJson(text: string): Loaded {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const fault = jsonFault(text);
    // Only where the two readers of JSON differ, or it is nested too deep for the first.
    if (fault === undefined) return failed('nested too deep to be read');
    return { ok: false, problems: [{ place: '(top)', reason: fault.reason, ...lineAndColumn(text, fault.offset) }] };
  }
  const loaded = fromObject(value);
  if (loaded.ok) return loaded;
  const located = ({ place, ...rest }: Problem): Problem => ({
    ...rest,
    place,
    ...lineAndColumn(text, jsonPlace(text, stepsOf(place))),
  });
  return { ok: false, problems: loaded.problems.map(located) };
}

/** Canonical, but for `examples`, which may be kept beside any policy. */
function fromObject(value: unknown): Loaded {
  let examples: Examples = [];
  let policy = value;
  if (typeof value === 'object' && value !== null && 'examples' in value) {
    const { examples: beside, ...rest } = value;
    const read = readExamples(beside, 'examples');
    if (!read.ok) return read;
    examples = read.examples;
    policy = rest;
  }
  const read = readCanonical(policy);
  return read.ok ? { ok: true, policy: read.policy, examples, workflows: [] } : read;
}

function failed(reason: string): Loaded {
  return { ok: false, problems: [{ place: '(top)', reason }] };
}
