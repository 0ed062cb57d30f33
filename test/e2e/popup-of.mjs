import { patiently } from '../agents/locate.mjs';

/** Opens the real popup, as a tab that serves the agent's tab. It is driven over the protocol, so it can tighten and not loosen. */
export async function openPopup({ context, page, id }) {
  const worker = context.serviceWorkers().find((w) => w.url().includes(id));
  const find = async (url) => (await chrome.tabs.query({})).find((t) => t.url === url)?.id;
  const tab = await patiently(() => worker.evaluate(find, page.url()), 'the agent’s tab');
  const popup = await context.newPage();
  await popup.goto(`chrome-extension://${id}/popup/popup.html?tab=${tab}`);
  const ask = (name, request) =>
    popup.evaluate((message) => chrome.runtime.sendMessage(message), { interlock: 1, name, request });
  return { page: popup, tab, ask, state: () => ask('popup.state', { tab }) };
}
