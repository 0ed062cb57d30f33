/**
 * Runs windows through the two halves of the network, on the first runtime that works. A runtime that fails in the middle
 * of a batch (a GPU that was lost, say) is given up for the next one, and the batch is asked again.
 */
import type { Backend } from '../risk/risk.ts';
import { type Batch, batch, batchesOf } from './batches.ts';
import type { ModelAssets } from './manifest.ts';
import { withPatience } from './patience.ts';
import type { Net, Outputs, Runtime } from './runtime.ts';

export interface Job {
  readonly ids: Int32Array;
}

export interface Reading {
  readonly backend: Backend;
  /** Logits of the early head, and of the others unless the window left early. */
  readonly early: number;
  readonly late?: Readonly<Record<string, Float32Array>>;
}

export type Read =
  | { readonly kind: 'read'; readonly reading: Reading }
  | { readonly kind: 'unavailable'; readonly cause: string };

interface Nets {
  readonly backend: Backend;
  readonly patienceMs: number | undefined;
  readonly early: Net;
  readonly late: Net;
}

export class Engine {
  private nets: Nets | undefined;
  private causes: string[] = [];
  private constructor(
    private readonly pad: number,
    private files: ModelAssets['files'],
    private readonly runtimes: Runtime[],
  ) {}

  static async start({ manifest, files }: ModelAssets, runtimes: readonly Runtime[]): Promise<Engine> {
    const engine = new Engine(manifest.tokens.pad, files, [...runtimes]);
    await engine.open();
    return engine;
  }

  get backend(): Backend | undefined {
    return this.nets?.backend;
  }

  /** Why nothing runs, when nothing does; else why a better runtime was given up. */
  get cause(): string | undefined {
    return this.causes.at(-1);
  }

  /** Reads all jobs, batch by batch; `leave` says by its early logit whether a window may skip the upper layers. */
  async readAll<J extends Job>(
    jobs: readonly J[],
    leave: (early: number) => boolean,
    done: (job: J, read: Read) => void,
  ): Promise<void> {
    for (const batch of batchesOf(jobs, this.pad)) await this.readBatch(batch, leave, done);
  }

  private async readBatch<J extends Job>(
    group: Batch<J>,
    leave: (early: number) => boolean,
    done: (job: J, read: Read) => void,
  ): Promise<void> {
    while (this.nets !== undefined) {
      const nets = this.nets;
      try {
        const readings = await withPatience(nets.patienceMs, this.read(nets, group, leave));
        for (const [i, job] of group.jobs.entries()) {
          const reading = readings[i];
          done(job, reading === undefined ? missing('a reading is missing') : { kind: 'read', reading });
        }
        return;
      } catch (error) {
        // Memory may be short for the whole batch and enough for its parts.
        if (nets.backend === 'wasm' && group.jobs.length > 1) {
          for (const job of group.jobs) await this.readBatch(batch([job], this.pad), leave, done);
          return;
        }
        if (nets.backend === 'wasm') {
          for (const job of group.jobs) done(job, missing(`runtime: ${messageOf(error)}`));
          return;
        }
        await this.giveUp(nets, messageOf(error));
      }
    }
    for (const job of group.jobs) done(job, missing(this.cause ?? 'no runtime'));
  }

  private async read<J extends Job>(nets: Nets, { jobs, ids }: Batch<J>, leave: (early: number) => boolean) {
    const first = await nets.early.run({ ids });
    const early = need(first, 'early');
    const hidden = need(first, 'hidden');
    const width = ids.dims[1] ?? 0;
    const stay = [...jobs.keys()].filter((i) => !leave(early[i] ?? Number.NaN));
    const late = new Map<number, Record<string, Float32Array>>();
    if (stay.length > 0) {
      const size = hidden.length / jobs.length;
      const kept = stay.length === jobs.length ? hidden : rowsOf(hidden, stay, size);
      const keptIds = stay.length === jobs.length ? ids.data : Int32Array.from(rowsOf(ids.data, stay, width));
      const dims = [stay.length, width];
      const second = await nets.late.run({
        hidden: { kind: 'float32', data: Float32Array.from(kept), dims: [...dims, size / width] },
        ids: { kind: 'int32', data: keptIds, dims },
      });
      stay.forEach((job, row) => {
        late.set(job, rowOf(second, row, stay.length));
      });
    }
    return jobs.map((_, i): Reading => {
      const upper = late.get(i);
      const lower = { backend: nets.backend, early: early[i] ?? Number.NaN };
      return upper === undefined ? lower : { ...lower, late: upper };
    });
  }

  private async open(): Promise<void> {
    for (let runtime = this.runtimes.shift(); runtime !== undefined; runtime = this.runtimes.shift()) {
      const kind = runtime.backend === 'webgpu' ? 'gpu' : 'cpu';
      const file = (name: string) => this.files.get(name) ?? new Uint8Array();
      try {
        const weights = file('weights.bin');
        const { patienceMs } = runtime;
        const early = await withPatience(patienceMs, runtime.open(file(`${kind}-early.onnx`), weights));
        const late = await withPatience(patienceMs, runtime.open(file(`${kind}-late.onnx`), weights));
        this.nets = { backend: runtime.backend, patienceMs, early, late };
        // The engine has its own copy of the weights, and nothing is left that could need them again.
        if (this.runtimes.length === 0) this.files = new Map();
        return;
      } catch (error) {
        this.causes.push(`${runtime.backend}: ${messageOf(error)}`);
      }
    }
    this.nets = undefined;
  }

  /** Takes the present runtime out of use, for the next one. */
  async refuse(why: string): Promise<void> {
    if (this.nets !== undefined) await this.giveUp(this.nets, why);
  }

  private async giveUp(nets: Nets, why: string): Promise<void> {
    if (this.nets !== nets) return;
    this.causes.push(`${nets.backend} given up: ${why}`);
    this.nets = undefined;
    await this.open();
    // A lost device may never answer; what it held is freed with it.
    void Promise.allSettled([nets.early.close(), nets.late.close()]);
  }
}

function rowsOf<A extends Int32Array | Float32Array>(data: A, rows: readonly number[], size: number): Float32Array {
  const out = new Float32Array(rows.length * size);
  rows.forEach((row, i) => {
    out.set(data.subarray(row * size, (row + 1) * size), i * size);
  });
  return out;
}

function rowOf(outputs: Outputs, row: number, rows: number): Record<string, Float32Array> {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, data]) => {
      const size = data.length / rows;
      return [name, data.slice(row * size, (row + 1) * size)];
    }),
  );
}

function need(outputs: Outputs, name: string): Float32Array {
  const data = outputs[name];
  if (data === undefined) throw new Error(`the graph gives no ${name}`);
  return data;
}

function missing(cause: string): Read {
  return { kind: 'unavailable', cause };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 200) : String(error).slice(0, 200);
}
