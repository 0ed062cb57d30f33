/**
 * Whether a page of ours may loosen anything: never while a debugger is attached to it, and, where a PIN is set or an
 * organisation wants one, only with it. The background's word is the last.
 */
import browser from 'webextension-polyfill';
import type { PopupState, Problem } from '../../src/protocol/shapes.ts';
import { cleared, isLocked, isRight, newPin, type Pin, SHORTEST_PIN, tried } from '../../src/settings/pin.ts';
import { isOurPageDebugged } from './debugger.ts';
import { savePin, saveShared } from './storage.ts';
import { world } from './world.ts';

/** `proof`: what came with the message; looked at when it is needed, and never kept. `document`: the browser's name for it. */
export type Asker = { tab?: number; document?: string | undefined; proof?: string | undefined };
export type Done = { ok: boolean; problems?: Problem[] };
export const OK: Done = { ok: true };

/** A document that a debugger was seen on stays unfree when it has gone: a script that it left there may act later. */
export async function isFree({ tab, document }: Asker): Promise<boolean> {
  // The toolbar's own popup is in no tab.
  const place = tab !== undefined && tab >= 0 ? tab : undefined;
  const isDebugged = await isOurPageDebugged(browser.runtime.getURL('popup/'), place);
  if (document === undefined) return !isDebugged;
  const key = String(place ?? 'popup');
  const before = world.debugged[key] ?? [];
  if (!isDebugged) return !before.includes(document);
  if (!before.includes(document)) {
    world.debugged[key] = [...before, document].slice(-MOST_DOCUMENTS);
    // Where there is no room for it, this worker knows it, and nothing is let through anyway.
    await saveShared().catch(() => undefined);
  }
  return false;
}

/** A tab that has shown so many of ours is an agent's plaything; it is forgotten when it closes. */
const MOST_DOCUMENTS = 100;

/** @returns a refusal that says why, or nothing when it may */
export async function forbidden(asker: Asker): Promise<Done | undefined> {
  // First, so that a page that is debugged can neither try PINs nor use up the tries.
  if (!(await isFree(asker))) return refuse(DEBUGGED);
  const why = await provenBy(asker.proof);
  return why === undefined ? undefined : refuse(why);
}

export function refuse(reason: string): Done {
  return { ok: false, problems: [{ place: 'popup', reason }] };
}

const DEBUGGED =
  'A debugger is attached to this page, so nothing can be loosened from it. Open Interlock from the toolbar instead.';

let turn: Promise<unknown> = Promise.resolve();

/** One try at a time: side by side, they would all be looked at before the first is counted. */
function provenBy(proof: string | undefined): Promise<string | undefined> {
  const next = turn.then(() => prove(proof));
  turn = next.catch(() => undefined);
  return next;
}

async function prove(proof: string | undefined): Promise<string | undefined> {
  const { pin } = world;
  if (!pin)
    return world.managed.value.secondFactor ? 'Your organisation requires a PIN. Set one in the settings.' : undefined;
  if (isLocked(pin, Date.now())) return 'Too many wrong PINs. Wait five minutes.';
  if (proof === undefined) return 'This needs your PIN.';
  await keep(tried(pin, Date.now()));
  if (!(await isRight(pin, proof))) return 'This is not the PIN.';
  await keep(cleared(pin));
  return undefined;
}

async function keep(pin: Pin | undefined): Promise<void> {
  world.pin = pin;
  await savePin();
}

export function factorState(): PopupState['factor'] {
  const { pin } = world;
  const isRequired = world.managed.value.secondFactor === true;
  const lockedUntil = pin && isLocked(pin, Date.now()) ? { lockedUntil: pin.until } : {};
  return { state: pin ? 'on' : isRequired ? 'missing' : 'off', isRequired, ...lockedUntil };
}

/** Sets, changes or, without one, removes the PIN. The first needs a free page only: there is nothing to prove it by yet. */
export async function setPin(asker: Asker, pin: string | undefined): Promise<Done> {
  if (!(await isFree(asker))) return refuse(DEBUGGED);
  const no = world.pin ? await forbidden(asker) : undefined;
  if (no) return no;
  if (pin === undefined && world.managed.value.secondFactor) return refuse('Your organisation requires a PIN.');
  if (pin !== undefined && pin.length < SHORTEST_PIN)
    return refuse(`A PIN has at least ${SHORTEST_PIN} digits or letters.`);
  await keep(pin === undefined ? undefined : await newPin(pin, crypto.getRandomValues(new Uint8Array(16))));
  return OK;
}
