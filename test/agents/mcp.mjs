// Hands made of @playwright/mcp, spoken to as a model's client does: JSON-RPC lines over standard input and output.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  extensionFlags,
  extensionId,
  QUIET,
  requireBrowser,
  sandboxFlags,
  temporaryProfile,
} from '../../scripts/browser.mjs';
import { patiently, pause } from './locate.mjs';

export async function mcpHands({ extension = null, others = [], args = [], headless = true }) {
  const profile = temporaryProfile();
  const folders = [...(extension ? [extension] : []), ...others];
  const launchOptions = {
    executablePath: requireBrowser(),
    headless,
    chromiumSandbox: sandboxFlags().length === 0,
    args: [...QUIET, ...extensionFlags(folders), ...args],
    ignoreDefaultArgs: folders.length ? ['--disable-extensions'] : [],
  };
  const config = join(profile.folder, 'mcp.json');
  writeFileSync(
    config,
    JSON.stringify({ browser: { browserName: 'chromium', userDataDir: join(profile.folder, 'data'), launchOptions } }),
  );
  const client = await connect(['--config', config, '--output-dir', profile.folder, '--image-responses', 'omit']);
  const close = async () => {
    await client.call('browser_close').catch(() => undefined);
    await client.close();
    profile.remove();
  };
  return { ...handsOn(client), client, close, id: extension ? extensionId(extension) : undefined };
}

/** A client of the server: `call(tool, arguments)` answers the text that a model would get, or throws what it says went wrong. */
async function connect(args) {
  const cli = join(createRequire(import.meta.url).resolve('@playwright/mcp/package.json'), '..', 'cli.js');
  const server = spawn(process.execPath, [cli, ...args], { stdio: ['pipe', 'pipe', 'ignore'] });
  const waiting = new Map();
  let next = 0;
  createInterface({ input: server.stdout }).on('line', (line) => {
    const { id, result, error } = JSON.parse(line);
    waiting.get(id)?.(result ?? { isError: true, content: [{ type: 'text', text: error?.message ?? '' }] });
    waiting.delete(id);
  });
  const gone = new Promise((done) => server.on('exit', done));
  const write = (message) => server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const ask = (method, params) =>
    new Promise((resolve) => {
      const id = ++next;
      waiting.set(id, resolve);
      write({ id, method, params });
    });
  await ask('initialize', {
    protocolVersion: '2025-03-26',
    capabilities: {},
    clientInfo: { name: 'interlock-tests', version: '1' },
  });
  write({ method: 'notifications/initialized' });
  return {
    tools: async () => (await ask('tools/list', {})).tools,
    async call(name, input = {}) {
      const { content = [], isError } = await ask('tools/call', { name, arguments: input });
      const text = content.map((part) => part.text ?? '').join('\n');
      if (isError) throw new Error(text.replace(/^#+ .*\n/, ''));
      return text;
    },
    async close() {
      server.stdin.end();
      const kill = setTimeout(() => server.kill('SIGKILL'), 4_000);
      await gone;
      clearTimeout(kill);
    },
  };
}

/** @param tabs shared by the hands on all tabs: tools act on the one in front */
function handsOn(client, tabs = { front: 0 }, own = 0) {
  const call = async (name, input) => {
    if (tabs.front !== own) await client.call('browser_tabs', { action: 'select', index: own });
    tabs.front = own;
    return client.call(name, input);
  };
  const snapshot = () => call('browser_snapshot');
  const ref = (pattern) => patiently(async () => pattern.exec(await snapshot())?.[1], String(pattern));
  /** The tools take a selector, too. */
  const refOf = async (target) => target.css ?? (await ref(patternOf(target)));
  const run = async (code) => {
    const answer = await call('browser_evaluate', {
      function: `async () => { const value = await (0, eval)(${JSON.stringify(code)}); return value === undefined ? null : value; }`,
    });
    const json = /### Result\n([\s\S]*?)(?:\n###|$)/.exec(answer)?.[1];
    return json === undefined ? undefined : JSON.parse(json);
  };
  const click = async (target) => {
    await call('browser_click', { element: nameOf(target), target: await refOf(target) });
    await pause(100);
  };
  const fill = async (target, value, more = {}) =>
    call('browser_type', { element: nameOf(target), target: await refOf(target), text: value, ...more });
  return {
    name: 'mcp',
    goto: (url) => call('browser_navigate', { url }),
    click,
    fill,
    paste: fill,
    type: (target, value) => fill(target, value, { slowly: true }),
    async keys(value) {
      for (const key of value) await call('browser_press_key', { key: key === ' ' ? 'Space' : key });
    },
    async press(key) {
      await call('browser_press_key', { key });
      await pause(150);
    },
    read: async () => run('document.body.innerText'),
    snapshot,
    html: () => run('document.documentElement.outerHTML'),
    run,
    url: () => run('location.href'),
    // The snapshot shows frames in place: a field in one is found as any other.
    frame: () => ({ fill, click }),
    async newTab(url) {
      tabs.front = Number(/(\d+): \(current\)/.exec(await call('browser_tabs', { action: 'new' }))[1]);
      const tab = handsOn(client, tabs, tabs.front);
      if (url) await tab.goto(url);
      return tab;
    },
    wait: pause,
  };
}

const nameOf = (target) => target.label ?? target.button ?? target.link ?? target.css;

/** A line of the snapshot: `- button "Sign in" [ref=e12]`. */
function patternOf(target) {
  const name = nameOf(target).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  if (target.button) return new RegExp(`- button "${name}"[^\\n]*?\\[ref=(\\w+)\\]`);
  if (target.link) return new RegExp(`- link "[^"\\n]*${name}[^"\\n]*"[^\\n]*?\\[ref=(\\w+)\\]`);
  return new RegExp(`- (?:textbox|searchbox|checkbox|combobox) "${name}"[^\\n]*?\\[ref=(\\w+)\\]`);
}
