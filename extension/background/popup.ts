/** What our pages are shown: the state of one tab, and of everything. */
import browser from 'webextension-polyfill';
import { heldUrl } from '../../popup/held-url.ts';
import type { PopupState } from '../../src/protocol/shapes.ts';
import { siteOf } from '../../src/site/site.ts';
import { allowedAgents } from './agents.ts';
import { grantRows } from './approvals.ts';
import { chosenPlugIn, classifier } from './classifier.ts';
import { now } from './clock.ts';
import { guardState, showCondition } from './condition.ts';
import { coverageOf } from './coverage.ts';
import { isAttached } from './debugger.ts';
import { type Asker, factorState, isFree } from './loosen.ts';
import { blocksRequests } from './one-by-one.ts';
import { questionsInFull } from './particulars.ts';
import { readOf } from './passages.ts';
import { policyProblems, ruleRows } from './policy.ts';
import { networkRules } from './rules.ts';
import { canReadImages, imagesOn, type Live, liveOfTab, world } from './world.ts';

export async function popupState(asker: Asker, tabId: number): Promise<PopupState> {
  const tab = tabId > 0 ? await browser.tabs.get(tabId).catch(() => undefined) : undefined;
  const url = addressOf(tab?.url ?? '');
  const site = url ? siteOf(url) : '';
  const live = liveOfTab(tabId);
  const attached = await isAttached(tabId);
  const pausedUntil = world.personal.paused[site];
  const handedOver = live?.session.handedOver.includes(tabId) ?? false;
  const { managed } = world;
  // Whoever looks at one should find the other the same.
  void showCondition();
  const mayLoosen = await isFree(asker);
  const questions = (mayLoosen ? questionsInFull() : world.questions).filter((question) => question.expires > now());
  const locked = Object.entries(managed.value).flatMap(([key, value]) => (value === undefined ? [] : [key]));
  return {
    tab: { id: tabId, url, site, guardable: /^https?:|^file:/.test(url) },
    driver: {
      state: handedOver ? 'handed-over' : live ? 'agent' : 'nobody',
      ...(live ? { since: live.session.startedAt } : {}),
      evidence: live?.session.evidence ?? [],
      ...(live?.session.task ? { task: live.session.task } : {}),
      ...(live?.session.scope ? { sites: live.session.scope.sites, reads: live.session.scope.reads } : {}),
    },
    guard: {
      ...guardState(site, live?.session.endedBy),
      ...(pausedUntil && pausedUntil > now() ? { pausedUntil } : {}),
    },
    counts: { ...world.counts },
    coverage: {
      ...(await coverageOf(tabId)),
      ...readOf(tabId),
      ...(live?.flow.evicted ? { forgotten: live.flow.evicted } : {}),
      networkRules: networkRules(),
      requestsHeld: blocksRequests() === true,
      debuggerAttached: attached,
    },
    incidents: world.incidents.slice(-50).reverse(),
    moments: live ? momentsOf(live) : [],
    questions,
    grants: grantRows(),
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
    ...plugInState(),
    ...(canReadImages ? { images: { on: imagesOn(), fixed: world.managed.value.images !== undefined } } : {}),
    agents: { allowed: [...allowedAgents()], fixed: managed.value.agents !== undefined },
    canaries: world.planted.canaries,
    factor: factorState(),
    mayLoosen,
  };
}

function plugInState(): Pick<PopupState, 'plugIn'> {
  const { plugIn } = world.personal;
  const fixed = world.managed.value.plugIn !== undefined;
  const chosen = chosenPlugIn();
  if (!fixed && !plugIn) return {};
  const isOwn = plugIn !== undefined && plugIn.sha256 === chosen;
  return { plugIn: { ...(isOwn ? { name: plugIn.name } : {}), fixed } };
}

/** Where a navigation is held, the tab's address is the one that is held. */
function addressOf(url: string): string {
  return (url.startsWith(browser.runtime.getURL('popup/h')) && heldUrl(url)) || url;
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
