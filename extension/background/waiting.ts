/**
 * What our own pages ask the network for, where the worker hears of it. Firefox's event page has no such event: there the
 * hold page loads at once, and asks again every so often.
 */
import { askedAt } from '../../popup/held-url.ts';
import { answered } from './held.ts';

type FetchEvent = Event & { request: Request; respondWith(answer: Promise<Response>): void };

const LONGEST_WAIT_MS = 3_000;
const PATIENCE_MS = 60_000;

export function keepWaiting(event: Event): void {
  const fetching = event as FetchEvent;
  const answer = answerTo(fetching.request);
  if (answer) fetching.respondWith(answer);
}

function answerTo(request: Request): Promise<Response> | undefined {
  // Never there in time to finish loading: an agent that waits for the page it asked for waits for that page, not for ours.
  if (request.url.endsWith('/popup/wait'))
    return later(LONGEST_WAIT_MS).then(() => new Response(null, { status: 204 }));
  // The hold page, asked for again, comes when there is an answer: it is no place to be.
  const asked = new URL(request.url).pathname === '/popup/hold.html' ? askedAt(request.url) : undefined;
  const open = asked === undefined ? undefined : answered(asked);
  return open && Promise.race([open, later(PATIENCE_MS)]).then(() => fetch(request));
}

const later = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
