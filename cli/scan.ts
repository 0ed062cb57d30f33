/** `interlock scan`: JSON Lines {id, text, channel?} in, {id, score, tier, labels, ms} out, with the shipped model. */
import * as z from 'zod';
import type { PassageRisk } from '../src/risk/risk.ts';
import { answerRows } from './answer.ts';
import type { Io } from './rows.ts';

const row = z.object({ id: z.union([z.string(), z.number()]), text: z.string(), channel: z.string().optional() });

/** @returns 0 when every row was answered, 1 when some answer is `unavailable`, 2 for bad input */
export function runScan(args: readonly string[], io: Io): Promise<number> {
  return answerRows({ name: 'scan', row, score: (model, rows) => model.scorePassages(rows), fields }, args, io);
}

function fields(risk: PassageRisk, ms: number) {
  const said =
    risk.kind === 'scored'
      ? { score: risk.score, tier: risk.tier, labels: risk.labels }
      : { tier: 'unavailable', labels: [], cause: risk.cause };
  return { ...said, ms: Number(ms.toFixed(3)) };
}
