/**
 * Passes, stops, or holds one event: settled in its own tick where the residual can (an allow no history could turn, a
 * block that is certain); else held, judged by the worker, and on an allow performed again, never later than 5 s, on the
 * same target only.
 */
import { areStrong, attribute, INTO_CONTEXT, type Sign } from '../observe/attribute.ts';
import { isWalled } from './barrier.ts';
import type { Claim, Claims } from './claims.ts';
import { type Door, isAtWork, isStopped, NO_ANSWER, type Outcome, stop, type Who } from './door.ts';
import type { Asked, Holding } from './holding.ts';

export type Action = {
  event: Event;
  signs: Sign[];
  claimOf: (who: Who, claims: Claims) => Claim;
  element: Element;
  replay: () => void;
  /** What can be learnt of it only while it is held. */
  complete?: (claim: Claim) => Promise<Claim>;
  /** Of what takes a while: whether it came to its end. What didn't was never done. */
  ended?: () => Promise<boolean>;
  /** Called where it is refused. */
  undone?: () => void;
};

/** Most of those who send have no agent: what they send isn't kept waiting for a worker that is gone. */
const LONGEST_DOUBT_MS = 1_500;
const PASSED: Outcome = { outcome: 'pass', digest: '' };
/** Judged as the page is when its turn comes; all else must be what it was. */
const EDITS: ReadonlySet<string> = new Set(['beforeinput', INTO_CONTEXT, 'paste', 'drop']);

export function weigh(door: Door, holding: Holding, action: Action): Outcome {
  const { event, signs, claimOf, element, replay, complete, ended, undone } = action;
  const state = door.state();
  if (state === undefined) return beforeState(door, holding, action);
  const who = attribute(event, signs, {
    attached: state.attached,
    handedOver: state.handedOver,
    atWork: isAtWork(state),
  });
  if (state.mode === 'idle') {
    if (areStrong(signs) || who.actor === 'agent') void door.sign(who.evidence);
    if (who.actor !== 'agent') return whileAsking(door, holding, action);
  }
  if (who.actor === 'person' && isAtWork(state)) enteredByPerson(door, action, who);
  if (who.actor === 'person' || (state.mode === 'armed' && who.actor !== 'agent')) return PASSED;
  const joined = isAtWork(state) ? undefined : door.sign(who.evidence);
  const claims = door.claims();
  const claim = claims && attempt(() => claimOf(who, claims));
  if (claims && !claim) {
    // What can't be described can't be judged.
    stop(event);
    door.say(NO_ANSWER);
    return { outcome: 'stop', digest: '' };
  }
  const digest = claim?.digest ?? '';
  if (claim && holding.wasPassed(digest, event.type)) return { outcome: 'pass', digest };
  if (onlyFocuses(event, element)) return { outcome: 'pass', digest };
  const behind = holding.isBusy;
  // An agent's first act here may bring what it read elsewhere, and this frame hasn't been told yet what that was.
  const isUntold = joined !== undefined && claim?.kind !== 'click';
  const settled = state.mode === 'stopped' || behind || isUntold || !claim ? undefined : door.settle(claim);
  if (claim && settled === 'allow') {
    holding.remember(digest, event.type);
    void Promise.resolve(joined).then(() => door.report(claim, 'dispatched'));
    return { outcome: 'pass', digest };
  }
  stop(event);
  const edit = EDITS.has(event.type);
  const ask = async () => {
    await joined;
    const now = edit || behind || !claim ? claimOf(who, await door.whenClaims()) : claim;
    const whole = complete ? await complete(now) : now;
    if (ended && !(await ended())) return { ruling: undefined, isGivenUp: true };
    const ruling = await door.judge(whole);
    if (!ruling || isStopped(ruling)) undone?.();
    return { claim: whole, ruling };
  };
  return holding.hold(element, replay, ask, edit ? undefined : (now) => claimOf(who, now));
}

/**
 * What is sent before it is known who is here waits the few milliseconds until it is; all else needs a sign. In a document
 * that came through the wall an agent is at work, whoever else is: there everything waits.
 */
function beforeState(door: Door, holding: Holding, action: Action): Outcome {
  const { event, signs, element, replay } = action;
  const isPlain = signs.every((sign) => sign === 'untrusted event');
  if (isPlain && event.type !== 'submit' && !isWalled()) return PASSED;
  if (onlyFocuses(event, element)) return PASSED;
  stop(event);
  return holding.hold(element, replay, async () => {
    await door.open();
    return again(door, action);
  });
}

/** A sign is on its way to the worker: what is sent waits for the answer, else a slow worker would let an agent's first form go. */
function whileAsking(door: Door, holding: Holding, action: Action): Outcome {
  const asked = door.asking();
  if (!asked || action.event.type !== 'submit') return PASSED;
  stop(action.event);
  return holding.hold(action.element, action.replay, async () => {
    await Promise.race([asked, new Promise((late) => setTimeout(late, LONGEST_DOUBT_MS))]);
    return again(door, action);
  });
}

/** An event from before the state was known: weighed anew once it is. */
async function again(door: Door, { event, signs, claimOf, complete, ended }: Action): Promise<Asked> {
  const state = door.state();
  const who = attribute(event, signs, {
    attached: state?.attached ?? false,
    handedOver: state?.handedOver ?? false,
    atWork: state?.mode === 'guard',
  });
  if (ended && !(await ended())) return { ruling: undefined, isGivenUp: true };
  if (!state || state.mode === 'idle' || who.actor === 'person') return { ruling: { verdict: 'allow', rules: [] } };
  if (state.mode === 'armed') await door.sign(who.evidence);
  const claim = claimOf(who, await door.whenClaims());
  const whole = complete ? await complete(claim) : claim;
  return { claim: whole, ruling: await door.judge(whole) };
}

/** A person's own hand isn't judged, and neither is what their page then does with it. */
function enteredByPerson(door: Door, { claimOf }: Action, who: Who): void {
  const claims = door.claims();
  const claim = claims && attempt(() => claimOf(who, claims));
  if (claim) door.letIn(claim);
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** Pressing into a text field gives it the focus and no more. Held, what is typed next would go nowhere. */
function onlyFocuses(event: Event, element: Element): boolean {
  return (event.type === 'pointerdown' || event.type === 'click') && takesText(element);
}

const NO_TEXT = new Set(['button', 'submit', 'reset', 'image', 'checkbox', 'radio', 'file', 'color', 'range']);

export function takesText(element: Element): boolean {
  if (element instanceof HTMLInputElement) return !NO_TEXT.has(element.type);
  return element instanceof HTMLTextAreaElement || (element instanceof HTMLElement && element.isContentEditable);
}
