/** Claims: what the page-side gate says an element or an edit is about to do. Judges nothing. */

import type * as z from 'zod/mini';
import type { Actor } from '../event/event.ts';
import { afterInput, isField, labelsOf, ofForm } from '../observe/outgoing.ts';
import {
  actionOf,
  contextOf,
  describe,
  fingerprintOf,
  formOf,
  isOccluded,
  isSubmitter,
  methodOf,
  resolve,
} from '../observe/target.ts';
import { purposeOfWords } from '../observe/words.ts';
import type { Claim as ClaimSchema } from '../protocol/shapes.ts';
import { digestOf, short } from './digest.ts';

export type Claim = z.infer<typeof ClaimSchema>;
type Who = { actor: Actor; evidence: string[] };

/** Purposes that can't be undone or that speak for the person: always the worker's to judge. */
export const GRAVE: ReadonlySet<string> = new Set([
  'purchase',
  'payment',
  'transfer',
  'delete',
  'permission',
  'oauth-grant',
  'password-change',
]);

/** Pressing `element`: a submit for a form's button, a navigation for a plain link, else a click. */
export function activation(element: Element, who: Who, at?: { x: number; y: number }): Claim {
  const form = formOf(element);
  if (form && isSubmitter(element)) return submission(form, element, who);
  const occluded = at ? { occluded: isOccluded(element, at.x, at.y) } : {};
  const target = { ...describe(element), ...occluded };
  const href =
    element instanceof HTMLAnchorElement && element.hasAttribute('href')
      ? resolve(element.getAttribute('href') ?? '')
      : undefined;
  const leads = href !== undefined && /^https?:/.test(href) && href.split('#')[0] !== location.href.split('#')[0];
  const plain = leads && !GRAVE.has(target.purpose ?? 'other');
  const blank = element instanceof HTMLAnchorElement && element.target !== '' && element.target !== '_self';
  const kind = plain ? (blank ? 'open' : 'navigate') : 'click';
  const outgoing = href ?? '';
  return finish(kind, element, target, who, outgoing, leads ? { url: href, method: 'get' } : undefined, {
    bytes: leads ? queryBytes(href) : 0,
    labels: [],
  });
}

export function submission(form: HTMLFormElement, submitter: Element | null, who: Who): Claim {
  const element = submitter ?? form;
  const own = submitter instanceof HTMLElement && isSubmitter(submitter) ? submitter : null;
  const { text, bytes, labels } = ofForm(form, own);
  const dest = { url: actionOf(form, submitter), method: methodOf(form, submitter) };
  return finish('submit', element, describe(element), who, text, dest, { bytes, labels });
}

export function typing(event: InputEvent, element: Element, data: string, who: Who): Claim {
  const text = afterInput(element, data);
  const labels = isField(element) ? labelsOf(element) : [];
  const kind = event.inputType === 'insertFromPaste' ? 'paste' : event.inputType === 'insertFromDrop' ? 'drag' : 'type';
  return finish(kind, element, describe(element), who, text, undefined, { bytes: data.length, labels });
}

export function choosing(element: Element, who: Who): Claim {
  const file = element instanceof HTMLInputElement && element.type === 'file';
  const bytes = file ? [...(element.files ?? [])].reduce((sum, f) => sum + f.size, 0) : 0;
  return finish(
    file ? 'upload' : 'select',
    element,
    describe(element),
    who,
    isField(element) && !file ? element.value : '',
    undefined,
    { bytes, labels: file ? ['file'] : [] },
  );
}

export type ToolCall = { answer: string; name: string; description: string; text: string };

/** What the hook in the page's world says of a call; the page could forge it, and only be judged more strictly. */
export function parseCall(detail: unknown): ToolCall | undefined {
  if (typeof detail !== 'string') return undefined;
  try {
    const { answer, name, description, text } = JSON.parse(detail) as Record<string, unknown>;
    const known = typeof answer === 'string' && /^interlock:tool-answer-\d+$/.test(answer);
    if (!known || typeof name !== 'string' || typeof description !== 'string' || typeof text !== 'string')
      return undefined;
    return { answer, name, description, text };
  } catch {
    return undefined;
  }
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
    outgoing: text.slice(0, 200_000),
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
  payload: { bytes: number; labels: NonNullable<Claim['payload']>['labels'] },
): Claim {
  const fingerprint = fingerprintOf(element);
  const grave = GRAVE.has(target?.purpose ?? 'other');
  return {
    kind,
    ...who,
    url: location.href,
    ...(dest ? { dest } : {}),
    target: { ...target, fingerprint: short(fingerprint) },
    payload: { ...payload, sources: [] },
    digest: digestOf(kind, fingerprint, dest?.url ?? '', outgoing),
    outgoing,
    ...(grave ? { context: contextOf(element) } : {}),
  };
}

function queryBytes(url: string): number {
  const { search, hash } = new URL(url);
  return search.length + hash.length;
}
