/** The shipped model on WASM in Node, for tests; opened once. */
import { readFile } from 'node:fs/promises';
import * as ort from 'onnxruntime-web/wasm';
import { type ModelAssets, openModel } from '../../../src/classify/manifest.ts';
import { ortRuntime, type Runtime } from '../../../src/classify/runtime.ts';

export async function readShipped(name: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(`models/${name}`));
}

export async function shippedAssets(): Promise<ModelAssets> {
  const opened = await openModel(readShipped);
  if (opened.kind === 'unavailable') throw new Error(opened.cause);
  return opened.assets;
}

export async function wasm(): Promise<Runtime> {
  const bytes = await readFile('node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm');
  ort.env.wasm.wasmBinary = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  ort.env.wasm.numThreads = 1;
  return ortRuntime(ort, 'wasm');
}

/** The real engine under another name, which breaks when its `left` runs are used up: a GPU that is lost in the middle. */
export function breaking(real: Runtime): Runtime & { left: number } {
  const broken = {
    backend: 'webgpu' as const,
    left: Number.POSITIVE_INFINITY,
    async open(graph: Uint8Array, weights: Uint8Array) {
      const net = await real.open(graph, weights);
      return {
        run: async (feeds: Parameters<typeof net.run>[0]) => {
          broken.left -= 1;
          if (broken.left < 0) throw new Error('device lost');
          return net.run(feeds);
        },
        close: () => net.close(),
      };
    },
  };
  return broken;
}

/** The real engine with memory for `rows()` rows at a time. */
export function narrowed(real: Runtime, rows: () => number): Runtime {
  return {
    ...real,
    async open(graph, weights) {
      const net = await real.open(graph, weights);
      return {
        run: async (feeds) => {
          if (Object.values(feeds).some(({ dims }) => (dims[0] ?? 0) > rows())) throw new Error('out of memory');
          return net.run(feeds);
        },
        close: () => net.close(),
      };
    },
  };
}
