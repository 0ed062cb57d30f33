/** What a document has begun, for those of its site that follow: parts of orders, and data in pieces. */
import browser from 'webextension-polyfill';
import type { RequestOf } from '../../src/protocol/protocol.ts';
import type { Begun } from '../../src/protocol/told.ts';
import { noteBegun } from '../../src/session/begun.ts';
import { isOpaque, siteOf } from '../../src/site/site.ts';
import { now } from './clock.ts';
import type { Source } from './events.ts';
import { frameState } from './frames.ts';
import { sendToFrame } from './send.ts';
import { save } from './storage.ts';
import { liveOfTab } from './world.ts';

export async function hearBegun(from: Source, parts: RequestOf<'page.begun'>): Promise<Record<string, never>> {
  const live = liveOfTab(from.tab);
  const site = siteOf(from.url);
  if (!live || isOpaque(site)) return {};
  noteBegun(live.session, site, parts as Omit<Begun, 't'>, now());
  await Promise.all([save(live), ...live.session.tabs.map((tab) => tell(tab, site, from))]);
  return {};
}

const MOST_TRAILS = 20;

export async function hearTrail(from: Source, { trail }: RequestOf<'page.trail'>): Promise<Record<string, never>> {
  const live = liveOfTab(from.tab);
  const site = siteOf(from.url);
  if (!live || isOpaque(site)) return {};
  live.trails ??= new Map();
  live.trails.delete(site);
  live.trails.set(site, trail);
  const [oldest] = live.trails.keys();
  if (live.trails.size > MOST_TRAILS && oldest !== undefined) live.trails.delete(oldest);
  return {};
}

/** Who said it knows. */
async function tell(tab: number, site: string, from: Source): Promise<void> {
  const frames = (await browser.webNavigation.getAllFrames({ tabId: tab }).catch(() => [])) ?? [];
  const others = frames.filter(
    ({ frameId, url }) => siteOf(url) === site && !(tab === from.tab && frameId === from.frame),
  );
  await Promise.all(
    others.map(async (frame) =>
      sendToFrame(tab, frame, 'frame.state', await frameState(tab, frame.frameId, frame.url)),
    ),
  );
}
