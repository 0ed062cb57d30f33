/** What an action brings into a site of other sites' data, and what was let in there before. */
import type * as z from 'zod/mini';
import { foreignMarks, isLetIn, withLetIn } from '../../src/dataflow/let-in.ts';
import { broughtTo, isOnlyTyped, originsOf } from '../../src/dataflow/origins.ts';
import { recognise } from '../../src/dataflow/recognise.ts';
import type { AgentEvent } from '../../src/event/event.ts';
import { AMOUNT } from '../../src/observe/order-words.ts';
import { ibansIn, isAccount } from '../../src/observe/values.ts';
import { purposeOfWords } from '../../src/observe/words.ts';
import type { Claim } from '../../src/protocol/shapes.ts';
import { siteOf } from '../../src/site/site.ts';
import type { Source } from './events.ts';
import { type Live, world } from './world.ts';

export type Bringing = { site: string; marks: readonly number[] };

/** What of other sites' data the action brings into which site. What is copied isn't brought anywhere yet. */
export function broughtBy(live: Live, source: Source, { kind, dest, outgoing }: z.infer<typeof Claim>): Bringing {
  const site = siteOf(dest?.url ?? source.url);
  return { site, marks: kind === 'clipboard.write' || !outgoing ? [] : foreignMarks(live.flow, site, outgoing) };
}

/** A site's script tells its own site what an allowed action has let into it, and nothing besides. */
export function isSentOn(
  live: Live,
  { url }: Source,
  claim: z.infer<typeof Claim>,
  { site, marks }: Bringing,
): boolean {
  const isOwn = claim.kind === 'request' && claim.actor === 'page' && siteOf(url) === site;
  if (!isOwn || marks.length === 0 || !isLetIn(live.letIn, site, marks)) return false;
  return recognise(world.planted.table, claim.outgoing ?? '').labels.length === 0;
}

/** Whose yes it was that let them in: a person saw what it was. */
const byYes = (site: string): string => `yes ${site}`;

export function noteYes(live: Live, { site, marks }: Bringing): void {
  live.letIn = withLetIn(live.letIn, byYes(site), marks);
}

/**
 * A page's script hands on, to an interface elsewhere, what was let into its site, as a translator's does. Its
 * site may tell whom it likes; a page that an agent's script runs in may not, so the person is asked (`private-text-handed-on`).
 */
export function isHandedOn(
  live: Live,
  { url }: Source,
  { kind, actor, dest, outgoing = '' }: z.infer<typeof Claim>,
  { payload }: AgentEvent,
): boolean {
  const own = siteOf(url);
  if (kind !== 'request' || actor !== 'page' || siteOf(dest?.url ?? url) === own) return false;
  if (recognise(world.planted.table, outgoing).labels.length > 0) return false;
  if (payload?.labels?.some((label) => SECRET.has(label)) || payload?.sources?.includes(own)) return false;
  const marks = foreignMarks(live.flow, own, outgoing);
  // Where somebody is signed in, only what a person has let in.
  const place = live.session.privateSites.includes(own) ? byYes(own) : own;
  const strange = marks.filter((mark) => !isLetIn(live.letIn, place, [mark]));
  // The name before a text may go on like what stood before it where it was read.
  return marks.length > 0 && strange.length <= marks.length / 8 && isAlone(live, outgoing, payload);
}

const SECRET: ReadonlySet<string> = new Set(['credential', 'otp', 'payment']);

/** Not what was pieced together with an earlier sending. */
function isAlone({ flow }: Live, outgoing: string, payload: AgentEvent['payload']): boolean {
  const alone = originsOf(flow, recognise(flow, outgoing).sources);
  return (payload?.sources ?? []).every((source) => alone.includes(source));
}

const MONEY: ReadonlySet<string> = new Set(['transfer', 'payment', 'purchase']);

/**
 * A form that names no sum and no account but those that a person has just let into its site, such as one's own for a
 * refund or a benefit: money comes by it, and they were asked.
 */
export function isPaidToOwn(live: Live, claim: z.infer<typeof Claim>, { site }: Bringing): boolean {
  const { kind, target, order, fields = [], outgoing = '' } = claim;
  if (kind !== 'submit' || target?.purpose !== 'transfer' || target.role === 'script') return false;
  if (order?.amount !== undefined || fields.some(({ name }) => AMOUNT.test(name))) return false;
  if (MONEY.has(purposeOfWords(target.name ?? '') ?? 'other')) return false;
  const accounts = outgoing.split('\n').filter((value) => isAccount(value) && !value.includes('@'));
  const found = [...accounts, ...ibansIn(outgoing)].map((account) => foreignMarks(live.flow, site, account));
  return found.length > 0 && found.every((marks) => marks.length > 0 && isLetIn(live.letIn, byYes(site), marks));
}

/** How an agent gives a page text; a code that was let in is given by nothing but its form. */
const GIVES: ReadonlySet<string> = new Set(['type', 'paste', 'drag', 'select', 'upload', 'submit']);

/**
 * What a person let into this site, in a page of that site: held there already, so that nobody is asked twice. Other
 * rules still judge the action.
 */
export function isHeldThere(
  live: Live,
  { url }: Source,
  { kind, outgoing }: z.infer<typeof Claim>,
  { site, marks }: Bringing,
  { payload }: AgentEvent,
): boolean {
  // A password of this very site, beside what was let in, is at home.
  const found = recognise(live.flow, outgoing ?? '');
  const { labels } = broughtTo(live.flow, found, site);
  const isSecret = labels.includes('credential') || (labels.includes('payment') && !isOnlyTyped(found, 'payment'));
  const isCode = payload?.labels?.includes('otp') ?? false;
  if (!GIVES.has(kind) || isSecret || (isCode && kind !== 'submit')) return false;
  if (siteOf(url) !== site || marks.length === 0 || !isHeldBy(live, site, outgoing ?? '')) return false;
  if (recognise(world.planted.table, outgoing ?? '').labels.length > 0) return false;
  return isAlone(live, outgoing ?? '', payload);
}

/** Two fields that were let in may say, one after the other, what stood so where it was read: no more than both. */
function isHeldBy(live: Live, site: string, outgoing: string): boolean {
  const others = outgoing.split('\n').filter((value) => {
    const marks = foreignMarks(live.flow, site, value);
    return marks.length === 0 || !isLetIn(live.letIn, site, marks);
  });
  return isLetIn(live.letIn, site, foreignMarks(live.flow, site, others.join('\n')));
}
