// What the browser tests share: where the built extension is, and how `INTERLOCK=off` shows that a test can fail.
import { env } from 'node:process';
import { CHROME } from '../../scripts/prepare.mjs';

/** `INTERLOCK=off npm run …` runs the same tests without us: every test of a promise must then fail. */
export const extension = env.INTERLOCK === 'off' ? null : CHROME;

/** Stops the extension's worker as the browser does when it is idle: at once, without asking. */
export async function killWorker({ context }) {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('ServiceWorker.enable');
  await cdp.send('ServiceWorker.stopAllWorkers');
  await new Promise((later) => setTimeout(later, 300));
  await page.close();
}
