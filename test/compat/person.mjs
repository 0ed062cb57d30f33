// A person's hands: xdotool on a screen of its own, and a browser in which nothing is attached to any page. What a page has
// come to and where its elements are it tells its own server, with us and without.
import { extensionId } from '../../scripts/browser.mjs';
import { patiently, pause } from '../agents/locate.mjs';
import { handOn, openScreen } from '../agents/person.mjs';
import { launchOnPipe } from '../agents/pipe.mjs';

const KEYS = {
  Control: 'ctrl',
  Shift: 'shift',
  Alt: 'alt',
  Enter: 'Return',
  Backspace: 'BackSpace',
  Escape: 'Escape',
  PageUp: 'Prior',
  Space: 'space',
  '[': 'bracketleft',
  ']': 'bracketright',
  '/': 'slash',
};
const chordOf = (chord) =>
  chord
    .split('+')
    .map((key) => KEYS[key] ?? key.replace(/^Arrow/, ''))
    .join('+');

/** Pixels from the page's top edge up into the middle of the address bar. */
const ADDRESS_BAR = 20;

/** @param channels of `compatSites`; @returns hands for `drive`; `inWorker` evaluates in our worker, and nowhere else */
export async function personHands({ extension, args, channels }) {
  const screen = await openScreen();
  const browser = await launchOnPipe({
    extension,
    headless: false,
    environment: screen.environment,
    args: ['--window-position=0,0', '--window-size=1280,900', '--test-type', ...args],
  });
  const hand = handOn(screen.environment, 0.3);
  const ask = (expression, host) => channels[host].ask(expression);
  /** Where the viewport's corner is on the screen. */
  let corner;
  const onScreen = ({ x, y }) => ({ x: corner.x + x, y: corner.y + y });
  return {
    ask,
    async open(address) {
      // By the mouse: editors take the address bar's keys for themselves.
      if (corner) await hand.click({ x: corner.x + 500, y: corner.y - ADDRESS_BAR });
      await hand.goTo(address);
      corner = await ask(
        '({ x: Math.round(screenX + (outerWidth - innerWidth) / 2), y: screenY + outerHeight - innerHeight })',
        new URL(address).host,
      );
    },
    click: (at) => hand.click(onScreen(at)),
    type: (text) => hand.type(text),
    insert: (text) => hand.type(text),
    press: (chord) => hand.press(chordOf(chord)),
    history: (way) => hand.press(way === 'back' ? 'alt+Left' : 'alt+Right'),
    wheel: (at, by) => hand.wheel(onScreen(at), by),
    drag: (start, end) => hand.drag(onScreen(start), onScreen(end)),
    inWorker: extension ? await workerOf(browser, extension) : undefined,
    async close() {
      await browser.close();
      screen.close();
    },
  };
}

async function workerOf({ send }, extension) {
  const id = extensionId(extension);
  const worker = await patiently(
    async () => {
      const { targetInfos } = await send('Target.getTargets');
      return targetInfos.find((t) => t.type === 'service_worker' && t.url.includes(id));
    },
    'our worker',
    15_000,
  );
  const { sessionId } = await send('Target.attachToTarget', { targetId: worker.targetId, flatten: true });
  await pause(300);
  return async (expression) => {
    const asked = { expression, awaitPromise: true, returnByValue: true };
    return (await send('Runtime.evaluate', asked, sessionId)).result.value;
  };
}
