// A person: a browser in a window that nothing is attached to, and a hand on the mouse and the keyboard (xdotool on Xvfb).
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { env } from 'node:process';
import { extensionFlags, QUIET, requireBrowser, sandboxFlags, temporaryProfile } from '../../scripts/browser.mjs';
import { pause } from './locate.mjs';

const has = (command) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;

/** Says why no hand can be played on this machine, or undefined. */
export const handMissing = () =>
  has('Xvfb') && has('xdotool') ? undefined : 'Xvfb and xdotool are needed (Debian: xvfb xdotool)';

/** @returns a screen of its own, to be passed as environment to browser and hand */
export async function openScreen() {
  // It takes a number that is free, and says which once it is there.
  const screen = ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'];
  const server = spawn('Xvfb', screen, { stdio: ['ignore', 'pipe', 'ignore'] });
  const [number] = await once(server.stdout, 'data');
  return { environment: { ...env, DISPLAY: `:${String(number).trim()}` }, close: () => server.kill() };
}

/** A browser as a person starts it: no debugging port, no pipe. */
export function openBrowser({ extension, extensions = extension ? [extension] : [], args, environment, url }) {
  const profile = temporaryProfile();
  const flags = [
    ...sandboxFlags(),
    ...QUIET,
    ...extensionFlags(extensions),
    '--window-position=0,0',
    '--window-size=1280,900',
    '--test-type',
    `--user-data-dir=${profile.folder}`,
    ...args,
    url,
  ];
  const child = spawn(requireBrowser(), flags, { stdio: 'ignore', env: environment });
  const gone = new Promise((done) => child.on('exit', done));
  const close = async () => {
    child.kill();
    await gone;
    profile.remove();
  };
  return { close };
}

/**
 * What isn't on the keyboard gets a key of its own, and keeps it: a busy browser that asks what a key means once it is
 * pressed would find the next letter there.
 */
function keysFor(environment) {
  const xmodmap = (...words) => spawnSync('xmodmap', words, { env: environment, encoding: 'utf8' });
  const known = new Set();
  let free;
  return async (text) => {
    const strange = [...new Set(text)].filter((letter) => !/[ -~]/.test(letter) && !known.has(letter));
    if (strange.length === 0) return true;
    free ??= [...(xmodmap('-pke').stdout ?? '').matchAll(/^keycode +(\d+) =\s*$/gm)].map(([, code]) => code);
    if (free.length < strange.length) return false;
    for (const letter of strange) {
      const symbol = `U${letter.codePointAt(0).toString(16).padStart(4, '0')}`;
      xmodmap('-e', `keycode ${free.pop()} = ${symbol}`);
      known.add(letter);
    }
    await pause(600);
    return true;
  };
}

/** Pixels that a notch of the wheel moves a page by. */
const NOTCH = 120;

/**
 * The hand moves in steps, as hands do, and rests after each deed until the page will have followed.
 * @param patience less than 1 where the page itself is asked after each deed
 */
export function handOn(environment, patience = 1) {
  const rest = (ms) => pause(ms * patience);
  const xdotool = (...words) => spawnSync('xdotool', words.map(String), { env: environment });
  const putOn = keysFor(environment);
  return {
    async click({ x, y }, button = 1) {
      for (const share of [0.3, 0.6, 0.85, 1]) {
        xdotool('mousemove', Math.round(x * share), Math.round(y * share));
        await pause(18);
      }
      xdotool('click', button);
      await rest(250);
    },
    async wheel({ x, y }, by) {
      xdotool('mousemove', x, y);
      for (let left = Math.round(Math.abs(by) / NOTCH); left > 0; left--) {
        xdotool('click', by > 0 ? 5 : 4);
        await pause(30);
      }
      await rest(300);
    },
    async drag(start, end) {
      xdotool('mousemove', start.x, start.y);
      xdotool('mousedown', 1);
      for (const share of [0.1, 0.3, 0.5, 0.7, 0.9, 1, 1]) {
        await pause(60);
        xdotool(
          'mousemove',
          Math.round(start.x + (end.x - start.x) * share),
          Math.round(start.y + (end.y - start.y) * share),
        );
      }
      await pause(200);
      xdotool('mouseup', 1);
      await rest(300);
    },
    async type(text) {
      const isOn = await putOn(text);
      // Else it is put there for one press each, of which the browser has to hear first.
      xdotool('type', '--delay', isOn ? 40 : 160, text);
      await rest(150);
    },
    async press(key) {
      xdotool('key', key);
      await rest(300);
    },
    async goTo(url) {
      await this.press('ctrl+l');
      await this.type(url);
      await this.press('Return');
      await pause(1_500);
    },
  };
}
