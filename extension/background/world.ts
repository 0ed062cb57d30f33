/**
 * What the worker knows, and how it survives the worker's death: sessions in `storage.session`, the person's choices in
 * `storage.local`. Everything is loaded once behind `ready`; listeners are registered before that, synchronously.
 */
import browser from 'webextension-polyfill';
import { EMPTY_STREAM, type Stream } from '../../src/dataflow/accumulate.ts';
import type { LetIn } from '../../src/dataflow/let-in.ts';
import type { Shown } from '../../src/dataflow/shown.ts';
import { emptyTable, parse, serialise, type Table } from '../../src/dataflow/table.ts';
import type { AgentEvent } from '../../src/event/event.ts';
import type { Memory } from '../../src/policy/step.ts';
import type { Incident, Question } from '../../src/protocol/shapes.ts';
import type { Grant } from '../../src/session/grants.ts';
import type { Session } from '../../src/session/session.ts';
import { isLive } from '../../src/session/session.ts';
import { type Canary, Planted } from '../../src/settings/canaries.ts';
import { Pin } from '../../src/settings/pin.ts';
import { DEFAULT_PERSONAL, type ManagedState, Personal, readManaged } from '../../src/settings/settings.ts';
import { awake, type Beat, notBefore, now, resumeFrom } from './clock.ts';
import { chunkOf, chunksSince, emptied, restoreHistory } from './history.ts';

/** A session with what belongs to it. `queue` orders its decisions. */
export type Live = {
  session: Session;
  memory: Memory | undefined;
  /** Key of the compiled policy that `memory` belongs to. */
  policyKey: string;
  history: AgentEvent[];
  /** Chunks of the history in storage: the oldest, and the last one written; none where nothing was saved yet. */
  stored?: { first: number; last: number };
  flow: Table;
  flowText: string;
  /** Ends of what went to each destination, for data that leaves in pieces. Memory of this browser session only. */
  stream: Stream;
  /** What of other sites' data an allowed action has brought into each site. */
  letIn: LetIn;
  /** Addresses that signed-in pages of the session showed. */
  shown: Shown;
  approved: { digest: string; until: number }[];
  grants: Grant[];
  queue: Promise<unknown>;
  /** Rises with every change that a frame must hear of. */
  epoch: number;
};

export type World = {
  personal: Personal;
  managed: ManagedState;
  live: Map<string, Live>;
  incidents: Incident[];
  questions: Question[];
  /** Canaries, and the table that knows them; every session's table begins as a copy of it, salt and all. */
  planted: { table: Table; canaries: Canary[] };
  pin: Pin | undefined;
  stopped: boolean;
  /** Documents of our own that a debugger was seen on, by tab. */
  debugged: Record<string, string[]>;
  counts: { scored: number; flagged: number; hidden: number; stopped: number; asked: number };
  /** Why the guard is less than full, beyond what each part reports itself. */
  degraded: Set<string>;
};

export const world: World = {
  personal: DEFAULT_PERSONAL,
  managed: { state: 'unknown', value: {} },
  live: new Map(),
  incidents: [],
  questions: [],
  planted: { table: emptyTable(salt()), canaries: [] },
  pin: undefined,
  stopped: false,
  debugged: {},
  counts: { scored: 0, flagged: 0, hidden: 0, stopped: 0, asked: 0 },
  degraded: new Set(),
};

export const ready: Promise<void> = load();

async function load(): Promise<void> {
  await keepFromPages();
  const [local, session] = await Promise.all([
    browser.storage.local.get(['personal', 'managedSeen', 'planted', 'pin']),
    browser.storage.session.get(null),
  ]);
  const personal = Personal.safeParse(local.personal ?? DEFAULT_PERSONAL);
  if (personal.success) world.personal = personal.data;
  else world.degraded.add('your settings could not be read; the balanced pack is in force');
  readPlanted(local.planted);
  readPin(local.pin);
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

export function newLive(session: Session): Live {
  const flow = newTable();
  return {
    session,
    memory: undefined,
    policyKey: '',
    history: [],
    flow,
    flowText: serialise(flow),
    stream: EMPTY_STREAM,
    letIn: {},
    shown: {},
    approved: [],
    grants: [],
    queue: Promise.resolve(),
    epoch: 0,
  };
}

/** Its salt is the session's own, unless there are canaries to begin with. */
function newTable(): Table {
  const { table, canaries } = world.planted;
  return canaries.length ? table : emptyTable(salt());
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

export async function saveCanaries(): Promise<void> {
  const { table, canaries } = world.planted;
  await browser.storage.local.set({ planted: { flow: serialise(table), canaries } });
}

function salt(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * INVARIANT: saved before answered. A worker killed afterwards has forgotten nothing it let through; one killed before
 * has answered nothing, and the page takes silence for a block.
 */
export async function save(live: Live, alsoFlow = false): Promise<void> {
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

/** Runs `work` after everything queued for this session before it. */
export function inTurn<T>(live: Live, work: () => Promise<T>): Promise<T> {
  const turn = live.queue.then(work, work);
  live.queue = turn.catch(() => undefined);
  return turn;
}

export function liveOfTab(tab: number): Live | undefined {
  for (const live of world.live.values())
    if (live.session.tabs.includes(tab) && isLive(live.session, awake())) return live;
  return undefined;
}

/** Until when a person has paused the guard on `site`; none where nobody has, or where nobody may. */
export function pausedUntil(site: string): number | undefined {
  const until = world.personal.paused[site] ?? 0;
  return until > now() && !world.managed.value.sites?.noPause?.includes(site) ? until : undefined;
}
