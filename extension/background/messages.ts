/** Who may say what, and who answers: every message passes here, is matched with its row, or is refused. */
import browser, { type Runtime } from 'webextension-polyfill';
import { typedInto } from '../../src/dataflow/origins.ts';
import {
  Envelope,
  isMessageName,
  type MessageName,
  PROTOCOL,
  type RequestOf,
  type ResponseOf,
} from '../../src/protocol/protocol.ts';
import { isOpaque, siteOf } from '../../src/site/site.ts';
import { exportAudit } from './audit.ts';
import { hearBegun, hearTrail } from './begun.ts';
import { noteHeld, ordered } from './blocking.ts';
import { awake, now } from './clock.ts';
import {
  answerQuestion,
  exportPolicy,
  handOverFromPopup,
  importPolicy,
  pause,
  plantCanary,
  removeCanary,
  removeImported,
  resume,
  reveal,
  revokeGrant,
  setAgents,
  setImages,
  setPack,
  setPlugIn,
  setRule,
  stopAll,
  takeBackFromPopup,
} from './commands.ts';
import { hear, noteClosedRoots } from './coverage.ts';
import { isAttached, isDriven } from './debugger.ts';
import type { Source } from './events.ts';
import { learn, observe, report } from './facts.ts';
import { frameState, hookIfDriven, isSigningIn, tellSession } from './frames.ts';
import { closeFor, closeParsed } from './fresh.ts';
import { judgeHeld, mayReach, noteOpening, passSingle } from './held.ts';
import { accompany } from './hooks.ts';
import { readImages } from './images.ts';
import { finish, judge } from './judge.ts';
import { type Asker, setPin } from './loosen.ts';
import { scorePassages } from './passages.ts';
import { popupState } from './popup.ts';
import { ownOf, seeAgent } from './sessions.ts';
import { ready } from './storage.ts';
import { noteHeldNavigation, noteRuling, takeUnread } from './told-again.ts';
import { letThrough, rebuildWall } from './walls.ts';
import { inTurn, type Live, liveOfTab } from './world.ts';

type From = Source & Asker & { ours: boolean; top: string };
type Handlers = { [N in MessageName]?: (from: From, request: RequestOf<N>) => Promise<ResponseOf<N>> };

const nothing = {};

const handlers: Handlers = {
  async 'frame.hello'(from, { beside, parsed }) {
    if (parsed) void closeParsed(from);
    hear(from.tab, from.frame);
    const live = liveOfTab(from.tab);
    void hookIfDriven(from.tab, { frameId: from.frame, documentId: from.document }, beside);
    // Nobody's yet, and a debugger may be reading it.
    if (!live && !beside && (await isAttached(from.tab))) void accompany(from.tab, from.frame).catch(() => undefined);
    // What the page before this one told is learnt first.
    if (live) await inTurn(live, async () => undefined);
    const before = live && from.frame === 0 ? takeUnread(live.session, from.tab) : undefined;
    return { ...(await frameState(from.tab, from.frame, from.url)), ...(before ? { before } : {}) };
  },
  async 'frame.sign'(from, { evidence }) {
    const isOurs = liveOfTab(from.tab) !== undefined;
    // A page could forge strong signs only about itself; the debugger's presence is seen from outside.
    if (!isOurs && (evidence.includes('agent invoked') || (await isAttached(from.tab, true))))
      await seeAgent(from.tab, 'debugger', [...evidence, 'debugger attached']);
    await closeFor(from.tab, from.document);
    return frameState(from.tab, from.frame, from.url);
  },
  async 'event.judge'(from, claim) {
    const own = liveOfTab(from.tab);
    const seen =
      !own &&
      claim.actor === 'agent' &&
      (claim.evidence.includes('agent invoked') || (await isAttached(from.tab, true)));
    const live = own ?? (seen ? await seeAgent(from.tab, 'debugger', claim.evidence) : undefined);
    if (!live) return { verdict: 'allow', rules: [] };
    // What a page asks of others by itself, every few seconds maybe, is no sign of an agent.
    const isPages = claim.kind === 'request' && siteOf(claim.dest?.url ?? from.url) !== siteOf(from.url);
    if (!isPages) live.session.lastSignAt = awake();
    // What a page asks for as it starts is no act in it.
    if (claim.kind !== 'request') await closeFor(from.tab, from.document);
    const { endedBy } = live.session;
    const ruling = await judge(live, from, claim);
    noteRuling(live.session, from.tab, claim.digest, ruling);
    if (live.session.endedBy !== endedBy) await tellEnded(live);
    const goes = ruling.verdict === 'allow' || ruling.verdict === 'log' || ruling.verdict === 'warn';
    const url = claim.dest?.url;
    if (goes) ordered.letThrough(from.tab, claim, performance.now());
    if (goes && url && (claim.kind === 'submit' || claim.kind === 'navigate' || claim.kind === 'open'))
      await letThrough(from.tab, url);
    if (goes && url && claim.kind === 'open') noteOpening(url);
    // A payment or a message is sent by the page's own request, too.
    const isRequest = claim.kind === 'request' || claim.target?.role === 'script';
    if (goes && url && isRequest) await passSingle(live, from, url, claim.dest?.method ?? 'post');
    return ruling;
  },
  async 'event.report'(from, { claims }) {
    const live = liveOfTab(from.tab);
    if (live) {
      live.session.lastSignAt = awake();
      await closeFor(from.tab, from.document);
      const { endedBy } = live.session;
      await report(live, from, claims);
      if (live.session.endedBy !== endedBy) await tellEnded(live);
    }
    return nothing;
  },
  async 'page.fact'(from, { kind: told, cause, closedRoots }) {
    if (closedRoots !== undefined) noteClosedRoots(from.tab, from.frame, closedRoots);
    // Where an agent's debugger is, reading may be all it does here before it leaves: a signed-in page is enough to begin.
    const isRead = !liveOfTab(from.tab) && told === 'auth.active' && (await isDriven(from.tab));
    if (isRead) await seeAgent(from.tab, 'debugger', ['debugger attached', 'no developer tools open']);
    const live = liveOfTab(from.tab);
    if (!live) return nothing;
    const { session } = live;
    const tab = String(from.tab);
    // A page says so before it can know what came before it.
    const kind = told === 'auth.active' && isSigningIn(session, from.tab, siteOf(from.url)) ? 'auth.login' : told;
    if (kind === 'auth.sent') {
      session.signingIn[tab] = { site: siteOf(from.url), t: now() };
      return nothing;
    }
    if (kind !== 'coverage') delete session.signingIn[tab];
    const wasPrivate = session.privateSites.length;
    await observe(
      live,
      from,
      kind,
      kind === 'coverage' ? { coverage: { state: 'degraded', ...(cause ? { cause } : {}) } } : {},
    );
    if (session.privateSites.length !== wasPrivate) {
      await rebuildWall();
      await tellSession(live);
    }
    return nothing;
  },
  'page.parsed': (from) => closeParsed(from).then(() => nothing),
  async 'page.asks'(from, request) {
    const live = liveOfTab(from.tab);
    return { go: live === undefined || (await mayReach(live, from, request)) };
  },
  async 'page.text'(from, { text, links }) {
    const live = liveOfTab(from.tab);
    const own = siteOf(from.url);
    const source = from.frame !== 0 && isOpaque(own) ? siteOf(from.top) : own;
    // The page's sign-in state may be on its way to memory still: it came just before.
    if (live) await inTurn(live, async () => undefined);
    if (live?.session.privateSites.includes(source) && (await learn(live, { text, label: 'private', source }, links)))
      await tellSession(live);
    return nothing;
  },
  async 'page.secret'(from, { value, label }) {
    const live = liveOfTab(from.tab);
    if (live && (await learn(live, { value, label, source: typedInto(siteOf(from.url)) }))) await tellSession(live);
    return nothing;
  },
  async 'page.holds'(from, { url, marks, hand }) {
    if (!liveOfTab(from.tab)) return nothing;
    noteHeld(from.tab, siteOf(url), marks);
    if (hand) ordered.byHand(from.tab, performance.now());
    return nothing;
  },
  'page.begun': hearBegun,
  'page.trail': hearTrail,
  'images.read': readImages,
  'passages.score': async (from, request) => ({ verdicts: await scorePassages(from, request) }),

  'popup.state': (from, { tab }) => popupState(from, tab),
  'popup.handOver': (from, request) => handOverFromPopup(from, request),
  'popup.takeBack': (from, { tab }) => takeBackFromPopup(from, tab),
  'popup.pause': (from, { tab, minutes }) => pause(from, tab, minutes),
  'popup.resume': (_, { tab }) => resume(tab),
  'popup.stop': (from, { on }) => stopAll(from, on),
  'popup.reveal': (from, { tab }) => reveal(from, tab),
  'popup.agents': (from, { agents }) => setAgents(from, agents),
  'popup.pack': (from, { pack }) => setPack(from, pack),
  'popup.rule': (from, { rule, setting }) => setRule(from, rule, setting),
  'popup.import': (from, { text }) => importPolicy(from, text),
  'popup.removeImported': (from) => removeImported(from),
  'popup.images': (from, { on }) => setImages(from, on),
  'popup.plugIn': (from, { plugIn }) => setPlugIn(from, plugIn),
  'popup.export': async () => exportPolicy(),
  'popup.exportAudit': () => exportAudit(),
  'popup.answer': (from, { question, approve, scope }) => answerQuestion(from, question, approve, scope),
  'popup.pin': (from, { pin }) => setPin(from, pin),
  'popup.plant': (_, { name, value }) => plantCanary(name, value),
  'popup.unplant': (from, { id }) => removeCanary(from, id),
  'popup.revoke': (_, { grant }) => revokeGrant(grant),
  async 'hold.judge'({ tab, frame, top }, question) {
    const answer = await judgeHeld({ tab, frame, top }, () => ownOf(tab), question);
    const live = liveOfTab(tab);
    if (live && frame === 0) noteHeldNavigation(live.session, tab, question.url, answer);
    return answer;
  },
};

/** A rule has ended the session: its frames pass nothing by themselves any more. */
async function tellEnded(live: Live): Promise<void> {
  await Promise.all([rebuildWall(), tellSession(live)]);
  await finish(live);
}

/** Answers a message, or refuses it with a rejection that says nothing of its content. */
export function receive(message: unknown, sender: Runtime.MessageSender): Promise<unknown> | undefined {
  const envelope = Envelope.safeParse(message);
  if (!envelope.success || !isMessageName(envelope.data.name)) return undefined;
  const { name, request, proof } = envelope.data;
  if (PROTOCOL[name].to !== 'background') return undefined;
  return ready.then(() => dispatch(name, request, sender, proof));
}

async function dispatch<N extends MessageName>(
  name: N,
  raw: unknown,
  sender: Runtime.MessageSender,
  proof: string | undefined,
): Promise<unknown> {
  const from = senderOf(sender);
  if (!from || PROTOCOL[name].from !== (from.ours ? 'page-of-ours' : 'content'))
    throw new Error(`refused: ${name} from this sender`);
  const request = PROTOCOL[name].request.safeParse(raw);
  const handler = handlers[name];
  if (!request.success || !handler) throw new Error(`refused: ${name} is malformed`);
  return handler({ ...from, proof }, request.data as RequestOf<N>);
}

/** Where a message comes from, by the browser's word. Another extension's message never gets here (`onMessageExternal`). */
function senderOf(sender: Runtime.MessageSender): From | undefined {
  if (sender.id !== browser.runtime.id) return undefined;
  const url = sender.url ?? '';
  const ours = url.startsWith(browser.runtime.getURL(''));
  const tab = sender.tab?.id;
  if (tab === undefined && !ours) return undefined;
  const { documentId: document } = sender as { documentId?: string };
  return { tab: tab ?? -1, frame: sender.frameId ?? 0, url, ours, top: sender.tab?.url ?? url, document };
}
