/**
 * What an action is about to give away, as a person is shown it before they say yes: which text, of which field, to which
 * address, and what of it was read where. INVARIANT: what comes out is for the person's screen only. What a page wrote in
 * it is cut, what can't be seen made visible, and passwords, codes and cards are covered.
 */
import type * as z from 'zod/mini';
import { isCard, isIban, isNationalId } from '../dataflow/checksums.ts';
import { kindsOf } from '../dataflow/kinds.ts';
import { type Stretch, stretches } from '../dataflow/stretches.ts';
import type { Table } from '../dataflow/table.ts';
import type { Label } from '../event/event.ts';
import type { Particulars, Parts, Piece } from '../protocol/question.ts';
import type { Claim as ClaimSchema } from '../protocol/shapes.ts';
import { legible } from './legible.ts';

type Claim = z.infer<typeof ClaimSchema>;
type Field = { name: string; value: string; label?: Label | undefined };

const MOST_FIELDS = 8;
const LONGEST_NAME = 60;
const LONGEST_VALUE = 240;
/** Around what was recognised, so much of the rest. */
const AROUND = 60;

/** @param site of the destination: what is its own isn't marked */
export function particularsOf(table: Table, site: string, claim: Claim): Particulars | undefined {
  const fields = fieldsOf(claim).map((field) => ({ ...field, marks: stretches(table, field.value, site) }));
  const address = claim.dest?.url && !STAYS.has(claim.kind) ? claim.dest.url : undefined;
  const ofAddress = address ? stretches(table, address, site) : [];
  const all = [...fields.map(({ value, marks }) => ({ value, marks })), { value: address ?? '', marks: ofAddress }];
  // What was read elsewhere comes first: a page may have any number of other fields.
  const shown = [...fields.filter(({ marks }) => marks.length > 0), ...fields.filter(({ marks }) => !marks.length)];
  const control =
    PRESSES.has(claim.kind) && !/^(script|address)$/.test(claim.target?.role ?? '') ? (claim.target?.name ?? '') : '';
  if (shown.length === 0 && !address && !control) return undefined;
  return {
    read: readIn(all),
    ...(control ? { control: named(control) } : {}),
    ...(claim.total ? { total: legible(claim.total) } : {}),
    ...(address ? { address: partsOf(address, ofAddress, undefined) } : {}),
    fields: shown.slice(0, MOST_FIELDS).map(({ name, value, marks, label }) => ({
      name: named(name),
      value: partsOf(value, marks, label),
    })),
    more: Math.max(0, shown.length - MOST_FIELDS),
  };
}

const LONGEST_PAYEE = 600;

/** Whom a payment pays, as its page calls them. */
export const orderShown = <O extends { payee: string }>(order: O): O => ({
  ...order,
  payee: legible(order.payee).slice(0, LONGEST_PAYEE),
});

const named = (name: string): string => legible(name).slice(0, LONGEST_NAME);

const PRESSES: ReadonlySet<string> = new Set(['click', 'submit', 'tool']);

/** What is entered stays on its page for now. */
const STAYS: ReadonlySet<string> = new Set(['type', 'paste', 'drag', 'select', 'upload', 'click']);

/** What goes out, field by field; an address that is opened is shown as such. */
function fieldsOf({ kind, outgoing = '', fields = [], dest, target, payload }: Claim): Field[] {
  const text = withoutFirst(outgoing, dest?.url ?? '');
  const found: Field[] = [];
  let at = 0;
  for (const { name, length, label } of fields) {
    found.push({ name, value: text.slice(at, at + length), label });
    at += length + 1;
  }
  const name = fields.length === 0 ? (target?.name ?? '') : '';
  const isField = kind === 'type' || kind === 'paste' || kind === 'drag';
  const rest = {
    name: isField ? name : '',
    value: text.slice(at).trim(),
    label: isField ? payload?.labels?.[0] : undefined,
  };
  return [...found, rest].filter(({ value }) => value.trim() !== '');
}

const withoutFirst = (text: string, first: string): string =>
  text.startsWith(first) ? text.slice(first.length) : text;

/** Which kinds of data, from which sites; each once. */
function readIn(all: readonly { value: string; marks: readonly Stretch[] }[]): Particulars['read'] {
  const found = all.flatMap(({ value, marks }) =>
    marks.map((mark) => ({ what: pieceOf(value.slice(mark.from, mark.to), mark.labels), from: [...mark.sources] })),
  );
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()].slice(0, 6);
}

function pieceOf(text: string, labels: readonly Label[]): Piece {
  if (labels.includes('credential')) return 'password';
  if (labels.includes('otp')) return 'code';
  if (labels.includes('payment')) return 'card';
  const plain = text.trim();
  if (isIban(plain)) return 'account';
  if (isNationalId(plain)) return 'identity';
  if (labels.includes('pii'))
    return plain.includes('@') ? 'email' : /^[+\d][\d ()./-]{6,}$/.test(plain) ? 'phone' : 'address';
  return /\d/.test(plain) && !/\s\p{L}{3,}\s/u.test(plain) ? 'number' : 'text';
}

type Span = { from: number; to: number; marked: boolean; cover?: 'all' | 'but-end' };

/** The text as it may be shown: what was recognised marked, secrets covered, the rest cut around it. */
function partsOf(value: string, marks: readonly Stretch[], label: Label | undefined): Parts {
  const whole = coverOf(value, label);
  const spans = whole
    ? [{ from: 0, to: value.length, marked: marks.length > 0, cover: whole }]
    : marks.map(spanOf(value));
  const plain = withoutSecrets(value);
  const parts: Parts = [];
  let at = 0;
  let left = LONGEST_VALUE;
  const add = (text: string, marked: boolean) => {
    const shown = text.slice(0, Math.max(0, left));
    left -= text.length;
    if (shown) parts.push({ text: shown, marked });
  };
  for (const { from, to, marked, cover } of spans) {
    if (from < at) continue;
    add(shortened(legible(plain(value.slice(at, from))), at > 0), false);
    const text = value.slice(from, to);
    add(cover ? covered(text, cover) : legible(plain(text)), marked);
    at = to;
  }
  const rest = legible(plain(value.slice(at)));
  add(spans.length > 0 && rest.length > AROUND ? `${rest.slice(0, AROUND)}…` : rest, false);
  if (left < 0) parts.push({ text: '…', marked: false });
  return parts;
}

/** What stands before a mark, or between two. */
function shortened(text: string, isBetween: boolean): string {
  if (text.length <= AROUND) return text;
  return isBetween && text.length > 2 * AROUND
    ? `${text.slice(0, AROUND)}…${text.slice(-AROUND)}`
    : isBetween
      ? text
      : `…${text.slice(-AROUND)}`;
}

const spanOf =
  (value: string) =>
  ({ from, to, labels }: Stretch): Span => {
    const isSecret = labels.includes('credential') || labels.includes('otp');
    const cover = isSecret
      ? 'all'
      : labels.includes('payment') && !isIban(value.slice(from, to))
        ? 'but-end'
        : undefined;
    return { from, to, marked: true, ...(cover ? { cover } : {}) };
  };

/** Covers cards, codes and keys by their shape, recognised or not, wherever they stand in `value`. */
function withoutSecrets(value: string): (text: string) => string {
  const kinds = kindsOf(value);
  // Beside a word about codes, each group of digits in a longer number looks like one.
  const longer = kinds.filter(({ kind }) => kind !== 'otp').map((one) => one.value);
  const secrets = kinds.flatMap(({ kind, value: secret }) => {
    const isSecret =
      kind === 'card' || kind === 'key' || (kind === 'otp' && !longer.some((one) => one.includes(secret)));
    return isSecret ? [{ secret, cover: covered(secret, kind === 'card' ? 'but-end' : 'all') }] : [];
  });
  return (text) => secrets.reduce((shown, { secret, cover }) => shown.replaceAll(secret, cover), text);
}

/** Whether the page says that the whole field is secret. A field for an account number shows it: that is what to look at. */
function coverOf(value: string, label: Label | undefined): Span['cover'] {
  if (label === 'credential' || label === 'otp') return 'all';
  if (label !== 'payment' || isIban(value.trim()) || !/\d/.test(value)) return undefined;
  return isCard(value) || value.replace(/\D/g, '').length > 8 ? 'but-end' : 'all';
}

/** Of a length that says nothing. */
const COVER = '••••••';

function covered(text: string, cover: 'all' | 'but-end'): string {
  const digits = text.replace(/\D/g, '');
  return cover === 'but-end' && digits.length > 8 ? `${COVER} ${digits.slice(-4)}` : COVER;
}
