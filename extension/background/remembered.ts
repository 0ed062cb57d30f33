/**
 * What a model said of a text it says again: a page that is loaded once more, or shares its words with another, costs no
 * way to the model and back. In this worker's memory only; for the model that said it, and none after it.
 */
import { Cache } from '../../src/classify/cache.ts';
import type { PassageRisk, PassageText } from '../../src/risk/risk.ts';
import { unavailable } from '../../src/risk/risk.ts';

/** UTF-16 units of all texts together. */
const MOST = 1_000_000;

type Scored = (index: number, risk: PassageRisk) => void;
type Score = (passages: PassageText[], scored?: Scored) => Promise<PassageRisk[]>;

/** @param model names what answers now; undefined where nothing is sure of it, and nothing is remembered */
export function remembering(score: Score, model: () => string | undefined): Score {
  let cache = new Cache<PassageRisk>(MOST);
  let answering: string | undefined;
  return async (passages, scored) => {
    const named = model();
    if (named !== answering) cache = new Cache(MOST);
    answering = named;
    const known = cache;
    const answers = new Map<number, PassageRisk>();
    const open: number[] = [];
    for (const [i, { text }] of passages.entries()) {
      const risk = named === undefined ? undefined : known.get(text);
      if (risk === undefined) open.push(i);
      else answers.set(i, risk);
    }
    for (const [i, risk] of answers) scored?.(i, risk);
    const asked = open.flatMap((i) => passages[i] ?? []);
    const risks = asked.length === 0 ? [] : await score(asked, (at, risk) => scored?.(open[at] ?? -1, risk));
    // An answer that came while the model changed is anybody's.
    const same = named !== undefined && model() === named;
    for (const [at, i] of open.entries()) {
      const risk = risks[at] ?? unavailable('no answer');
      answers.set(i, risk);
      if (same && risk.kind === 'scored') known.set(asked[at]?.text ?? '', risk);
    }
    return passages.map((_, i) => answers.get(i) ?? unavailable('no answer'));
  };
}
