/**
 * Reads the page where an agent is at work: passages to the model as they appear, private text to the fingerprints,
 * sign-in state to the session. In small pieces, so that no frame is late.
 */
import { isOurs } from '../../src/enforce/hide.ts';
import { noteShown } from '../../src/observe/choices.ts';
import { withNeighbours } from '../../src/observe/neighbours.ts';
import { isField } from '../../src/observe/outgoing.ts';
import { signInState } from '../../src/observe/signin.ts';
import { passagesOfPage } from '../../src/observe/styled.ts';
import { secretLabelOf, unshown } from '../../src/observe/unshown.ts';
import type { FrameState } from '../../src/protocol/told.ts';
import type { Frame } from './beside.ts';
import { send, shadowOf, unreadRoots } from './link.ts';
import { offer, scoreNow } from './scoring.ts';

const SLICE_MS = 8;
const LONGEST_SECRET = 4_000;
const SETTLE_MS = 250;
const MOST_ROOTS = 200;
/** A page that is slow to arrive is read as it comes from then on. */
const LATEST_START_MS = 1_000;
const LATEST_AFTER_PARSED_MS = 200;
/** The page's own work goes first, but never for longer than this. */
const LONGEST_PAUSE_MS = 50;

let started = false;
let dirty = new Set<Node>();
/** A reading of what has changed is planned, or under way. */
let planned = false;
/** What was told, and to which session: one that begins later has heard nothing. */
let told: string | undefined;
let sentText = '';
let sentUnshown = '';
let toldTo: string | undefined;

const CHANGES: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: ['title', 'alt', 'aria-label', 'placeholder', 'content', 'tooldescription'],
};
let observer: MutationObserver | undefined;
let inRoots: Frame['roots'] | undefined;
const observed = new WeakSet<ShadowRoot>();
/** Fields in which somebody typed. */
const edited = new WeakSet<Element>();

/** What changes in a shadow root doesn't show outside: each one that is read is observed from then on. */
function observedShadowOf(element: Element): ShadowRoot | null {
  const root = shadowOf(element);
  if (root && !observed.has(root)) {
    observed.add(root);
    observer?.observe(root, CHANGES);
    if (noteShown(root)) inRoots?.enter(root);
  }
  return root;
}

/** Begins to read, once. */
export function startReading(frame: Frame): void {
  if (started) return;
  started = true;
  const { roots } = frame;
  inRoots = roots;
  roots.listen('change', (event) => learnSecret(event.target));
  roots.listen('submit', (event) => onSubmit(event.target));
  roots.listen('input', ({ target }) => target instanceof Element && edited.add(target));
  whenParsed(() => {
    observer = new MutationObserver((records) => onMutations(records, frame));
    observer.observe(document, CHANGES);
    noteShown(document);
    tellSignIn(frame.state());
    tellText(frame.state());
    whenLoaded(() => {
      dirty.add(document);
      plan(frame, 0);
    });
  });
}

/** Once, not several times over while it grows. */
function whenParsed(begin: () => void): void {
  if (document.readyState !== 'loading') begin();
  else onceEither(document, 'DOMContentLoaded', LATEST_START_MS, begin);
}

/** What waits for nobody's answer lets the page's pictures and its own `load` go first. */
function whenLoaded(begin: () => void): void {
  if (document.readyState === 'complete') begin();
  else onceEither(window, 'load', LATEST_AFTER_PARSED_MS, () => setTimeout(begin));
}

function onceEither(target: EventTarget, type: string, latestMs: number, begin: () => void): void {
  const once = () => {
    target.removeEventListener(type, once);
    clearTimeout(late);
    begin();
  };
  const late = setTimeout(once, latestMs);
  target.addEventListener(type, once);
}

function onMutations(records: MutationRecord[], frame: Frame): void {
  for (const { target, addedNodes, type, attributeName } of records) {
    if (type === 'childList') for (const node of addedNodes) onAdded(node);
    else if (target instanceof Text || target instanceof Comment) {
      if (!isOurs({ node: target })) dirty.add(target.parentNode ?? target);
    } else if (!(target instanceof Element && isOurs({ element: target, attribute: attributeName ?? '' })))
      dirty.add(target);
  }
  // More than these is the whole document: a flood of nodes isn't kept node by node.
  if (dirty.size > MOST_ROOTS) dirty = new Set([document]);
  plan(frame, document.readyState === 'loading' ? 30 : SETTLE_MS);
}

function onAdded(node: Node): void {
  dirty.add(node);
  noteShown(node);
}

/** One reading at a time: a page that never rests is read again when the last reading has ended. */
function plan(frame: Frame, afterMs: number): void {
  if (planned || dirty.size === 0) return;
  planned = true;
  setTimeout(() => {
    const roots = [...dirty].filter((node) => node.isConnected && !frame.isNotice(node));
    dirty = new Set();
    void read(roots.includes(document) ? [[document]] : withNeighbours(roots), frame).finally(() => {
      planned = false;
      plan(frame, SETTLE_MS);
    });
  }, afterMs);
}

async function read(groups: readonly Node[][], frame: Frame): Promise<void> {
  tellSignIn(frame.state());
  tellText(frame.state());
  let until = performance.now() + SLICE_MS;
  for (const passage of passagesOfPage(groups, { shadowOf: observedShadowOf, skip: isOurs })) {
    if (passage) offer(passage);
    if (performance.now() > until) {
      await pause();
      until = performance.now() + SLICE_MS;
    }
  }
  scoreNow();
  tellUnread();
  tellUnshown(frame.state());
}

let toldUnread = 0;

function tellUnread(): void {
  const closedRoots = unreadRoots();
  if (closedRoots === toldUnread) return;
  toldUnread = closedRoots;
  void send('page.fact', { kind: 'coverage', cause: 'closed roots', closedRoots });
}

function pause(): Promise<unknown> {
  return new Promise((done) => {
    if ('requestIdleCallback' in window) requestIdleCallback(done, { timeout: LONGEST_PAUSE_MS });
    else setTimeout(done);
  });
}

/** What this page says about signing in, told once per change. */
function tellSignIn(state: FrameState | undefined): Promise<unknown> | undefined {
  if (!state || document.readyState === 'loading') return;
  if (state.session !== toldTo) {
    if (told !== 'sent') told = undefined;
    sentText = '';
    sentUnshown = '';
    toldTo = state.session;
  }
  const now = signInState();
  const fact =
    state.signingIn && now !== 'asking'
      ? 'auth.login'
      : state.signingIn && now === 'asking' && told === 'sent'
        ? undefined
        : now === 'active'
          ? 'auth.active'
          : state.signingIn
            ? 'auth.failed'
            : undefined;
  if (!fact || fact === told) return;
  told = fact;
  return send('page.fact', { kind: fact });
}

/** To be called as the page is parsed, before anybody acts in it. @returns whether somebody is signed in here */
export function tellSignedIn(): boolean {
  const signedIn = signInState() === 'active';
  if (signedIn) void send('page.fact', { kind: 'auth.active' });
  return signedIn;
}

/** The visible text of a page where somebody is signed in, for the fingerprints. */
function tellText(
  state: FrameState | undefined,
  isPrivate = state?.privateSites.includes(state.site),
): Promise<unknown> | undefined {
  if (!isPrivate || document.readyState === 'loading') return;
  // biome-ignore lint/performance/useDomNodeTextContent: what is read is what is shown, as an agent reads it
  const text = document.body?.innerText.slice(0, 100_000) ?? '';
  if (!text || text === sentText) return;
  sentText = text;
  return send('page.text', { text, links: linksElsewhere() });
}

const MOST_LINKS = 100;

function linksElsewhere(): string[] {
  const isElsewhere = (link: HTMLAnchorElement | HTMLAreaElement) =>
    /^https?:$/.test(link.protocol) && link.host !== location.host && link.href.length <= 2_000;
  return [...new Set([...document.links].filter(isElsewhere).map(({ href }) => href))].slice(0, MOST_LINKS);
}

/** What a private page holds besides, once a reading: to look for it costs more. */
function tellUnshown(state: FrameState | undefined): void {
  if (!state?.privateSites.includes(state.site) || document.readyState === 'loading') return;
  const { text, secrets } = unshown(document, sentText, shadowOf, (field) => edited.has(field));
  const all = [...secrets.map(({ value }) => value), text].filter(Boolean).join('\n');
  if (!all || all === sentUnshown) return;
  sentUnshown = all;
  for (const { value, label } of secrets) void send('page.secret', { value: value.slice(0, LONGEST_SECRET), label });
  if (text) void send('page.text', { text });
}

/** To be called when the frame's state changes: a site may just have become private. */
export function readAgain(state: FrameState): void {
  tellSignIn(state);
  tellText(state);
  if (sentUnshown === '') tellUnshown(state);
}

/**
 * To be called when the page is left: whether its text is private the worker knows once it has heard what came before.
 * @returns resolves when the worker has heard all of it
 */
export function readLast(state: FrameState): Promise<unknown> {
  const isPrivate = state.privateSites.includes(state.site) || state.signingIn || signInState() === 'active';
  return Promise.all([tellSignIn(state), tellText(state, isPrivate)]);
}

function onSubmit(form: EventTarget | null): void {
  if (!(form instanceof HTMLFormElement)) return;
  const fields = [...form.elements];
  for (const field of fields) learnSecret(field);
  if (fields.some((field) => field instanceof HTMLInputElement && field.type === 'password')) {
    told = 'sent';
    void send('page.fact', { kind: 'auth.sent' });
  }
}

function learnSecret(field: EventTarget | null): void {
  if (!isField(field) || !field.value) return;
  const label = secretLabelOf(field);
  if (label) void send('page.secret', { value: field.value.slice(0, LONGEST_SECRET), label });
}
