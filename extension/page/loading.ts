/** What elements load by an address that a script gives them. Addresses in markup and style sheets aren't seen here. */
import { held, isLookedThrough, wrap } from './asking.ts';

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
  ['HTMLIFrameElement', 'src'],
  ['HTMLEmbedElement', 'src'],
  ['HTMLObjectElement', 'data'],
  ['HTMLInputElement', 'src'],
];
const NAMES = new Set(PLACES.map(([, property]) => property));

export function hookLoading(): void {
  for (const [name, property] of PLACES) {
    const type = (globalThis as unknown as Record<string, { prototype: object } | undefined>)[name];
    if (type) hookProperty(type.prototype, property);
  }
  wrap(Element.prototype, 'setAttribute', (goOn, self: Element, [name, value]: [string, string]) => {
    if (!NAMES.has(String(name).toLowerCase()) || self instanceof HTMLAnchorElement) return goOn();
    return once(self, String(value), goOn);
  });
}

function hookProperty(prototype: object, property: string): void {
  const native = Object.getOwnPropertyDescriptor(prototype, property);
  const set = native?.set;
  if (!native || !set) return;
  const judged = new Proxy(set, {
    apply: (target, self, args: [unknown]) => once(self, String(args[0]), () => Reflect.apply(target, self, args)),
  });
  Object.defineProperty(prototype, property, { ...native, set: judged });
}

/** Now, later, or not at all. */
function once(element: unknown, url: string, goOn: () => unknown): void {
  // A script is loaded once: refused, it wouldn't be again.
  const stopped = isLookedThrough() ? held(url, '', '', element instanceof HTMLScriptElement) : undefined;
  if (!stopped) goOn();
  else void stopped.then((refusal) => refusal || goOn());
}
