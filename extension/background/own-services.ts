/**
 * What a signed-in page holds itself, on its way by its own script to a service elsewhere that its site didn't use before: a
 * question to the person, as where an agent types it (`private-text-handed-on`; in `strict` such a page reaches nothing new).
 * Where nobody would read the answer, and where the person has said no, it stays stopped, and nobody is asked.
 */
import type * as z from 'zod/mini';
import { originsOf } from '../../src/dataflow/origins.ts';
import { recognise } from '../../src/dataflow/recognise.ts';
import { READS_ANSWER } from '../../src/enforce/sent.ts';
import type { AgentEvent } from '../../src/event/event.ts';
import type { Question } from '../../src/protocol/question.ts';
import type { Claim } from '../../src/protocol/shapes.ts';
import { now } from './clock.ts';
import type { Source } from './events.ts';
import { type Live, world } from './world.ts';

export const HANDED_ON = 'private-text-handed-on';
const SECRET: ReadonlySet<string> = new Set(['credential', 'otp', 'payment']);

/** Of an address: who counts visitors, or notes errors, is nobody's service. */
const MEASURES =
  /(?<![a-z])(?:track(?:ing|er)?|collect(?:or)?|events?|logs?|analytics|telemetry|metrics|beacons?|sentry|envelope|rum|pixel|stats?|ping|ingest|intake|mixpanel|amplitude|segment|hotjar|fullstory|clarity|datadog\w*|newrelic|nr-data|bugsnag|posthog|session-?replay|record(?:er|ing)?)(?![a-z])/i;

/** Session and site → destinations that a person said no to. Gone with the worker: then one is asked once more. */
const refused = new Map<string, Set<string>>();
const MOST_REFUSED = 500;
/** A page that goes on after so many noes, by ever new names, is listened to no more. */
const MOST_NOES = 2;

export function noteNo({ rule, session, site, dest = '' }: Question): void {
  if (rule !== HANDED_ON) return;
  if (refused.size >= MOST_REFUSED) refused.clear();
  const key = `${session} ${site}`;
  refused.set(key, (refused.get(key) ?? new Set()).add(dest));
}

/** Completes `event` in place, where that is so. */
export function noteOwnService(live: Live, source: Source, claim: z.infer<typeof Claim>, event: AgentEvent): void {
  const { dest, payload, site } = event;
  if (!payload || !dest?.site || !isOwn(live, source, claim, event) || !isWelcome(live, event)) return;
  payload.sources = [site, dest.site];
}

function isOwn(
  live: Live,
  { frame }: Source,
  { kind, actor, target, dest, evidence, outgoing = '' }: z.infer<typeof Claim>,
  { site, payload, dest: to }: AgentEvent,
): boolean {
  if (kind !== 'request' || actor !== 'page' || target?.role !== 'script' || frame !== 0) return false;
  if (!evidence.includes(READS_ANSWER) || !/^(post|put|patch)$/i.test(dest?.method ?? '')) return false;
  if (!live.session.privateSites.includes(site) || to?.site === site || to?.firstSeen === false) return false;
  const { labels = [], sources = [] } = payload ?? {};
  if (!labels.includes('private') || labels.some((label) => SECRET.has(label))) return false;
  if (sources.length === 0 || sources.some((one) => one !== site)) return false;
  // All of it in this one request: what was sent in pieces before isn't shown to whoever is asked.
  const alone = originsOf(live.flow, recognise(live.flow, outgoing).sources);
  return alone.length > 0 && recognise(world.planted.table, outgoing).labels.length === 0;
}

/** One question at a time for a page, and none after a no. */
function isWelcome({ session }: Live, { site, dest, digest }: AgentEvent): boolean {
  const { url = '', site: to = '' } = dest ?? {};
  if (!URL.canParse(url)) return false;
  const { hostname, pathname } = new URL(url);
  const noes = refused.get(`${session.id} ${site}`);
  if (MEASURES.test(`${hostname}${pathname}`) || noes?.has(to) || (noes?.size ?? 0) >= MOST_NOES) return false;
  return !world.questions.some(
    (open) =>
      open.rule === HANDED_ON &&
      open.expires > now() &&
      open.session === session.id &&
      open.site === site &&
      open.digest !== digest,
  );
}
