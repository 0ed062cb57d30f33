import { addTab, isLive, newSession, type Session } from '../../src/session/session.ts';
import type { TaskScope } from '../../src/session/task.ts';
import { awake, now } from './clock.ts';
import { showCondition } from './condition.ts';
import { attachedTabs, isAttached, isDriven } from './debugger.ts';
import { tellSession, tellTab } from './frames.ts';
import { finish } from './judge.ts';
import { announce } from './presence.ts';
import { watchRequests } from './requests.ts';
import { forget, save } from './storage.ts';
import { isNew, rebuildWall, settleTab } from './walls.ts';
import { drivenSession, hasDrivenSession, inTurn, type Live, liveOfTab, newLive, world } from './world.ts';

/**
 * The session of a tab in which an agent was just seen. Those that drive tabs by debugger, or say that they drive them, are
 * one agent everywhere: nobody can tell whose debugger it is, and split sessions would forget each other's reads.
 */
export async function seeAgent(tab: number, how: Session['how'], evidence: readonly string[]): Promise<Live> {
  const own = liveOfTab(tab);
  const live = own ?? (how === 'handover' ? undefined : drivenSession()) ?? begin(how, evidence);
  if (how === 'debugger' && live.session.how === 'declared') live.session.how = how;
  live.session.lastSignAt = awake();
  for (const sign of evidence) if (!live.session.evidence.includes(sign)) live.session.evidence.push(sign);
  if (own && !own.session.strays.includes(tab)) return live;
  live.session.strays = live.session.strays.filter((stray) => stray !== tab);
  addTab(live.session, tab);
  live.epoch += 1;
  await inTurn(live, () => save(live));
  void showCondition();
  await rebuildWall();
  await tellTab(tab);
  return live;
}

/** A debugger in another tab is the agent's that is at work, whatever that tab shows: its next step may be to leave from there. */
export async function joinIfDriven(tab: number): Promise<void> {
  if (!isSurely(tab) && hasDrivenSession() && (await isDriven(tab)))
    await seeAgent(tab, 'debugger', ['debugger attached', 'no developer tools open']);
}

/** Whether a tab is an agent's, and not only one that was opened while it is at work. */
export function isSurely(tab: number): boolean {
  const live = liveOfTab(tab);
  return live !== undefined && !live.session.strays.includes(tab);
}

/** Whose session a tab is of in which a document is held: a driven one joins first. */
export async function ownOf(tab: number): Promise<Live | undefined> {
  const isDrivenNow = () => (isNew(tab) ? isAttached(tab, true) : isDriven(tab));
  const joins = liveOfTab(tab) === undefined && hasDrivenSession() && (await isDrivenNow());
  if (joins) await seeAgent(tab, 'debugger', ['debugger attached']);
  return liveOfTab(tab);
}

function begin(how: Session['how'], evidence: readonly string[]): Live {
  const live = newLive(newSession(crypto.randomUUID(), how, { t: now(), awake: awake() }, [...new Set(evidence)]));
  world.live.set(live.session.id, live);
  watchRequests();
  // Who began before that, and is listening already, is told.
  void announce().then(async () => {
    await tellSession(live);
    // Where the same agent may go on by its debugger, at its next step.
    const others = how === 'handover' ? [] : await attachedTabs();
    for (const tab of others) void joinIfDriven(tab).then(() => (liveOfTab(tab) ? undefined : tellTab(tab)));
  });
  return live;
}

/** A tab that a tab of the session opened is of the session. */
export async function adoptTab(opener: number, tab: number): Promise<void> {
  const live = liveOfTab(opener);
  if (!live || live.session.tabs.includes(tab)) return settleTab(tab);
  addTab(live.session, tab);
  if (live.session.handedOver.includes(opener)) live.session.handedOver.push(tab);
  live.epoch += 1;
  await rebuildWall();
  await inTurn(live, () => save(live));
}

/**
 * A document that an extension opened while an agent is at work is that agent's, as far as anybody can tell. Debuggers open
 * theirs in another way, so that of several sessions one without comes first.
 * @returns whether it was nobody's before
 */
export async function takeStray(tab: number): Promise<boolean> {
  const isDebuggers = ({ session }: Live) => Number(session.how === 'debugger');
  const [live] = [...world.live.values()]
    .filter(({ session }) => isLive(session, awake()))
    .sort((a, b) => isDebuggers(a) - isDebuggers(b) || b.session.lastSignAt - a.session.lastSignAt);
  return live !== undefined && addStray(live, tab);
}

/** Its documents are judged as the session's; the hand in it stays the person's, until a debugger is seen there. */
export async function addStray(live: Live, tab: number): Promise<boolean> {
  if (liveOfTab(tab)) return false;
  addTab(live.session, tab);
  live.session.strays.push(tab);
  live.epoch += 1;
  await inTurn(live, () => save(live));
  await rebuildWall();
  await tellTab(tab);
  return true;
}

/** The person has gone elsewhere in it by the browser's own means: it is theirs again. */
export async function releaseStray(tab: number): Promise<void> {
  const live = liveOfTab(tab);
  if (!live?.session.strays.includes(tab) || (await isAttached(tab, true))) return;
  leave(live.session, tab);
  live.epoch += 1;
  await inTurn(live, () => save(live));
  await rebuildWall();
  await tellTab(tab);
}

function leave(session: Session, tab: number): void {
  for (const list of ['tabs', 'handedOver', 'strays'] as const) session[list] = session[list].filter((t) => t !== tab);
}

export async function handOver(tab: number, task?: string, scope?: TaskScope): Promise<void> {
  const live = await seeAgent(tab, 'handover', ['you handed it over']);
  if (!live.session.handedOver.includes(tab)) live.session.handedOver.push(tab);
  if (task) live.session.task = task;
  if (scope) live.session.scope = scope;
  live.epoch += 1;
  await inTurn(live, () => save(live));
  if (scope) await rebuildWall();
  await tellTab(tab);
}

/** Ends the session of a tab: the person has it back. */
export async function takeBack(tab: number): Promise<void> {
  const live = liveOfTab(tab);
  if (live) await end(live);
}

export async function end(live: Live): Promise<void> {
  const { tabs } = live.session;
  // Whatever becomes of the note, the session ends.
  if (!live.session.endedBy)
    await finish(live).catch(() => world.degraded.add('the end of a session could not be noted'));
  await forget(live.session.id);
  watchRequests();
  void announce();
  await rebuildWall();
  await showCondition();
  await Promise.all(tabs.map(tellTab));
}

export async function endIdle(): Promise<void> {
  for (const live of [...world.live.values()]) if (!isLive(live.session, awake())) await end(live);
}

export async function closeTab(tab: number): Promise<void> {
  for (const live of [...world.live.values()]) {
    const { session } = live;
    if (!session.tabs.includes(tab)) continue;
    leave(session, tab);
    // An agent may open the next tab in a moment: its history must still be there. It ends by idleness.
    if (session.tabs.length === 0) session.lastSignAt = awake();
    await inTurn(live, () => save(live));
  }
}

/** The browser lets go of a tab that nobody looks at, and what comes back in its place has another number. */
export async function replaceTab(gone: number, tab: number): Promise<void> {
  const live = liveOfTab(gone);
  if (!live) return;
  const { session } = live;
  for (const list of ['tabs', 'handedOver', 'strays'] as const)
    session[list] = session[list].map((one) => (one === gone ? tab : one));
  live.epoch += 1;
  await inTurn(live, () => save(live));
  await rebuildWall();
}
