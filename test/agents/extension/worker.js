// An agent that lives in the browser as an extension. It acts in two ways: by chrome.debugger, or by chrome.scripting.
// The test calls `agent.…` from outside, by this worker's own console; nothing else touches a page.

const pause = (ms) => new Promise((later) => setTimeout(later, ms));

let losses = 0;
chrome.debugger?.onDetach.addListener(() => {
  losses += 1;
});

const agent = {
  /** How often its debugger has lost a tab. */
  losses: async () => losses,
  async open(url) {
    const { id } = await chrome.tabs.create({ url: 'about:blank' });
    if (url) await agent.goto(id, url);
    return id;
  },
  async goto(tabId, url) {
    const loaded = agent.loaded(tabId);
    await chrome.tabs.update(tabId, { url });
    await Promise.race([loaded, pause(8_000)]);
  },
  loaded: (tabId) =>
    new Promise((done) => {
      const listener = (id, change) => {
        if (id !== tabId || change.status !== 'complete') return;
        chrome.tabs.onUpdated.removeListener(listener);
        done();
      };
      chrome.tabs.onUpdated.addListener(listener);
    }),
  front: (tabId) => chrome.tabs.update(tabId, { active: true }).then(() => true),
  active: async () => (await chrome.tabs.query({ active: true, lastFocusedWindow: true }))[0].id,
  /** What a person has and does, which no test can reach otherwise. */
  bookmark: (url) => chrome.bookmarks.create({ parentId: '1', title: 'Mark', url }).then(() => true),
  flood: (count, url) =>
    Promise.all(Array.from({ length: count }, () => chrome.tabs.create({ active: false, url }))).then(() => true),
  shut: (tabId) => chrome.tabs.remove(tabId).then(() => true),
  /** Puts the window that shows such a page elsewhere on the screen; no permission is needed for that. */
  async place(part, bounds) {
    const { windowId } = (await chrome.tabs.query({})).find((tab) => tab.url.includes(part));
    await chrome.windows.update(windowId, bounds);
    return true;
  },
  /** Closes all tabs but one, and the windows that hold none. */
  async only(tabId) {
    const rest = (await chrome.tabs.query({})).filter(({ id }) => id !== tabId);
    await chrome.tabs.remove(rest.map(({ id }) => id));
    return true;
  },
  openAt: (url) => chrome.tabs.create({ url }).then(({ id }) => id),
  /** As a browser does that saves memory; the tab has another number then. */
  async discarded(tabId) {
    await chrome.tabs.create({ url: 'about:blank' });
    const { id } = await chrome.tabs.discard(tabId);
    await chrome.tabs.update(id, { active: true });
    return id;
  },
  showing: async (url) => (await chrome.tabs.query({})).find((tab) => tab.url === url).id,
  url: async (tabId) => (await chrome.tabs.get(tabId)).url,
  /** Runs code in a page by the debugger, or – where it has no permission to evaluate strings – not at all. */
  async debugger(tabId, method, params) {
    const target = { tabId };
    await chrome.debugger.attach(target, '1.3').catch(() => undefined);
    return chrome.debugger.sendCommand(target, method, params);
  },
  async evaluate(tabId, expression) {
    const { result, exceptionDetails } = await agent.debugger(tabId, 'Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  },
  /** What a scripting agent does: it changes the page's elements from an isolated world. */
  async script(tabId, act, target, value, frameName) {
    const frameIds = frameName ? [await agent.frame(tabId, frameName)] : undefined;
    const [{ result }] = await chrome.scripting.executeScript({
      target: { tabId, ...(frameIds ? { frameIds } : {}) },
      func: inPage,
      args: [act, target ?? null, value ?? null],
    });
    return result;
  },
  async code(tabId, code) {
    const [{ result }] = await chrome.scripting.executeScript({
      target: { tabId },
      world: 'MAIN',
      func: async (text) => {
        // biome-ignore lint/security/noGlobalEval: running what it is told is what a gullible agent does
        const value = await globalThis.eval(text);
        return value === undefined ? null : value;
      },
      args: [code],
    });
    return result;
  },
  async frame(tabId, name) {
    const frames = await chrome.scripting.executeScript({
      target: { tabId, allFrames: true },
      func: () => window.name,
    });
    const found = frames.find(({ result }) => result === name);
    if (!found) throw new Error(`no frame ${name}`);
    return found.frameId;
  },
};
globalThis.agent = agent;

/** Finds and acts; answers true when the element was there. */
function inPage(act, target, value) {
  // biome-ignore lint/performance/useDomNodeTextContent: names are what is rendered
  const named = (e) => (e.innerText || e.value || e.getAttribute('aria-label') || '').trim();
  const labelled = (name) => {
    const own = [...document.querySelectorAll('[aria-label]')].find((e) => e.getAttribute('aria-label') === name);
    const textOf = (e) =>
      [...e.childNodes]
        .map((n) => (n.nodeType === 3 ? n.data : ''))
        .join('')
        .trim();
    const label = [...document.querySelectorAll('label')].find((e) => textOf(e) === name);
    return own ?? label?.control ?? label?.querySelector('input,textarea,select');
  };
  const element =
    (target?.css && document.querySelector(target.css)) ||
    (target?.link && [...document.links].find((e) => named(e).includes(target.link))) ||
    (target?.button &&
      [...document.querySelectorAll('button,[role=button],[type=submit]')].find((e) => named(e) === target.button)) ||
    (target?.label && labelled(target.label));
  // biome-ignore lint/performance/useDomNodeTextContent: the agent reads what is rendered
  if (act === 'read') return document.body.innerText;
  const subject = element || (act === 'enter' || act === 'keys' ? document.activeElement : undefined);
  if (!subject) return false;
  if (act === 'point') {
    subject.scrollIntoView({ block: 'center' });
    // On the screen; a frame of another site only knows where things are in itself.
    const [left, top] =
      window === window.top ? [screenX + (outerWidth - innerWidth) / 2, screenY + outerHeight - innerHeight] : [0, 0];
    const { x, y, width, height } = subject.getClientRects()[0];
    return {
      x: left + x + Math.min(width / 2, 60),
      y: top + y + Math.min(height / 2, 12),
      inner: { x: left + x + subject.clientLeft, y: top + y + subject.clientTop },
    };
  }
  if (act === 'click') subject.click();
  if (act === 'fill' || act === 'keys') {
    subject.focus();
    subject.value = value;
    for (const type of ['input', 'change']) subject.dispatchEvent(new Event(type, { bubbles: true }));
  }
  if (act === 'enter') subject.form?.requestSubmit();
  return true;
}
