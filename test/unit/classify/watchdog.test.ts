import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { watchdog } from '../../../extension/offscreen/watchdog.ts';

const WORKER = `const { parentPort } = require('node:worker_threads');
parentPort.on('message', (ms) => { if (ms === Infinity) for (;;); setTimeout(() => parentPort.postMessage('answer'), ms); });`;

/** What came of it: which was first, an answer to all or the watchdog. */
async function outcome(questions: readonly number[], patienceMs: number): Promise<'answered' | 'ended'> {
  const worker = new Worker(WORKER, { eval: true });
  await once(worker, 'online');
  let owed = questions.length;
  const result = await new Promise<'answered' | 'ended'>((resolve) => {
    const watch = watchdog(patienceMs, () => resolve('ended'));
    worker.on('message', () => {
      owed -= 1;
      watch.heard(owed > 0);
      if (owed === 0) resolve('answered');
    });
    for (const ms of questions) {
      worker.postMessage(ms);
      watch.asked();
    }
  });
  await worker.terminate();
  return result;
}

it('ends a worker that never comes back, and none that is only slow', async () => {
  expect(await outcome([Number.POSITIVE_INFINITY], 300)).toBe('ended');
  // A question more doesn't buy it time.
  expect(await outcome([0, Number.POSITIVE_INFINITY, 0], 300)).toBe('ended');
  // Together longer than the patience, but never silent for so long.
  expect(await outcome([800, 1_600, 2_400, 3_200], 2_000)).toBe('answered');
});
