// An agent's hands: Playwright over the debugger protocol, by coordinates, keys and inserted text.
import { playwrightHands } from '../agents/playwright.mjs';

/** @param options of `launch`; @returns hands for `drive`, and the rest of Playwright's */
export async function agentHands(options) {
  const agent = await playwrightHands(options);
  const { page } = agent;
  const frameOf = (host) => page.frames().find((frame) => new URL(frame.url() || 'about:blank').host === host);
  return {
    ...agent,
    agent,
    open: (url) => page.goto(url),
    async ask(expression, host) {
      const frame = frameOf(host);
      if (!frame) throw new Error(`no document of ${host}`);
      return frame.evaluate(expression);
    },
    click: ({ x, y }) => page.mouse.click(x, y),
    type: (text) => page.keyboard.type(text),
    insert: (text) => page.keyboard.insertText(text),
    press: (chord) => page.keyboard.press(chord),
    history: (way) => (way === 'back' ? page.goBack() : page.goForward()),
    async wheel({ x, y }, by) {
      await page.mouse.move(x, y);
      await page.mouse.wheel(0, by);
      await page.waitForTimeout(200);
    },
    async drag(start, end) {
      await page.mouse.move(start.x, start.y);
      await page.mouse.down();
      for (const share of [0.25, 0.5, 0.75, 1]) {
        await page.mouse.move(start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share);
        // SortableJS hears nothing for 30 ms after it has moved something: what is faster ends now here, now there.
        await page.waitForTimeout(45);
      }
      await page.mouse.move(end.x, end.y);
      await page.waitForTimeout(80);
      await page.mouse.up();
    },
  };
}
