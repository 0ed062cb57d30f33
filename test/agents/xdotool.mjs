// Hands of an agent that works the real mouse and keyboard (xdotool on Xvfb): nothing is attached to the page. Its eyes are an
// extension that finds things and touches none, in place of a screenshot and a model that points; the person hands it the tab.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { extensionId, temporaryProfile } from '../../scripts/browser.mjs';
import { agentConsole, agentFolder, handOver } from './extension-agent.mjs';
import { patiently, pause } from './locate.mjs';
import { handOn, openScreen } from './person.mjs';
import { launchOnPipe } from './pipe.mjs';

export async function xdotoolHands({ others = [], args = [], ...options }) {
  const folder = agentFolder();
  const profile = profileWithoutBubbles();
  const screen = await openScreen();
  const browser = await launchOnPipe({
    ...options,
    headless: false,
    userDataDir: profile.folder,
    environment: screen.environment,
    others: [...others, folder],
    args: ['--window-position=0,0', '--test-type', ...args],
  });
  const close = async () => {
    await browser.close();
    screen.close();
    profile.remove();
    rmSync(folder, { recursive: true, force: true });
  };
  const eyes = await agentConsole(browser, extensionId(folder));
  const tab = await eyes('open');
  if (browser.id) await handOver(browser, tab);
  await eyes('front', tab);
  return { ...handsOn(eyes, handOn(screen.environment), tab), close, id: browser.id, browser, tab };
}

/** "Save password?" would lie over the page. */
function profileWithoutBubbles() {
  const profile = temporaryProfile();
  mkdirSync(join(profile.folder, 'Default'));
  const preferences = { credentials_enable_service: false, profile: { password_manager_enabled: false } };
  writeFileSync(join(profile.folder, 'Default', 'Preferences'), JSON.stringify(preferences));
  return profile;
}

function handsOn(eyes, hand, tab) {
  const look = (...args) => eyes('script', tab, ...args);
  const inFront = () => eyes('front', tab);
  const find = (target, frame) =>
    patiently(async () => {
      const at = await look('point', target, null, frame).catch(() => null);
      // A frame knows where its parts are in it; its page, where the frame is.
      const outer = frame ? await look('point', { css: `iframe[name=${frame}]` }) : null;
      return at && { x: at.x + (outer?.inner.x ?? 0), y: at.y + (outer?.inner.y ?? 0) };
    }, target);
  const click = async (target, frame) => {
    await inFront();
    await hand.click(await find(target, frame));
  };
  const fill = async (target, value, frame) => {
    await click(target, frame);
    await hand.press('ctrl+a');
    await hand.type(value);
  };
  return {
    name: 'xdotool',
    async goto(url) {
      await inFront();
      await address(hand, url);
      const loaded = eyes('loaded', tab);
      // What the browser would complete the address to isn't meant.
      await hand.press('Delete');
      await hand.press('Return');
      await Promise.race([loaded, pause(8_000)]);
    },
    async click(target) {
      await click(target);
      await pause(500);
    },
    fill,
    async type(target, value) {
      await click(target);
      await hand.type(value);
    },
    /** By the clipboard, filled where no page sees it. */
    async paste(target, value) {
      await inFront();
      await address(hand, value);
      await hand.press('ctrl+a');
      await hand.press('ctrl+c');
      await hand.press('Escape');
      await hand.press('Escape');
      await click(target);
      await hand.press('ctrl+v');
    },
    async keys(text) {
      await inFront();
      await hand.type(text);
    },
    async press(key) {
      await inFront();
      await hand.press(key === 'Enter' ? 'Return' : key);
      await pause(500);
    },
    read: () => look('read'),
    // What it would type into the developer tools' console: here it comes from its eyes.
    run: (code) => eyes('code', tab, code),
    url: () => eyes('url', tab),
    frame: (name) => ({
      fill: (target, value) => fill(target, value, name),
      click: (target) => click(target, name),
    }),
    async newTab(url) {
      await inFront();
      await hand.press('ctrl+t');
      const next = handsOn(eyes, hand, await eyes('active'));
      if (url) await next.goto(url);
      return next;
    },
    wait: pause,
  };
}

async function address(hand, text) {
  await hand.press('ctrl+l');
  await hand.type(text);
}
