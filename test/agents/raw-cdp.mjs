// Hands made of the bare DevTools protocol: Input.dispatchMouseEvent, Input.insertText, Runtime.evaluate.
import { PERSON, urlOf } from '../sites/world.mjs';
import { POINT, patiently, pause } from './locate.mjs';
import { launchOnPipe } from './pipe.mjs';

export async function rawCdpHands(options) {
  const browser = await launchOnPipe(options);
  const { targetInfos } = await browser.send('Target.getTargets');
  const first = targetInfos.find((t) => t.type === 'page');
  return { ...(await handsOn(browser, first.targetId)), ...browserParts(browser) };
}

/** The same, of an agent that is given a browser which a person uses: it attaches to the bank's page, which was open. */
export async function lateCdpHands(options) {
  const browser = await launchOnPipe(options);
  try {
    // A browser that has just been started may show pages before it has loaded an extension.
    await pause(2_000);
    const { targetId } = await browser.send('Target.createTarget', { url: SIGNS_IN });
    const isThere = ({ targetInfos }) =>
      targetInfos.some((t) => t.targetId === targetId && t.url === urlOf('bank', '/account'));
    await patiently(async () => isThere(await browser.send('Target.getTargets')), 'the account page', 10_000);
    // It has loaded, and nobody is told of anything.
    await pause(2_500);
    return { ...(await handsOn(browser, targetId)), ...browserParts(browser), name: 'raw-cdp-late', found: true };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** The person signs in: no debugger is attached to a page that posts itself. */
const SIGNS_IN = `data:text/html,<form method="post" action="${urlOf('bank', '/login')}"><input name="username" value="${PERSON.user}"><input name="password" value="${PERSON.password}"></form><script>document.forms[0].submit()</script>`;

const browserParts = ({ close, id, send }) => ({ close, id, send, killWorkers: () => stopWorkers(send, id) });

/** @param targetId of a page; attaches to it and its frames of other sites */
async function handsOn(browser, targetId) {
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
  const frames = new Map();
  const call = (method, params, session = sessionId) => browser.send(method, params, session);
  const loads = watchLoads(browser, sessionId, frames);
  await call('Page.enable');
  await call('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true });
  const evaluate = async (expression, session = sessionId) => {
    const { result, exceptionDetails } = await call(
      'Runtime.evaluate',
      { expression, awaitPromise: true, returnByValue: true },
      session,
    );
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  const point = (target, session) =>
    patiently(() => evaluate(`(${POINT})(${JSON.stringify(target)})`, session).catch(() => null), target);
  const press = async (at, session) => {
    const mouse = (type, more) => call('Input.dispatchMouseEvent', { type, ...at, ...more }, session);
    await mouse('mouseMoved', {});
    await mouse('mousePressed', { button: 'left', clickCount: 1 });
    await mouse('mouseReleased', { button: 'left', clickCount: 1 });
  };
  const insert = async (target, value, session) => {
    await press(await point(target, session), session);
    await call('Input.insertText', { text: value }, session);
  };
  /** In place of what stands there. */
  const fill = async (target, value, session) => {
    await press(await point(target, session), session);
    await call(
      'Input.dispatchKeyEvent',
      { type: 'keyDown', key: 'a', code: 'KeyA', modifiers: 2, commands: ['selectAll'] },
      session,
    );
    await call('Input.dispatchKeyEvent', { type: 'keyUp', key: 'a', code: 'KeyA', modifiers: 2 }, session);
    await call('Input.insertText', { text: value }, session);
  };
  /** A tab that nobody is attached to yet. */
  const openTab = async (url) => {
    const opened = await browser.send('Target.createTarget', { url });
    return { attach: () => handsOn(browser, opened.targetId) };
  };
  return {
    name: 'raw-cdp',
    async goto(url) {
      const loaded = loads.next();
      const { errorText } = await call('Page.navigate', { url });
      if (errorText) throw new Error(errorText);
      await Promise.race([loaded, pause(8_000)]);
    },
    async click(target) {
      const loaded = loads.next();
      await press(await point(target));
      await pause(120);
      await loads.quiet(loaded);
    },
    fill,
    paste: insert,
    type: async (target, value) => {
      await press(await point(target));
      await keys(call, value);
    },
    keys: (value) => keys(call, value),
    async press(key) {
      const loaded = loads.next();
      const enter = { key, code: key, windowsVirtualKeyCode: 13, text: key === 'Enter' ? '\r' : undefined };
      await call('Input.dispatchKeyEvent', { type: 'keyDown', ...enter });
      await call('Input.dispatchKeyEvent', { type: 'keyUp', key, code: key, windowsVirtualKeyCode: 13 });
      await pause(120);
      await loads.quiet(loaded);
    },
    read: () => evaluate('document.body.innerText'),
    html: () => evaluate('document.documentElement.outerHTML'),
    run: (code) => evaluate(code),
    url: () => evaluate('location.href'),
    frame: (name) => ({
      fill: async (target, value) => fill(target, value, await frameSession(frames, name, evaluate)),
      click: async (target) => {
        const session = await frameSession(frames, name, evaluate);
        await press(await point(target, session), session);
      },
    }),
    async newTab(url) {
      const tab = await (await openTab('about:blank')).attach();
      if (url) await tab.goto(url);
      return tab;
    },
    openTab,
    detach: () => browser.send('Target.detachFromTarget', { sessionId }),
    wait: pause,
  };
}

async function keys(call, text) {
  for (const character of text) {
    await call('Input.dispatchKeyEvent', { type: 'keyDown', text: character, key: character });
    await call('Input.dispatchKeyEvent', { type: 'keyUp', key: character });
  }
}

/** Frames of other sites are targets of their own; which is which is told by their URL. */
const frameSession = (frames, name, evaluate) =>
  patiently(async () => {
    const url = await evaluate(`document.querySelector('iframe[name=${name}]')?.src`);
    return [...frames].find(([, known]) => known.url === url)?.[0];
  }, name);

function watchLoads(browser, sessionId, frames) {
  const waiting = [];
  browser.on(({ method, params, sessionId: from }) => {
    if (method === 'Target.attachedToTarget' && params.targetInfo.type === 'iframe')
      frames.set(params.sessionId, params.targetInfo);
    // A frame may be attached to before it has its address.
    if (method === 'Target.targetInfoChanged')
      for (const [session, { targetId }] of frames)
        if (targetId === params.targetInfo.targetId) frames.set(session, params.targetInfo);
    if (method === 'Target.detachedFromTarget') frames.delete(params.sessionId);
    if (from !== sessionId) return;
    if (method === 'Page.loadEventFired') for (const done of waiting.splice(0)) done();
  });
  return {
    next: () => new Promise((done) => waiting.push(done)),
    /** Half a second for a navigation to end; most clicks start none. */
    quiet: (loaded) => Promise.race([loaded, pause(500)]),
  };
}

async function stopWorkers(send, id) {
  const { targetInfos } = await send('Target.getTargets');
  for (const t of targetInfos)
    if (t.type === 'service_worker' && t.url.includes(id)) await send('Target.closeTarget', { targetId: t.targetId });
}
