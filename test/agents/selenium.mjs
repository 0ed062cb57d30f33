// Hands made of Selenium's WebDriver and Debian's chromedriver.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Builder, Key } from 'selenium-webdriver';
import chrome from 'selenium-webdriver/chrome.js';
import {
  extensionFlags,
  extensionId,
  QUIET,
  requireBrowser,
  sandboxFlags,
  temporaryProfile,
} from '../../scripts/browser.mjs';
import { LOCATE, patiently, pause } from './locate.mjs';

const driverPath = () =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'chromedriver'))
    .find(existsSync);

export const seleniumMissing = () => (driverPath() ? undefined : 'no chromedriver on PATH (Debian: chromium-driver)');

export async function seleniumHands({ extension = null, others = [], args = [], headless = true }) {
  const profile = temporaryProfile();
  const folders = [...(extension ? [extension] : []), ...others];
  const options = new chrome.Options();
  options.setBinaryPath(requireBrowser());
  options.addArguments(
    ...sandboxFlags(),
    ...QUIET,
    ...extensionFlags(folders),
    ...(headless ? ['--headless=new'] : []),
    '--window-size=1280,900',
    `--user-data-dir=${profile.folder}`,
    ...args,
  );
  const driver = await started(options);
  await driver.manage().setTimeouts({ pageLoad: 25_000, script: 8_000 });
  const close = async () => {
    await driver.quit();
    profile.remove();
  };
  return {
    ...handsOn(driver, await driver.getWindowHandle()),
    close,
    id: extension ? extensionId(extension) : undefined,
  };
}

/**
 * On a busy machine chromedriver now and then misses that the browser's first, empty page has loaded, and waits for that
 * before it sends any navigation (seen in its log, version 156): then another is started.
 */
async function started(options, tries = 4) {
  const driver = await new Builder()
    .forBrowser('chrome')
    .setChromeOptions(options)
    .setChromeService(new chrome.ServiceBuilder(driverPath()))
    .build();
  await driver.manage().setTimeouts({ pageLoad: 5_000 });
  try {
    await driver.get('about:blank');
    return driver;
  } catch (error) {
    await driver.quit();
    if (tries > 1) return started(options, tries - 1);
    throw error;
  }
}

/** @param tab a window's handle: the driver acts on the one it was switched to last */
function handsOn(driver, tab) {
  const find = (target) =>
    patiently(() => driver.executeScript(`return (${LOCATE})(arguments[0])`, target).catch(() => null), target);
  const type = async (target, value) => (await find(target)).sendKeys(value);
  const fill = async (target, value) => (await find(target)).sendKeys(Key.chord(Key.CONTROL, 'a'), value);
  const settled = async () => {
    await pause(120);
    await patiently(
      () => driver.executeScript("return document.readyState === 'complete'").catch(() => false),
      'a loaded page',
    ).catch(() => undefined);
  };
  const inFrame = async (name, act) => {
    await driver.switchTo().frame(await find({ css: `iframe[name=${name}]` }));
    try {
      return await act();
    } finally {
      await driver.switchTo().defaultContent();
    }
  };
  const acts = {
    goto: (url) => driver.get(url),
    async click(target) {
      await (await find(target)).click();
      await settled();
    },
    fill,
    type,
    paste: type,
    keys: (value) => driver.actions().sendKeys(value).perform(),
    async press(key) {
      await driver.actions().sendKeys(Key[key.toUpperCase()]).perform();
      await settled();
    },
    read: () => driver.executeScript('return document.body.innerText'),
    run: (code) => driver.executeScript('return (0, eval)(arguments[0])', code),
    url: () => driver.getCurrentUrl(),
  };
  const inTab =
    (act) =>
    async (...args) => {
      await driver.switchTo().window(tab);
      return act(...args);
    };
  return {
    ...Object.fromEntries(Object.entries(acts).map(([name, act]) => [name, inTab(act)])),
    name: 'selenium',
    frame: (name) => ({
      fill: (target, value) => inFrame(name, () => fill(target, value)),
      click: (target) => inFrame(name, async () => (await find(target)).click()),
    }),
    async newTab(url) {
      await driver.switchTo().newWindow('tab');
      const next = handsOn(driver, await driver.getWindowHandle());
      if (url) await next.goto(url);
      return next;
    },
    wait: pause,
  };
}
