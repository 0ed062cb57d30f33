/** A claim becomes a record: what the page can't know, or must not say, is filled in here. */
import type * as z from 'zod/mini';
import { accumulate } from '../../src/dataflow/accumulate.ts';
import { broughtTo, isOnlyTyped } from '../../src/dataflow/origins.ts';
import { type Known, type Recognition, recognise } from '../../src/dataflow/recognise.ts';
import { isShown, saysThatItActs } from '../../src/dataflow/shown.ts';
import { short } from '../../src/enforce/digest.ts';
import type { AgentEvent, Label } from '../../src/event/event.ts';
import type { Claim } from '../../src/protocol/shapes.ts';
import { GRAVE } from '../../src/risk/grave.ts';
import { isFirstSeen, tick } from '../../src/session/session.ts';
import { namesSite } from '../../src/site/named.ts';
import { originOf, relationOf, siteOf, withoutSecrets } from '../../src/site/site.ts';
import { classifier } from './classifier.ts';
import { now } from './clock.ts';
import { type Live, world } from './world.ts';

/** Where a claim came from, as the browser says it, never as the page does. */
export type Source = { tab: number; frame: number; url: string };

const RISK_DEADLINE_MS = 400;

export function factBase(live: Live, source: Source): Omit<AgentEvent, 'kind'> & { phase: 'observed' } {
  const { session } = live;
  return {
    ...tick(session, now()),
    phase: 'observed',
    actor: 'unknown',
    session: session.id,
    ...(session.task ? { task: session.task } : {}),
    tab: String(source.tab),
    frame: String(source.frame),
    url: withoutSecrets(source.url),
    origin: originOf(source.url),
    site: siteOf(source.url),
  };
}

/**
 * An action's record from a claim.
 * @param keeps false when nothing is going to be sent: then the stream of what went to a destination stays as it was
 * @param began when it was begun, in milliseconds since the epoch
 */
export function eventOf(
  live: Live,
  source: Source,
  claim: z.infer<typeof Claim>,
  keeps = true,
  began = now(),
): AgentEvent {
  const { session } = live;
  const base = factBase(live, source);
  const destUrl = claim.dest?.url;
  const payload = { ...claim.payload };
  let { target } = claim;
  if (claim.outgoing) {
    const { stream } = live;
    const found = carried(live, claim.kind, siteOf(destUrl ?? source.url), claim.outgoing, began);
    if (!keeps) live.stream = stream;
    const isCard = payload.labels?.includes('payment') && found.labels.includes('payment');
    if (isText(base.site, found)) payload.labels = payload.labels?.filter((label) => label !== 'payment') ?? [];
    addLabels(payload, found);
    // People pay with one card in many shops: as with other numbers, the person can say whether this one may have it.
    if (isCard && found.isOnlyTyped && found.sources.some((site) => site !== base.site))
      payload.labels = [...new Set(payload.labels?.map((label) => (label === 'payment' ? 'private' : label)))];
    if (destUrl && LEADS.has(claim.kind) && isShown(live.shown, found.sources, destUrl, digestIn(live))) {
      addLabels(payload, { labels: ['untrusted'], sources: [siteOf(destUrl)] });
      target = { ...target, purpose: saysThatItActs(destUrl) ? 'login' : 'navigation' };
    }
    // What is in a path or a host name counts as sent, too.
    if (found.labels.length) payload.bytes = Math.max(payload.bytes ?? 0, claim.outgoing.length);
  }
  const risk = session.pageRisk[base.tab];
  return {
    ...base,
    kind: claim.kind,
    actor: claim.actor,
    dest: destinationOf(live, source.url, destUrl ?? source.url, claim.dest?.method, payload.sources),
    ...(target ? { target } : {}),
    payload: { bytes: 0, labels: [], sources: [], ...payload },
    page: {
      trust: session.privateSites.includes(base.site)
        ? 'private'
        : isNamedThere(source.url, claim, payload)
          ? 'borrowed-name'
          : 'public',
      risk: { tier: risk ?? (classifier.state().state === 'unavailable' ? 'unavailable' : 'safe') },
    },
    ...(claim.digest ? { digest: boundTo(base.origin, claim.digest, claim) } : {}),
  };
}

/** A yes is for this site, for that one of several, for whom it was said to pay, and for what its page said that it comes to. */
function boundTo(origin: string, digest: string, { which = '', order, total }: z.infer<typeof Claim>): string {
  const paid = order ? [order.payee, order.amount, order.currency] : [];
  return short([digest, origin, which, ...paid, ...(total ? [total] : [])].join('\u001e'));
}

function destinationOf(
  live: Live,
  from: string,
  url: string,
  method = 'get',
  sources: readonly string[] = [],
): NonNullable<AgentEvent['dest']> {
  const site = siteOf(url);
  const relation = relationOf(from, url);
  return {
    origin: originOf(url),
    site,
    url: withoutSecrets(url),
    method,
    relation,
    firstSeen: isFirstSeen(live.session, siteOf(from), site, sources),
  };
}

/**
 * A field for an account number says nothing of what stands in it where that is known from elsewhere: an invoice's is text of
 * a mail, and so is one's own from one's profile. A card is known by itself.
 */
const isText = (site: string, { sources, labels }: Known): boolean =>
  sources.some((source) => source !== site) && !labels.includes('payment');

/** A password of one site, at the sign-in of another that calls itself by the name of the first. */
function isNamedThere(
  url: string,
  { target, context }: z.infer<typeof Claim>,
  { labels = [], sources = [] }: NonNullable<AgentEvent['payload']>,
): boolean {
  if (!(target?.purpose === 'login' || target?.purpose === 'signup') || !labels.includes('credential')) return false;
  const said = [withoutSecrets(url), context?.page, context?.nearby].join(' ');
  return sources.some((site) => site !== siteOf(url) && namesSite(said, site));
}

/** As a page shows it, an address is also its own site's, and its wording not the agent's. */
const LEADS: ReadonlySet<string> = new Set(['navigate', 'open']);

export const digestIn = (live: Live) => (url: string) => short(`${live.flow.salt}${url}`);

/** Leaves at once: then pieces sent one after the other are judged together. An edit only grows what is there. */
const SENDS: ReadonlySet<string> = new Set(['submit', 'navigate', 'open', 'request', 'tool', 'message']);

type Carried = Known & { isOnlyTyped: boolean };

function carried(live: Live, kind: string, destination: string, text: string, began: number): Carried {
  const found = SENDS.has(kind) ? pieced(live, destination, text, began) : recognise(live.flow, text);
  // A long session's table may have had to forget its oldest entries, and canaries are that.
  const planted = recognise(world.planted.table, text);
  const brought = broughtTo(live.flow, found, destination);
  return {
    labels: [...new Set([...brought.labels, ...planted.labels])],
    sources: [...new Set([...brought.sources, ...planted.sources])],
    isOnlyTyped: isOnlyTyped(found, 'payment') && planted.labels.length === 0,
  };
}

function pieced(live: Live, destination: string, text: string, began: number): Recognition {
  const { state, ...found } = accumulate(live.stream, live.flow, destination, text, began);
  live.stream = state;
  return found;
}

function addLabels(
  payload: NonNullable<AgentEvent['payload']>,
  found: { labels: readonly Label[]; sources: readonly string[] },
): void {
  payload.labels = [...new Set([...(payload.labels ?? []), ...found.labels])];
  payload.sources = [...new Set([...(payload.sources ?? []), ...found.sources])];
}

/** Only grave purposes are worth a model's time; a late or missing answer is `unavailable`, which policy can test. */
export async function riskOf(claim: z.infer<typeof Claim>): Promise<AgentEvent['risk'] | undefined> {
  if (!claim.context || !GRAVE.has(claim.target?.purpose ?? 'other')) return undefined;
  const late = new Promise<undefined>((done) => setTimeout(done, RISK_DEADLINE_MS));
  const { text, role, page, form, nearby } = claim.context;
  const action = {
    text,
    ...(role ? { role } : {}),
    ...(page ? { page } : {}),
    ...(form ? { form } : {}),
    ...(nearby ? { nearby } : {}),
    url: claim.url,
  };
  const answer = await Promise.race([classifier.scoreActions([action]).then((all) => all[0]), late]);
  return answer?.kind === 'scored'
    ? { tier: answer.tier, score: answer.score, category: answer.category }
    : { tier: 'unavailable' };
}
