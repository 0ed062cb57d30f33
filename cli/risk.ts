/** `interlock risk`: JSON Lines {id, text, role?, url?, page?, form?, nearby?} in, {id, score, tier, category, purpose} out. */
import * as z from 'zod';
import type { ActionRisk } from '../src/risk/risk.ts';
import { shippedClassifier } from './model-files.ts';
import { type Io, jsonLines, usage } from './rows.ts';

const text = z
  .string()
  .nullish()
  .transform((t) => t ?? '');
const Row = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  role: text,
  url: text,
  page: text,
  form: text,
  nearby: text,
});
const CHUNK = 256;

/** @returns 0 when every row was answered, 1 when some answer is `unavailable`, 2 for bad input */
export async function runRisk(args: readonly string[], io: Io): Promise<number> {
  const asked = usage(args, 'risk', io);
  if (typeof asked === 'number') return asked;
  const rows = await jsonLines(asked.file, Row, io);
  if (rows === undefined) return 2;
  const classifier = await shippedClassifier(asked.model);
  let unanswered = 0;
  for (let at = 0; at < rows.length; at += CHUNK) {
    const chunk = rows.slice(at, at + CHUNK);
    for (const [i, risk] of (await classifier.scoreActions(chunk)).entries()) {
      if (risk.kind === 'unavailable') unanswered += 1;
      io.out(`${JSON.stringify({ id: chunk[i]?.id, ...fields(risk) })}\n`);
    }
  }
  return unanswered > 0 ? 1 : 0;
}

function fields(risk: ActionRisk) {
  return risk.kind === 'scored'
    ? { score: risk.score, tier: risk.tier, category: risk.category, purpose: risk.purpose }
    : { tier: 'unavailable', cause: risk.cause };
}
