/**
 * What scripts of this page send by themselves: requests, beacons, messages to sockets, addresses of what is loaded. Hooks
 * in the page's world (extension/page) say what is about to go, in the same tick. Where it carries nothing of another site,
 * or only what was let into this one, it goes and nobody hears of it; else it waits for the worker. So does an order to pay,
 * or a message, that no act gave which was let through.
 */
import { deedInAddress } from '../observe/addresses.ts';
import { draftIn } from '../observe/draft.ts';
import { hearReopening, listenOnWindow } from '../observe/listening.ts';
import { isNew } from '../observe/new-values.ts';
import { type Deed, deedIn } from '../observe/orders.ts';
import type { Pieces } from '../observe/pieces.ts';
import { isWalled } from './barrier.ts';
import { sending } from './claims.ts';
import { type Covered, doing } from './covered.ts';
import { type Door, isAtWork, isStopped, NO_ANSWER, stop } from './door.ts';
import { Reaching } from './reaching.ts';
import { Refused } from './refused.ts';
import { parseSending, type Sending } from './sent.ts';
import { servedText } from './served.ts';

/** What is known here of other sites' data, and of what was let in. */
export interface Licence {
  /** Whether there is anything of another site to look for. */
  knowsForeign(): boolean;
  /** What of other sites' data `text` carries that no allowed action has brought to the origin of `url`: marks. */
  unlicensed(text: string, url: string): number[];
  /** What `text` completes of what went to the site of `url` before in pieces, as lines to put behind it; mostly nothing. */
  completed(text: string, url: string): string;
  /**
   * Where requests are looked at on their way as well: says there that `text` may go to the origin of `url`. Resolves when
   * it is known; nothing where nobody looks, or it is known already.
   */
  vouch(text: string, url: string): Promise<unknown> | undefined;
}

type Asker = {
  door: Door;
  licence: Licence;
  covered: Covered;
  pieces: Pieces;
  served: () => string;
  reaching: Reaching;
};

export function listenToSending(door: Door, licence: Licence, covered: Covered, pieces: Pieces): void {
  const served = servedText(door);
  const reaching = new Reaching(door);
  const asker = (): Asker => ({ door, licence, covered, pieces, served, reaching });
  reaching.listen(async (url) => (await refusalOf(asker(), { url, text: url, method: 'get' })) === '');
  listenOnWindow('interlock:sends', (event) => {
    const hasBody = (event as CustomEvent<unknown>).detail === 'body';
    if (mayCarry(asker(), hasBody)) stop(event);
  });
  listenOnWindow('interlock:sending', (event) => onSending(asker(), event));
  listenOnWindow('interlock:begins', (event) => onWorker(asker(), event));
  // Before the state is known, only what came through the wall could be judged.
  const listenToNavigations = () => {
    hearReopening();
    (window as { navigation?: EventTarget }).navigation?.addEventListener('navigate', (event) =>
      onNavigate(asker(), event as Navigating),
    );
  };
  if (isWalled()) listenToNavigations();
  else void door.opened.then(listenToNavigations);
  for (const name of ['popstate', 'hashchange']) listenOnWindow(name, (event) => onFragment(asker(), event));
}

/** Before the state is known, nobody can say. */
function mayCarry({ door, licence, reaching }: Asker, hasBody = false): boolean {
  const state = door.state();
  return state === undefined || (isAtWork(state) && (hasBody || reaching.watches || licence.knowsForeign()));
}

function onSending(asker: Asker, event: Event): void {
  const sent: (Sending & Message) | undefined = parseSending(event instanceof CustomEvent ? event.detail : undefined);
  if (!sent) return;
  const isKnown = asker.door.state() !== undefined;
  sent.acts =
    sent.method === 'get' && (!isKnown || isSignedInAt(asker, sent.url)) && deedInAddress(sent.url) !== undefined;
  sent.text += asker.licence.completed(sent.text, sent.url);
  const isAllowed = isKnown && isFree(asker, sent);
  const late = isAllowed ? prepared(asker, sent)?.then(() => '') : refusalOf(asker, sent);
  if (!late) return;
  stop(event);
  void late.then((refusal) => window.dispatchEvent(new CustomEvent(sent.answer, { detail: refusal })));
}

/** A worker can't wait. One that begins before it is known who is here begins. */
function onWorker(asker: Asker, event: Event): void {
  const { detail } = event as CustomEvent<unknown>;
  if (!asker.door.state() || typeof detail !== 'string' || !URL.canParse(detail, document.baseURI)) return;
  const { href } = new URL(detail, document.baseURI);
  const sent = { url: href, text: href, method: 'get' };
  if (!/^https?:/.test(href) || !mayCarry(asker) || carriesNothing(asker, sent)) return;
  stop(event);
  void refusalOf(asker, sent);
}

const isSignedInAt = ({ door }: Asker, url: string): boolean =>
  door.state()?.privateSites.some((site) => isOwn(url, site)) ?? false;

/** Where somebody is signed in: at that site, or on this page, where the request says who it is. */
const isOnes = (asker: Asker, url: string, headers: string): boolean =>
  isSignedInAt(asker, url) || (/^authorization=/im.test(headers) && isSignedInAt(asker, location.href));

/** What has to be known elsewhere before this may go; nothing where it may go at once. Where it may not, the wall says so. */
function prepared(
  { licence, reaching }: Asker,
  { url, text, method, waits = true, opens }: Message,
): Promise<unknown> | undefined {
  const reached = !opens && reaching.isNew(url) ? reaching.ask(url, text, method, waits) : undefined;
  const before = [licence.vouch(text, url), waits ? reached : undefined].filter((one) => one !== undefined);
  return before.length > 0 ? Promise.all(before) : undefined;
}

/** Where a script leaves for, once that was let through. */
let going = '';

/**
 * A script that leaves for a page of its own site: the same as a request to it. So is a fragment, which its page is told
 * without any request, whoever changes it: a window that holds a handle, or an agent. So is an address put into the history,
 * which each request of the page then names as where it comes from. What crosses sites is judged by the hold page, and what
 * a press or a form began was judged there.
 */
function onNavigate(asker: Asker, event: Navigating): void {
  const state = asker.door.state();
  const { destination, hashChange, cancelable, formData, downloadRequest, navigationType } = event;
  const isHistory = destination.sameDocument && !hashChange;
  if (!cancelable || (isHistory && navigationType === 'traverse') || downloadRequest || formData) return;
  const { url } = destination;
  const wasJudged = going === url;
  going = '';
  // Who is here may not be known yet: where a wall stands, somebody is who has read something private.
  const isSignedIn = state ? state.privateSites.includes(state.site) : isWalled();
  const acts = isSignedIn && !destination.sameDocument && deedInAddress(url) !== undefined;
  const text = hashChange ? new URL(url).hash : url;
  if (wasJudged || !(state || acts) || !isOwn(url, state?.site ?? location.hostname)) return;
  if (!mayCarry(asker, acts)) return;
  const sent = { url, text: text + asker.licence.completed(text, url), acts };
  if (isFree(asker, sent)) return;
  stop(event);
  void refusalOf(asker, sent).then((refusal) => {
    if (refusal) return;
    going = url;
    location.assign(url);
  });
}

/** Where nothing was heard before the fragment was there: it is taken out before the page is told. */
function onFragment(asker: Asker, event: Event): void {
  const { href, hash } = location;
  const sent = { url: href, text: hash };
  if (!event.isTrusted || !hash || !mayCarry(asker) || isFree(asker, sent)) return;
  stop(event);
  history.replaceState(history.state, '', href.slice(0, -hash.length));
  void refusalOf(asker, sent).then((refusal) => {
    if (!refusal) location.hash = hash;
  });
}

type Navigating = Event & {
  destination: { url: string; sameDocument: boolean };
  hashChange: boolean;
  navigationType: 'push' | 'replace' | 'reload' | 'traverse';
  formData: FormData | null;
  downloadRequest: string | null;
};

function isOwn(url: string, site: string): boolean {
  const { hostname, protocol } = new URL(url);
  return /^https?:$/.test(protocol) && (hostname === site || hostname.endsWith(`.${site}`));
}

/** `acts`: by being opened, where somebody is signed in. */
type Message = Pick<Sending, 'url' | 'text'> &
  Partial<Pick<Sending, 'body' | 'headers' | 'method' | 'waits' | 'opens' | 'reads'>> & { acts?: boolean };

function isFree(asker: Asker, message: Message): boolean {
  if (!message.opens && asker.reaching.isSingle(message.url)) return false;
  return carriesNothing(asker, message) && deedOf(asker, message) === undefined;
}

/** What nobody has ordered who was let through. */
function deedOf(asker: Asker, message: Message): Deed | undefined {
  const { door, covered, pieces } = asker;
  const { url, body = '', headers = '', method = 'get', acts } = message;
  if (!acts && body === '' && /^(get|head)$/.test(method)) return undefined;
  const how = isOnes(asker, url, headers) ? method : undefined;
  const whole = acts ? deedInAddress(url) : deedIn(url, body, () => draftIn(document), how, isNew);
  const part =
    acts || !isSameOrigin(url) ? undefined : pieces.deedIn(url, body, performance.now(), whole !== undefined);
  const deed = whole ?? part ?? (acts ? undefined : deedInHeaders(url, headers));
  if (!deed || !covered.covers(deed, door.state()?.mode === 'stopped')) return deed;
  pieces.forget(deed.purpose);
  return undefined;
}

function deedInHeaders(url: string, headers: string): Deed | undefined {
  const own = headers
    .split('\n')
    .filter((line) => line !== '' && !/^(authorization|cookie|accept|referer=)/i.test(line));
  return own.length > 1 ? deedIn(url, `${own.join('\n')}\n`) : undefined;
}

function carriesNothing({ licence, served }: Asker, { url, text }: Message): boolean {
  const marks = licence.unlicensed(text, url);
  if (marks.length === 0) return true;
  // What its server gave the page may come back to it.
  const own = new Set(isSameOrigin(url) ? licence.unlicensed(served(), url) : []);
  return marks.every((mark) => own.has(mark));
}

const isSameOrigin = (url: string): boolean => new URL(url, location.href).origin === location.origin;

const refused = new Refused();

/** @returns why not; empty where it may go */
async function refusalOf(asker: Asker, sent: Message): Promise<string> {
  const { door, licence } = asker;
  if (door.state() === undefined) await door.open();
  const state = door.state();
  if (!state) return NO_ANSWER;
  if (!isAtWork(state)) return '';
  if (sent.acts && !isSignedInAt(asker, sent.url)) sent.acts = false;
  if (isFree(asker, sent)) {
    await prepared(asker, sent);
    return '';
  }
  const deed = deedOf(asker, sent);
  const isSingle = asker.reaching.isSingle(sent.url);
  const claim = deed
    ? doing(sent.url, sent.text, deed, sent.method, asker.covered.purposeOf(deed))
    : sending(sent.url, sent.text, sent.method, sent.reads);
  const what = deed || isSingle ? claim.digest : licence.unlicensed(sent.text, sent.url).join();
  const key = `${new URL(sent.url, location.href).origin} ${what}`;
  const before = refused.saidOf(key);
  if (before !== undefined) return before;
  const ruling = await door.judge(claim);
  if (ruling && !isStopped(ruling)) {
    if (deed) asker.pieces.forget(deed.purpose);
    await prepared(asker, sent);
    return '';
  }
  const say = ruling?.say ?? NO_ANSWER;
  refused.note(key, say);
  // Whoever measures its visitors tries again and again.
  if (deed || !isSingle || asker.reaching.isFirst(sent.url) || ruling?.verdict === 'ask') door.say(say);
  return say;
}
