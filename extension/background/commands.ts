/** What a person may do from our pages. What loosens is refused while a debugger is attached to the page that asks. */
import browser from 'webextension-polyfill';
import { stringify } from 'yaml';
import { parsePolicy } from '../../src/policy/load.ts';
import type { RequestOf } from '../../src/protocol/protocol.ts';
import type { GrantScope } from '../../src/protocol/question.ts';
import type { PackName, RuleSetting } from '../../src/protocol/shapes.ts';
import { scopeOf, widens } from '../../src/session/task.ts';
import type { Personal } from '../../src/settings/settings.ts';
import { siteOf } from '../../src/site/site.ts';
import { answer, revoke } from './approvals.ts';
import { plant, unplant } from './canaries.ts';
import { classifier } from './classifier.ts';
import { now } from './clock.ts';
import { showCondition } from './condition.ts';
import { observe } from './facts.ts';
import { tellAll } from './frames.ts';
import { type Asker, type Done, forbidden, OK, refuse } from './loosen.ts';
import { floorOf, packs, rank } from './policy.ts';
import { sendToFrames } from './send.ts';
import { handOver, takeBack } from './sessions.ts';
import { savePersonal, saveShared } from './storage.ts';
import { rebuildWall } from './walls.ts';
import { liveOfTab, world } from './world.ts';

export async function setRule(asker: Asker, rule: string, setting: RuleSetting): Promise<Done> {
  const own = packs[world.personal.pack].rules.find((r) => r.id === rule)?.verdict ?? 'off';
  const before = world.personal.rules[rule] ?? own;
  const after = setting === 'default' ? own : setting;
  if (rank(after) < rank(floorOf(rule)))
    return refuse(`Your organisation allows nothing laxer than “${floorOf(rule)}” for ${rule}.`);
  const no = rank(after) < rank(before) ? await forbidden(asker) : undefined;
  if (no) return no;
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
  const no = loosens ? await forbidden(asker) : undefined;
  if (no) return no;
  const below = packs[pack].rules.find((rule) => rank(rule.verdict) < rank(floorOf(rule.id)));
  if (below && loosens)
    return refuse(`Your organisation allows nothing laxer than “${floorOf(below.id)}” for ${below.id}.`);
  world.personal = { ...world.personal, pack, chosen: true };
  return changed();
}

/** An imported policy stands beside the pack, so it can only tighten. */
export async function importPolicy(asker: Asker, text: string): Promise<Done> {
  // The first import tightens; the next one replaces it, which may not.
  const no = world.personal.imported ? await forbidden(asker) : undefined;
  if (no) return no;
  const parsed = parsePolicy(text);
  if (!parsed.ok) return { ok: false, problems: [...parsed.problems] };
  world.personal = { ...world.personal, chosen: true, imported: { name: parsed.policy.name, text } };
  return changed();
}

/** To read more tightens. */
export async function setImages(asker: Asker, on: boolean): Promise<Done> {
  const no = on ? undefined : await forbidden(asker);
  if (no) return no;
  if (world.managed.value.images !== undefined) return refuse('Your organisation has decided this.');
  world.personal = { ...world.personal, images: on };
  return changed();
}

/** Another model answers otherwise, so choosing one may loosen. */
export async function setPlugIn(asker: Asker, plugIn: Personal['plugIn']): Promise<Done> {
  const no = await forbidden(asker);
  if (no) return no;
  if (world.managed.value.plugIn) return refuse('Your organisation has chosen the model.');
  const { plugIn: _, ...rest } = world.personal;
  world.personal = plugIn ? { ...rest, plugIn } : rest;
  classifier.follow();
  return changed();
}

export async function removeImported(asker: Asker): Promise<Done> {
  const no = await forbidden(asker);
  if (no) return no;
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
  const no = adds ? await forbidden(asker) : undefined;
  if (no) return no;
  world.personal = { ...world.personal, agents: [...new Set(agents)] };
  return changed();
}

export async function plantCanary(name: string, value: string): Promise<Done> {
  const why = await plant(name.trim(), value.trim());
  if (why) return refuse(`This was not planted: ${why}.`);
  return changed();
}

export async function removeCanary(asker: Asker, id: string): Promise<Done> {
  const no = await forbidden(asker);
  if (no) return no;
  await unplant(id);
  return changed();
}

export async function pause(asker: Asker, tab: number, minutes: number): Promise<Done> {
  const no = await forbidden(asker);
  if (no) return no;
  const site = await siteOfTab(tab);
  if (!site) return refuse('This page has no site to pause for.');
  if (world.managed.value.sites?.noPause?.includes(site))
    return refuse('Your organisation allows no pause on this site.');
  const until = now() + Math.min(Math.max(minutes, 1), 24 * 60) * 60_000;
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
  const no = !on ? await forbidden(asker) : undefined;
  if (no) return no;
  world.stopped = on;
  // A stop that finds no room to be remembered in stops all the same.
  await Promise.all([rebuildWall(), tellAll(), saveShared().catch(() => undefined)]);
  await showCondition();
  return OK;
}

/** A first list of sites can only tighten; another one, which may be wider, needs a person's hand. */
export async function handOverFromPopup(
  asker: Asker,
  { tab, task, sites, reads }: RequestOf<'popup.handOver'>,
): Promise<Done> {
  const scope = sites?.length || reads?.length ? scopeOf(sites, reads) : undefined;
  const before = liveOfTab(tab)?.session.scope;
  const no = scope && before && widens(before, scope) ? await forbidden(asker) : undefined;
  if (no) return no;
  await handOver(tab, task, scope);
  return OK;
}

export async function takeBackFromPopup(asker: Asker, tab: number): Promise<Done> {
  const no = await forbidden(asker);
  if (no) return no;
  await takeBack(tab);
  return OK;
}

export async function answerQuestion(
  asker: Asker,
  id: string,
  approve: boolean,
  scope: GrantScope = 'once',
): Promise<Done> {
  const no = approve ? await forbidden(asker) : undefined;
  if (no) return no;
  const question = await answer(id, approve, scope);
  if (!question) return refuse('This question has expired; the action stays blocked.');
  const live = world.live.get(question.session);
  const url = `https://${question.site}/`;
  const approval = { digest: question.digest, approver: 'person' };
  if (live)
    await observe(live, { tab: question.tab, frame: 0, url }, approve ? 'user.approve' : 'user.deny', {
      actor: 'person',
      approval,
    });
  // A yes or no to leaving the task's sites moves where its documents may go.
  await rebuildWall();
  await tellAll();
  return OK;
}

export async function revokeGrant(id: string): Promise<Done> {
  return (await revoke(id)) ? OK : refuse('This has ended already.');
}

export async function reveal(asker: Asker, tab: number): Promise<Done> {
  const no = await forbidden(asker);
  if (no) return no;
  await sendToFrames(tab, 'frame.reveal', {});
  return OK;
}

/** In force at the next action: frames hear of it before the popup is answered. */
async function changed(): Promise<Done> {
  await savePersonal();
  await rebuildWall();
  await tellAll();
  return OK;
}
