// How we forget: a browser that was used goes on as one in which we were just installed, without being started again.
import { killWorker } from '../e2e/with-guard.mjs';

/** To be run in our worker, which is to be killed then: what it stores and the network's rules are gone. */
export const FORGETS = `Promise.all([
  chrome.storage.session.clear(), chrome.storage.local.clear(), chrome.alarms.clearAll(),
  chrome.declarativeNetRequest.getSessionRules().then((rules) =>
    chrome.declarativeNetRequest.updateSessionRules({ removeRuleIds: rules.map(({ id }) => id) })),
]).then(() => true)`;

/** What pages that are gone have left to do. */
export const GONE_MS = 500;

/** @returns Playwright's hands in a tab of its own, and no other is open; nobody is signed in anywhere */
export async function anew(hands) {
  const { context, id } = hands;
  const before = context.pages();
  const tab = await hands.newTab();
  for (const page of before) await page.close();
  await context.clearCookies();
  await tab.wait(GONE_MS);
  const worker = context.serviceWorkers().find((one) => one.url().includes(id));
  if (!worker) throw new Error('our worker is not there');
  await worker.evaluate(FORGETS);
  await killWorker(hands);
  return { ...hands, ...tab };
}
