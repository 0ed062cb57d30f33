/**
 * Large pictures in view, where an agent is at work and a person switched it on: what stands written in them is read by
 * their look, so that it makes no difference where they come from. What is unsafe is covered.
 */
import { hide } from '../../src/enforce/hide.ts';
import type { FrameState } from '../../src/protocol/told.ts';
import { send } from './link.ts';

const LOOK_MS = 1_500;
/** Pixels: smaller ones hold no sentence. */
const SMALLEST = { width: 100, height: 20, area: 12_000 };
const MOST = 6;
/** A canvas may show something else without a sign of it. */
const CANVAS_MS = 10_000;

const known = new WeakMap<Element, string>();
let timer: ReturnType<typeof setInterval> | undefined;
let isReading = false;

/** Begins or ends to look, as the frame's state says. */
export function lookAtImages(state: FrameState): void {
  const wanted = state.images === true && state.session !== undefined && window === window.top;
  if (wanted) timer ??= setInterval(() => void look(), LOOK_MS);
  else {
    clearInterval(timer);
    timer = undefined;
  }
}

async function look(): Promise<void> {
  if (isReading || document.visibilityState !== 'visible') return;
  const found = [...document.querySelectorAll('img, canvas, svg, video, picture')].flatMap((element) => {
    const key = keyOf(element);
    return key !== undefined && known.get(element) !== key ? [{ element, key }] : [];
  });
  const now = found.slice(0, MOST);
  if (now.length === 0) return;
  isReading = true;
  const areas = now.map(({ element }) => inView(element.getBoundingClientRect()));
  for (const { element, key } of now) known.set(element, key);
  const answer = await send('images.read', { areas, ratio: devicePixelRatio });
  for (const index of answer?.hide ?? []) {
    const element = now[index]?.element;
    if (element) hide([{ element, attribute: 'style' }]);
  }
  isReading = false;
}

function keyOf(element: Element): string | undefined {
  const { width, height, x, y } = inView(element.getBoundingClientRect());
  if (width < SMALLEST.width || height < SMALLEST.height || width * height < SMALLEST.area) return undefined;
  if (element instanceof HTMLImageElement && !element.complete) return undefined;
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return undefined;
  const source = element instanceof HTMLImageElement ? element.currentSrc : '';
  const changes = element instanceof HTMLCanvasElement || element instanceof HTMLVideoElement;
  const turn = changes ? Math.floor(performance.now() / CANVAS_MS) : 0;
  // Scrolled further into view, there is more of it to read.
  return [source, Math.round(width), Math.round(height), x === 0, y === 0, turn].join();
}

function inView({ left, top, right, bottom }: DOMRect): { x: number; y: number; width: number; height: number } {
  const x = Math.max(0, left);
  const y = Math.max(0, top);
  const width = Math.max(0, Math.min(right, innerWidth) - x);
  return { x, y, width, height: Math.max(0, Math.min(bottom, innerHeight) - y) };
}
