/** Keeps the network rules as the sessions are, and judges what they hold. */
import browser from 'webextension-polyfill';
import { type Pass, wallRules } from '../../src/enforce/wall.ts';
import type { AgentEvent } from '../../src/event/event.ts';
import { factBase, judge, ponder } from './judge.ts';
import { type Live, liveOfTab, world } from './world.ts';

const RULES_PER_SESSION = 1_000;
const PASS_MS = 10_000;
/** How long a fresh document may load what it likes, if it never tells us that it is ready. */
export const FRESH_MS = 4_000;

const passes: Pass[] = [];
/** Tabs whose document is fresh → until when. Lost with the worker: then a document is simply not fresh any more. */
const fresh = new Map<number, number>();
let installed = 0;
let turn: Promise<void> = Promise.resolve();

export const networkRules = (): number => installed;

/** Rebuilds all rules, one rebuild at a time; resolves when they are in force. */
export function rebuildWall(): Promise<void> {
  turn = turn.then(apply, apply);
  return turn;
}

async function apply(): Promise<void> {
  const now = Date.now();
  const rules = [];
  let base = 1;
  const tabs = await browser.tabs.query({});
  for (const live of world.live.values()) {
    if (!standsFor(live)) continue;
    const otherTabs = tabs.flatMap((tab) =>
      tab.id !== undefined && !live.session.tabs.includes(tab.id) ? [tab.id] : [],
    );
    const openTabs = live.session.tabs.filter((tab) => (fresh.get(tab) ?? 0) > now);
    const holdPage = browser.runtime.getURL('popup/hold.html');
    rules.push(
      ...wallRules(
        { session: live.session, openTabs, otherTabs, passes: passes.filter((pass) => pass.until > now), holdPage },
        base,
      ),
    );
    base += RULES_PER_SESSION;
  }
  const old = await browser.declarativeNetRequest.getSessionRules();
  if (rules.length === 0 && old.length === 0) return;
  try {
    await browser.declarativeNetRequest.updateSessionRules({
      removeRuleIds: old.map((rule) => rule.id),
      addRules: rules as never,
    });
    installed = rules.length;
    world.degraded.delete('the network rules could not be set');
  } catch {
    // The old rules stay: an update is all or nothing.
    world.degraded.add('the network rules could not be set');
  }
}

/**
 * INVARIANT: the wall is no second copy of a rule. It stands exactly when the policy would stop a request that carries
 * private data to a site never used before.
 */
export function standsFor(live: Live): boolean {
  if (live.session.firstPrivateAt === undefined || live.session.tabs.length === 0) return false;
  if (world.managed.value.mode === 'monitor') return false;
  const from = live.session.privateSites[0] ?? 'opaque:none';
  const probe: AgentEvent = {
    ...factBase(
      { ...live, session: { ...live.session } },
      { tab: live.session.tabs[0] ?? 0, frame: 0, url: `https://${from}/` },
    ),
    phase: 'proposed',
    actor: 'agent',
    kind: 'request',
    dest: {
      origin: 'https://never-seen.invalid',
      site: 'never-seen.invalid',
      url: 'https://never-seen.invalid/',
      method: 'post',
      relation: 'cross-site',
      firstSeen: true,
    },
    payload: { bytes: 100, labels: ['private'], sources: [from] },
    page: { trust: 'private', risk: { tier: 'safe' } },
  };
  const { verdict } = ponder(live, probe);
  return verdict === 'ask' || verdict === 'block' || verdict === 'kill';
}

/** A new document is fresh until it is parsed or somebody acts in it. */
export function openFor(tab: number): void {
  fresh.set(tab, Date.now() + FRESH_MS);
}

export function isFresh(tab: number): boolean {
  return (fresh.get(tab) ?? 0) > Date.now();
}

export async function closeFor(tab: number): Promise<void> {
  if (!fresh.delete(tab)) return;
  if (liveOfTab(tab)) await rebuildWall();
}

/** Lets one judged navigation through. */
export async function letThrough(tab: number, url: string): Promise<void> {
  const now = Date.now();
  for (let at = passes.length - 1; at >= 0; at--) if ((passes[at]?.until ?? 0) <= now) passes.splice(at, 1);
  passes.push({ tab, url, until: now + PASS_MS });
  await rebuildWall();
}

/** A navigation that the wall sent to our hold page: may it go on? */
export async function judgeHeld(
  tab: number,
  from: string | undefined,
  url: string,
): Promise<{ go: boolean; say?: string }> {
  const live = liveOfTab(tab);
  if (!live) return { go: true };
  const query = URL.canParse(url) ? new URL(url).search.length + new URL(url).hash.length : 0;
  const ruling = await judge(
    live,
    { tab, frame: 0, url: from ?? 'about:blank' },
    {
      kind: 'navigate',
      actor: 'agent',
      url: from ?? 'about:blank',
      dest: { url, method: 'get' },
      payload: { bytes: query },
      digest: `navigate ${url}`,
      evidence: ['held by the network rules'],
      outgoing: url,
    },
  );
  const go = ruling.verdict === 'allow' || ruling.verdict === 'log' || ruling.verdict === 'warn';
  if (go) await letThrough(tab, url);
  return { go, ...(ruling.say ? { say: ruling.say } : {}) };
}
