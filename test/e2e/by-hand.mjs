// Our pages while nobody is attached to them: asked over the protocol, which lets go at once; pressed by a hand on the screen.
import { after } from 'node:test';
import { debuggerAgentHands } from '../agents/extension-agent.mjs';
import { patiently, pause } from '../agents/locate.mjs';
import { handOn, openScreen } from '../agents/person.mjs';
import { FORGETS, GONE_MS } from '../attacks/forget.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { HOSTS } from '../sites/world.mjs';
import { extension } from './with-guard.mjs';

/** A policy that asks before an agent posts in the forum. */
export const ASKS = `
interlock: 1
name: asks
rules:
  - id: ask-before-posting
    verdict: ask
    on: submit
    where: actor in [agent, page, unknown] and site == "${HOSTS.forum}"
    because: Posting is a person's decision.
`;

/** The browser of a file's tests. */
let shared;
after(() => close(shared));

const expected = [];
/** Names the hosts that a file's tests bring along, for their browser to know from the start: else one that doesn't makes room for another. */
export const expects = (...hosts) => expected.push(...hosts);

/**
 * Runs `tell` with an agent extension at work in a window on a screen, and a person who can answer it. The tests of a file
 * share a browser, in which we are each time as if just installed: starting one, and the model in it, is half of what a test takes.
 * @param options of `launch`: who has some gets a browser of its own
 */
export async function withPerson(tell, { extra = {}, ...options } = {}) {
  const isOwn = Object.keys(options).length > 0;
  const hosts = [...new Set([...expected, ...Object.keys(extra)])];
  if (!isOwn && shared && !hosts.every((host) => shared.hosts.includes(host))) {
    await close(shared);
    shared = undefined;
  }
  const isNew = isOwn || !shared;
  const scene = isNew ? await begin(hosts, options) : shared;
  if (!isOwn) shared = scene;
  try {
    Object.assign(scene.extra, extra);
    if (!isNew) await renew(scene);
    await tell(await partsOf(scene));
  } catch (error) {
    // What failed may have left anything behind.
    if (!isOwn) await close(scene);
    shared = isOwn ? shared : undefined;
    throw error;
  } finally {
    if (isOwn) await close(scene);
  }
}

async function begin(hosts, options) {
  const extra = {};
  const sites = await startSites({ extra });
  const screen = await openScreen();
  const hands = await debuggerAgentHands({
    ...options,
    extension,
    headless: false,
    environment: screen.environment,
    args: ['--window-position=0,0', '--window-size=1280,900', '--test-type', ...flagsFor(sites, hosts)],
  });
  return { extra, hosts, sites, screen, hands };
}

async function close(scene) {
  await scene?.hands.close();
  scene?.screen.close();
  await scene?.sites.close();
}

/** Nothing is open, nothing is remembered: neither by us nor at the sites. */
async function renew(scene) {
  scene.hands = await scene.hands.anew(async () => {
    await pause(GONE_MS);
    await ours(scene.hands.browser, scene.hands.id).forget();
  });
  scene.sites.reset();
}

/** What a test is told with. */
async function partsOf({ hands, sites, screen }) {
  const hand = handOn(screen.environment);
  const page = ours(hands.browser, hands.id);
  /** Presses Approve in the approval window; `downs` steps down in how long it holds. */
  const approve = async (downs = 0) => {
    if (downs) {
      await hand.click(await page.where("document.querySelector('.how-long select')"));
      for (let n = 0; n < downs; n += 1) await hand.press('Down');
      await hand.press('Return');
      await pause(1_200);
    }
    await hand.click(await page.where("document.querySelectorAll('.answers button')[1]"));
    await patiently(async () => !(await page.isAsking()), 'the approval window to close', 10_000);
  };
  const deny = async () => {
    await hand.click(await page.where("document.querySelector('.answers button')"));
    await patiently(async () => !(await page.isAsking()), 'the approval window to close', 10_000);
  };
  return { hands, sites, world: sites.world, ask: await page.open(), approve, deny, hand, page };
}

/** Pages of ours over the protocol, and the hand that needs to know where things are on the screen. */
export function ours({ send }, id) {
  const evaluate = async (targetId, expression) => {
    const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
    const { result } = await send(
      'Runtime.evaluate',
      { expression, awaitPromise: true, returnByValue: true },
      sessionId,
    );
    // Let go before anybody approves: nothing can be loosened from a page that is debugged.
    await send('Target.detachFromTarget', { sessionId });
    return result.value;
  };
  const targets = async (part) => (await send('Target.getTargets')).targetInfos.filter((t) => t.url.includes(part));
  /** Through the page that asks: a debugger seen on a document of ours would leave it unfree to loosen anything. */
  const within = async (part, body) => {
    const [asking] = await targets('/popup/popup.html?tab=0');
    const found = `chrome.extension.getViews().find((w) => w.location.href.includes(${JSON.stringify(part)}))`;
    return evaluate(asking.targetId, `((w) => { if (!w) return null; const { document } = w; ${body} })(${found})`);
  };
  return {
    async open() {
      const { targetId } = await send('Target.createTarget', {
        url: `chrome-extension://${id}/popup/popup.html?tab=0`,
        background: true,
      });
      const ask = (name, request) =>
        evaluate(targetId, `chrome.runtime.sendMessage(${JSON.stringify({ interlock: 1, name, request })})`);
      await patiently(() => ask('popup.state', { tab: 0 }), 'our page');
      return ask;
    },
    /** Opens one of our pages in front, for the hand. */
    show: (path) => send('Target.createTarget', { url: `chrome-extension://${id}/popup/${path}` }),
    /** Brings a tab to the front: a page that nobody sees takes no input. */
    async front(tab) {
      const [page] = await targets('/popup/popup.html');
      await evaluate(page.targetId, `chrome.tabs.update(${tab}, { active: true }).then(() => true)`);
    },
    /** What `find` gives in that page of ours. */
    read: (find, part) => within(part, `return ${find};`),
    /** Middle of what `find` names, on the screen; scrolled to. */
    async where(find, part = '/popup/ask.html') {
      await patiently(async () => (await targets(part))[0], part, 15_000);
      const middle = `const e = ${find}; if (!e || e.disabled) return null; e.scrollIntoView({ block: 'center' }); const r = e.getBoundingClientRect();
        return { x: w.screenX + (w.outerWidth - w.innerWidth) / 2 + r.x + r.width / 2, y: w.screenY + w.outerHeight - w.innerHeight + r.y + r.height / 2 };`;
      return patiently(() => within(part, middle), find, 10_000);
    },
    /** As if the person had chosen this in our options before: nothing that is debugged could. */
    async setPersonal(personal) {
      const [worker] = await targets(`${id}/background.js`);
      await evaluate(worker.targetId, `chrome.storage.local.set(${JSON.stringify({ personal })}).then(() => true)`);
      await this.killWorker();
    },
    /** As if we had just been installed. */
    async forget() {
      const [worker] = await targets(`${id}/background.js`);
      await evaluate(worker.targetId, FORGETS);
      if (!(await this.killWorker())) throw new Error('our worker was not stopped');
    },
    /** All that the extension stores, as one text. */
    async stored() {
      const [worker] = await targets(`${id}/background.js`);
      const all = '[chrome.storage.session, chrome.storage.local].map((area) => area.get(null))';
      return evaluate(worker.targetId, `Promise.all(${all}).then(JSON.stringify)`);
    },
    /** Stops our worker, and nobody else's, as the browser does when it is idle. */
    async killWorker() {
      const [worker] = await targets(`${id}/background.js`);
      await send('Target.closeTarget', { targetId: worker.targetId });
      await pause(500);
      return (await targets(`${id}/background.js`)).length === 0;
    },
    /** Or still closing: what is typed as the focus goes back to the agent's window is lost. */
    isAsking: async () => (await targets('/popup/ask.html')).length + (await targets('/popup/answered')).length > 0,
  };
}
