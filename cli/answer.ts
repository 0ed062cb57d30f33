/** What `scan` and `risk` have in common: rows in, the model's answers out, and what the exit code says of them. */
import type * as z from 'zod';
import type { Classifier } from '../src/classify/classifier.ts';
import { shippedClassifier } from './model-files.ts';
import { type Io, jsonLines, usage } from './rows.ts';

/** Rows asked at once: enough for full batches, few enough to show progress. */
const CHUNK = 256;

export interface Command<Row, Risk> {
  readonly name: string;
  readonly row: z.ZodType<Row>;
  readonly score: (classifier: Classifier, rows: readonly Row[]) => Promise<Risk[]>;
  /** What is printed beside the row's id; `ms` is the time a row took, by its chunk. */
  readonly fields: (risk: Risk, ms: number) => object;
}

/** @returns 0 when every row was answered, 1 when some answer is `unavailable`, 2 for bad input */
export async function answerRows<Row extends { id: string | number }, Risk extends { kind: string }>(
  { name, row, score, fields }: Command<Row, Risk>,
  args: readonly string[],
  io: Io,
): Promise<number> {
  const asked = usage(args, name, io);
  if (typeof asked === 'number') return asked;
  const rows = await jsonLines(asked.file, row, io);
  if (rows === undefined) return 2;
  const classifier = await shippedClassifier(asked.model);
  let unanswered = 0;
  for (let at = 0; at < rows.length; at += CHUNK) {
    const chunk = rows.slice(at, at + CHUNK);
    const began = performance.now();
    const risks = await score(classifier, chunk);
    const ms = (performance.now() - began) / chunk.length;
    for (const [i, risk] of risks.entries()) {
      if (risk.kind === 'unavailable') unanswered += 1;
      io.out(`${JSON.stringify({ id: chunk[i]?.id, ...fields(risk, ms) })}\n`);
    }
  }
  return unanswered > 0 ? 1 : 0;
}
