/** Planting and removing canaries. The value is here for a moment; what stays is its fingerprints. */
import { recognise } from '../../src/dataflow/recognise.ts';
import { forgetSource, remember } from '../../src/dataflow/remember.ts';
import { readPrivately } from '../../src/session/session.ts';
import { type Canary, sourceOf } from '../../src/settings/canaries.ts';
import { siteOf } from '../../src/site/site.ts';
import { now } from './clock.ts';
import type { Source } from './events.ts';
import { learnValue, observe } from './facts.ts';
import { tellSession } from './frames.ts';
import { saveCanaries } from './storage.ts';
import { rebuildWall } from './walls.ts';
import { type Live, world } from './world.ts';

const MOST = 50;
/** Shorter ones turn up by chance. */
const SHORTEST = 8;

export type Unplanted = 'too short' | 'too many' | 'not distinctive';

/** In force at once, in sessions that are under way too. @returns why not, or nothing when it was planted */
export async function plant(name: string, value: string): Promise<Unplanted | undefined> {
  const { canaries, table } = world.planted;
  if (canaries.length >= MOST) return 'too many';
  if (value.replace(/[^\p{L}\p{N}]/gu, '').length < SHORTEST) return 'too short';
  const canary: Canary = { id: crypto.randomUUID().slice(0, 8), name, t: Date.now() };
  const item = { value, label: 'private', source: sourceOf(canary) } as const;
  const next = remember(table, item);
  if (next === table) return 'not distinctive';
  world.planted = { table: next, canaries: [...canaries, canary] };
  await saveCanaries();
  for (const live of world.live.values()) {
    await learnValue(live, item);
    await tellSession(live);
  }
  return undefined;
}

/** Where a canary lies is private, whoever may read it: from here on the session is walled as after a sign-in. */
export async function lookForCanaries(live: Live, source: Source, text: string): Promise<void> {
  const site = siteOf(source.url);
  if (live.session.privateSites.includes(site) || recognise(world.planted.table, text).sources.length === 0) return;
  readPrivately(live.session, site, now());
  await observe(live, source, 'page.load', { page: { trust: 'private' } });
  await rebuildWall();
  await tellSession(live);
}

/** Sessions under way keep its fingerprints until they end; no rule speaks of them any more. */
export async function unplant(id: string): Promise<void> {
  const { canaries, table } = world.planted;
  world.planted = {
    table: forgetSource(table, sourceOf({ id })),
    canaries: canaries.filter((canary) => canary.id !== id),
  };
  await saveCanaries();
}
