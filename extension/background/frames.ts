/** What each frame is told of the session that its tab is in. */
import browser from 'webextension-polyfill';
import { residual } from '../../src/policy/residual.ts';
import { start } from '../../src/policy/step.ts';
import type { FrameState } from '../../src/protocol/told.ts';
import { begunAt } from '../../src/session/begun.ts';
import type { Session } from '../../src/session/session.ts';
import { isOpaque, siteOf } from '../../src/site/site.ts';
import { now } from './clock.ts';
import { isAttached } from './debugger.ts';
import { hook } from './hooks.ts';
import { ensureMemory } from './memory.ts';
import { blocksRequests, watchBlocking } from './one-by-one.ts';
import { inForce } from './policy.ts';
import { sendToFrame } from './send.ts';
import { standsFor } from './stands.ts';
import { hasDrivenSession, imagesOn, type Live, liveOfTab, pausedUntil, world } from './world.ts';

/** What a frame works by, as of now. */
export async function frameState(tab: number, frame: number, url: string): Promise<FrameState> {
  const live = liveOfTab(tab);
  // Debuggers let go of a tab while it shows our hold page, and come back unannounced: whose session one began has one.
  const isDriven = live?.session.how === 'debugger' && !live.session.strays.includes(tab);
  const attached = isDriven || (await isAttached(tab));
  const site = await siteShown(tab, frame, url);
  const base = { tab, frame: String(frame), site, attached };
  if (!live) {
    // In an armed tab the first action is an agent's first: it is judged by the policy of a session without a past.
    const { compiled } = inForce();
    const table = attached
      ? { table: JSON.stringify(residual(compiled, start(compiled), { session: 'none', tab: String(tab) })) }
      : {};
    return {
      ...base,
      ...table,
      epoch: 0,
      mode: attached ? 'armed' : 'idle',
      handedOver: false,
      privateSites: [],
      signingIn: false,
    };
  }
  const { session } = live;
  const { compiled } = inForce(session);
  ensureMemory(live);
  const { memory } = live;
  const scope = { session: session.id, ...(session.task ? { task: session.task } : {}), tab: String(tab) };
  const begun = begunAt(session, site, now());
  const trail = live.trails?.get(site);
  return {
    ...base,
    ...(begun ? { begun } : {}),
    ...(trail === undefined ? {} : { trail }),
    epoch: live.epoch,
    mode: world.stopped || session.endedBy ? 'stopped' : 'guard',
    session: session.id,
    ...(session.task ? { task: session.task } : {}),
    handedOver: session.handedOver.includes(tab),
    ...(memory ? { table: JSON.stringify(residual(compiled, memory, scope)) } : {}),
    flow: live.flowText,
    privateSites: session.privateSites,
    ...(standsFor(live) ? { closedFrom: pausedUntil(site) ?? 0 } : {}),
    ...(session.calls?.includes(site) ? { calls: true } : {}),
    ...(session.privateSites.includes(site) ? { usual: session.used[site] ?? [] } : {}),
    ...(frame !== 0 && Object.values(session.guests).flat().includes(site) ? { guest: true } : {}),
    ...(imagesOn() ? { images: true } : {}),
    ...(blocksRequests() === undefined ? {} : { looksOn: true }),
    ...(session.pageRisk[String(tab)] ? { pageRisk: session.pageRisk[String(tab)] } : {}),
    signingIn: isSigningIn(session, tab, site),
  };
}

/** What a frame without a site of its own shows (`srcdoc`, `data:`, sandboxed by its page's doing) is of the page around it. */
async function siteShown(tab: number, frame: number, url: string): Promise<string> {
  const own = siteOf(url);
  if (frame === 0 || !isOpaque(own)) return own;
  const top = await browser.tabs.get(tab).catch(() => undefined);
  return top?.url ? siteOf(top.url) : own;
}

const SIGN_IN_MS = 60_000;

export function isSigningIn(session: Session, tab: number, site: string): boolean {
  const sent = session.signingIn[String(tab)];
  return sent !== undefined && sent.site === site && now() - sent.t < SIGN_IN_MS;
}

/** Hooks a frame of a session, or one that its agent's debugger is attached to. */
export async function hookIfDriven(tab: number, frame: Parameters<typeof hook>[1], hasBeside = false): Promise<void> {
  if (liveOfTab(tab) || (hasDrivenSession() && (await isAttached(tab)))) await hook(tab, frame, hasBeside);
}

/** Tells every frame of a tab; one that can't hear (gone, or no script there) asks for itself when it starts. */
export async function tellTab(tab: number): Promise<void> {
  const frames = (await browser.webNavigation.getAllFrames({ tabId: tab }).catch(() => [])) ?? [];
  for (const frame of frames) void hookIfDriven(tab, frame as { frameId: number; documentId?: string });
  await Promise.all(
    frames.map(async (frame) =>
      sendToFrame(tab, frame, 'frame.state', await frameState(tab, frame.frameId, frame.url)),
    ),
  );
}

/** What it knows has changed, maybe, and with it what is to be looked for in requests. */
export async function tellSession(live: Live): Promise<void> {
  watchBlocking();
  await Promise.all(live.session.tabs.map(tellTab));
}

export async function tellAll(): Promise<void> {
  await Promise.all([...world.live.values()].map(tellSession));
}
