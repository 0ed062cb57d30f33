/**
 * Requests one by one, before they are sent. Chrome lets only an extension that an organisation installs by policy hold
 * one, and only for an answer of the same moment. So are seen those that no hook in a page sees: a worker's, a fresh
 * frame's, an agent's tool's, and addresses in markup. Listened to only while an agent is at work that knows private data.
 */
import type { WebRequest } from 'webextension-polyfill';
import { foreignMarks, isLetIn, type LetIn, withLetIn } from '../../src/dataflow/let-in.ts';
import { siteOfSource } from '../../src/dataflow/origins.ts';
import { recognise } from '../../src/dataflow/recognise.ts';
import { targetOf } from '../../src/enforce/deed-target.ts';
import { digestOfDeed, short } from '../../src/enforce/digest.ts';
import { Refused } from '../../src/enforce/refused.ts';
import { type Body, textOfBody, textOfRequest } from '../../src/enforce/request-text.ts';
import { type Deed, deedIn } from '../../src/observe/orders.ts';
import { sitesOf } from '../../src/session/session.ts';
import { originOf, siteOf } from '../../src/site/site.ts';
import { heldAt } from './held-at.ts';
import { judgeAtOnce, mayHappen, stops } from './judge.ts';
import { isReady, listenWith } from './one-by-one.ts';
import { Ordered } from './ordered.ts';
import { isPassed, openerOf } from './walls.ts';
import { type Live, liveOfTab, world } from './world.ts';

type Request = WebRequest.OnBeforeRequestDetailsType & { initiator?: string };
type Answer = WebRequest.BlockingResponse;

const PASS: Answer = {};
const STOP: Answer = { cancel: true };
/** As much as a claim may hold. */
const MOST_TEXT = 200_000;
/** Another request than those of this worker's own life was waiting: an agent was at work when the one before it died. */
let wasAtWork = false;
const refused = new Refused();
export const ordered = new Ordered();
/** Tab → what its pages may send to a site by their own right, as their frames have said. Of this worker's life only. */
const held = new Map<number, LetIn>();

export function noteHeld(tab: number, site: string, marks: readonly number[]): void {
  held.set(tab, withLetIn(held.get(tab) ?? {}, site, marks));
}

export function forgetHeld(tab: number): void {
  held.delete(tab);
}

listenWith(onRequest);

function onRequest(request: Request): Answer {
  if (!isReady()) return beforeReady(request);
  const live = sessionOf(request);
  if (!live) return PASS;
  try {
    return answerFor(live, request);
  } catch {
    // What can't be looked through is stopped where there is something to lose.
    world.degraded.add('a request could not be looked through, so it was stopped; restart the browser if this stays');
    return live.session.firstPrivateAt === undefined ? PASS : STOP;
  }
}

/**
 * Whose request it is isn't known yet. One that was there before this worker has waited for it: its predecessor listened,
 * and died at work.
 */
function beforeReady(request: Request): Answer {
  wasAtWork ||= request.timeStamp < performance.timeOrigin;
  if (!wasAtWork) return PASS;
  return isDocument(request) ? heldAt(request) : STOP;
}

const isDocument = ({ type, method }: Request): boolean =>
  (type === 'main_frame' || type === 'sub_frame') && (method === 'GET' || method === 'HEAD');

/** A page's service worker and shared workers have no tab. */
function sessionOf({ tabId, initiator }: Request): Live | undefined {
  if (tabId >= 0) return liveOfTab(tabId) ?? openerOf(tabId);
  const site = siteOf(initiator ?? '');
  return [...world.live.values()].find(({ session }) => sitesOf(session).includes(site));
}

function answerFor(live: Live, request: Request): Answer {
  const { url, tabId } = request;
  const deed = deedOf(live, request);
  if (deed && isStopped(live, request, deed)) return STOP;
  const site = siteOf(url);
  if (live.flow.sources.every((source) => siteOfSource(source.site) === site)) return PASS;
  const text = textOfRequest(url, request.requestBody as Body | undefined, MOST_TEXT);
  const marks = foreignMarks(live.flow, site, text);
  const isPlanted = recognise(world.planted.table, text).labels.length > 0;
  if (marks.length === 0 && !isPlanted) return PASS;
  if (!isPlanted && mayPass(live, tabId, site, marks)) return PASS;
  if (isDocument(request)) return isPassed(tabId, url) ? PASS : heldAt(request);
  const key = `${live.session.id} ${originOf(url)} ${marks.join()}`;
  if (refused.saidOf(key) !== undefined) return STOP;
  const ruling = judgeAtOnce(live, sourceOf(live, request), claimOf(request, text, key));
  if (!stops(ruling.verdict)) return PASS;
  refused.note(key, ruling.say ?? '');
  return STOP;
}

/** What a request does in the person's name that nobody ordered who was let through. A form's own is judged as it is sent. */
function deedOf({ session }: Live, { url, type, method, tabId, requestBody }: Request): Ordering | undefined {
  if (type === 'main_frame' || type === 'sub_frame' || (READS.test(method) && !NAMES_PAYING.test(url)))
    return undefined;
  const body = textOfBody(requestBody as Body | undefined, MOST_TEXT);
  const isOnes = session.privateSites.includes(siteOf(url));
  const deed = deedIn(url, body, undefined, isOnes ? method.toLowerCase() : undefined);
  if (!deed) return undefined;
  // As the hooks in a page name it: a yes to the one is a yes to the other.
  const digest = digestOfDeed(url, deed);
  const tabs = tabId >= 0 ? [tabId] : session.tabs;
  return ordered.covers(tabs, deed, digest, performance.now()) ? undefined : { ...deed, digest, body };
}

const READS = /^(GET|HEAD|OPTIONS)$/;
const NAMES_PAYING = /pay|transfer|send|withdraw/i;

type Ordering = Deed & { digest: string; body: string };

function isStopped(live: Live, request: Request, { purpose, order, digest, body }: Ordering): boolean {
  const key = `${live.session.id} ${digest}`;
  if (refused.saidOf(key) !== undefined) return true;
  const claim = {
    ...claimOf(request, body, key),
    kind: 'submit' as const,
    target: targetOf('script', purpose),
    digest,
    ...(order ? { order } : {}),
  };
  const source = sourceOf(live, request);
  if (mayHappen(live, source, claim)) return false;
  const ruling = judgeAtOnce(live, source, claim);
  if (!stops(ruling.verdict)) return false;
  refused.note(key, ruling.say ?? '');
  return true;
}

function mayPass(live: Live, tab: number, site: string, marks: readonly number[]): boolean {
  return isLetIn(live.letIn, site, marks) || isLetIn(held.get(tab) ?? {}, site, marks);
}

function sourceOf({ session }: Live, { tabId, frameId, initiator }: Request) {
  const isSites = initiator !== undefined && initiator !== 'null';
  return {
    tab: tabId >= 0 ? tabId : (session.tabs[0] ?? -1),
    frame: Math.max(frameId, 0),
    url: isSites ? `${initiator}/` : 'about:blank',
  };
}

/** @param key where it goes and what it carries: after a person's yes, the same again is what they said yes to */
function claimOf({ url, method, initiator }: Request, text: string, key: string) {
  return {
    kind: 'request' as const,
    actor: 'page' as const,
    url: initiator ?? '',
    dest: { url, method: method.toLowerCase() },
    payload: { bytes: text.length, labels: [], sources: [] },
    digest: `request ${short(key)}`,
    evidence: ['seen on its way'],
    outgoing: text,
  };
}
