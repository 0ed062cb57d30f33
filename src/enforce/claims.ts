/**
 * Claims: what the page-side gate says an element or an edit is about to do. Judges nothing. The words of controls make it
 * large, so it comes with the script of guarded frames, and no page without an agent loads it.
 */

import type * as z from 'zod/mini';
import type { Purpose } from '../event/event.ts';
import { notePressed } from '../observe/asked-over.ts';
import type { Meant } from '../observe/gestures.ts';
import { afterInput, isField, isTelling, labelsOf, MOST_TEXT, ofForm } from '../observe/outgoing.ts';
import { describe, saidBy } from '../observe/purpose.ts';
import {
  actionOf,
  contextOf,
  fingerprintOf,
  formOf,
  isOccluded,
  isSubmitter,
  methodOf,
  resolve,
} from '../observe/target.ts';
import { whichOf } from '../observe/which.ts';
import { purposeOfWords } from '../observe/words.ts';
import type { Claim as ClaimSchema } from '../protocol/shapes.ts';
import { GRAVE } from '../risk/grave.ts';
import { digestOf, fileHash, short } from './digest.ts';

export type Claim = z.infer<typeof ClaimSchema>;

import type { Who } from './door.ts';
import { READS_ANSWER } from './sent.ts';
import type { ToolCall } from './tool-call.ts';

/** While it is true, our own look at a form is what fires its `formdata`. */
export { isLooking } from '../observe/outgoing.ts';
/** Of everything here: the gate is given it, once it is here. */
export type Claims = typeof import('./claims.ts');

/** Pressing `element`: a submit for a form's button, a navigation for a plain link, else a click. */
export function activation(element: Element, who: Who, at?: { x: number; y: number }): Claim {
  const form = formOf(element);
  if (form && isSubmitter(element)) return noted(element, submission(form, element, who));
  const occluded = at ? { occluded: isOccluded(element, at.x, at.y) } : {};
  const target = { ...describe(element), ...occluded };
  const href =
    element instanceof HTMLAnchorElement && element.hasAttribute('href')
      ? resolve(element.getAttribute('href') ?? '')
      : undefined;
  const leads = href !== undefined && /^https?:/.test(href) && href.split('#')[0] !== location.href.split('#')[0];
  const plain = leads && !GRAVE.has(target.purpose ?? 'other');
  const blank = element instanceof HTMLAnchorElement && element.target !== '' && element.target !== '_self';
  const saved = element instanceof HTMLAnchorElement ? downloadOf(element) : undefined;
  const kind = saved ? 'download' : plain ? (blank ? 'open' : 'navigate') : 'click';
  const outgoing = withName(href ?? '', element instanceof HTMLAnchorElement ? element.target : '');
  const dest = leads ? { url: href, method: 'get' as const } : undefined;
  const payload = { bytes: leads ? queryBytes(href) : 0, labels: [], ...(saved ? { hash: fileHash(saved) } : {}) };
  return noted(element, finish(kind, element, target, who, outgoing, dest, payload));
}

function noted(element: Element, claim: Claim): Claim {
  notePressed(element, GRAVE.has(claim.target?.purpose ?? 'other'));
  return claim;
}

/** The name of the file that pressing `link` saves. Across origins the attribute doesn't count: such a link is followed. */
function downloadOf(link: HTMLAnchorElement): string | undefined {
  if (!link.hasAttribute('download') || !(link.origin === location.origin || /^(blob|data):/.test(link.href)))
    return undefined;
  return link.download || (link.pathname.split('/').at(-1) ?? '');
}

export function submission(form: HTMLFormElement, submitter: Element | null, who: Who): Claim {
  const element = submitter ?? form;
  const own = submitter instanceof HTMLElement && isSubmitter(submitter) ? submitter : null;
  const { text, names, bytes, labels, fields } = ofForm(form, own);
  const dest = { url: actionOf(form, submitter), method: methodOf(form, submitter) };
  // Behind the host: it may hold more than a place's name.
  const place = dest.url.split('/').slice(3).join('/');
  const outgoing = withName(
    [text, names, isTelling(place) ? place : ''].filter(Boolean).join('\n'),
    own?.getAttribute('formtarget') ?? form.getAttribute('target') ?? '',
  );
  return { ...finish('submit', element, describe(element), who, outgoing, dest, { bytes, labels }), fields };
}

/** What a form would send now. */
export { dataOf } from '../observe/outgoing.ts';

/** A message that isn't the one which its press was judged by: what covers that doesn't cover this. */
export const anew = (claim: Claim): Claim =>
  claim.target?.purpose === 'send'
    ? { ...claim, kind: 'message', target: { ...claim.target, purpose: 'publish' } }
    : claim;

/** The name of a window is told to the page that is opened in it. */
const withName = (text: string, name: string): string => (/^(_|$)/.test(name) ? text : `${text}\n${name}`);

/** @param begun what it completes together with what was refused before it (begun.ts) */
export function typing(kind: 'type' | 'paste' | 'drag', element: Element, data: string, who: Who, begun = ''): Claim {
  const text = begun ? `${afterInput(element, data)}\n${begun}` : afterInput(element, data);
  const labels = isField(element) ? labelsOf(element) : [];
  return finish(kind, element, describe(element), who, text, undefined, { bytes: data.length, labels });
}

/** A value that is in its field already, put there by a script, or told to the page without a field. */
export function written(element: Element, value: string, who: Who): Claim {
  const text = value.slice(0, MOST_TEXT);
  return finish('type', element, describe(element), who, text, undefined, {
    bytes: value.length,
    labels: isField(element) ? labelsOf(element) : [],
  });
}

/** What is done without a control, as a button of that name would do it. */
export function meaning({ element, name, purpose }: Meant, who: Who): Claim {
  const target = { ...describe(element), name, purpose };
  const claim = finish('click', element, target, who, name, undefined, { bytes: 0, labels: [] });
  return claim.context ? { ...claim, context: { ...claim.context, text: name, role: 'button' } } : claim;
}

/** What was chosen in a list, or switched by a script. */
export function picking(element: Element, purpose: Purpose, text: string, who: Who): Claim {
  const target = { ...describe(element), name: text.slice(0, 200), purpose };
  return finish('select', element, target, who, text, undefined, { bytes: text.length, labels: [] });
}

export function choosing(element: Element, files: readonly File[], who: Who): Claim {
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const hash = fileHash(files[0]?.name ?? '');
  return finish('upload', element, describe(element), who, '', undefined, { bytes, labels: ['file'], hash });
}

/** Text on its way to the clipboard or from it; by script where there is no element. */
export function clipping(
  kind: 'clipboard.read' | 'clipboard.write',
  element: Element | undefined,
  text: string,
  who: Who,
): Claim {
  const payload = { bytes: text.length, labels: [] };
  if (element) return finish(kind, element, describe(element), who, text, undefined, payload);
  return {
    kind,
    ...who,
    url: location.href,
    target: { role: 'clipboard', purpose: 'other', fingerprint: short(kind) },
    payload: { ...payload, sources: [] },
    digest: digestOf(kind, 'script', location.href, text),
    outgoing: text,
  };
}

/** What a page of another origin tells this one. */
export function message(text: string, from: string): Claim {
  return {
    kind: 'message',
    actor: 'page',
    evidence: [`message from ${from}`],
    url: location.href,
    dest: { url: location.href, method: 'post' },
    target: { role: 'window', purpose: 'other', fingerprint: short(from) },
    payload: { bytes: text.length, labels: [], sources: [] },
    digest: digestOf('message', from, location.href, text),
    outgoing: text,
  };
}

/** What a script of this page is about to send. One password serves many sites: where one is asked for, that is what it is for. */
export function sending(url: string, text: string, method = 'post', reads = false): Claim {
  const purpose = document.querySelector('input[type=password]') ? 'login' : 'other';
  return {
    kind: 'request',
    actor: 'page',
    evidence: reads ? ['by script', READS_ANSWER] : ['by script'],
    url: location.href,
    dest: { url, method },
    target: { role: 'script', purpose, fingerprint: short('request') },
    payload: { bytes: text.length, labels: [], sources: [] },
    digest: digestOf('request', location.href, url, text),
    outgoing: text.slice(0, MOST_TEXT),
  };
}

/** A script of this page is about to connect right to another computer, past all network rules. */
export function calling(): Claim {
  return {
    kind: 'request',
    actor: 'page',
    evidence: ['by script'],
    url: location.href,
    target: { role: 'call', purpose: 'other', fingerprint: short('call') },
    digest: `call ${location.origin}`,
  };
}

export function toolCall({ name, description, text }: ToolCall): Claim {
  const purpose = purposeOfWords(`${name.replace(/[_-]+/g, ' ')} ${description}`) ?? 'other';
  return {
    kind: 'tool',
    actor: 'agent',
    evidence: ['tool called'],
    url: location.href,
    dest: { url: location.href, method: 'post' },
    target: { role: 'tool', name: name.slice(0, 200), purpose, fingerprint: short(`${name}\u001f${description}`) },
    payload: { bytes: text.length, labels: [], sources: [] },
    digest: digestOf('tool', name, location.href, text),
    outgoing: text.slice(0, MOST_TEXT),
    ...(GRAVE.has(purpose)
      ? { context: { text: name.slice(0, 200), role: 'tool', nearby: description.slice(0, 200) } }
      : {}),
  };
}

function finish(
  kind: Claim['kind'],
  element: Element,
  target: Claim['target'],
  who: Who,
  outgoing: string,
  dest: Claim['dest'],
  payload: { bytes: number; labels: NonNullable<Claim['payload']>['labels']; hash?: string },
): Claim {
  const fingerprint = fingerprintOf(element);
  const { purpose = 'other' } = target ?? {};
  // At a sign-in it says whose page this claims to be.
  const tells = GRAVE.has(purpose) || (SIGNS_IN.has(purpose) && payload.labels?.includes('credential'));
  // What a form sends says which one is meant.
  const isOneOf = kind === 'click' && (GRAVE.has(purpose) || purpose === 'send');
  return {
    kind,
    ...who,
    url: location.href,
    ...(dest ? { dest } : {}),
    target: { ...target, fingerprint: short(fingerprint) },
    payload: { ...payload, sources: [] },
    digest: digestOf(kind, fingerprint, dest?.url ?? '', outgoing),
    ...(isOneOf ? { which: short(whichOf(element, purpose)) } : {}),
    outgoing,
    ...(tells ? { context: { ...contextOf(element), text: saidBy(element, purpose) } } : {}),
  };
}

const SIGNS_IN: ReadonlySet<string> = new Set(['login', 'signup']);

function queryBytes(url: string): number {
  const { search, hash } = new URL(url);
  return search.length + hash.length;
}
