/**
 * What our own pages ask the network for, where the worker hears of it. Firefox's event page has no such event: there the
 * hold page loads at once, and asks again every so often.
 */
import { askedAt, heldUrl } from '../../popup/held-url.ts';
import { noteLosses } from './aside.ts';
import { answered, goesOn } from './held.ts';
import { ownOf } from './sessions.ts';

type FetchEvent = Event & { request: Request; respondWith(answer: Promise<Response>): void };

const LONGEST_WAIT_MS = 3_000;
const PATIENCE_MS = 60_000;
/** Later than this a person should see that something waits. */
const ONWARD_MS = 300;

export function keepWaiting(event: Event): void {
  const fetching = event as FetchEvent;
  const answer = answerTo(fetching.request);
  if (answer) fetching.respondWith(answer);
}

function answerTo(request: Request): Promise<Response> | undefined {
  // Never there in time to finish loading: an agent that waits for the page it asked for waits for that page, not for ours.
  if (request.url.endsWith('/popup/wait'))
    return later(LONGEST_WAIT_MS).then(() => new Response(null, { status: 204 }));
  if (new URL(request.url).pathname !== '/popup/hold.html') return undefined;
  const asked = askedAt(request.url);
  if (asked === undefined) return onward(request);
  // The hold page, asked for again, comes when there is an answer: it is no place to be.
  const open = answered(asked);
  return open && Promise.race([open, later(PATIENCE_MS)]).then(() => fetch(request));
}

/** Where the answer is yes and comes soon, the way leads on by itself, and our page isn't on it. */
async function onward(request: Request): Promise<Response> {
  void noteLosses().catch(() => undefined);
  const url = heldUrl(request.url);
  const goes = url !== undefined && (await Promise.race([goesOn(url, ownOf), later(ONWARD_MS)]).catch(() => false));
  return goes === true ? Response.redirect(url, 307) : fetch(request);
}

const later = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
