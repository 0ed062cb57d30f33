/** What a frame decides by itself, from what it was told: the policy's residual and the fingerprints of private data. */
import { siteOfSource } from '../../src/dataflow/origins.ts';
import { recognise } from '../../src/dataflow/recognise.ts';
import { type Table as Flow, parse } from '../../src/dataflow/table.ts';
import type { Claim } from '../../src/enforce/claims.ts';
import type { AgentEvent } from '../../src/event/event.ts';
import { settle, type Table } from '../../src/policy/settle.ts';
import type { FrameState } from '../../src/protocol/told.ts';
import { GRAVE } from '../../src/risk/grave.ts';
import { Brought } from './brought.ts';

type Found = { labels: readonly string[]; sources: readonly string[] };

/** UTF-16 units that one key enters. */
const ONE_KEY = 2;

export class Settling {
  private state: FrameState | undefined;
  private table: Table | undefined;
  private flow: Flow | undefined;
  readonly brought = new Brought(() => ({
    flow: this.flow,
    site: this.state?.site,
    looksOn: this.state?.looksOn === true,
  }));

  follow(state: FrameState): void {
    if (state.table !== this.state?.table) this.table = state.table ? (JSON.parse(state.table) as Table) : undefined;
    if (state.flow !== this.state?.flow) this.flow = state.flow ? parse(state.flow) : undefined;
    this.state = state;
    this.brought.goOn(state.trail);
  }

  carriesForeign(text: string): boolean {
    return this.isForeign(this.found(text));
  }

  /** The part of an event the page can know. Anything across origins is the worker's: only it knows sites and history. */
  settle(claim: Claim): 'allow' | 'block' | undefined {
    const { state, table } = this;
    if (!state || !table) return undefined;
    if (GRAVE.has(claim.target?.purpose ?? 'other') || claim.kind === 'upload') return undefined;
    if (claim.dest?.url && new URL(claim.dest.url).origin !== location.origin) return undefined;
    const found = this.found(claim.outgoing);
    if (this.isForeign(found)) return undefined;
    const settled = settle(table, eventOf(claim, state, found));
    if (!settled.settled) return undefined;
    if (settled.verdict.verdict !== 'allow' && settled.verdict.verdict !== 'log') return 'block';
    // A press carries nothing. What carries text may be what an agent read a moment ago in a page that has only just told
    // of it: that is the worker's, which judges in the order in which it learns. Single keys are settled here: held, they
    // would be overtaken by the keys that show no text (Enter, Backspace, arrows), and what editors make of it is another text.
    const isKey = claim.kind === 'type' && (claim.payload?.bytes ?? Number.POSITIVE_INFINITY) <= ONE_KEY;
    return claim.kind === 'click' || isKey ? 'allow' : undefined;
  }

  private found(text: string | undefined): Found {
    return this.flow && text ? recognise(this.flow, text) : { labels: [], sources: [] };
  }

  private isForeign({ sources }: Found): boolean {
    return sources.some((source) => siteOfSource(source) !== this.state?.site);
  }
}

function eventOf(claim: Claim, now: FrameState, found: Found): AgentEvent {
  const { kind, actor, target, digest } = claim;
  const url = location.href.split(/[?#]/)[0] ?? '';
  return {
    seq: 0,
    t: Date.now(),
    phase: 'proposed',
    kind,
    actor,
    session: now.session ?? 'none',
    ...(now.task ? { task: now.task } : {}),
    tab: String(now.tab),
    frame: now.frame,
    url,
    origin: location.origin === 'null' ? 'opaque' : location.origin,
    site: now.site,
    dest: {
      url: claim.dest?.url ?? url,
      origin: location.origin,
      site: now.site,
      relation: 'same-origin',
      firstSeen: false,
      method: claim.dest?.method ?? 'get',
    },
    ...(target ? { target } : {}),
    payload: {
      ...claim.payload,
      labels: [...new Set([...(claim.payload?.labels ?? []), ...found.labels])],
      sources: [...new Set(found.sources.map(siteOfSource))],
    },
    page: { trust: now.privateSites.includes(now.site) ? 'private' : 'public', risk: { tier: now.pageRisk ?? 'safe' } },
    ...(digest ? { digest } : {}),
  } as AgentEvent;
}
