/**
 * What a page can do by itself with what a step gives it, and nobody can stop: send it to its own server, by a request, an
 * address or a form of its own. Other destinations are the wall's: there the page could send what it holds anyway.
 * Ships in every page: nothing is imported.
 */
import type { Action, AgentEvent } from '../event/event.ts';

/** Steps that put something into the page they happen on, and steps that put it into the page they lead to. */
const INTO_PAGE: readonly string[] = ['type', 'paste', 'select', 'drag', 'upload', 'tool'] satisfies Action[];
const ONTO_PAGE: readonly string[] = ['submit', 'navigate', 'open', 'message'] satisfies Action[];
const BY_PAGE: readonly Action[] = ['request', 'navigate', 'submit'];

/** As proposed events of the page; none for a person's step, or one that gives a page nothing. */
export function lettersOf(proposed: AgentEvent): readonly AgentEvent[] {
  if (proposed.actor === 'person' || proposed.actor === 'page') return [];
  if (INTO_PAGE.includes(proposed.kind)) return BY_PAGE.map((kind) => fromHere(proposed, kind));
  return ONTO_PAGE.includes(proposed.kind) ? BY_PAGE.flatMap((kind) => fromThere(proposed, kind)) : [];
}

/** The same without what the step carries: what the page could do had the step never been. */
export function emptyHanded(letter: AgentEvent): AgentEvent {
  return { ...letter, payload: { bytes: 0, labels: [], sources: [] } };
}

type Place = { readonly url: string; readonly origin: string; readonly site: string };

function fromHere(step: AgentEvent, kind: Action): AgentEvent {
  const { url, origin, site, dest } = step;
  return byPage(step, kind, { url, origin, site }, dest?.site === site ? dest.firstSeen : undefined);
}

/** None where nobody knows which page it leads to. */
function fromThere({ page: _, ...step }: AgentEvent, kind: Action): AgentEvent[] {
  const { url, origin, site, firstSeen } = step.dest ?? {};
  if (url === undefined || origin === undefined || site === undefined) return [];
  return [byPage(step, kind, { url, origin, site }, firstSeen)];
}

function byPage(step: AgentEvent, kind: Action, place: Place, firstSeen: boolean | undefined): AgentEvent {
  const known = firstSeen === undefined ? {} : { firstSeen };
  const dest = { ...place, method: 'post', relation: 'same-origin' as const, ...known };
  return { ...step, ...place, kind, dest, actor: 'page', phase: 'proposed' };
}
