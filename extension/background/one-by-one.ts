/** When requests are listened to one by one (blocking.ts): where this build may, and only while there is something to find. */
import browser, { type WebRequest } from 'webextension-polyfill';
import { ready } from './storage.ts';
import { world } from './world.ts';

type Listener = (request: WebRequest.OnBeforeRequestDetailsType) => WebRequest.BlockingResponse;

const FILTER = { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*'] };
/** A worker that hears nothing for half a minute sleeps; where an organisation installs us, it may be kept awake. */
const AWAKE_MS = 20_000;

const PERMISSION = 'webRequestBlocking';
const isAsked = (browser.runtime.getManifest().permissions ?? []).includes(PERMISSION);
let isGranted = false;
let hasBegun = false;
/** Who answers, once it is loaded. */
let hear: Listener = () => ({});

/** Whether requests are looked at one by one now; `undefined` where this build or installation can't. */
export function blocksRequests(): boolean | undefined {
  return isGranted ? browser.webRequest.onBeforeRequest.hasListener(hear) : undefined;
}

/** Whether it is known by now what this worker's predecessors knew. */
export const isReady = (): boolean => hasBegun;

/** Whether this build asked for what the browser doesn't grant it: nobody installed it by policy. */
export const isRefused = (): boolean => isAsked && hasBegun && !isGranted;

/** Listens where there is something to find, and no longer. */
export function watchBlocking(): void {
  const isNeeded = isGranted && [...world.live.values()].some(({ flow }) => flow.sources.length > 0);
  if (isNeeded) listen();
  else if (hasBegun) browser.webRequest.onBeforeRequest.removeListener(hear);
  keepAwake(isNeeded);
}

function listen(): void {
  const { onBeforeRequest } = browser.webRequest;
  if (!onBeforeRequest.hasListener(hear)) onBeforeRequest.addListener(hear, FILTER, ['blocking', 'requestBody']);
}

/** At once: a request that woke this worker is asked about now or goes unasked. */
export function listenWith(listener: Listener): void {
  hear = listener;
  if (isAsked) listen();
  void begin();
}

async function begin(): Promise<void> {
  // A type of its own in some versions of the definitions.
  const permissions = [PERMISSION] as never[];
  isGranted = isAsked && (await browser.permissions.contains({ permissions }).catch(() => false));
  await ready;
  hasBegun = true;
  watchBlocking();
}

let waking: ReturnType<typeof setInterval> | undefined;

function keepAwake(on: boolean): void {
  if (on) waking ??= setInterval(() => void browser.runtime.getPlatformInfo(), AWAKE_MS);
  else {
    clearInterval(waking);
    waking = undefined;
  }
}
