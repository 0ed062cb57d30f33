/**
 * The content script's entry, in every frame from `document_start`. Without an agent it only listens, touches nothing, and
 * asks for its state when the page is there: what is said before that is in the page's way.
 */

import { siteOfSource } from '../../src/dataflow/origins.ts';
import { recognise } from '../../src/dataflow/recognise.ts';
import { type Table as Flow, parse } from '../../src/dataflow/table.ts';
import { isWalled, waitUntilClosed } from '../../src/enforce/barrier.ts';
import type { Claim } from '../../src/enforce/claims.ts';
import { LEFT_BEHIND, NO_ANSWER } from '../../src/enforce/door.ts';
import { Gate } from '../../src/enforce/gate.ts';
import { hide } from '../../src/enforce/hide.ts';
import type { AgentEvent } from '../../src/event/event.ts';
import { listenOnWindow } from '../../src/observe/listening.ts';
import { Roots } from '../../src/observe/roots.ts';
import { settle, type Table } from '../../src/policy/settle.ts';
import type { FrameState } from '../../src/protocol/told.ts';
import { GRAVE } from '../../src/risk/grave.ts';
import { type Beside, PLACE } from './beside.ts';
import { isConnected, listen, send, shadowOf } from './link.ts';
import { whenAtWork } from './meeting.ts';
import { say } from './notice.ts';
import { readAgain, readLast, startReading } from './reader.ts';
import { scoreSpared, showAll, takeEarly } from './scoring.ts';

/** What only guarded frames have. */
const beside = new Promise<Beside>((done) => Object.assign(globalThis, { [PLACE]: done }));

let state: FrameState | undefined;
let table: Table | undefined;
let flow: Flow | undefined;
let unreported: { claim: Claim; phase: 'dispatched' | 'blocked' }[] = [];
let flushing: ReturnType<typeof setTimeout> | undefined;
let leaving = false;

/** What the page showed may have been read, though there was no time yet to be told that it is private. */
function leave(): void {
  if (state) readLast(state);
}

function take(next: FrameState | undefined): void {
  if (!next) return;
  if (next.table !== state?.table) table = next.table ? (JSON.parse(next.table) as Table) : undefined;
  if (next.flow !== state?.flow) flow = next.flow ? parse(next.flow) : undefined;
  state = next;
  if (next.mode === 'idle') return;
  startReading(() => state, roots);
  readAgain(next);
  void beside.then(({ lookAtImages }) => lookAtImages(next, { hide, send }));
  if (!leaving) for (const type of ['beforeunload', 'pagehide']) listenOnWindow(type, leave);
  leaving = true;
  if (next.session !== undefined) scoreSpared();
}

/** UTF-16 units that one key enters. */
const ONE_KEY = 2;

/** The part of an event the page can know. Anything across origins is the worker's: only it knows sites and history. */
function settleHere(claim: Claim): 'allow' | 'block' | undefined {
  if (!state || !table) return undefined;
  if (GRAVE.has(claim.target?.purpose ?? 'other') || claim.kind === 'upload') return undefined;
  if (claim.dest?.url && new URL(claim.dest.url).origin !== location.origin) return undefined;
  const known = found(claim.outgoing);
  if (known.sources.some((source) => siteOfSource(source) !== state?.site)) return undefined;
  const settled = settle(table, eventOf(claim, state, known));
  if (!settled.settled) return undefined;
  if (settled.verdict.verdict !== 'allow' && settled.verdict.verdict !== 'log') return 'block';
  // A press carries nothing. What carries text may be what an agent read a moment ago in a page that has only just told
  // of it: that is the worker's, which judges in the order in which it learns. Single keys are settled here: held, they
  // would be overtaken by the keys that show no text (Enter, Backspace, arrows), and what editors make of it is another text.
  const isKey = claim.kind === 'type' && (claim.payload?.bytes ?? Number.POSITIVE_INFINITY) <= ONE_KEY;
  return claim.kind === 'click' || isKey ? 'allow' : undefined;
}

function found(text: string | undefined): { labels: readonly string[]; sources: readonly string[] } {
  return flow && text ? recognise(flow, text) : { labels: [], sources: [] };
}

function eventOf(
  claim: Claim,
  now: FrameState,
  found: { labels: readonly string[]; sources: readonly string[] },
): AgentEvent {
  const { kind, actor, target, digest } = claim;
  const url = location.href.split(/[?#]/)[0] ?? '';
  return {
    seq: 0,
    t: Date.now(),
    phase: 'proposed',
    kind,
    actor,
    session: now.session ?? 'none',
    ...(now.task ? { task: now.task } : {}),
    tab: String(now.tab),
    frame: now.frame,
    url,
    origin: location.origin === 'null' ? 'opaque' : location.origin,
    site: now.site,
    dest: {
      url: claim.dest?.url ?? url,
      origin: location.origin,
      site: now.site,
      relation: 'same-origin',
      firstSeen: false,
      method: claim.dest?.method ?? 'get',
    },
    ...(target ? { target } : {}),
    payload: {
      ...claim.payload,
      labels: [...new Set([...(claim.payload?.labels ?? []), ...found.labels])],
      sources: [...new Set(found.sources.map(siteOfSource))],
    },
    page: { trust: now.privateSites.includes(now.site) ? 'private' : 'public', risk: { tier: now.pageRisk ?? 'safe' } },
    ...(digest ? { digest } : {}),
  } as AgentEvent;
}

/** Told again until the worker has acknowledged it; at once where the page may be left. */
function report(claim: Claim, phase: 'dispatched' | 'blocked'): void {
  const { context: _, ...rest } = claim;
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

const sayHello = () => send('frame.hello', { url: location.href, top: window === window.top }).then(take);
let ask = (): void => undefined;
const opened = new Promise<void>((done) => {
  ask = () => done(state ? undefined : sayHello());
});

/** Asks for the state, once, unless it has been told; resolves when it is known. */
function open(): Promise<void> {
  ask();
  ask = () => undefined;
  return opened;
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

const gate = new Gate({
  state: () => state,
  open,
  player: beside.then(({ play }) => play),
  settle: settleHere,
  carriesForeign: (text) => found(text).sources.some((source) => siteOfSource(source) !== state?.site),
  judge: (claim) => send('event.judge', claim),
  report,
  sign,
  asking: () => asking,
  say: (text) => say(text === NO_ANSWER && !isConnected() ? LEFT_BEHIND : text),
  roots,
});
gate.listen();
listen({
  'frame.state': take,
  'frame.reveal': showAll,
  'passages.early': ({ batch, verdict }) => takeEarly(batch, verdict),
});
document.addEventListener('DOMContentLoaded', parsed, { capture: true, once: true });
whenAtWork(() => void open());
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
  const walled = window === window.top && isWalled();
  if (walled) {
    void send('page.parsed', {});
    waitUntilClosed();
  }
  // A hidden page's clock is slow.
  if (walled || document.hidden) void open();
  void opened.then(() => {
    if (!state || state.mode === 'idle') return;
    readAgain(state);
    if (!walled) void send('page.parsed', {});
  });
}
