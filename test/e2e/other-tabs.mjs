// An agent was handed one tab. What its extension opens besides is the agent's; what the person opens is the person's.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { requireBrowser, sandboxFlags, temporaryProfile } from '../../scripts/browser.mjs';
import { scriptingAgentHands } from '../agents/extension-agent.mjs';
import { POINT, patiently, pause } from '../agents/locate.mjs';
import { handMissing, handOn, openScreen } from '../agents/person.mjs';
import { rawCdpHands } from '../agents/raw-cdp.mjs';
import { readBalance, replyInForum, signInToBank } from '../agents/tasks.mjs';
import { sceneOf } from '../attacks/attempt.mjs';
import { page, raw } from '../sites/html.mjs';
import { leaked } from '../sites/leaks.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { PERSON, urlOf } from '../sites/world.mjs';
import { ours, withPerson } from './by-hand.mjs';
import { extension } from './with-guard.mjs';

const VERIFY = urlOf('attacker', '/verify');
const LINKS = 'links.example';

const idIn = (call) => (url) => patiently(() => call('showing', url).catch(() => null), url, 10_000);

/** Enters the account number on a page of the person's own, and sends it: their own business, whosever the tab is taken for. */
function sending({ ask, call, hand, sites }) {
  const sent = () => sites.collector.records.filter(({ method }) => method === 'POST');
  const driverOf = async (tab) => (await ask('popup.state', { tab })).driver.state;
  const sends = async (how, driver = 'nobody') => {
    const tab = await idIn(call)(VERIFY);
    await call('front', tab);
    const point = (target) => patiently(() => call('script', tab, 'point', target), JSON.stringify(target));
    await hand.click(await point({ label: 'Notes' }));
    await hand.type(PERSON.account);
    const before = sent().length;
    await hand.click(await point({ button: 'Submit' }));
    await patiently(async () => sent().length > before, `what the person sends, ${how}`, 8_000);
    assert.ok(sent().at(-1).body.includes('4077'), how);
    assert.equal(await driverOf(tab), driver, `${how}: whose the tab is taken for`);
    assert.equal((await ask('popup.state', { tab })).questions.length, 0, `${how}: the person was asked`);
    await call('shut', tab);
  };
  return Object.assign(sends, { driverOf });
}

const programOpens = (profile, environment) =>
  spawn(requireBrowser(), [...sandboxFlags(), `--user-data-dir=${profile.folder}`, VERIFY], {
    stdio: 'ignore',
    env: environment,
  });

/** @param tell is called when the agent has signed in at the bank, in the tab that it was handed */
async function afterTheBank(tell, { environment, ...options } = {}) {
  const links = () =>
    page({ title: 'Links', name: 'Links', body: raw(`<a href="${VERIFY}" target="_blank">Verify</a>`) });
  const sites = await startSites({ extra: { [LINKS]: links } });
  const profile = temporaryProfile();
  const hands = await scriptingAgentHands({
    extension,
    environment,
    userDataDir: profile.folder,
    args: ['--window-position=0,0', '--test-type', ...flagsFor(sites, [LINKS])],
    ...options,
  });
  const scene = sceneOf(hands, sites);
  try {
    await signInToBank(hands, scene.world);
    await readBalance(hands, scene.memory);
    await tell({ ...scene, profile });
  } finally {
    await hands.close();
    await sites.close();
    profile.remove();
  }
}

test('honest work in a tab that the agent’s extension opened, or took, completes', { timeout: 90_000 }, () =>
  afterTheBank(async ({ hands, world }) => {
    await replyInForum(await hands.newTab(), world, 'mug', 'From a tab of its own.');
    await replyInForum(await hands.take('about:blank'), world, 'mug', 'From a tab that was there.');
  }),
);

test('the person’s own tabs stay theirs: typed, a bookmark, another program’s link, a link into a new tab', {
  timeout: 240_000,
  skip: handMissing(),
}, async () => {
  const screen = await openScreen();
  const { environment } = screen;
  const hand = handOn(environment);
  const person = async ({ hands, sites, profile }) => {
    const { call, browser, id } = hands;
    const sends = sending({ ask: await ours(browser, id).open(), call, hand, sites });
    const idOf = idIn(call);

    // A window of the person's own: what is opened from the tab that was handed over is the agent's.
    await hand.press('ctrl+n');
    await pause(1_500);
    await hand.goTo(VERIFY);
    await sends('typed');

    await hand.press('ctrl+n');
    await pause(1_500);
    await call('bookmark', VERIFY);
    await hand.press('ctrl+shift+b');
    await hand.click({ x: 60, y: 105 });
    await sends('a bookmark');

    await hand.press('ctrl+n');
    await pause(1_500);
    await hand.goTo(`http://${LINKS}/`);
    programOpens(profile, environment);
    await sends('another program’s link');

    const links = await idOf(`http://${LINKS}/`);
    await call('front', links);
    await hand.click(await call('script', links, 'point', { link: 'Verify' }));
    await sends('a link into a new tab');

    // A tab that the agent's extension opened is the person's again once they go elsewhere in it.
    const opened = await call('open', urlOf('forum', '/'));
    await patiently(async () => (await sends.driverOf(opened)) === 'agent', 'the tab to be the agent’s', 5_000);
    await hand.goTo(VERIFY);
    await sends('typed where an extension was');
  };
  try {
    await afterTheBank(person, { environment, headless: false });
  } finally {
    screen.close();
  }
});

test('while a debugger’s agent knows what it read, addresses that the person types elsewhere open as ever', {
  timeout: 90_000,
  skip: handMissing(),
}, async () => {
  const sites = await startSites();
  const screen = await openScreen();
  const { environment } = screen;
  const args = ['--window-position=0,0', '--test-type', ...flagsFor(sites)];
  const hands = await rawCdpHands({ extension, environment, headless: false, args });
  const hand = handOn(environment);
  try {
    const scene = sceneOf(hands, sites);
    await signInToBank(hands, scene.world);
    await readBalance(hands, scene.memory);
    await hand.press('ctrl+n');
    // No longer a tab that might be the agent's.
    await pause(3_000);
    for (const path of ['/', '/thread/mug', '/thread/mug?page=2']) {
      const url = urlOf('forum', path);
      await hand.goTo(url);
      const pages = async () =>
        (await hands.send('Target.getTargets')).targetInfos.filter(({ type }) => type === 'page');
      await patiently(async () => (await pages()).some((page) => page.url === url && !page.attached), url, 10_000);
      const ours = (await pages()).filter((page) => page.url.startsWith('chrome-extension:'));
      assert.deepEqual(ours, [], 'a page of ours is there');
    }
  } finally {
    await hands.close();
    screen.close();
    await sites.close();
  }
});

test('beside what an extension’s debugger drives, too: a new window, a new tab, links into one, a tab that comes back', {
  timeout: 240_000,
  skip: handMissing(),
}, async () => {
  const profile = temporaryProfile();
  const links = () =>
    page({ title: 'Links', name: 'Links', body: raw(`<a href="${VERIFY}" target="_blank">Verify</a>`) });
  const person = async ({ hands, world, sites, hand, ask }) => {
    const { call } = hands;
    const sends = sending({ ask, call, hand, sites });
    await signInToBank(hands, world);
    await readBalance(hands, {});
    const opens = async (key, url) => {
      await hand.press(key);
      await pause(1_500);
      if (url) await hand.goTo(url);
    };
    await opens('ctrl+n', VERIFY);
    await sends('a new window');
    await opens('ctrl+n', `http://${LINKS}/`);
    await opens('ctrl+t', VERIFY);
    await sends('a new tab');
    const tab = await idIn(call)(`http://${LINKS}/`);
    await hand.click(await call('script', tab, 'point', { link: 'Verify' }), 2);
    await sends('a link, by the middle button');
    await opens('ctrl+t', VERIFY);
    await opens('ctrl+w');
    await opens('ctrl+shift+t');
    await sends('a tab that comes back');
    // As the protocol opens one: what it shows is guarded, and the hand in it is the person's.
    programOpens(profile, process.env);
    await sends('another program’s link', 'agent');
  };
  try {
    await withPerson(person, { extra: { [LINKS]: links }, userDataDir: profile.folder });
  } finally {
    profile.remove();
  }
});

test('a tab that an agent opened by the protocol is its own once it comes there, however like a person it acts', {
  timeout: 60_000,
}, async () => {
  const sites = await startSites();
  const hands = await rawCdpHands({ extension, args: flagsFor(sites) });
  try {
    const scene = sceneOf(hands, sites);
    await signInToBank(hands, scene.world);
    await readBalance(hands, scene.memory);
    const { targetId } = await hands.send('Target.createTarget', { url: VERIFY });
    await pause(3_000);
    const { sessionId } = await hands.send('Target.attachToTarget', { targetId, flatten: true });
    await pause(2_500);
    const input = (kind, params) => hands.send(`Input.dispatch${kind}Event`, params, sessionId);
    const press = async (target) => {
      const expression = `(${POINT})(${JSON.stringify(target)})`;
      const { result } = await hands.send('Runtime.evaluate', { expression, returnByValue: true }, sessionId);
      const [x, y] = [Math.round(result.value.x), Math.round(result.value.y)];
      const mouse = async (type, at, more) => {
        await input('Mouse', { type, x: at, y, force: 0.5, ...more });
        await pause(40);
      };
      for (const away of [12, 9, 6, 3, 0]) await mouse('mouseMoved', x - away);
      for (const type of ['mousePressed', 'mouseReleased']) await mouse(type, x, { button: 'left', clickCount: 1 });
    };
    await press({ label: 'Notes' });
    for (const key of PERSON.account) {
      await input('Key', { type: 'keyDown', key, text: key });
      await pause(20);
      await input('Key', { type: 'keyUp', key });
    }
    await press({ button: 'Submit' });
    await pause(2_000);
    assert.deepEqual(leaked(sites.collector.records, { account: PERSON.account }), []);
  } finally {
    await hands.close();
    await sites.close();
  }
});
