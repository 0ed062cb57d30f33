/** What elements load by an address that a script gives them. Addresses in markup and style sheets aren't seen here. */
import { held as heldAt, isLookedThrough, wrap } from './asking.ts';

const PLACES: readonly (readonly [name: string, property: string])[] = [
  ['HTMLImageElement', 'src'],
  ['HTMLImageElement', 'srcset'],
  ['HTMLSourceElement', 'src'],
  ['HTMLSourceElement', 'srcset'],
  ['HTMLMediaElement', 'src'],
  ['HTMLVideoElement', 'poster'],
  ['HTMLTrackElement', 'src'],
  ['HTMLScriptElement', 'src'],
  ['HTMLLinkElement', 'href'],
  ['HTMLLinkElement', 'imageSrcset'],
  ['HTMLIFrameElement', 'src'],
  // The browser tells its server the policy.
  ['HTMLIFrameElement', 'csp'],
  ['HTMLEmbedElement', 'src'],
  ['HTMLObjectElement', 'data'],
  ['HTMLInputElement', 'src'],
  ['HTMLAnchorElement', 'ping'],
  ['HTMLAreaElement', 'ping'],
  ['HTMLFrameElement', 'src'],
  ['HTMLBodyElement', 'background'],
  ['HTMLObjectElement', 'name'],
  ['HTMLEmbedElement', 'name'],
];
const NAMES = new Set(PLACES.map(([, property]) => property.toLowerCase()).filter((property) => property !== 'name'));

const takesList = (property: string): boolean => /srcset|ping/i.test(property);

export function hookLoading(): void {
  for (const [name, property] of PLACES) {
    const type = (globalThis as unknown as Record<string, { prototype: object } | undefined>)[name];
    if (type) hookProperty(type.prototype, property);
  }
  const attribute = (goOn: () => unknown, self: Element, property: string, value: string) => {
    if (property === 'name' && isPlugIn(self)) return once(self, addressOf(self), goOn, value);
    if (!NAMES.has(property) || (property === 'href' && self instanceof HTMLAnchorElement)) return goOn();
    return once(self, value, goOn, undefined, takesList(property));
  };
  wrap(Element.prototype, 'setAttribute', (goOn, self: Element, [name, value]: [string, string]) =>
    attribute(goOn, self, String(name).toLowerCase(), String(value)),
  );
  wrap(Element.prototype, 'setAttributeNS', (goOn, self: Element, [, name, value]: [unknown, string, string]) =>
    attribute(goOn, self, String(name).replace(/^.*:/, ''), String(value)),
  );
  hookWaiting();
}

/** Elements whose next address is still being judged. */
const waiting = new WeakMap<object, Promise<unknown>>();

/** What a page has done with an address that it has just set is about that one, and no earlier one. */
function hookWaiting(): void {
  const later = (goOn: () => unknown, self: object) => {
    const until = waiting.get(self);
    return until ? until.then(() => goOn()) : goOn();
  };
  wrap(HTMLMediaElement.prototype, 'play', later);
  wrap(HTMLImageElement.prototype, 'decode', later);
  const own = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'complete');
  const { get } = own ?? {};
  if (!get) return;
  const judged = new Proxy(get, {
    apply: (target, self, args) => !waiting.has(self) && Reflect.apply(target, self, args),
  });
  Object.defineProperty(HTMLImageElement.prototype, 'complete', { ...own, get: judged });
}

/** What is loaded in one is told its name; a frame's is judged by the hold page. */
const isPlugIn = (element: unknown): element is HTMLObjectElement | HTMLEmbedElement =>
  element instanceof HTMLObjectElement || element instanceof HTMLEmbedElement;

const addressOf = (element: HTMLObjectElement | HTMLEmbedElement): string =>
  element instanceof HTMLObjectElement ? element.data : element.src;

function hookProperty(prototype: object, property: string): void {
  const native = Object.getOwnPropertyDescriptor(prototype, property);
  const set = native?.set;
  if (!native || !set) return;
  const judged = new Proxy(set, {
    apply: (target, self, args: [unknown]) => {
      const goOn = () => Reflect.apply(target, self, args);
      if (property === 'name') once(self, addressOf(self), goOn, String(args[0]));
      else once(self, String(args[0]), goOn, undefined, takesList(property));
    },
  });
  Object.defineProperty(prototype, property, { ...native, set: judged });
}

/** Of a list, of sizes say: its addresses, without how wide each is. */
const addressesOf = (list: string): string[] =>
  (list.match(/[^\s,](?:\S*[^\s,])?/g) ?? []).filter((part) => !/^\d[\d.]*[wxh]$/.test(part)).slice(0, MOST_SIZES);
const MOST_SIZES = 20;
const ask = (url: string, more: string, waits: boolean) => heldAt(url, more, '', waits);

/** Now, later, or not at all. */
function once(
  element: unknown,
  url: string,
  goOn: () => unknown,
  name = isPlugIn(element) ? element.name : '',
  isList = false,
): void {
  const more = isList ? url : name;
  // A script is loaded once: refused, it wouldn't be again.
  const held = isLookedThrough(element instanceof HTMLIFrameElement)
    ? (isList ? addressesOf(url) : [url]).flatMap((one) => ask(one, more, element instanceof HTMLScriptElement) ?? [])
    : [];
  const stopped =
    held.length > 0 ? Promise.all(held).then((refusals) => refusals.find((refusal) => refusal)) : undefined;
  if (!stopped) {
    goOn();
    return;
  }
  const done: Promise<unknown> = stopped.then((refusal) => {
    if (waiting.get(element as object) === done) waiting.delete(element as object);
    return refusal || goOn();
  });
  if (element instanceof HTMLMediaElement || element instanceof HTMLImageElement) waiting.set(element, done);
}
