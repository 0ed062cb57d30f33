/** What the worker knows; storage.ts keeps it. */
import { EMPTY_STREAM, type Stream } from '../../src/dataflow/accumulate.ts';
import type { LetIn } from '../../src/dataflow/let-in.ts';
import type { Shown } from '../../src/dataflow/shown.ts';
import { emptyTable, serialise, type Table } from '../../src/dataflow/table.ts';
import type { AgentEvent } from '../../src/event/event.ts';
import type { Memory } from '../../src/policy/step.ts';
import type { Incident, Question } from '../../src/protocol/question.ts';
import type { Grant } from '../../src/session/grants.ts';
import type { Session } from '../../src/session/session.ts';
import { isLive } from '../../src/session/session.ts';
import type { Canary } from '../../src/settings/canaries.ts';
import type { Pin } from '../../src/settings/pin.ts';
import { DEFAULT_PERSONAL, type ManagedState, type Personal } from '../../src/settings/settings.ts';
import { awake, now } from './clock.ts';

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
  /** Site → what documents there sent to it in pieces, as they left it. Lost with the worker: each save would carry it. */
  trails?: Map<string, string>;
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
  /** An extension's debugger has lost its tab to a page of ours, in this browser or before: documents wait aside. */
  aside: boolean;
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
  aside: false,
  debugged: {},
  counts: { scored: 0, flagged: 0, hidden: 0, stopped: 0, asked: 0 },
  degraded: new Set(),
};

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
export function newTable(): Table {
  const { table, canaries } = world.planted;
  return canaries.length ? table : emptyTable(salt());
}

function salt(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
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

/** The one session of all who drive tabs by debugger, or say that they drive them. */
export function drivenSession(): Live | undefined {
  return [...world.live.values()].find(({ session }) => session.how !== 'handover' && isLive(session, awake()));
}

export const hasDrivenSession = (): boolean => drivenSession() !== undefined;

/** Reading pictures takes an offscreen document; set by the build. */
declare const __BROWSER__: string;
export const canReadImages = __BROWSER__ === 'chrome';

export function imagesOn(): boolean {
  if (!canReadImages) return false;
  return world.managed.value.images ?? world.personal.images ?? false;
}
