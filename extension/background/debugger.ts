/**
 * Whether a debugger drives a tab: the strongest single sign of an agent. We ask, and never attach. Where the browser
 * has no such question (Firefox) it says of itself whether it is driven from outside: then each of its tabs may be.
 */
type Targets = { tabId?: number; attached: boolean; url: string; type: string }[];
type WithDebugger = { debugger?: { getTargets(): Promise<Targets> } };

const FRESH_MS = 300;
let cached: { at: number; targets: Promise<Targets> } | undefined;
/** The question that is open, and the one that will be asked after it: with a thousand tabs an answer takes long. */
let open: Promise<Targets> | undefined;
let next: Promise<Targets> | undefined;

/** False where the browser or the build has no such permission; `canSee` says which. */
export function canSeeDebuggers(): boolean {
  return canAskForTargets() || isBrowserDriven();
}

/** Whether the browser can be asked which tabs a debugger is attached to. */
export const canAskForTargets = (): boolean => 'debugger' in chromeNow();

/** Of Firefox, in our background page; a worker's navigator has no such word. */
function isBrowserDriven(): boolean {
  return navigator.webdriver === true;
}

/** @param anew after a sign of an agent, which may have come with a debugger that wasn't there a moment ago */
export async function isAttached(tab: number, anew = false): Promise<boolean> {
  if (isBrowserDriven()) return true;
  const all = await (anew ? targetsAnew() : targets());
  const found = all.find((target) => target.tabId === tab);
  if (found) return found.attached;
  // A tab younger than what we remember.
  return (await targetsAnew()).some((target) => target.tabId === tab && target.attached);
}

/** The tabs that a debugger is attached to; none where it is the whole browser that is driven. */
export async function attachedTabs(): Promise<number[]> {
  return (await targetsAnew()).flatMap(({ attached, tabId }) => (attached && tabId !== undefined ? [tabId] : []));
}

/**
 * Whether a debugger drives this tab that isn't a developer's: with developer tools open, the browser has a page of theirs.
 * (Seen with Chromium 156. Tools on another machine have none here, and count as a driver.)
 */
export async function isDriven(tab: number): Promise<boolean> {
  return (await isAttached(tab, true)) && !areToolsOpen(await targets());
}

/** All such tabs, of how many pages, frames and workers the browser told. */
export async function drivenTabs(): Promise<{ tabs: number[]; targets: number }> {
  const tabs = await attachedTabs();
  const all = await targets();
  return { tabs: areToolsOpen(all) ? [] : tabs, targets: all.length };
}

/** When a debugger was last seen on each tab. */
const drivenAt = new Map<number, number>();
const LATELY_MS = 1_500;

/**
 * Tabs that are still there, were driven a moment ago, and aren't any more. None while no other extension runs that could
 * have driven them: whoever drives from outside comes and goes as it likes.
 * @param own our own id
 */
export async function lostTabs(own: string): Promise<number[]> {
  const all = await targetsAnew();
  const wasDriven = (tab: number) => performance.now() - (drivenAt.get(tab) ?? Number.NEGATIVE_INFINITY) < LATELY_MS;
  if (extensionsAmong(all, own).length === 0) return [];
  return all.flatMap(({ attached, tabId }) => (!attached && tabId !== undefined && wasDriven(tabId) ? [tabId] : []));
}

function noteDriven(all: Targets): void {
  for (const [tab, at] of drivenAt) if (performance.now() - at > LATELY_MS) drivenAt.delete(tab);
  for (const { attached, tabId } of all) if (attached && tabId !== undefined) drivenAt.set(tabId, performance.now());
}

/** Whether a debugger is on what no extension may attach to, our own worker say: tools outside take all that there is. */
export async function isDrivenFromOutside(own: string): Promise<boolean> {
  return (await targets()).some(({ attached, url }) => attached && url.startsWith(own));
}

/** Workers that run without a tab, of whatever site; nothing where the browser doesn't tell. */
export async function runningWorkers(): Promise<string[]> {
  return (await targetsAnew()).flatMap(({ type, tabId, url }) =>
    type === 'worker' && tabId === undefined && /^https?:/.test(url) ? [url] : [],
  );
}

const areToolsOpen = (all: Targets): boolean => all.some(({ url }) => url.startsWith('devtools://'));

/** Whether our page in `tab`, or one at `urlPrefix` that is in none, is being debugged: then nothing may be loosened from it. */
export async function isOurPageDebugged(urlPrefix: string, tab?: number): Promise<boolean> {
  if (isBrowserDriven()) return true;
  const all = await targetsAnew();
  return all.some(
    ({ attached, url, tabId = -1 }) =>
      attached && (tab === undefined ? tabId < 0 && url.startsWith(urlPrefix) : tabId === tab),
  );
}

const extensions = new Set<string>();
const LOOK_MS = 5_000;
let lookedAt = Number.NEGATIVE_INFINITY;

/** Ids of the other extensions that were seen to run: an agent among them runs whenever it does something. */
export const otherExtensions = (): readonly string[] => [...extensions];

/** Looks for more of them, now and then: with a thousand tabs that takes long. @returns whether one is new */
export async function lookForExtensions(own: string): Promise<boolean> {
  if (performance.now() - lookedAt < LOOK_MS) return false;
  lookedAt = performance.now();
  const before = extensions.size;
  for (const id of extensionsAmong(await targets(), own)) extensions.add(id);
  return extensions.size > before;
}

function extensionsAmong(all: Targets, own: string): string[] {
  const ids = all.map(({ url }) => /^chrome-extension:\/\/([a-p]{32})\//.exec(url)?.[1]);
  return ids.filter((id) => id !== undefined && id !== own) as string[];
}

function targets(): Promise<Targets> {
  return cached && performance.now() - cached.at <= FRESH_MS ? cached.targets : targetsAnew();
}

/** An answer to a question that is asked after this call. */
function targetsAnew(): Promise<Targets> {
  if (!open) return begin();
  next ??= open.then(() => {
    next = undefined;
    return begin();
  });
  return next;
}

function begin(): Promise<Targets> {
  const targets = (chromeNow().debugger?.getTargets() ?? Promise.resolve([])).catch(() => []);
  open = targets;
  cached = { at: performance.now(), targets };
  void targets.then((all) => {
    if (open === targets) open = undefined;
    noteDriven(all);
  });
  return targets;
}

function chromeNow(): WithDebugger {
  return (globalThis as { chrome?: WithDebugger }).chrome ?? {};
}
