/** The popup's questions and commands. What loosens is refused while a debugger is attached to the page that asks. */
import browser from 'webextension-polyfill';
import { stringify } from 'yaml';
import { parsePolicy } from '../../src/policy/load.ts';
import type { PackName, PopupState, Problem, RuleSetting } from '../../src/protocol/shapes.ts';
import { siteOf } from '../../src/site/site.ts';
import { allowedAgents } from './agents.ts';
import { classifier } from './classifier.ts';
import { canSeeDebuggers, isAttached, isOurPageDebugged } from './debugger.ts';
import { observe } from './judge.ts';
import { answer, refreshBadge } from './people.ts';
import { floorOf, packs, policyProblems, rank, ruleRows } from './policy.ts';
import { sendToFrame } from './send.ts';
import { handOver, takeBack, tellAll } from './sessions.ts';
import { networkRules, rebuildWall } from './walls.ts';
import { type Live, liveOfTab, savePersonal, saveShared, world } from './world.ts';

export type Asker = { tab?: number };
type Done = { ok: boolean; problems?: Problem[] };
const OK: Done = { ok: true };

export async function popupState(asker: Asker, tabId: number): Promise<PopupState> {
  const tab = tabId > 0 ? await browser.tabs.get(tabId).catch(() => undefined) : undefined;
  const url = heldUrl(tab?.url ?? '');
  const site = url ? siteOf(url) : '';
  const live = liveOfTab(tabId);
  const attached = await isAttached(tabId);
  const pausedUntil = world.personal.paused[site];
  const handedOver = live?.session.handedOver.includes(tabId) ?? false;
  const { managed } = world;
  const locked = Object.entries(managed.value).flatMap(([key, value]) => (value === undefined ? [] : [key]));
  return {
    tab: { id: tabId, url, site, guardable: /^https?:|^file:/.test(url) },
    driver: {
      state: handedOver ? 'handed-over' : live ? 'agent' : 'nobody',
      ...(live ? { since: live.session.startedAt } : {}),
      evidence: live?.session.evidence ?? [],
      ...(live?.session.task ? { task: live.session.task } : {}),
      ...(live?.session.taskSites ? { sites: live.session.taskSites } : {}),
    },
    guard: { ...guardState(site), ...(pausedUntil && pausedUntil > Date.now() ? { pausedUntil } : {}) },
    counts: { ...world.counts },
    coverage: {
      frames: ((await browser.webNavigation.getAllFrames({ tabId }).catch(() => [])) ?? []).length,
      closedRoots: 0,
      networkRules: networkRules(),
      debuggerAttached: attached,
    },
    incidents: world.incidents.slice(-50).reverse(),
    moments: live ? momentsOf(live) : [],
    questions: world.questions.filter((question) => question.expires > Date.now()),
    policy: {
      pack: world.personal.pack,
      ...(world.personal.imported ? { imported: world.personal.imported.name } : {}),
      rules: ruleRows(),
      problems: policyProblems(),
    },
    managed: {
      state: managed.state,
      locked,
      ...(managed.value.pack ? { pack: managed.value.pack } : {}),
      ...(managed.value.mode ? { mode: managed.value.mode } : {}),
      problems: managed.state === 'invalid' ? managed.problems : [],
    },
    model: classifier.state(),
    agents: { allowed: [...allowedAgents()], fixed: managed.value.agents !== undefined },
    mayLoosen: await mayLoosen(asker),
  };
}

/** On our hold page the tab's address is the one that is held. */
function heldUrl(url: string): string {
  const [page, held] = url.split('?url=', 2);
  return page === browser.runtime.getURL('popup/hold.html') && held ? url.slice(page.length + 5) : url;
}

type Moments = NonNullable<PopupState['moments']>;

/** What led to where the session is, each kind once a site, the newest last. */
function momentsOf({ session, history }: Live): Moments {
  const moments: Moments = session.handedOver.length ? [{ t: session.startedAt, kind: 'handed-over', site: '' }] : [];
  for (const { kind, t, site, page } of history) {
    const moment = momentKind(kind, page?.trust, page?.risk?.tier);
    if (moment && !moments.some((known) => known.kind === moment && known.site === site))
      moments.push({ t, kind: moment, site });
  }
  return moments.slice(-24);
}

function momentKind(kind: string, trust?: string, tier?: string): Moments[number]['kind'] | undefined {
  if (kind === 'auth.login' || kind === 'auth.active') return 'sign-in';
  if (kind === 'page.load') return trust === 'private' ? 'private-read' : 'untrusted-read';
  if (kind === 'page.risk') return tier === 'unsafe' ? 'unsafe-page' : undefined;
  if (kind === 'user.approve') return 'approved';
  return kind === 'user.deny' ? 'denied' : undefined;
}

function guardState(site: string): { state: PopupState['guard']['state']; causes: string[] } {
  const causes = degradedCauses();
  if (world.stopped) return { state: 'stopped', causes };
  if ((world.personal.paused[site] ?? 0) > Date.now()) return { state: 'paused', causes };
  if (world.managed.value.mode === 'monitor') return { state: 'monitor', causes };
  return { state: causes.length ? 'degraded' : 'full', causes };
}

function degradedCauses(): string[] {
  const causes = [...world.degraded];
  const model = classifier.state();
  if (model.state === 'unavailable')
    causes.push(`the model cannot answer (${model.cause ?? 'no cause given'}); grave actions are held`);
  if (policyProblems().length) causes.push('a policy could not be read; the last good one stays in force');
  if (world.managed.state === 'invalid')
    causes.push('a setting of your organisation could not be read; the last good one stays in force');
  if (!canSeeDebuggers())
    causes.push('this browser does not tell whether a debugger drives a tab; hand the tab over yourself');
  return causes;
}

export function mayLoosen(asker: Asker): Promise<boolean> {
  return isOurPageDebugged(browser.runtime.getURL('popup/'), asker.tab).then((debugged) => !debugged);
}

function refuse(reason: string): Done {
  return { ok: false, problems: [{ place: 'popup', reason }] };
}
const DEBUGGED =
  'A debugger is attached to this page, so nothing can be loosened from it. Open Interlock from the toolbar instead.';

export async function setRule(asker: Asker, rule: string, setting: RuleSetting): Promise<Done> {
  const own = packs[world.personal.pack].rules.find((r) => r.id === rule)?.verdict ?? 'off';
  const before = world.personal.rules[rule] ?? own;
  const after = setting === 'default' ? own : setting;
  if (rank(after) < rank(floorOf(rule)))
    return refuse(`Your organisation allows nothing laxer than “${floorOf(rule)}” for ${rule}.`);
  if (rank(after) < rank(before) && !(await mayLoosen(asker))) return refuse(DEBUGGED);
  const { [rule]: _, ...others } = world.personal.rules;
  world.personal = {
    ...world.personal,
    chosen: true,
    rules: setting === 'default' ? others : { ...others, [rule]: setting },
  };
  return changed();
}

export async function setPack(asker: Asker, pack: PackName): Promise<Done> {
  const verdictIn = (name: PackName, id: string) =>
    rank(packs[name].rules.find((rule) => rule.id === id)?.verdict ?? 'off');
  const loosens = packs[world.personal.pack].rules.some((rule) => verdictIn(pack, rule.id) < rank(rule.verdict));
  if (loosens && !(await mayLoosen(asker))) return refuse(DEBUGGED);
  const below = packs[pack].rules.find((rule) => rank(rule.verdict) < rank(floorOf(rule.id)));
  if (below && loosens)
    return refuse(`Your organisation allows nothing laxer than “${floorOf(below.id)}” for ${below.id}.`);
  world.personal = { ...world.personal, pack, chosen: true };
  return changed();
}

/** An imported policy stands beside the pack, so it can only tighten. */
export async function importPolicy(asker: Asker, text: string): Promise<Done> {
  // The first import tightens; the next one replaces it, which may not.
  if (world.personal.imported && !(await mayLoosen(asker))) return refuse(DEBUGGED);
  const parsed = parsePolicy(text);
  if (!parsed.ok) return { ok: false, problems: [...parsed.problems] };
  world.personal = { ...world.personal, chosen: true, imported: { name: parsed.policy.name, text } };
  return changed();
}

export async function removeImported(asker: Asker): Promise<Done> {
  if (!(await mayLoosen(asker))) return refuse(DEBUGGED);
  const { imported: _, ...rest } = world.personal;
  world.personal = rest;
  return changed();
}

export function exportPolicy(): { name: string; text: string } {
  const { pack, rules, imported } = world.personal;
  if (imported) return { name: 'interlock-policy.yaml', text: imported.text };
  const chosen = packs[pack].rules.flatMap((rule) => {
    const setting = rules[rule.id];
    return setting === 'off' ? [] : [{ ...rule, verdict: setting ?? rule.verdict }];
  });
  return { name: 'interlock-policy.yaml', text: stringify({ interlock: 1, name: `my-${pack}`, rules: chosen }) };
}

/** Who is let in can ask what would be stopped, and report facts that rules read: letting in needs a person's hand. */
export async function setAgents(asker: Asker, agents: readonly string[]): Promise<Done> {
  if (world.managed.value.agents) return refuse('Your organisation has set which agents may declare themselves.');
  const adds = agents.some((id) => !world.personal.agents.includes(id));
  if (adds && !(await mayLoosen(asker))) return refuse(DEBUGGED);
  world.personal = { ...world.personal, agents: [...new Set(agents)] };
  return changed();
}

export async function pause(asker: Asker, tab: number, minutes: number): Promise<Done> {
  if (!(await mayLoosen(asker))) return refuse(DEBUGGED);
  const site = await siteOfTab(tab);
  if (!site) return refuse('This page has no site to pause for.');
  if (world.managed.value.sites?.noPause?.includes(site))
    return refuse('Your organisation allows no pause on this site.');
  const until = Date.now() + Math.min(Math.max(minutes, 1), 24 * 60) * 60_000;
  world.personal = { ...world.personal, paused: { ...world.personal.paused, [site]: until } };
  return changed();
}

export async function resume(tab: number): Promise<Done> {
  const site = await siteOfTab(tab);
  const { [site ?? '']: _, ...paused } = world.personal.paused;
  world.personal = { ...world.personal, paused };
  return changed();
}

async function siteOfTab(tab: number): Promise<string | undefined> {
  const { url } = await browser.tabs.get(tab);
  return url ? siteOf(url) : undefined;
}

export async function stopAll(asker: Asker, on: boolean): Promise<Done> {
  if (!on && !(await mayLoosen(asker))) return refuse(DEBUGGED);
  world.stopped = on;
  await saveShared();
  await refreshBadge();
  await tellAll();
  return OK;
}

export async function handOverFromPopup(tab: number, task?: string, sites?: string[]): Promise<Done> {
  await handOver(tab, task, sites);
  return OK;
}

export async function takeBackFromPopup(asker: Asker, tab: number): Promise<Done> {
  if (!(await mayLoosen(asker))) return refuse(DEBUGGED);
  await takeBack(tab);
  return OK;
}

export async function answerQuestion(asker: Asker, id: string, approve: boolean): Promise<Done> {
  if (approve && !(await mayLoosen(asker))) return refuse(DEBUGGED);
  const question = world.questions.find((q) => q.id === id);
  if (!question || !(await answer(id, approve))) return refuse('This question has expired; the action stays blocked.');
  const live = world.live.get(question.session);
  const url = `https://${question.site}/`;
  const approval = { digest: question.digest, approver: 'person' };
  if (live)
    await observe(live, { tab: question.tab, frame: 0, url }, approve ? 'user.approve' : 'user.deny', {
      actor: 'person',
      approval,
    });
  await tellAll();
  return OK;
}

export async function reveal(asker: Asker, tab: number): Promise<Done> {
  if (!(await mayLoosen(asker))) return refuse(DEBUGGED);
  const frames = (await browser.webNavigation.getAllFrames({ tabId: tab })) ?? [];
  await Promise.all(frames.map((frame) => sendToFrame(tab, frame.frameId, 'frame.reveal', {})));
  return OK;
}

/** In force at the next action: frames hear of it before the popup is answered. */
async function changed(): Promise<Done> {
  await savePersonal();
  await rebuildWall();
  await tellAll();
  return OK;
}
