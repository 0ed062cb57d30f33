/** Addresses that a script has loaded by what is no element of a page: a sound, a font, a worklet's code, a notice's picture. */
import { isLookedThrough, mayGo, wrap, wrapConstructor } from './asking.ts';
import { heldAll } from './named-places.ts';

export function hookRarerPlaces(): void {
  hookSounds();
  if (window.FontFace) hookFonts();
  if (window.Worklet) wrap(Worklet.prototype, 'addModule', (goOn, _, [url]) => whenItMay(stopped([url]), goOn));
  if (window.Notification) hookNotices();
  for (const name of ['Worker', 'SharedWorker'] as const) if (window[name]) hookWorkers(name);
}

/** A worker begins at once, and is there: one whose address may not go has nothing to run. */
function hookWorkers(name: 'Worker' | 'SharedWorker'): void {
  wrapConstructor(name, (make, args) => {
    if (args.length > 0 && !mayGo(window, 'begins', String(args[0]))) args[0] = `blob:${location.origin}/stopped`;
    return make();
  });
}

/** @returns nothing where all may be asked at once, else why not, or undefined */
const stopped = (urls: unknown[]) => (isLookedThrough() ? heldAll(urls) : undefined);

function whenItMay(answer: Promise<string | undefined> | undefined, goOn: () => unknown): unknown {
  if (!answer) return goOn();
  return answer.then((refusal) => {
    if (refusal) throw new DOMException(refusal, 'NetworkError');
    return goOn();
  });
}

/** `new Audio(url)` loads it by no property that is set. */
function hookSounds(): void {
  window.Audio = new Proxy(window.Audio, {
    construct: (target, [url, ...rest], newTarget) => {
      const sound: HTMLAudioElement = Reflect.construct(target, [undefined, ...rest], newTarget);
      if (url !== undefined) sound.src = String(url);
      return sound;
    },
  });
}

function hookFonts(): void {
  const sources = new WeakMap<object, string>();
  wrapConstructor('FontFace', (make, args) => {
    const font = make();
    if (typeof args[1] === 'string') sources.set(font, args[1]);
    return font;
  });
  const stops = (font: object) =>
    stopped([...(sources.get(font)?.matchAll(/url\(\s*["']?([^"')]+)/g) ?? [])].map(([, url]) => url));
  wrap(FontFace.prototype, 'load', (goOn, self: FontFace) => whenItMay(stops(self), goOn));
  wrap(FontFaceSet.prototype, 'add', (goOn, self, [font]: [FontFace]) => {
    const answer = stops(font);
    if (!answer) return goOn();
    void answer.then((refusal) => refusal || goOn());
    return self;
  });
}

/** A notice is shown at once: without the picture whose address would have to be judged. */
function hookNotices(): void {
  wrapConstructor('Notification', (make, args) => {
    const said = args[1] as NotificationOptions | undefined;
    if (said?.icon && stopped([said.icon])) args[1] = { ...said, icon: '' };
    return make();
  });
}
