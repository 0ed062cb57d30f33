// Hands made of an agent extension: `chrome.debugger` input, or `chrome.scripting` on the page's elements.
import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extensionId } from '../../scripts/browser.mjs';
import { POINT, patiently, pause } from './locate.mjs';
import { launchOnPipe } from './pipe.mjs';

export const debuggerAgentHands = (options) => extensionHands(options, debuggerHands);
export const scriptingAgentHands = (options) => extensionHands(options, scriptingHands);

async function extensionHands({ others = [], ...options }, makeHands) {
  const folder = agentFolder();
  const browser = await launchOnPipe({ ...options, others: [...others, folder] });
  const close = async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  };
  const call = await agentConsole(browser, extensionId(folder));
  const tab = await call('open');
  // Script-made events could be the page's own: without a debugger only the person can say that an agent is here.
  if (makeHands === scriptingHands && browser.id) await handOver(browser, tab);
  const inTab = (tab) => ({ ...makeHands(call, tab), close, id: browser.id, browser, tab, call, anew });
  /** The same hands in a tab of its own, and no other than an empty one is left; `between` happens before it is there. */
  async function anew(between) {
    const empty = await call('open');
    await call('only', empty);
    await between();
    return inTab(await call('open'));
  }
  return inTab(tab);
}

/** The person says in our popup: "An agent is driving this tab". */
export async function handOver({ send, id }, tab) {
  const { targetId } = await send('Target.createTarget', {
    url: `chrome-extension://${id}/popup/popup.html?tab=${tab}`,
  });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  const expression = `chrome.runtime.sendMessage({ interlock: 1, name: 'popup.handOver', request: { tab: ${tab} } }).then((a) => a?.ok)`;
  const ask = () => send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }, sessionId);
  await patiently(async () => (await ask()).result.value, 'the hand-over', 15_000);
  await send('Target.closeTarget', { targetId });
}

/** A copy of the agent with a key of its own, so that its id is known. */
export function agentFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-agent-'));
  cpSync(join(import.meta.dirname, 'extension'), folder, { recursive: true });
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const manifest = join(folder, 'manifest.json');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('@KEY@', key));
  return folder;
}

/** Calls `agent.<name>(…)` in the agent's own worker. */
export async function agentConsole(browser, id) {
  const worker = await patiently(async () => {
    const { targetInfos } = await browser.send('Target.getTargets');
    return targetInfos.find((t) => t.type === 'service_worker' && t.url.includes(id));
  }, 'the agent extension');
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId: worker.targetId, flatten: true });
  const ready = { expression: "typeof agent === 'object'", returnByValue: true };
  await patiently(async () => (await browser.send('Runtime.evaluate', ready, sessionId)).result.value, 'the agent');
  return async (name, ...args) => {
    const expression = `agent.${name}(...${JSON.stringify(args)})`;
    const { result, exceptionDetails } = await browser.send(
      'Runtime.evaluate',
      { expression, awaitPromise: true, returnByValue: true },
      sessionId,
    );
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
}

function debuggerHands(call, tab) {
  const evaluate = (expression) => call('evaluate', tab, expression);
  const input = (method, params) => call('debugger', tab, `Input.${method}`, params);
  const point = (target) =>
    patiently(() => evaluate(`(${POINT})(${JSON.stringify(target)})`).catch(() => null), target);
  const press = async (at) => {
    await input('dispatchMouseEvent', { type: 'mouseMoved', ...at });
    await input('dispatchMouseEvent', { type: 'mousePressed', ...at, button: 'left', clickCount: 1 });
    await input('dispatchMouseEvent', { type: 'mouseReleased', ...at, button: 'left', clickCount: 1 });
  };
  const insert = async (target, value) => {
    await press(await point(target));
    await input('insertText', { text: value });
  };
  const fill = async (target, value) => {
    await press(await point(target));
    const all = { key: 'a', code: 'KeyA', modifiers: 2 };
    await input('dispatchKeyEvent', { type: 'keyDown', ...all, commands: ['selectAll'] });
    await input('dispatchKeyEvent', { type: 'keyUp', ...all });
    await input('insertText', { text: value });
  };
  return {
    name: 'extension-debugger',
    goto: (url) => call('goto', tab, url),
    async click(target) {
      await press(await point(target));
      await pause(500);
    },
    fill,
    type: insert,
    paste: insert,
    keys: (text) => input('insertText', { text }),
    async press(key) {
      const enter = { key, code: key, windowsVirtualKeyCode: 13, text: '\r' };
      await input('dispatchKeyEvent', { type: 'keyDown', ...enter });
      await input('dispatchKeyEvent', { type: 'keyUp', ...enter });
      await pause(500);
    },
    read: () => evaluate('document.body.innerText'),
    run: evaluate,
    url: () => call('url', tab),
    // The debugger of the tab doesn't reach into frames of other sites; agents script those.
    frame: (name) => ({
      fill: (target, value) => call('script', tab, 'fill', target, value, name),
      click: (target) => call('script', tab, 'click', target, null, name),
    }),
    newTab: async (url) => debuggerHands(call, await call('open', url)),
    wait: pause,
  };
}

function scriptingHands(call, tab) {
  const act = (name, target, value, frame) =>
    patiently(() => call('script', tab, name, target, value, frame).catch(() => false), target);
  const fill = (target, value) => act('fill', target, value);
  return {
    name: 'extension-scripting',
    goto: (url) => call('goto', tab, url),
    async click(target) {
      await act('click', target);
      await pause(500);
    },
    fill,
    type: fill,
    paste: fill,
    keys: (text) => act('keys', null, text),
    async press() {
      await call('script', tab, 'enter', null);
      await pause(500);
    },
    read: () => call('script', tab, 'read'),
    run: (code) => call('code', tab, code),
    url: () => call('url', tab),
    frame: (name) => ({
      fill: (target, value) => act('fill', target, value, name),
      click: (target) => act('click', target, null, name),
    }),
    newTab: async (url) => scriptingHands(call, await call('open', url)),
    /** A tab that was there before, a person's. */
    take: async (url) => scriptingHands(call, await call('showing', url)),
    shut: () => call('shut', tab),
    openAt: (url) => call('openAt', url),
    /** The same tab after the browser let go of it. */
    discarded: async () => scriptingHands(call, await call('discarded', tab)),
    wait: pause,
  };
}
