// Hands made of Playwright over CDP: trusted clicks, fills and keys, and every way that agents read a page by.
import { launch } from '../../scripts/browser.mjs';

const PATIENCE = 10_000;

/** @param options of `launch`; @returns hands on a fresh browser's first page */
export async function playwrightHands(options) {
  const browser = await launch(options);
  const page = browser.context.pages()[0] ?? (await browser.context.newPage());
  return { ...handsOn(page), ...browser };
}

export function handsOn(page) {
  page.setDefaultTimeout(PATIENCE);
  const find = (target) => {
    if (target.css) return page.locator(target.css).first();
    if (target.label) return page.getByLabel(target.label, { exact: true }).first();
    if (target.link) return page.getByRole('link', { name: target.link }).first();
    return page.getByRole('button', { name: target.button }).first();
  };
  let source = Promise.resolve('');
  page.on('response', (response) => {
    const isDocument = response.request().isNavigationRequest() && response.frame() === page.mainFrame();
    if (isDocument && response.status() === 200) source = response.text().catch(() => '');
  });
  return {
    name: 'playwright',
    page,
    goto: (url) => page.goto(url, { waitUntil: 'load', timeout: 15_000 }),
    /** The document as it came over the network, which no extension can redact: some agents read that. */
    source: () => source,
    async click(target) {
      await find(target).click();
      await settled(page);
    },
    fill: (target, value) => find(target).fill(value),
    async paste(target, value) {
      await find(target).click();
      await page.keyboard.insertText(value);
    },
    async type(target, value) {
      await find(target).click();
      await page.keyboard.type(value);
    },
    /** As an input method does. */
    async compose(target, text) {
      await find(target).click();
      const protocol = await page.context().newCDPSession(page);
      const at = { selectionStart: text.length, selectionEnd: text.length };
      await protocol.send('Input.imeSetComposition', { text, ...at });
    },
    /** Types into whatever has the focus. */
    keys: (value) => page.keyboard.type(value),
    async press(key) {
      await page.keyboard.press(key);
      await settled(page);
    },
    select: (target, value) => find(target).selectOption(value),
    check: (target) => find(target).check(),
    /** What an agent sees: the visible text. */
    // biome-ignore lint/performance/useDomNodeTextContent: the agent reads what is rendered, not what is hidden
    read: () => page.innerText('body'),
    snapshot: () => page.locator('body').ariaSnapshot(),
    html: () => page.content(),
    run: (code) => page.evaluate(code),
    url: () => page.url(),
    frame: (name) => {
      const frame = page.frameLocator(`iframe[name=${name}]`);
      return {
        fill: (target, value) => frame.getByLabel(target.label).fill(value),
        click: (target) =>
          (target.label ? frame.getByLabel(target.label) : frame.getByRole('button', { name: target.button })).click(),
      };
    },
    async newTab(url) {
      const next = handsOn(await page.context().newPage());
      if (url) await next.goto(url);
      return next;
    },
    screenshot: () => page.screenshot(),
    wait: (ms) => page.waitForTimeout(ms),
  };
}

/** A click may start a navigation a moment later: agents wait for quiet before they look again. */
async function settled(page) {
  const navigated = page.waitForEvent('framenavigated', { timeout: 300 }).catch(() => undefined);
  await navigated;
  await page.waitForLoadState('load', { timeout: 15_000 }).catch(() => undefined);
}
