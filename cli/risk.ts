/** `interlock risk`: JSON Lines {id, text, role?, url?, page?, form?, nearby?} in, {id, score, tier, category, purpose} out. */
import * as z from 'zod';
import type { ActionRisk } from '../src/risk/risk.ts';
import { answerRows } from './answer.ts';
import type { Io } from './rows.ts';

const text = z
  .string()
  .nullish()
  .transform((t) => t ?? '');
const row = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  role: text,
  url: text,
  page: text,
  form: text,
  nearby: text,
});

/** @returns 0 when every row was answered, 1 when some answer is `unavailable`, 2 for bad input */
export function runRisk(args: readonly string[], io: Io): Promise<number> {
  return answerRows({ name: 'risk', row, score: (model, rows) => model.scoreActions(rows), fields }, args, io);
}

function fields(risk: ActionRisk) {
  return risk.kind === 'scored'
    ? { score: risk.score, tier: risk.tier, category: risk.category, purpose: risk.purpose }
    : { tier: 'unavailable', cause: risk.cause };
}
