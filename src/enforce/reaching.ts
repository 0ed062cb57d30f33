/**
 * Other sites that code of a public page reaches for once the network wall stands: an interface of its own elsewhere, pictures
 * of a list that a script wrote. The worker is asked once for each, and the wall opens; what was refused meanwhile is loaded
 * again. On a page where something private was read the wall stands, and what goes is let through one by one.
 */
import { listenOnWindow } from '../observe/listening.ts';
import { MOST_TEXT } from '../observe/outgoing.ts';
import type { FrameState } from '../protocol/told.ts';
import { type Door, isAtWork, stop } from './door.ts';

const stands = (state: FrameState | undefined): state is FrameState =>
  isAtWork(state) && state?.closedFrom !== undefined;

const isOf = (hostname: string, site: string): boolean => hostname === site || hostname.endsWith(`.${site}`);

const MOST_PLACES = 200;

export class Reaching {
  /** Host → whether it may be reached. */
  private readonly asked = new Map<string, Promise<boolean>>();
  private readonly known = new Set<string>();
  private readonly refused = new Set<string>();

  constructor(private readonly door: Door) {}

  /** Whether `url` is on a site that the wall may hold, and nobody has asked about yet. */
  isNew(url: string): boolean {
    const state = this.door.state();
    if (!stands(state) || state.privateSites.includes(state.site)) return false;
    const { hostname, protocol } = new URL(url, location.href);
    if (!/^(https?|wss?):$/.test(protocol) || this.known.has(hostname) || this.asked.size > MOST_PLACES) return false;
    return !isOf(hostname, state.site);
  }

  /**
   * Whether a request to `url` leaves a page on which something private was read for a place that is new to its site. The
   * wall stays, and each such request is let through by itself, and each message to a socket there is judged like one.
   */
  isSingle(url: string): boolean {
    const state = this.door.state();
    if (!stands(state) || !state.privateSites.includes(state.site)) return false;
    const { hostname, protocol } = new URL(url, location.href);
    return (
      /^(https?|wss?):$/.test(protocol) && ![state.site, ...(state.usual ?? [])].some((site) => isOf(hostname, site))
    );
  }

  /** Whether none to that host was refused here before. */
  isFirst(url: string): boolean {
    const { hostname } = new URL(url, location.href);
    const isFirst = !this.refused.has(hostname);
    this.refused.add(hostname);
    return isFirst;
  }

  /** Whether any request of this page may be one of these. */
  get watches(): boolean {
    const state = this.door.state();
    return stands(state) && state.privateSites.includes(state.site);
  }

  /**
   * Resolves when the wall is as it will be for `url`.
   * @param itself what can wait is asked about by itself until its site is known: the page may count as signed in by then
   */
  ask(url: string, text: string, method = 'get', itself = false): Promise<boolean> {
    const { href, hostname } = new URL(url, location.href);
    const before = this.asked.get(hostname);
    if (before && !itself) return before;
    const answer = this.door.reach({ url: href.slice(0, 10_000), text: text.slice(0, MOST_TEXT), method });
    if (before) return answer;
    this.asked.set(hostname, answer);
    void answer.then(() => this.known.add(hostname));
    return answer;
  }

  /**
   * A picture, a style sheet, a video or its captions that were refused are loaded again, before its page hears of the failure.
   * @param single judges one request
   */
  listen(single: (url: string) => Promise<boolean>): void {
    const tried = new WeakMap<EventTarget, string>();
    listenOnWindow('error', (event: Event) => {
      const { target } = event;
      if (!isLoading(target) || !event.isTrusted) return;
      const url = addressOf(target);
      // Captions that are asked for while their address is still being judged.
      if (target instanceof HTMLTrackElement && !target.hasAttribute('src') && this.watches) stop(event);
      if (!URL.canParse(url) || tried.get(target) === url) return;
      const isSingle = this.isSingle(url);
      if (!isSingle && !this.isNew(url) && !this.isPending(url)) return;
      tried.set(target, url);
      stop(event);
      void (isSingle ? single(url) : this.ask(url, url)).then((goes) => {
        if (goes) loadAgain(target);
        else target.dispatchEvent(new Event('error'));
      });
    });
  }

  private isPending(url: string): boolean {
    return this.asked.has(new URL(url).hostname);
  }
}

type Loading = HTMLImageElement | HTMLLinkElement | HTMLMediaElement | HTMLSourceElement | HTMLTrackElement;

/** Named where they are needed: to name one at the start of every page costs it time. */
const isLoading = (target: EventTarget | null): target is Loading =>
  [HTMLImageElement, HTMLLinkElement, HTMLMediaElement, HTMLSourceElement, HTMLTrackElement].some(
    (kind) => target instanceof kind,
  );

function addressOf(element: Loading): string {
  if (element instanceof HTMLLinkElement) return element.href;
  return element instanceof HTMLImageElement ? element.currentSrc || element.src : element.src;
}

function loadAgain(element: Loading): void {
  // A list of sources is gone through anew.
  if (element instanceof HTMLSourceElement && element.parentElement instanceof HTMLMediaElement) {
    element.parentElement.load();
    return;
  }
  const own = element instanceof HTMLLinkElement ? 'href' : 'src';
  const name = element.hasAttribute('srcset') ? 'srcset' : own;
  const address = element.getAttribute(name);
  if (address !== null) element.setAttribute(name, address);
}
