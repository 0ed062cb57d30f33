/** The network rules that are in force. */
import browser from 'webextension-polyfill';
import type { UnnumberedRule, WallRule } from '../../src/enforce/wall-rule.ts';
import { world } from './world.ts';

/** Ids above are those of fresh documents (fresh.ts). */
const LAST_ID = 900_000;
/** The rules of sessions for which something is held. */
let installed = 0;

export const networkRules = (): number => installed;

/** The rules in force but for those of documents, requests and strangers, by what they say; unknown to a worker that has just begun. */
let standing: Map<string, number> | undefined;
/** When all of them were put in force anew. */
let wholeAt = Number.NEGATIVE_INFINITY;
/** Whoever has taken some away, in a page of ours, has them back after so long, with the next document. */
const WHOLE_MS = 3_000;
let ids = 0;

/**
 * Says only what has changed: saying all of them at each step was a third of this worker's part of a navigation.
 * @param holding how many of them are of sessions for which something is held
 */
export async function installRules(rules: readonly WallRule[], holding: number): Promise<void> {
  const isWhole = isWholeDue();
  const before = standing ?? new Map<string, number>();
  const gone = standing === undefined ? await earlierRules() : [];
  const after = new Map<string, number>();
  const added = [];
  for (const { id: _, ...rule } of rules) {
    const says = JSON.stringify(rule);
    const known = before.get(says);
    if (after.has(says)) continue;
    const id = known ?? freeId(before);
    after.set(says, id);
    if (isWhole || known === undefined) added.push({ ...rule, id });
  }
  const removed = [...before].flatMap(([says, id]) => (isWhole || !after.has(says) ? [id] : []));
  const isNothing = added.length + removed.length + gone.length === 0;
  if (isNothing || (await updateRules([...gone, ...removed], added))) {
    standing = after;
    if (isWhole) wholeAt = performance.now();
  }
  installed = holding;
}

/** Whether it is known which rules are in force. */
export const areRulesKnown = (): boolean => standing !== undefined;
export const isWholeDue = (): boolean => standing === undefined || performance.now() - wholeAt >= WHOLE_MS;

/** Beside those in force, which the next rebuild finds among its own. */
export async function addRules(rules: readonly UnnumberedRule[]): Promise<void> {
  const after = new Map(standing);
  const added: WallRule[] = [];
  for (const rule of rules) {
    const says = JSON.stringify(rule);
    if (after.has(says)) continue;
    const id = freeId(after);
    after.set(says, id);
    added.push({ ...rule, id });
  }
  if (added.length === 0 || (await updateRules([], added))) standing = after;
}

function freeId(taken: ReadonlyMap<string, number>): number {
  const used = new Set(taken.values());
  do ids = (ids % LAST_ID) + 1;
  while (used.has(ids));
  return ids;
}

/** Those for documents that were fresh are among them: whoever would have closed them is gone. */
async function earlierRules(): Promise<number[]> {
  return (await browser.declarativeNetRequest.getSessionRules()).map(({ id }) => id);
}

export async function updateRules(removeRuleIds: number[], added: unknown[]): Promise<boolean> {
  try {
    await browser.declarativeNetRequest.updateSessionRules({ removeRuleIds, addRules: added as never });
    world.degraded.delete('the network rules could not be set');
    return true;
  } catch {
    // The old rules stay: an update is all or nothing.
    world.degraded.add('the network rules could not be set');
    return false;
  }
}
