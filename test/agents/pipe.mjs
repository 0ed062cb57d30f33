// A browser on the protocol's pipe: nobody attaches to a page unless asked to.
import { spawn } from 'node:child_process';
import {
  extensionFlags,
  extensionId,
  QUIET,
  requireBrowser,
  sandboxFlags,
  temporaryProfile,
} from '../../scripts/browser.mjs';

/**
 * @returns `{send(method, params, sessionId?), on(listener), id, close}`; `send` rejects with the protocol's message
 */
export async function launchOnPipe({
  extension = null,
  others = [],
  args = [],
  headless = true,
  environment = process.env,
  executable = requireBrowser(),
  userDataDir,
} = {}) {
  const profile = userDataDir ? { folder: userDataDir, remove() {} } : temporaryProfile();
  const folders = [...(extension ? [extension] : []), ...others];
  const flags = [
    ...sandboxFlags(),
    ...QUIET,
    ...extensionFlags(folders),
    ...(headless ? ['--headless=new'] : []),
    '--remote-debugging-pipe',
    '--enable-unsafe-extension-debugging',
    '--window-size=1280,900',
    `--user-data-dir=${profile.folder}`,
    ...args,
    'about:blank',
  ];
  const child = spawn(executable, flags, {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    env: environment,
  });
  const wire = wireOf(child.stdio[3], child.stdio[4]);
  const gone = new Promise((done) => child.on('exit', done));
  const close = async () => {
    await Promise.race([wire.send('Browser.close').catch(() => undefined), gone]);
    const kill = setTimeout(() => child.kill('SIGKILL'), 3_000);
    await gone;
    clearTimeout(kill);
    profile.remove();
  };
  await wire.send('Target.setDiscoverTargets', { discover: true });
  return { ...wire, close, id: extension ? extensionId(extension) : undefined };
}

/** Messages are JSON, each ended by a zero byte. */
function wireOf(out, back) {
  const waiting = new Map();
  const listeners = new Set();
  let next = 0;
  let rest = Buffer.alloc(0);
  const take = (message) => {
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (!call) for (const listener of listeners) listener(message);
    else if (message.error) call.reject(new Error(message.error.message));
    else call.resolve(message.result);
  };
  back.on('data', (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      take(JSON.parse(rest.subarray(0, end).toString()));
      rest = rest.subarray(end + 1);
    }
  });
  back.on('close', () => {
    for (const call of waiting.values()) call.reject(new Error('the browser is gone'));
  });
  out.on('error', () => undefined);
  return {
    send(method, params = {}, sessionId) {
      return new Promise((resolve, reject) => {
        const id = ++next;
        waiting.set(id, { resolve, reject });
        out.write(`${JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) })}\0`);
      });
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
