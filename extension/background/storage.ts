/**
 * How what the worker knows survives its death: sessions in `storage.session`, the person's choices in `storage.local`.
 * Everything is loaded once behind `ready`; listeners are registered before that, synchronously.
 */
import browser from 'webextension-polyfill';
import type { Stream } from '../../src/dataflow/accumulate.ts';
import type { LetIn } from '../../src/dataflow/let-in.ts';
import type { Shown } from '../../src/dataflow/shown.ts';
import { parse, serialise } from '../../src/dataflow/table.ts';
import type { AgentEvent } from '../../src/event/event.ts';
import type { Memory } from '../../src/policy/step.ts';
import type { Grant } from '../../src/session/grants.ts';
import { isLive, type Session } from '../../src/session/session.ts';
import { Planted } from '../../src/settings/canaries.ts';
import { Pin } from '../../src/settings/pin.ts';
import { DEFAULT_PERSONAL, type ManagedState, Personal, readManaged } from '../../src/settings/settings.ts';
import { awake, type Beat, notBefore, resumeFrom } from './clock.ts';
import { chunkOf, chunksSince, emptied, restoreHistory } from './history.ts';
import { inTurn, type Live, newTable, type World, world } from './world.ts';

export const ready: Promise<void> = load();

async function load(): Promise<void> {
  const [local, session] = await Promise.all([
    browser.storage.local.get(['personal', 'managedSeen', 'planted', 'pin', 'aside']),
    browser.storage.session.get(null),
    keepFromPages(),
  ]);
  const personal = Personal.safeParse(local.personal ?? DEFAULT_PERSONAL);
  if (personal.success) world.personal = personal.data;
  else world.degraded.add('your settings could not be read; the balanced pack is in force');
  readPlanted(local.planted);
  readPin(local.pin);
  world.aside = local.aside === true;
  // At a cold start the browser takes a second or more to say what an organisation fixed: until then its last word holds.
  const seen = readManaged(local.managedSeen, {});
  world.managed = seen.state === 'present' ? seen : { state: 'unknown', value: {} };
  void readManagedNow();
  const shared = session.world as
    | Partial<Pick<World, 'incidents' | 'questions' | 'stopped' | 'debugged' | 'counts'>>
    | undefined;
  if (shared) Object.assign(world, shared);
  resumeFrom(session.beat as Beat | undefined);
  for (const [key, value] of Object.entries(session)) {
    if (!key.startsWith('session:')) continue;
    const restored = restore(value as SavedSession, session);
    if (restored) notBefore(restored.session.t);
    if (restored && isLive(restored.session, awake())) world.live.set(restored.session.id, restored);
  }
}

/** Content scripts live beside pages: what is stored here is none of theirs. Where a browser can't say so, none of ours reads it. */
async function keepFromPages(): Promise<void> {
  type Area = { setAccessLevel?(level: { accessLevel: 'TRUSTED_CONTEXTS' }): Promise<void> };
  const local: Area = browser.storage.local as Area;
  await local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}

/** Our own storage, written by us alone: shapes are ours; only its absence has to be survived. */
type SavedSession = {
  session: Session;
  memory: Memory | undefined;
  policyKey: string;
  approved: Live['approved'];
  grants: Grant[];
  epoch: number;
  stream: Stream;
  letIn: LetIn;
  shown: Shown;
};

function restore(saved: SavedSession, all: Record<string, unknown>): Live | undefined {
  const { session } = saved;
  const history = restoreHistory(session.id, all);
  const text = all[`flow:${session.id}`];
  const flow = (typeof text === 'string' ? parse(text) : undefined) ?? newTable();
  const [first, last] = [history[0], history.at(-1)];
  const stored = first && last ? { stored: { first: chunkOf(first), last: chunkOf(last) } } : {};
  return { ...saved, ...stored, history, flow, flowText: serialise(flow), queue: Promise.resolve() };
}

function readPlanted(raw: unknown): void {
  if (raw === undefined) return;
  const planted = Planted.safeParse(raw);
  const table = planted.success ? parse(planted.data.flow) : undefined;
  if (planted.success && table) world.planted = { table, canaries: planted.data.canaries };
  else world.degraded.add('your canaries could not be read; plant them again');
}

/** A PIN that can't be read is one that nobody knows: nothing is loosened by it. */
function readPin(raw: unknown): void {
  if (raw === undefined) return;
  const pin = Pin.safeParse(raw);
  world.pin = pin.success ? pin.data : NOBODYS;
  if (!pin.success) world.degraded.add('your PIN could not be read; nothing can be loosened');
}
const NOBODYS: Pin = {
  salt: '0'.repeat(32),
  rounds: 1,
  hash: '0'.repeat(64),
  wrong: 0,
  until: Number.MAX_SAFE_INTEGER,
};

export async function savePin(): Promise<void> {
  if (world.pin) await browser.storage.local.set({ pin: world.pin });
  else await browser.storage.local.remove('pin');
}

export const saveAside = (): Promise<void> => browser.storage.local.set({ aside: world.aside });

export async function saveCanaries(): Promise<void> {
  const { table, canaries } = world.planted;
  await browser.storage.local.set({ planted: { flow: serialise(table), canaries } });
}

/**
 * INVARIANT: saved before answered. A worker killed afterwards has forgotten nothing it let through; one killed before
 * has answered nothing, and the page takes silence for a block.
 */
export async function save(live: Live, alsoFlow = false): Promise<void> {
  clearTimeout(soon.get(live));
  soon.delete(live);
  const { session, memory, policyKey, approved, grants, epoch, history, stream, letIn, shown } = live;
  const saved: SavedSession = { session, memory, policyKey, approved, grants, epoch, stream, letIn, shown };
  const items: Record<string, unknown> = {
    ...chunksSince(session.id, history, live.stored?.last),
    [`session:${session.id}`]: saved,
  };
  if (alsoFlow) {
    live.flowText = serialise(live.flow);
    items[`flow:${session.id}`] = live.flowText;
  }
  await keep('session', items);
  // There is room again.
  if (unsaved.has('world')) await saveShared().catch(() => undefined);
  await noteStored(live, history);
}

const SOON_MS = 500;
const soon = new Map<Live, ReturnType<typeof setTimeout>>();

/** For what nobody waits for to be answered, that a page has come say: with what is saved next, or then. */
export function saveSoon(live: Live): void {
  if (soon.has(live)) return;
  const late = async () => {
    soon.delete(live);
    if (world.live.get(live.session.id) === live) await save(live);
  };
  // Whether it could be saved, `keep` shows.
  soon.set(
    live,
    setTimeout(() => void inTurn(live, late).catch(() => undefined), SOON_MS),
  );
}

const unsaved = new Set<'session' | 'world'>();

/** Not saved is not answered: the page takes it for a block, and the person can see why. */
async function keep(what: 'session' | 'world', items: Record<string, unknown>): Promise<void> {
  try {
    await browser.storage.session.set(items);
    unsaved.delete(what);
  } catch (error) {
    unsaved.add(what);
    throw error;
  } finally {
    if (unsaved.size > 0) world.degraded.add(UNSAVED);
    else world.degraded.delete(UNSAVED);
  }
}

const UNSAVED = 'what happens cannot be remembered any more, so nothing is let through; restart the browser';

async function noteStored(live: Live, history: readonly AgentEvent[]): Promise<void> {
  const [first, last] = [history[0], history.at(-1)];
  if (!first || !last) return;
  const gone = live.stored ? emptied(live.session.id, history, live.stored.first) : [];
  live.stored = { first: chunkOf(first), last: Math.max(live.stored?.last ?? 0, chunkOf(last)) };
  if (gone.length) await browser.storage.session.remove(gone);
}

export async function saveShared(): Promise<void> {
  const { incidents, questions, stopped, debugged, counts } = world;
  await keep('world', {
    world: { incidents: incidents.slice(-200), questions, stopped, debugged, counts },
  });
}

export async function savePersonal(): Promise<void> {
  await browser.storage.local.set({ personal: world.personal });
}

export async function forget(id: string): Promise<void> {
  world.live.delete(id);
  const all = Object.keys(await browser.storage.session.get(null));
  await browser.storage.session.remove(
    all.filter((key) => key === `session:${id}` || key === `flow:${id}` || key.startsWith(`log:${id}:`)),
  );
}

/** Firefox throws where there is no policy. What comes is kept for the next start and told to whoever asked. */
async function readManagedNow(): Promise<void> {
  const raw = await browser.storage.managed.get(null).catch(() => ({}));
  const state = readManaged(raw, world.managed.value);
  await ready;
  await keepManaged(state);
  onManagedLate(state);
}

export async function keepManaged(state: ManagedState): Promise<void> {
  await browser.storage.local.set({ managedSeen: state.value });
}

let onManagedLate: (state: ManagedState) => void = () => undefined;
export function whenManagedArrives(handler: (state: ManagedState) => void): void {
  onManagedLate = handler;
}
