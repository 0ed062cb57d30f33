/**
 * Other sites that code of a public page reaches for once the network wall stands: an interface of its own elsewhere, pictures
 * of a list that a script wrote. The worker is asked once for each, and the wall opens; what was refused meanwhile is loaded
 * again. On a page where something private was read nothing is asked, and the wall stands.
 */
import { listenOnWindow } from '../observe/listening.ts';
import { MOST_TEXT } from './claims.ts';
import { type Door, isAtWork, stop } from './door.ts';

const MOST_PLACES = 200;

export class Reaching {
  /** Host → whether it may be reached. */
  private readonly asked = new Map<string, Promise<boolean>>();
  private readonly known = new Set<string>();

  constructor(private readonly door: Door) {}

  /** Whether `url` is on a site that the wall may hold, and nobody has asked about yet. */
  isNew(url: string): boolean {
    const state = this.door.state();
    if (!isAtWork(state) || state?.closedFrom === undefined || state.privateSites.includes(state.site)) return false;
    const { hostname, protocol } = new URL(url, location.href);
    if (!/^(https?|wss?):$/.test(protocol) || this.known.has(hostname) || this.asked.size > MOST_PLACES) return false;
    return hostname !== state.site && !hostname.endsWith(`.${state.site}`);
  }

  /** Resolves when the wall is as it will be for `url`. */
  ask(url: string, text: string): Promise<boolean> {
    const { href, hostname } = new URL(url, location.href);
    const before = this.asked.get(hostname);
    if (before) return before;
    const answer = this.door.reach(href.slice(0, 10_000), text.slice(0, MOST_TEXT));
    this.asked.set(hostname, answer);
    void answer.then(() => this.known.add(hostname));
    return answer;
  }

  /** A picture or a style sheet that was refused is loaded again, before its page hears of the failure. */
  listen(): void {
    const tried = new WeakMap<EventTarget, string>();
    listenOnWindow('error', (event: Event) => {
      const { target } = event;
      if (!(target instanceof HTMLImageElement || target instanceof HTMLLinkElement) || !event.isTrusted) return;
      const url = target instanceof HTMLImageElement ? target.currentSrc || target.src : target.href;
      if (!URL.canParse(url) || tried.get(target) === url || !(this.isNew(url) || this.isPending(url))) return;
      tried.set(target, url);
      stop(event);
      void this.ask(url, url).then((goes) => {
        if (goes) loadAgain(target);
        else target.dispatchEvent(new Event('error'));
      });
    });
  }

  private isPending(url: string): boolean {
    return this.asked.has(new URL(url).hostname);
  }
}

function loadAgain(element: HTMLImageElement | HTMLLinkElement): void {
  const name = element instanceof HTMLImageElement ? 'src' : 'href';
  const address = element.getAttribute(name);
  if (address !== null) element.setAttribute(name, address);
}
