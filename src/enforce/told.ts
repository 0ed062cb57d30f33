/**
 * What windows of other origins tell this one. The browser shows a message only where it arrives, so that is where private
 * data is stopped: before any listener of the page. So are messages over a port that came with one.
 */
import { listenOnWindow } from '../observe/listening.ts';
import type { FrameState } from '../protocol/told.ts';
import { isWalled } from './barrier.ts';
import { Begun } from './begun.ts';
import { type Content, contentOf, wholeOf } from './cloned.ts';
import { type Door, isAtWork, isStopped, NO_ANSWER } from './door.ts';

export function listenToMessages(door: Door): void {
  listenOnWindow('message', (event: MessageEvent) => {
    if (event.isTrusted && event.origin !== location.origin && event.source) onMessage(door, event, event.origin);
  });
}

/** @param origin of the window that sends it, or that handed over its port */
function onMessage(door: Door, event: MessageEvent, origin: string): void {
  for (const port of event.ports)
    port.addEventListener('message', (said) => {
      if (said.isTrusted) onMessage(door, said, origin);
    });
  const state = door.state();
  // Where private data was read, the first messages wait the few milliseconds until it is known what to look for.
  if (state === undefined ? !isWalled() : !isAtWork(state)) return;
  // What comes behind one that waits waits too.
  if (
    state &&
    waiting === 0 &&
    !(state.privateSites.length > 0 && mayCarry(door, origin, contentOf(event))) &&
    !isPort(event, origin, state)
  )
    return;
  const { target } = event;
  event.stopImmediatePropagation();
  if (waiting >= LONGEST_LINE) return;
  waiting += 1;
  line = line
    .then(async () => {
      if (await judged(door, event, origin)) again(event, target ?? window);
    })
    .catch(() => door.say(NO_ANSWER))
    .finally(() => {
      waiting -= 1;
    });
}

/** One at a time, in the order they came; a page that is told thousands a second waits for the worker, and not the other way. */
let line: Promise<unknown> = Promise.resolve();
let waiting = 0;
const LONGEST_LINE = 200;
/** Origin → until when nothing more of the kind is asked about: it was stopped a moment ago. */
const stopped = new Map<string, number>();
const STOPPED_MS = 1_000;

async function judged(door: Door, event: MessageEvent, origin: string): Promise<boolean> {
  if (door.state() === undefined) await door.open();
  const state = door.state();
  if (!state || !isAtWork(state)) return state !== undefined;
  if (isPort(event, origin, state)) {
    door.say(NO_PORT);
    return false;
  }
  const content = contentOf(event);
  if (!content) return false;
  const text = await wholeOf(content);
  const carried = foreignIn(door, origin, text);
  if (!carried) return true;
  if ((stopped.get(origin) ?? 0) > performance.now()) return false;
  const { message } = await door.whenClaims();
  const ruling = await door.judge(message(carried, origin));
  if (ruling && !isStopped(ruling)) return true;
  heardFrom(door, origin).begun.refuse(carried);
  if (stopped.size > 1_000) stopped.clear();
  stopped.set(origin, performance.now() + STOPPED_MS);
  if (ruling?.say) door.say(ruling.say);
  return false;
}

function again({ data, origin, lastEventId, source, ports }: MessageEvent, target: EventTarget): void {
  target.dispatchEvent(new MessageEvent('message', { data, origin, lastEventId, source, ports: [...ports] }));
}

/** A worker that is given a port is told things unseen, so none reaches a guest from a signed-in page. */
const isPort = ({ ports }: MessageEvent, origin: string, { guest, privateSites }: FrameState): boolean =>
  guest === true && ports.length > 0 && privateSites.some((site) => isOfSite(origin, site));

function isOfSite(origin: string, site: string): boolean {
  if (!URL.canParse(origin)) return true;
  const { hostname } = new URL(origin);
  return hostname === site || hostname.endsWith(`.${site}`);
}

const NO_PORT =
  'Interlock stopped this: a page with private data handed a frame of another site a way to be told things unseen.';

/** Whatever has to be read first waits for that. */
const mayCarry = (door: Door, origin: string, content: Content | undefined): boolean =>
  !content || content.blobs.length > 0 || foreignIn(door, origin, content.text) !== '';

/** What each origin said last in short messages: a number may come digit by digit. */
type Heard = { text: string; begun: Begun };
const heard = new Map<string, Heard>();
const SHORT = 100;
const REMEMBERED = 400;
const MOST_ORIGINS = 100;

function heardFrom(door: Door, origin: string): Heard {
  if (heard.size > MOST_ORIGINS) heard.clear();
  const known = heard.get(origin) ?? { text: '', begun: new Begun((text) => door.carriesForeign(text)) };
  heard.set(origin, known);
  return known;
}

/** @returns the text that carries another site's data, with what it completes of what was said before; empty where none: it has been said, then */
function foreignIn(door: Door, origin: string, text: string): string {
  if (door.carriesForeign(text)) return text;
  if (text.length > SHORT) return '';
  const known = heardFrom(door, origin);
  const whole = `${known.text}\n${text}`.slice(-REMEMBERED);
  const found = door.carriesForeign(whole) ? whole : known.begun.completedBy(text);
  if (found) return found;
  known.text = whole;
  known.begun.grow(text);
  return '';
}
