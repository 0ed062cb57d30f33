/** Reads the page where an agent is at work, as it appears, in small pieces, so that no frame is late; telling.ts says what of it. */
import { isOurs } from '../../src/enforce/hide.ts';
import { noteShown } from '../../src/observe/choices.ts';
import { listenOnWindow } from '../../src/observe/listening.ts';
import { withNeighbours } from '../../src/observe/neighbours.ts';
import type { Part } from '../../src/observe/passages.ts';
import { passagesOfPage } from '../../src/observe/styled.ts';
import type { Frame } from './beside.ts';
import { shadowOf } from './link.ts';
import { offer, scoreNow } from './scoring.ts';
import {
  isPrivateNow,
  listenToFields,
  pageChanged,
  tellFields,
  tellSignIn,
  tellText,
  tellUnread,
  tellUnshown,
} from './telling.ts';

const SLICE_MS = 8;
const SETTLE_MS = 250;
const MOST_ROOTS = 200;
/** An agent takes about as long to think about what it saw. */
const FIELDS_MS = 1_000;
/** A page that is slow to arrive is read as it comes from then on. */
const LATEST_START_MS = 1_000;
const LATEST_AFTER_PARSED_MS = 200;
/** The page's own work goes first, but never for longer than this. */
const LONGEST_PAUSE_MS = 50;

let started = false;
let dirty = new Set<Node>();
/** A reading of what has changed is planned, or under way. */
let planned = false;

const CHANGES: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: ['title', 'alt', 'aria-label', 'aria-description', 'placeholder', 'content', 'tooldescription'],
};
let observer: MutationObserver | undefined;
let inRoots: Frame['roots'] | undefined;
const observed = new WeakSet<ShadowRoot>();

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
  listenToFields(roots);
  whenParsed(() => {
    observer = new MutationObserver((records) => onMutations(records, frame));
    observer.observe(document, CHANGES);
    listenOnWindow('interlock:root', (event: Event) => {
      const [host] = event.composedPath();
      if (host instanceof Element) dirty.add(host);
      plan(frame, SETTLE_MS);
    });
    noteShown(document);
    tellSignIn(frame.state());
    tellText(frame.state());
    setInterval(() => void tellFields(frame.state()), FIELDS_MS);
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
  pageChanged();
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
  const skip = (part: Part) => isOurs(part) || ('node' in part && frame.isNotice(part.node));
  for (const passage of passagesOfPage(groups, { shadowOf: observedShadowOf, skip })) {
    if (passage) offer(passage);
    if (performance.now() > until) {
      await pause();
      until = performance.now() + SLICE_MS;
    }
  }
  scoreNow();
  tellUnread();
  void tellUnshown(isPrivateNow(frame.state()));
}

function pause(): Promise<unknown> {
  return new Promise((done) => {
    if ('requestIdleCallback' in window) requestIdleCallback(done, { timeout: LONGEST_PAUSE_MS });
    else setTimeout(done);
  });
}
