/**
 * What holds of a session after a page that nobody but its agent read: each other site is asked about once, whatever goes
 * there. No rule of a pack, since pages would have to ask the worker about each key, which could always be the first after one.
 */
import type { Policy } from '../policy/policy.ts';
import { DRIVEN, goesTo } from './task.ts';

const UNSEEN = 'after-an-unseen-page';

/** @param sites those of such pages, and those that the person let in since */
export function unseenPolicy(sites: readonly string[]): Policy {
  return {
    interlock: 1,
    name: 'unseen pages',
    rules: [
      {
        id: UNSEEN,
        verdict: 'ask',
        on: ['navigate', 'open', 'submit', 'upload', 'tool', 'message', 'type', 'paste', 'drag', 'select'],
        where: { all: [DRIVEN, { not: goesTo(sites) }] },
        because:
          'The agent was on a page that Interlock could not read, and is about to use another site: what it read there could go with it.',
        instead: 'Ask the person whether that site may be used now.',
        refs: ['OWASP LLM02:2025', 'OWASP ASI01', 'MITRE ATLAS AML.T0057'],
      },
    ],
  };
}

/** A person's yes to one site holds for it, whatever is done there. */
export function withLetIn(sites: readonly string[], asked: readonly string[], site: string): string[] {
  return asked.includes(UNSEEN) && !sites.includes(site) ? [...sites, site] : [...sites];
}
