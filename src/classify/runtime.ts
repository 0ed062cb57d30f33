/** What the classifier needs of an inference engine, and how onnxruntime-web gives it. */
import type { InferenceSession, Tensor } from 'onnxruntime-web';
import type { Backend } from '../risk/risk.ts';

export type Feed =
  | { readonly kind: 'int32'; readonly data: Int32Array; readonly dims: readonly number[] }
  | { readonly kind: 'float32'; readonly data: Float32Array; readonly dims: readonly number[] };
export type Outputs = Readonly<Record<string, Float32Array>>;

export interface Net {
  run(feeds: Readonly<Record<string, Feed>>): Promise<Outputs>;
  close(): Promise<void>;
}

export interface Runtime {
  readonly backend: Backend;
  /** How long a batch, or opening a graph, may take before the device counts as lost; absent: as long as it takes. */
  readonly patienceMs?: number;
  /** Rejects when the graph can't run here. */
  open(graph: Uint8Array, weights: Uint8Array): Promise<Net>;
}

/** The part of the onnxruntime-web module that is used; its bundles differ only in what they can run on. */
export interface Ort {
  readonly InferenceSession: {
    create(graph: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession>;
  };
  readonly Tensor: {
    new (type: 'int32', data: Int32Array, dims: readonly number[]): Tensor;
    new (type: 'float32', data: Float32Array, dims: readonly number[]): Tensor;
  };
}

export function ortRuntime(ort: Ort, backend: Backend): Runtime {
  return {
    backend,
    async open(graph, weights) {
      const session = await ort.InferenceSession.create(graph, {
        executionProviders: [backend],
        // The graphs are shipped fused: on WASM to look for more took a third of a second at the start, and gained nothing.
        graphOptimizationLevel: backend === 'wasm' ? 'disabled' : 'all',
        externalData: [{ path: 'weights.bin', data: weights }],
        logSeverityLevel: 3,
      });
      return { run: (feeds) => run(ort, session, feeds), close: () => session.release() };
    },
  };
}

async function run(ort: Ort, session: InferenceSession, feeds: Readonly<Record<string, Feed>>): Promise<Outputs> {
  const tensors: Record<string, Tensor> = {};
  for (const [name, feed] of Object.entries(feeds))
    tensors[name] =
      feed.kind === 'int32'
        ? new ort.Tensor('int32', feed.data, feed.dims)
        : new ort.Tensor('float32', feed.data, feed.dims);
  const results = await session.run(tensors);
  const outputs: Record<string, Float32Array> = {};
  for (const [name, tensor] of Object.entries(results))
    if (tensor.data instanceof Float32Array) outputs[name] = tensor.data;
  return outputs;
}
