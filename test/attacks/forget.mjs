// How we forget: a browser that was used goes on as one in which we were just installed, without being started again.

const CLEARS = `Promise.all([
  chrome.storage.session.clear(), chrome.storage.local.clear(), chrome.alarms.clearAll(),
  chrome.declarativeNetRequest.getSessionRules().then((rules) =>
    chrome.declarativeNetRequest.updateSessionRules({ removeRuleIds: rules.map(({ id }) => id) })),
])`;
/**
 * To be run in our worker, which is to be killed at once then: what it stores and the network's rules are gone. Twice, for
 * what was being written meanwhile; and until it is killed it is busy, and writes no more.
 */
export const FORGETS = `${CLEARS}.then(() => ${CLEARS}).then(() => {
  setTimeout(() => { for (const end = Date.now() + 250; Date.now() < end; ); });
  return true;
})`;

/** What pages that are gone have left to do. */
export const GONE_MS = 500;

/** @returns Playwright's hands in a tab of its own, and no other is open; nobody is signed in anywhere */
export async function anew(hands) {
  const { context, id } = hands;
  const before = context.pages();
  const tab = await hands.newTab();
  for (const page of before) await page.close();
  await context.clearCookies();
  const cdp = await context.newCDPSession(tab.page);
  await cdp.send('ServiceWorker.enable');
  await tab.wait(GONE_MS);
  const worker = context.serviceWorkers().findLast((one) => one.url().includes(id));
  if (!worker) throw new Error('our worker is not there');
  await worker.evaluate(FORGETS);
  await cdp.send('ServiceWorker.stopAllWorkers');
  await tab.wait(GONE_MS);
  await cdp.detach();
  return { ...hands, ...tab };
}
