/** What of other sites' data allowed actions have brought where, as far as it was seen from this frame. */
import { EMPTY_STREAM, put, type Stream } from '../../src/dataflow/accumulate.ts';
import { foreignMarks, isLetIn, type LetIn, withLetIn } from '../../src/dataflow/let-in.ts';
import { siteOfSource } from '../../src/dataflow/origins.ts';
import type { Table } from '../../src/dataflow/table.ts';
import type { Claim } from '../../src/enforce/claims.ts';
import type { Licence } from '../../src/enforce/sending.ts';
import { MOST_HELD } from '../../src/protocol/told.ts';
import { send } from './link.ts';

type Known = {
  flow: Table | undefined;
  site: string | undefined;
  /** Requests are looked at on their way, too. */
  looksOn: boolean;
};

/** What is longer is looked through by itself alone: pages that send so much send it often. */
const LONGEST_PIECE = 500;
/** To put one request together with those before it takes milliseconds: so many of each second, and no page is held up. */
const MOST_MS = 50;
/** The first of each second are looked at however long that takes: on a busy machine eight pieces had taken all the time. */
const LEAST = 20;

/** Told no more often than this: it counts for ten times as long. */
const HAND_MS = 1_000;

export class Brought implements Licence {
  /** By origin. */
  private brought: LetIn = {};
  /** What the worker knows of that, by origin. */
  private told: LetIn = {};

  /** Ends of what its scripts sent by themselves. */
  private stream: Stream = EMPTY_STREAM;
  private second = { from: Number.NEGATIVE_INFINITY, spentMs: 0, looked: 0 };
  private toldHandAt = Number.NEGATIVE_INFINITY;

  /** @param known what is known now */
  constructor(private readonly known: () => Known) {}

  knowsForeign(): boolean {
    const { flow, site } = this.known();
    return flow?.sources.some((source) => siteOfSource(source.site) !== site) ?? false;
  }

  unlicensed(text: string, url: string): number[] {
    const marks = this.marksOf(text);
    return isLetIn(this.brought, originOf(url), marks) ? [] : marks;
  }

  completed(text: string, url: string): string {
    const { flow } = this.known();
    if (!flow || text.length > LONGEST_PIECE || !this.knowsForeign()) return '';
    // One clock for the documents of a tab, which go on with each other's pieces.
    const at = performance.timeOrigin + performance.now();
    if (at - this.second.from > 1_000) this.second = { from: at, spentMs: 0, looked: 0 };
    if (this.second.spentMs > MOST_MS && this.second.looked >= LEAST) return '';
    this.second.looked += 1;
    const { state, completed } = put(this.stream, flow, placeOf(url), text, at);
    this.second.spentMs += performance.timeOrigin + performance.now() - at;
    // What is stopped hasn't gone: the same piece completes it the next time, too.
    if (completed.length === 0) this.stream = state;
    return completed.map((row) => `\n${row}`).join('');
  }

  /** What went to its own site in pieces, for the document that follows; nothing where none did. */
  trail(): string | undefined {
    const own = this.stream.destinations.filter(({ site }) => site === placeOf(location.href));
    return own.length > 0 ? JSON.stringify({ destinations: own } satisfies Stream) : undefined;
  }

  /** Goes on with what the document before this one left. */
  goOn(trail: string | undefined): void {
    if (trail !== undefined && this.stream === EMPTY_STREAM) this.stream = JSON.parse(trail) as Stream;
  }

  letIn({ kind, dest, outgoing }: Claim, isJudged: boolean): void {
    if (!isJudged) this.tellHand();
    if (!outgoing || kind === 'clipboard.write') return;
    const url = dest?.url ?? location.href;
    const marks = this.marksOf(outgoing);
    this.brought = withLetIn(this.brought, originOf(url), marks);
    if (isJudged) this.told = withLetIn(this.told, originOf(url), marks);
    else void this.vouch(outgoing, url);
  }

  vouch(text: string, url: string): Promise<unknown> | undefined {
    if (!this.known().looksOn) return undefined;
    const origin = originOf(url);
    const marks = this.marksOf(text);
    if (isLetIn(this.told, origin, marks)) return undefined;
    return send('page.holds', { url: origin, marks: marks.slice(0, MOST_HELD) }).then((answer) => {
      if (answer) this.told = withLetIn(this.told, origin, marks);
    });
  }

  /** What a person orders is seen on its way, too. */
  private tellHand(): void {
    if (!this.known().looksOn || performance.now() - this.toldHandAt < HAND_MS) return;
    this.toldHandAt = performance.now();
    void send('page.holds', { url: location.origin, marks: [], hand: true });
  }

  private marksOf(text: string): number[] {
    const { flow, site } = this.known();
    return flow ? foreignMarks(flow, site, text) : [];
  }
}

/** Roughly its site: who has it has all names below it, and pieces of two sites that are taken for one make nothing. */
const placeOf = (url: string): string => new URL(url, location.href).hostname.split('.').slice(-2).join('.');

const originOf = (url: string): string => new URL(url, location.href).origin;
