/**
 * What only the page's own world can see (extension/page): it asks by events, and waits there for a word from here. A page
 * that sends them itself asks about itself only.
 */
import { listenOnWindow } from '../observe/listening.ts';
import type { FrameState } from '../protocol/told.ts';
import { isWalled } from './barrier.ts';
import type { Claim, Claims } from './claims.ts';
import { type Door, isAtWork, isStopped, NO_ANSWER, stop, type Who } from './door.ts';
import { parseCall } from './tool-call.ts';

export function listenToHooks(door: Door): void {
  const on = (name: string, handler: (event: Event) => void) => listenOnWindow(`interlock:${name}`, handler);
  on('peer-connection', (event) => {
    const state = door.state();
    const from = state ? state.closedFrom : isWalled() ? 0 : undefined;
    if (from === undefined || Date.now() < from || state?.calls) return;
    stop(event);
    void askForCall(door);
  });
  on('tool', (event) => void onTool(door, event));
  on('clipboard', (event) => void onClipboard(door, event));
}

/** The page has its answer at once, which is no; after a yes it may begin again. */
async function askForCall(door: Door): Promise<void> {
  if (!(await isCall())) return;
  const refusal = await refusalOf(door, ({ calling }) => calling());
  if (refusal) door.say(refusal);
}

/** Pages that measure their visitors try it, too; whoever calls has just pressed something, or may use microphone or camera. */
async function isCall(): Promise<boolean> {
  if (navigator.userActivation?.isActive) return true;
  const asked = ['microphone', 'camera'].map((name) => navigator.permissions.query({ name: name as PermissionName }));
  const answers = await Promise.allSettled(asked);
  return answers.some((answer) => answer.status === 'fulfilled' && answer.value.state === 'granted');
}

/** A call of a tool that the page offers. */
async function onTool(door: Door, event: Event): Promise<void> {
  const call = parseCall(event instanceof CustomEvent ? event.detail : undefined);
  if (!call) return;
  const state = await stateOf(door);
  if (!state || !(state.attached || isAtWork(state))) return answer(call.answer, '');
  await door.sign(['tool called']);
  answer(call.answer, await refusalOf(door, ({ toolCall }) => toolCall(call)));
}

/** A script of the page that reads the clipboard or writes to it. */
async function onClipboard(door: Door, event: Event): Promise<void> {
  const call = parseCall(event instanceof CustomEvent ? event.detail : undefined);
  if (!call || (call.name !== 'clipboard.read' && call.name !== 'clipboard.write')) return;
  if (!isAtWork(await stateOf(door))) return answer(call.answer, '');
  const { name, text } = call;
  const who: Who = { actor: 'page', evidence: ['by script'] };
  answer(call.answer, await refusalOf(door, ({ clipping }) => clipping(name, undefined, text, who)));
}

/** In a document that came through the wall an agent is at work, before it is known which. */
async function stateOf(door: Door): Promise<FrameState | undefined> {
  if (!door.state() && isWalled()) await door.open();
  return door.state();
}

async function refusalOf(door: Door, claimOf: (claims: Claims) => Claim): Promise<string> {
  const claims = await door.whenClaims().catch(() => undefined);
  const ruling = claims && (await door.judge(claimOf(claims)));
  if (!ruling) return NO_ANSWER;
  return isStopped(ruling) ? (ruling.say ?? NO_ANSWER) : '';
}

function answer(name: string, refusal: string): void {
  window.dispatchEvent(new CustomEvent(name, { detail: refusal }));
}
