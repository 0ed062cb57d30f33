/**
 * What a session remembers of private data: fingerprints only, in fixed memory, with where each came from. Values
 * themselves are never kept. Plain data: serialised by the worker, parsed by every content script.
 */
import type { Label } from '../event/event.ts';
import { fromBase64, toBase64 } from './base64.ts';

export interface Source {
  /** Site whose data it is. */
  readonly site: string;
  readonly label: Label;
}

export interface Table {
  readonly salt: string;
  /** Grows by one with every change. */
  readonly epoch: number;
  readonly sources: readonly Source[];
  /** Fingerprints of single values (secrets, numbers, addresses), the latest last; `ENTRY_BYTES` each. */
  readonly values: Uint8Array;
  /** Fingerprints of running text and of numbers' parts, the latest last. */
  readonly texts: Uint8Array;
  /** How many fingerprints had to go to make room. More than none means: coverage is no longer full. */
  readonly evicted: number;
}

/** One fingerprint: anchor (4 bytes), check (2), length (1), flags (1), index of its source (1). */
export const ENTRY_BYTES = 9;
export const MAX_VALUES = 4_096;
export const MAX_TEXTS = 6_144;
/** As many as one byte can name. */
export const MAX_SOURCES = 256;
/** Whose data it is where there are too many sites to tell them apart: foreign to every destination. */
export const SEVERAL_SITES = 'several-sites.invalid';
/** Longest stretch that one fingerprint covers, in dense characters. */
export const MAX_LENGTH = 64;

export const BOUNDED = 1;
export const ALONE = 2;
export const PUNCTUATED = 4;
/** Found among the digits of a text, whatever is between them. */
export const NUMBER = 8;
/** A window of a long number; a row of them, from edge to edge, is a part of it. */
export const PART = 16;

/** Lengths of the windows that are looked up; a value of another length is found by its beginning, then confirmed whole. */
export const ANCHORS = [4, 5, 6, 8, 12, 16, 32] as const;

/** In the order of the event's labels; repeated here because the event's schema doesn't belong in every page. */
export const LABEL_ORDER = [
  'credential',
  'otp',
  'payment',
  'pii',
  'private',
  'file',
  'untrusted',
  'injected',
] as const satisfies readonly Label[];

/** @param n length of the whole entry; numbers by themselves are looked up in one pass, since eight digits say enough */
export function anchorLength(n: number, flags: number): number {
  if (flags & NUMBER) return 8;
  return ANCHORS.findLast((length) => length <= n) ?? ANCHORS[0];
}

/** @param salt random per session, 16 bytes or more in any spelling */
export function emptyTable(salt: string): Table {
  return { salt, epoch: 0, sources: [], values: new Uint8Array(0), texts: new Uint8Array(0), evicted: 0 };
}

/** At most about 130 KB: the full table's 10,240 fingerprints in base64. */
export function serialise(table: Table): string {
  return JSON.stringify({
    flow: 1,
    salt: table.salt,
    epoch: table.epoch,
    sources: table.sources.map(({ site, label }) => [site, label]),
    values: toBase64(table.values),
    texts: toBase64(table.texts),
    evicted: table.evicted,
  });
}

/** @returns nothing when `text` isn't a table: the caller then has no data-flow coverage, and must say so */
export function parse(text: string): Table | undefined {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(raw) || raw.flow !== 1) return undefined;
  const { salt, epoch, evicted } = raw;
  const sources = sourcesOf(raw.sources);
  const values = entriesOf(raw.values, MAX_VALUES, sources?.length ?? 0);
  const texts = entriesOf(raw.texts, MAX_TEXTS, sources?.length ?? 0);
  if (typeof salt !== 'string' || !isCount(epoch) || !isCount(evicted) || !sources || !values || !texts)
    return undefined;
  return { salt, epoch, sources, values, texts, evicted };
}

function sourcesOf(raw: unknown): Source[] | undefined {
  if (!Array.isArray(raw) || raw.length > MAX_SOURCES) return undefined;
  const out: Source[] = [];
  for (const pair of raw) {
    const [site, name]: unknown[] = Array.isArray(pair) ? pair : [];
    const label = LABEL_ORDER.find((known) => known === name);
    if (typeof site !== 'string' || !label) return undefined;
    out.push({ site, label });
  }
  return out;
}

function entriesOf(raw: unknown, most: number, sources: number): Uint8Array | undefined {
  const bytes = typeof raw === 'string' ? fromBase64(raw) : undefined;
  if (!bytes || bytes.length % ENTRY_BYTES !== 0 || bytes.length > most * ENTRY_BYTES) return undefined;
  for (let at = 0; at < bytes.length; at += ENTRY_BYTES) {
    const length = bytes[at + 6] ?? 0;
    if (length < ANCHORS[0] || length > MAX_LENGTH || (bytes[at + 8] ?? 0) >= sources) return undefined;
  }
  return bytes;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
