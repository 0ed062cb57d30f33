/**
 * The content script's entry, in every frame from `document_start`. Without an agent it only listens, touches nothing, and
 * asks for its state when the page is there: what is said before that is in the page's way.
 */

import { isAgents, isWalled, keepNameless, waitUntilClosed } from '../../src/enforce/barrier.ts';
import type { Claim } from '../../src/enforce/claims.ts';
import { type Door, isAtWork, isStopped, LEFT_BEHIND, NO_ANSWER } from '../../src/enforce/door.ts';
import { Gate } from '../../src/enforce/gate.ts';
import { wasTyped } from '../../src/enforce/typed.ts';
import { hearReopening } from '../../src/observe/listening.ts';
import { Roots } from '../../src/observe/roots.ts';
import type { FrameState } from '../../src/protocol/told.ts';
import { type Beside, whenBeside } from './beside.ts';
import { isConnected, listen, send, shadowOf } from './link.ts';
import { isNotice, say, unsay } from './notice.ts';

let state: FrameState | undefined;
let beside: Beside | undefined;
let unreported: { claim: Claim; phase: 'dispatched' | 'blocked' }[] = [];
let flushing: ReturnType<typeof setTimeout> | undefined;

function take(next: FrameState | undefined): void {
  if (!next) return;
  if (next.mode !== 'idle') hearReopening();
  state = next;
  beside?.follow(next);
  if (next.before) sayOnceLoaded(next.before);
}

function sayOnceLoaded(text: string): void {
  if (document.readyState === 'complete') say(text);
  else addEventListener('load', () => say(text), { once: true });
}

/** Told again until the worker has acknowledged it; at once where the page may be left. */
function report(claim: Claim, phase: 'dispatched' | 'blocked'): void {
  const { context: _, fields: __, ...rest } = claim;
  unreported.push({ claim: rest, phase });
  if (unreported.length > MOST_UNREPORTED) unreported.shift();
  if (claim.kind === 'type' || claim.kind === 'click') flushing ??= setTimeout(flush, telling ? RETRY_MS : 30);
  else void flush();
}

const RETRY_MS = 1_000;
/** A page that presses itself thousands of times a second waits for the worker, which keeps no more of it than this. */
const MOST_UNREPORTED = 500;
let telling = false;

async function flush(): Promise<void> {
  clearTimeout(flushing);
  flushing = undefined;
  const claims = unreported.splice(0, 200);
  if (claims.length === 0) return;
  telling = true;
  const heard = (await send('event.report', { claims })) !== undefined;
  telling = false;
  if (!heard) unreported = [...claims, ...unreported].slice(-MOST_UNREPORTED);
  if (unreported.length === 0) return;
  clearTimeout(flushing);
  flushing = setTimeout(flush, heard ? 0 : RETRY_MS);
}

/** A page that isn't there yet by then is no longer slowed by a question. */
const LATEST_MS = 100;

/** What the page is by then needn't be said once more. */
let saidParsed = false;

/** Its markup may have been read while modules that it is made of still load what they import. */
function isParsed(): boolean {
  if (document.readyState !== 'interactive') return document.readyState === 'complete';
  const [navigation] = performance.getEntriesByType('navigation');
  return navigation instanceof PerformanceNavigationTiming && navigation.domContentLoadedEventStart > 0;
}

function sayHello(): Promise<void> {
  const parsed = isParsed();
  saidParsed ||= parsed;
  const hello = { url: location.href, top: window === window.top, beside: beside !== undefined, parsed };
  return send('frame.hello', hello).then(take);
}
let ask = (): void => undefined;
const opened = new Promise<void>((done) => {
  ask = () => {
    hear();
    done(state ? undefined : sayHello());
  };
});

/** Asks for the state, once, unless it has been told; resolves when it is known. */
function open(): Promise<void> {
  ask();
  ask = () => undefined;
  return opened;
}

/** What is told before this frame asks, its answer tells: to name the browser's interface costs a page that starts time. */
function hear(): void {
  listen({
    'frame.state': take,
    'frame.reveal': () => beside?.showAll(),
    'frame.leaving': () => beside?.leave(),
    'passages.early': (early) => beside?.takeEarly(early),
  });
}

const roots = new Roots(shadowOf);
let asking: Promise<void> | undefined;

function sign(evidence: string[]): Promise<void> {
  const told: Promise<void> = send('frame.sign', { evidence }).then(take);
  asking = told;
  void told.then(() => {
    if (asking === told) asking = undefined;
  });
  return told;
}

let stopped: string | undefined;

async function judge(claim: Claim) {
  beside?.complete(claim);
  const ruling = await send('event.judge', claim);
  if (!ruling || isStopped(ruling)) stopped = claim.digest;
  else {
    beside?.letIn(claim, true);
    if (claim.digest === stopped) unsay();
  }
  return ruling;
}

let come: (here: Beside) => void = () => undefined;
const whenHere = new Promise<Beside>((done) => {
  come = done;
});
/** The worker gives it to a frame of an agent's with the first state that says so. */
const LATEST_CLAIMS_MS = 3_000;

/** Asked for once more where it isn't here: by then the frame is known as an agent's. */
async function whenClaims() {
  if (!beside) {
    void sayHello();
    const late = new Promise<undefined>((done) => setTimeout(done, LATEST_CLAIMS_MS));
    if (!(await Promise.race([whenHere, late]))) throw new Error('what describes actions did not come');
  }
  return (await whenHere).claims;
}

const door: Door = {
  state: () => state,
  open,
  opened,
  player: whenHere.then(({ play }) => play),
  claims: () => beside?.claims,
  whenClaims,
  settle: (claim) => {
    beside?.complete(claim);
    return beside?.settle(claim);
  },
  // What isn't known yet is no reason to let it pass.
  carriesForeign: (text) => beside === undefined || beside.carriesForeign(text),
  letIn: (claim) => beside?.letIn(claim, false),
  judge,
  ordered: (values) => beside?.ordered(values) ?? '',
  reach: async (request) => (await send('page.asks', request))?.go ?? false,
  report,
  sign,
  asking: () => asking,
  say: (text) => say(text === NO_ANSWER && !isConnected() ? LEFT_BEHIND : text),
  roots,
};
if (window === window.top) keepNameless();
const gate = new Gate(door);
gate.listen();
document.addEventListener('DOMContentLoaded', parsed, { capture: true, once: true });
whenBeside((make) => {
  beside = make({ state: () => state, roots, isNotice, wasTyped });
  come(beside);
  if (isWalled()) hearReopening();
  beside.listenToSending(door);
  beside.listenToChoices(door, gate);
  // An agent is at work somewhere: this frame asks as soon as it is parsed.
  if (state) beside.follow(state);
  else if (document.readyState !== 'loading') void open();
});
whenLoaded(() => {
  if (window === window.top) watchForBar();
  void open();
});

function whenLoaded(begin: () => void): void {
  const once = () => {
    clearTimeout(late);
    begin();
  };
  const late = setTimeout(once, LATEST_MS);
  // After the page's own listeners.
  addEventListener('load', () => setTimeout(once), { once: true });
}

const BAR_MS = 400;

/**
 * An extension that attaches a debugger gets a bar above the page, which makes the page less high: the one thing a page
 * that was there before can notice of it. Then we ask again who is here.
 */
function watchForBar(): void {
  const sizes = () => [innerWidth, innerHeight, outerHeight] as const;
  // Not at once: asking for sizes lays the page out, which it has yet to do by itself.
  let before: ReturnType<typeof sizes> | undefined;
  requestAnimationFrame(() => setTimeout(() => (before ??= sizes())));
  let later: ReturnType<typeof setTimeout> | undefined;
  window.addEventListener(
    'resize',
    () => {
      const [width, height, outside] = before ?? [];
      before = sizes();
      const lower = height !== undefined && before[1] < height && before[0] === width && before[2] === outside;
      if (!lower || state?.mode !== 'idle') return;
      // The bar slides in, in many steps.
      clearTimeout(later);
      later = setTimeout(sayHello, BAR_MS);
    },
    { passive: true },
  );
}
function parsed(): void {
  const isTop = window === window.top;
  const walled = isTop && isWalled();
  // A hidden page's clock is slow; another one's own `load` may go first.
  if (walled || document.hidden) void open();
  else if (beside) setTimeout(open);
  if (walled) sayParsed();
  const mayBeAgents = isTop && (!state || isAtWork(state));
  const signedIn = mayBeAgents && beside?.tellSignedIn(() => state !== undefined || walled || isAgents());
  if (isTop) waitUntilClosed(signedIn ?? false);
  void opened.then(() => {
    if (!state || state.mode === 'idle') return;
    beside?.follow(state);
    sayParsed();
  });
}

function sayParsed(): void {
  if (!saidParsed) void send('page.parsed', {});
  saidParsed = true;
}
