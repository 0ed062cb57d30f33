/** `interlock scan`: JSON Lines {id, text, channel?} in, {id, score, tier, labels, ms} out, with the shipped model. */
import * as z from 'zod';
import type { PassageRisk } from '../src/risk/risk.ts';
import { shippedClassifier } from './model-files.ts';
import { type Io, jsonLines, usage } from './rows.ts';

const Row = z.object({ id: z.union([z.string(), z.number()]), text: z.string(), channel: z.string().optional() });

/** Rows asked at once: enough for full batches, few enough to show progress. */
const CHUNK = 256;

/** @returns 0 when every row was answered, 1 when some answer is `unavailable`, 2 for bad input */
export async function runScan(args: readonly string[], io: Io): Promise<number> {
  const asked = usage(args, 'scan', io);
  if (typeof asked === 'number') return asked;
  const rows = await jsonLines(asked.file, Row, io);
  if (rows === undefined) return 2;
  const classifier = await shippedClassifier(asked.model);
  let unanswered = 0;
  for (let at = 0; at < rows.length; at += CHUNK) {
    const chunk = rows.slice(at, at + CHUNK);
    const began = performance.now();
    const risks = await classifier.scorePassages(chunk);
    const ms = (performance.now() - began) / chunk.length;
    for (const [i, risk] of risks.entries()) {
      if (risk.kind === 'unavailable') unanswered += 1;
      io.out(`${JSON.stringify({ id: chunk[i]?.id, ...fields(risk), ms: Number(ms.toFixed(3)) })}\n`);
    }
  }
  return unanswered > 0 ? 1 : 0;
}

function fields(risk: PassageRisk) {
  return risk.kind === 'scored'
    ? { score: risk.score, tier: risk.tier, labels: risk.labels }
    : { tier: 'unavailable', labels: [], cause: risk.cause };
}
