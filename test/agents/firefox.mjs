// Hands in Firefox: Puppeteer over WebDriver BiDi; its input comes from the browser, as a person's does.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { env } from 'node:process';
import puppeteer from 'puppeteer-core';
import { patiently } from './locate.mjs';
import { handsOn } from './puppeteer.mjs';

const FIREFOX = [env.INTERLOCK_FIREFOX, '/usr/bin/firefox-esr', '/usr/bin/firefox'].find(
  (path) => path && existsSync(path),
);

export const firefoxMissing = () =>
  FIREFOX ? undefined : 'Firefox is needed (Debian: firefox-esr; or INTERLOCK_FIREFOX=PATH)';

/** @param extension the folder of the Chrome build; Firefox's lies beside it. @param args of `flagsFor`: what Chromium is told as flags, Firefox is as preferences */
export async function firefoxHands({ extension = null, args = [] }) {
  const flags = args.join(' ');
  const [, port] = /127\.0\.0\.1:(\d+)/.exec(flags) ?? [];
  const [, secure = ''] = /insecure-origin-as-secure=(\S+)/.exec(flags) ?? [];
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: FIREFOX,
    headless: true,
    defaultViewport: { width: 1280, height: 860 },
    extraPrefsFirefox: {
      'network.proxy.type': 1,
      'network.proxy.http': '127.0.0.1',
      'network.proxy.http_port': Number(port),
      'network.proxy.allow_hijacking_localhost': true,
      'dom.securecontext.allowlist': secure.replaceAll('http://', ''),
      // Pages that only pass for secure ones: their http parts would be refused, and their forms asked about.
      'security.mixed_content.block_active_content': false,
      'security.mixed_content.upgrade_display_content': false,
      'security.warn_submit_secure_to_insecure': false,
    },
  });
  if (extension) await browser.installExtension(join(dirname(extension), 'firefox'));
  const page = (await browser.pages())[0] ?? (await browser.newPage());
  const hands = handsOn(page);
  // Over BiDi a page whose frames came by way of ours says no more when it has loaded.
  const goto = async (url) => {
    await page.evaluate('window.before = 1').catch(() => undefined);
    const there = () => page.evaluate("!window.before && document.readyState === 'complete'").catch(() => false);
    await Promise.race([page.goto(url, { timeout: 9_000 }), patiently(there, url, 8_000)]);
  };
  // A frame that was let in a moment ago is another one than it was when it was found.
  const frame = (name) => {
    const inside = hands.frame(name);
    const again = (does) =>
      patiently(
        () =>
          does().then(
            () => true,
            () => false,
          ),
        name,
      );
    return {
      fill: (...words) => again(() => inside.fill(...words)),
      click: (...words) => again(() => inside.click(...words)),
    };
  };
  return { ...hands, goto, frame, name: 'firefox', page, close: () => browser.close() };
}
