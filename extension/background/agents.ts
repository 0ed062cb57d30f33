/**
 * Agent extensions that a person, or their organisation, has put on the list: they say which tab they drive, ask in
 * advance, report facts, and say when they are done. All of it can only make the guard stricter, but for facts that a rule reads as an excuse.
 * Everybody else hears one sentence.
 */
import browser, { type Runtime } from 'webextension-polyfill';
import type * as z from 'zod/mini';
import { labelsOfField } from '../../src/dataflow/field-labels.ts';
import { purposeOfWords } from '../../src/observe/words.ts';
import { type Proposed, type Refused, refusal } from '../../src/protocol/agents.ts';
import {
  Envelope,
  isMessageName,
  type MessageName,
  PROTOCOL,
  type RequestOf,
  type ResponseOf,
} from '../../src/protocol/protocol.ts';
import type { Claim } from '../../src/protocol/shapes.ts';
import { observe } from './facts.ts';
import { tellSession } from './frames.ts';
import { type Foreseen, finishTask, foresee } from './judge.ts';
import { seeAgent } from './sessions.ts';
import { ready } from './storage.ts';
import { type Live, world } from './world.ts';

/** An agent asks before each step, a few a second at most; an attacker who searches for what passes wants thousands. */
const BURST = 20;
const PER_MINUTE = 60;
const MINUTE_MS = 60_000;

type AgentMessage = Extract<MessageName, `agent.${string}`>;
type Declared = { live: Live; tab: number; url: string };
type Handlers = { [N in AgentMessage]: (from: Declared, request: RequestOf<N>) => Promise<ResponseOf<N>> };

const handlers: Handlers = {
  'agent.declare': async () => ({ declared: true }),
  async 'agent.check'({ live, tab, url }, { action }) {
    return answerOf(await foresee(live, { tab, frame: 0, url }, claimOf(url, action)));
  },
  async 'agent.fact'({ live, tab, url }, { fact }) {
    await observe(live, { tab, frame: 0, url }, 'fact', {
      actor: 'agent',
      fact: { name: fact.name, ...(fact.args ? { args: fact.args } : {}) },
    });
    return { noted: true };
  },
  async 'agent.finish'({ live, tab, url }) {
    const { endedBy } = live.session;
    const ruling = await finishTask(live, { tab, frame: 0, url });
    if (live.session.endedBy !== endedBy) await tellSession(live);
    return answerOf(ruling);
  },
};

function answerOf({ verdict, rules, reason, alternative }: Foreseen): ResponseOf<'agent.check'> {
  return { verdict, rules, ...(reason ? { reason } : {}), ...(alternative ? { alternative } : {}) };
}

/** The organisation's list where it has one, else the person's; empty unless somebody has filled it. */
export function allowedAgents(): readonly string[] {
  return world.managed.value.agents ?? world.personal.agents;
}

/** Answers another extension; a web page, which no manifest entry lets in, gets the same sentence as a stranger. */
export async function receiveExternal(message: unknown, sender: Runtime.MessageSender): Promise<unknown> {
  await ready;
  const { id } = sender;
  if (id === undefined || !allowedAgents().includes(id) || !isOwnPage(sender.url)) return refusal('not-allowed');
  if (!spend(id)) return refusal('too-many');
  const envelope = Envelope.safeParse(message);
  if (!envelope.success || !isMessageName(envelope.data.name) || !isAgentMessage(envelope.data.name))
    return refusal('malformed');
  return dispatch(id, envelope.data.name, envelope.data.request);
}

/** The extension's worker or a page of its own; what its content scripts say could be said by the page they stand in. */
function isOwnPage(url: string | undefined): boolean {
  return url !== undefined && /^(chrome|moz|safari-web)-extension:\/\//.test(url);
}

const isAgentMessage = (name: MessageName): name is AgentMessage => PROTOCOL[name].from === 'agent';

async function dispatch<N extends AgentMessage>(id: string, name: N, raw: unknown): Promise<ResponseOf<N> | Refused> {
  const request = PROTOCOL[name].request.safeParse(raw);
  if (!request.success) return refusal('malformed');
  const { tab: tabId } = request.data;
  const tab = await browser.tabs.get(tabId).catch(() => undefined);
  if (!/^(https?|file|about):/.test(tab?.url ?? '')) return refusal('no-such-tab');
  const live = await seeAgent(tabId, 'declared', [`declared by the extension ${id}`]);
  return handlers[name]({ live, tab: tabId, url: tab?.url ?? '' }, request.data as RequestOf<N>);
}

const budgets = new Map<string, { left: number; at: number }>();

/** A bucket that refills. Lost with the worker: it begins full again, after a pause that is longer than a refill. */
function spend(id: string): boolean {
  const now = performance.now();
  const { left, at } = budgets.get(id) ?? { left: BURST, at: now };
  const full = Math.min(BURST, left + ((now - at) / MINUTE_MS) * PER_MINUTE);
  budgets.set(id, { left: full < 1 ? full : full - 1, at: now });
  return full >= 1;
}

function claimOf(url: string, { kind, dest, target, text, recipients }: Proposed): z.infer<typeof Claim> {
  const { name, inputType, autocomplete } = target ?? {};
  const purpose = target?.purpose ?? purposeOfWords(name ?? '') ?? 'other';
  const entered = kind === 'type' || kind === 'paste' || kind === 'drag' || kind === 'select';
  const leads = dest && URL.canParse(dest.url, url) ? { ...dest, url: new URL(dest.url, url).href } : undefined;
  return {
    kind,
    actor: 'agent',
    evidence: ['declared'],
    url,
    ...(leads ? { dest: leads } : {}),
    ...(target ? { target: { ...target, purpose } } : {}),
    payload: {
      bytes: text?.length ?? 0,
      labels: entered ? labelsOfField({ inputType, autocomplete, label: name }) : [],
      sources: [],
      ...(recipients ? { recipients } : {}),
    },
    outgoing: [text, leads?.url].filter(Boolean).join('\n').slice(0, 200_000),
    ...(target ? { context: { text: (name ?? '').slice(0, 200), role: target.role ?? 'button' } } : {}),
  };
}
