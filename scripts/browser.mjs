// Finds a Chromium-like browser, installs Debian's where there is none, and launches it with the extension.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { env, getuid, platform } from 'node:process';

// Chromium comes first: branded Chrome ignores --load-extension from version 137 on.
const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-for-testing',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];
const PLACES = {
  linux: [
    '/usr/lib/chromium/chromium',
    '/snap/bin/chromium',
    '/opt/google/chrome/chrome',
    '/opt/microsoft/msedge/msedge',
  ],
  darwin: ['Chromium', 'Google Chrome for Testing', 'Google Chrome', 'Microsoft Edge'].map(
    (n) => `/Applications/${n}.app/Contents/MacOS/${n}`,
  ),
  win32: [env.LOCALAPPDATA, env.PROGRAMFILES, env['PROGRAMFILES(X86)']]
    .filter(Boolean)
    .flatMap((base) =>
      [
        'Chromium\\Application\\chrome.exe',
        'Google\\Chrome\\Application\\chrome.exe',
        'Microsoft\\Edge\\Application\\msedge.exe',
      ].map((end) => join(base, end)),
    ),
};

/** @returns the path of a browser, or undefined where there is none; `INTERLOCK_BROWSER` decides when set */
export function findBrowser() {
  if (env.INTERLOCK_BROWSER) return env.INTERLOCK_BROWSER;
  const onPath = NAMES.flatMap((name) => (env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)));
  return [...onPath, ...(PLACES[platform] ?? [])].find(isExecutable);
}

/** Like `findBrowser`, but installs Debian's Chromium where there is none. Throws with what to do when it can't. */
export function requireBrowser() {
  const found = findBrowser();
  if (found && !isExecutable(found)) throw new Error(`INTERLOCK_BROWSER names ${found}: there is no program there.`);
  if (found) return found;
  if (platform !== 'linux' || spawnSync('apt-get', ['--version']).error)
    throw new Error(
      'No Chromium, Chrome or Edge found. Install one, or set INTERLOCK_BROWSER to its path, and run this again.',
    );
  install('chromium');
  const installed = findBrowser();
  if (!installed)
    throw new Error('Chromium was installed, but no executable was found. Set INTERLOCK_BROWSER to its path.');
  return installed;
}

/** Installs Debian packages, as root or with sudo. */
export function install(...packages) {
  const sudo = getuid?.() === 0 ? [] : ['sudo', '-n'];
  const run = (...words) => {
    const [command, ...rest] = [...sudo, ...words];
    execFileSync(command, rest, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  console.log(`Installing ${packages.join(' ')} with apt-get (once, a minute or two) …`);
  try {
    run('apt-get', 'update', '-qq');
    run('apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...packages);
  } catch (error) {
    throw new Error(
      `Could not install ${packages.join(' ')}. Run "sudo apt-get install ${packages.join(' ')}" and try again. (${error.message})`,
    );
  }
}

/** With it, no extension that a policy names is fetched either. */
const NO_UPDATES = '--disable-background-networking';

/** Chromium's own background traffic is of no use here and fails noisily on closed networks. */
export const QUIET = [
  NO_UPDATES,
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
];

/** As root the sandbox can't start; everywhere else it stays on. */
export const sandboxFlags = () => (getuid?.() === 0 ? ['--no-sandbox'] : []);

export const hasDisplay = () =>
  platform === 'darwin' || platform === 'win32' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);

/** The id that Chromium derives from the manifest's `key`. */
export function extensionId(folder) {
  const { key } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  if (!key) throw new Error(`${folder}/manifest.json has no "key", so its id isn't known beforehand.`);
  const hash = createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex').slice(0, 32);
  return [...hash].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}

export const extensionFlags = (folders) =>
  folders.length ? [`--disable-extensions-except=${folders.join(',')}`, `--load-extension=${folders.join(',')}`] : [];

/**
 * An extension that does one thing: it opens `url` when the browser starts. The address on the command line is lost now and
 * then where an extension with host permissions is loaded by flag, with empty scripts too (Chromium 156).
 */
export function opener(url) {
  const { folder, remove } = temporaryProfile();
  const manifest = { manifest_version: 3, name: 'opener', version: '1', background: { service_worker: 'open.js' } };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'open.js'), `chrome.tabs.create({ url: ${JSON.stringify(url)} });`);
  return { folder, remove };
}

const profiles = new Set();

/** Throws away those that are still there, of browsers that were killed this moment: a dying one may write once more. */
export function removeProfiles() {
  const all = [...profiles];
  for (let times = 4; times > 0; times--) {
    for (const remove of all) remove();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 150);
  }
}

/** A profile folder of its own, and how to throw it away. */
export function temporaryProfile() {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-profile-'));
  const remove = () => {
    profiles.delete(remove);
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    } catch {
      // A process of the browser is still writing there. It's in the temporary folder, so it goes with that.
    }
  };
  profiles.add(remove);
  return { folder, remove };
}

/**
 * Launches the browser under Playwright.
 * @param extension folder of an unpacked extension, or null for a browser without us
 * @param forced id of an extension that a policy of the `executable` names: it is fetched and waited for
 * @returns `{context, executable, id, close}`; `id` is the extension's, undefined without one
 */
export async function launch({
  extension = null,
  forced,
  others = [],
  userDataDir,
  args = [],
  headless = true,
  executable = requireBrowser(),
  ...options
} = {}) {
  const { chromium } = await import('playwright-core');
  const profile = userDataDir ? { folder: userDataDir, remove() {} } : temporaryProfile();
  const folders = [...(extension ? [extension] : []), ...others];
  const unwanted = [...(folders.length || forced ? ['--disable-extensions'] : []), ...(forced ? [NO_UPDATES] : [])];
  const context = await chromium.launchPersistentContext(profile.folder, {
    executablePath: executable,
    headless,
    args: [...sandboxFlags(), ...QUIET.filter((flag) => !unwanted.includes(flag)), ...extensionFlags(folders), ...args],
    ...(unwanted.length ? { ignoreDefaultArgs: unwanted } : {}),
    viewport: { width: 1280, height: 860 },
    ...options,
  });
  const close = async () => {
    await context.close();
    profile.remove();
  };
  const isThere = extension ? loaded(context, extension, executable) : forced ? installed(context, forced) : undefined;
  await isThere?.catch(async (error) => {
    await close();
    throw error;
  });
  const id = extension ? extensionId(extension) : forced;
  return { context, executable, folder: profile.folder, id, close };
}

/** Waits for the extension's worker; where the browser ignored --load-extension, loads it by the protocol or says what to do. */
async function loaded(context, folder, executable) {
  const isOurs = (worker) => worker.url().startsWith(`chrome-extension://${extensionId(folder)}/`);
  if (context.serviceWorkers().some(isOurs)) return;
  const started = context.waitForEvent('serviceworker', { predicate: isOurs, timeout: 10_000 }).catch(() => undefined);
  if (await started) return;
  const session = await context.browser()?.newBrowserCDPSession();
  const answer = await session?.send('Extensions.loadUnpacked', { path: folder }).catch(() => undefined);
  if (answer) return;
  throw new Error(
    `${executable} did not load the extension. Branded Chrome no longer takes --load-extension: install Chromium, or set INTERLOCK_BROWSER to one.`,
  );
}

/** Waits for the worker of an extension that a policy installs. Debuggers may not attach to it, unless that policy says so. */
async function installed(context, id) {
  const session = await context.browser().newBrowserCDPSession();
  for (let left = 150; left > 0; left--) {
    const { targetInfos } = await session.send('Target.getTargets');
    if (targetInfos.some(({ type, url }) => type === 'service_worker' && url.startsWith(`chrome-extension://${id}/`)))
      return;
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error(`the extension ${id} that the policy names was not installed within 15 s`);
}

function isExecutable(path) {
  if (!existsSync(path)) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
