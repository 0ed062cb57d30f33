/** What of other sites' data allowed actions have brought where, as far as it was seen from this frame. */
import { foreignMarks, isLetIn, type LetIn, withLetIn } from '../../src/dataflow/let-in.ts';
import { siteOfSource } from '../../src/dataflow/origins.ts';
import type { Table } from '../../src/dataflow/table.ts';
import type { Claim } from '../../src/enforce/claims.ts';
import type { Licence } from '../../src/enforce/sending.ts';

type Known = { flow: Table | undefined; site: string | undefined };

export class Brought implements Licence {
  /** By origin. */
  private brought: LetIn = {};

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

  letIn({ kind, dest, outgoing }: Claim): void {
    if (!outgoing || kind === 'clipboard.write') return;
    this.brought = withLetIn(this.brought, originOf(dest?.url ?? location.href), this.marksOf(outgoing));
  }

  private marksOf(text: string): number[] {
    const { flow, site } = this.known();
    return flow ? foreignMarks(flow, site, text) : [];
  }
}

const originOf = (url: string): string => new URL(url, location.href).origin;
