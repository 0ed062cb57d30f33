// Hands made of Puppeteer.
import puppeteer from 'puppeteer-core';
import {
  extensionFlags,
  extensionId,
  QUIET,
  requireBrowser,
  sandboxFlags,
  temporaryProfile,
} from '../../scripts/browser.mjs';
import { LOCATE, patiently, pause } from './locate.mjs';

export async function puppeteerHands({ extension = null, others = [], args = [], headless = true }) {
  const profile = temporaryProfile();
  const folders = [...(extension ? [extension] : []), ...others];
  const browser = await puppeteer.launch({
    executablePath: requireBrowser(),
    headless,
    userDataDir: profile.folder,
    ignoreDefaultArgs: folders.length ? ['--disable-extensions'] : [],
    args: [...sandboxFlags(), ...QUIET, ...extensionFlags(folders), ...args],
    defaultViewport: { width: 1280, height: 860 },
  });
  // A browser that has just been started may show pages before it has loaded an extension.
  if (extension)
    await browser.waitForTarget((target) => target.url().startsWith(`chrome-extension://${extensionId(extension)}/`));
  const page = (await browser.pages())[0] ?? (await browser.newPage());
  const close = async () => {
    await browser.close();
    profile.remove();
  };
  return { ...handsOn(page), close, id: extension ? extensionId(extension) : undefined };
}

export function handsOn(page) {
  const find = async (target, frame = page) => {
    // A page behind another draws nothing, and Puppeteer waits for that before it presses.
    await page.bringToFront();
    return patiently(
      async () =>
        (await frame.evaluateHandle(`(${LOCATE})(${JSON.stringify(target)})`).catch(() => undefined))?.asElement(),
      target,
    );
  };
  const insert = async (target, value, frame) => {
    const element = await find(target, frame);
    await element.focus();
    await element.type(value);
  };
  const fill = async (target, value, frame) => {
    await (await find(target, frame)).focus();
    await page.keyboard.down('Control');
    await page.keyboard.press('a', { commands: ['SelectAll'] });
    await page.keyboard.up('Control');
    await insert(target, value, frame);
  };
  const settled = async () => {
    await pause(100);
    await page.waitForFunction(() => document.readyState === 'complete', { timeout: 5_000 }).catch(() => undefined);
  };
  return {
    name: 'puppeteer',
    goto: (url) => page.goto(url, { waitUntil: 'load', timeout: 8_000 }),
    async click(target) {
      await (await find(target)).click();
      await settled();
    },
    fill,
    type: insert,
    async paste(target, value) {
      await (await find(target)).focus();
      await page.keyboard.sendCharacter(value);
    },
    keys: (value) => page.keyboard.type(value),
    async press(key) {
      await page.keyboard.press(key);
      await settled();
    },
    read: () => page.evaluate('document.body.innerText'),
    html: () => page.content(),
    run: (code) => page.evaluate(code),
    url: () => page.url(),
    frame: (name) => {
      const frame = () => patiently(async () => (await page.$(`iframe[name="${name}"]`))?.contentFrame(), name);
      return {
        fill: async (target, value) => fill(target, value, await frame()),
        click: async (target) => (await find(target, await frame())).click(),
      };
    },
    async newTab(url) {
      const tab = handsOn(await page.browser().newPage());
      if (url) await tab.goto(url);
      return tab;
    },
    wait: pause,
  };
}
