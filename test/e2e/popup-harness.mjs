// Our built pages in a plain browser, with a background that answers from a scene; for looks and accessibility only.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { env } from 'node:process';
import { chromium } from 'playwright-core';
import { requireBrowser } from '../../scripts/browser.mjs';
import { CHROME } from '../../scripts/prepare.mjs';
import { scenes } from './popup-scenes.mjs';

const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

async function serve() {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://x');
    try {
      const body = readFileSync(`${CHROME}${pathname}`);
      response.writeHead(200, { 'content-type': TYPES[extname(pathname)] ?? 'text/plain' }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

const messagesOf = (locale) => JSON.parse(readFileSync(`${CHROME}/_locales/${locale}/messages.json`, 'utf8'));
const manifest = () => ({ ...JSON.parse(readFileSync(`${CHROME}/manifest.json`, 'utf8')) });

/**
 * Opens one of our pages on a scene.
 * @param answers replies by message name instead of `{ok: true}`; `null` is silence. What was sent is in `window.sent`.
 */
async function open(context, base, { path, scene, locale = 'en', answers = {} }) {
  const page = await context.newPage();
  await page.addInitScript(
    ({ scene, messages, manifest, answers }) => {
      // Over the pages of a visit: one may lead to another.
      const sent = JSON.parse(sessionStorage.getItem('sent') ?? '[]');
      const defaults = { 'popup.export': { name: 'p.yaml', text: 'interlock: 1' }, 'hold.judge': { go: false } };
      const runtime = {
        id: 'fake',
        getManifest: () => manifest,
        reload() {},
        async sendMessage({ name, request, proof }) {
          sent.push({ name, request, ...(proof === undefined ? {} : { proof }) });
          sessionStorage.setItem('sent', JSON.stringify(sent));
          if (name in answers) return answers[name] === null ? new Promise(() => {}) : answers[name];
          return name === 'popup.state' ? window.scene : (defaults[name] ?? { ok: true });
        },
      };
      const getMessage = (key, values = []) =>
        (messages[key]?.message ?? '').replace(/\$(\d)/g, (_, n) => values[n - 1] ?? '');
      const tabs = { getCurrent: async () => undefined, query: async () => [{ id: 7 }] };
      const fake = { runtime, i18n: { getMessage }, tabs };
      Object.defineProperty(window, 'chrome', { value: fake, configurable: true });
      Object.assign(window, { browser: fake, sent, scene });
    },
    { scene, messages: messagesOf(locale), manifest: manifest(), answers },
  );
  await page.goto(`${base}/popup/${path}`);
  return page;
}

/** The question of a scene, asked just now. */
const fresh = (scene) => ({
  ...scene,
  questions: scene.questions.map((question) => ({ ...question, t: Date.now(), expires: Date.now() + 96_000 })),
});

/** One browser for all looks; `look` runs `use` on a page and closes it whatever happens. */
export async function gallery() {
  const browser = await chromium.launch({ executablePath: requireBrowser(), args: ['--no-sandbox'] });
  const server = await serve();
  return {
    async look(what, use) {
      const { scheme = 'light', width = 380, height = 600, forced = 'none' } = what;
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: scheme,
        forcedColors: forced,
        reducedMotion: 'reduce',
      });
      try {
        await use(
          await open(context, server.url, { path: 'popup.html', ...what, scene: fresh(scenes[what.scene ?? 'quiet']) }),
        );
      } finally {
        await context.close();
      }
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** POPUP_SHOTS=folder keeps the pictures. */
export async function picture(page, name, { fullPage = true } = {}) {
  if (env.POPUP_SHOTS) await page.screenshot({ path: `${env.POPUP_SHOTS}/${name}.png`, fullPage });
}

/** By how many pixels a page scrolls sideways. */
export const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
