/** Windows to batches of like length, so that little is spent on padding. */
import type { Feed } from './runtime.ts';

/** Tokens in a batch, padding included: more gains nothing on one thread, and keeps a more urgent question waiting. */
const BATCH_TOKENS = 1_024;

export interface Batch<Job> {
  readonly jobs: readonly Job[];
  readonly ids: Feed & { readonly kind: 'int32' };
}

export function batchesOf<Job extends { readonly ids: Int32Array }>(jobs: readonly Job[], pad: number): Batch<Job>[] {
  const sorted = [...jobs].sort((a, b) => a.ids.length - b.ids.length);
  const batches: Batch<Job>[] = [];
  let group: Job[] = [];
  for (const job of sorted) {
    if (group.length > 0 && (group.length + 1) * job.ids.length > BATCH_TOKENS) {
      batches.push(batch(group, pad));
      group = [];
    }
    group.push(job);
  }
  if (group.length > 0) batches.push(batch(group, pad));
  return batches;
}

export function batch<Job extends { readonly ids: Int32Array }>(jobs: readonly Job[], pad: number): Batch<Job> {
  const width = Math.max(...jobs.map((job) => job.ids.length));
  const data = new Int32Array(jobs.length * width).fill(pad);
  jobs.forEach((job, row) => {
    data.set(job.ids, row * width);
  });
  return { jobs, ids: { kind: 'int32', data, dims: [jobs.length, width] } };
}
