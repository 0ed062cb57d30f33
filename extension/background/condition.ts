/** How the guard stands: in a word with its causes, and on the toolbar. */
import browser from 'webextension-polyfill';
import type { PopupState } from '../../src/protocol/shapes.ts';
import { classifier } from './classifier.ts';
import * as clock from './clock.ts';
import { canSeeDebuggers } from './debugger.ts';
import { isRefused } from './one-by-one.ts';
import { policyProblems } from './policy.ts';
import { world } from './world.ts';

/** @param endedBy the rule that ended the tab's session, if one did */
export function guardState(site: string, endedBy?: string): { state: PopupState['guard']['state']; causes: string[] } {
  const causes = [...failures(), ...limits()];
  if (endedBy) causes.unshift(`the rule ${endedBy} has ended this session; take the tab back to begin anew`);
  if (world.stopped || endedBy) return { state: 'stopped', causes };
  if ((world.personal.paused[site] ?? 0) > clock.now()) return { state: 'paused', causes };
  if (world.managed.value.mode === 'monitor') return { state: 'monitor', causes };
  return { state: causes.length ? 'degraded' : 'full', causes };
}

/** What doesn't work as it should. */
function failures(): string[] {
  const causes = [...world.degraded];
  const model = classifier.state();
  if (model.state === 'unavailable')
    causes.push(`the model cannot answer (${model.cause ?? 'no cause given'}); grave actions are held`);
  if (policyProblems().length) causes.push('a policy could not be read; the last good one stays in force');
  if (world.managed.state === 'invalid')
    causes.push('a setting of your organisation could not be read; the last good one stays in force');
  return causes;
}

/** What this browser or build can't do. The popup says so; without an agent it is no news for the toolbar. */
function limits(): string[] {
  const causes: string[] = [];
  if (!canSeeDebuggers())
    causes.push('this browser does not tell whether a debugger drives a tab; hand the tab over yourself');
  if (isRefused())
    causes.push('this build looks at requests one by one, which the browser allows only where a policy installs it');
  return causes;
}

type Face = 'idle' | 'guard' | 'degraded' | 'stopped';

const TITLES: Record<Face, string> = {
  idle: 'guardWatching',
  guard: 'guardFull',
  degraded: 'guardDegraded',
  stopped: 'guardStopped',
};

function face(): Face {
  if (world.stopped) return 'stopped';
  if (failures().length > 0 || (world.live.size > 0 && limits().length > 0)) return 'degraded';
  return world.live.size > 0 ? 'guard' : 'idle';
}

let shown: Face | undefined;

/** Icon, title and badge as things are now. */
export async function showCondition(): Promise<void> {
  const now = face();
  if (now !== shown) {
    shown = now;
    const path = Object.fromEntries([16, 32, 48].map((size) => [size, `/icons/${now}-${size}.png`]));
    const name = browser.i18n.getMessage('name');
    await browser.action.setIcon({ path });
    await browser.action.setTitle({ title: `${name}: ${browser.i18n.getMessage(TITLES[now])}` });
  }
  const waiting = world.questions.some((question) => question.expires > clock.now());
  const { text, color } = badge(waiting);
  await browser.action.setBadgeText({ text });
  await browser.action.setBadgeBackgroundColor({ color });
}

function badge(waiting: boolean): { text: string; color: string } {
  const stopped = world.counts.stopped;
  const color = world.stopped || stopped ? '#b3261e' : waiting ? '#8a5a00' : '#1f6f54';
  if (world.stopped) return { text: '!', color };
  if (waiting) return { text: '?', color };
  if (stopped) return { text: String(Math.min(stopped, 999)), color };
  return { text: world.live.size ? 'on' : '', color };
}
