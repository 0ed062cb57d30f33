/**
 * Runs a plug-in's graph by transformers.js, on files that are already here and checked. Built apart and loaded only where
 * a person chose a plug-in. It is given no way to the network: what isn't among the files doesn't exist.
 */
import { AutoModelForSequenceClassification, env, Tensor } from '@huggingface/transformers';
import type { Forward, PlugInFiles } from '../../src/classify/plug-in.ts';

const FOLDER = 'plug-in';

/** @param base URL of the folder that holds ort/ */
export async function openWithTransformers({ manifest, files }: PlugInFiles, base: string): Promise<Forward> {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = `${base}${FOLDER}/`;
  env.useBrowserCache = false;
  env.useWasmCache = false;
  env.fetch = async (url: unknown) => {
    const path = String(url).split(`/${FOLDER}/model/`)[1] ?? '';
    const bytes = files.get(path);
    return bytes === undefined ? new Response(null, { status: 404 }) : new Response(new Uint8Array(bytes));
  };
  const { wasm } = env.backends.onnx;
  if (wasm) {
    wasm.wasmPaths = { wasm: `${base}ort/ort-wasm-simd-threaded.wasm` };
    wasm.numThreads = 1;
  }
  const model = await AutoModelForSequenceClassification.from_pretrained('model', {
    dtype: manifest.dtype,
    device: 'wasm',
    local_files_only: true,
  });
  return async ({ jobs, ids }) => {
    const dims = [...ids.dims];
    const width = dims[1] ?? 0;
    const mask = ids.data.map((_, at) => (at % width < (jobs[Math.floor(at / width)]?.ids.length ?? 0) ? 1 : 0));
    const long = (data: Int32Array) => new Tensor('int64', BigInt64Array.from(data, BigInt), dims);
    const inputs = {
      input_ids: long(ids.data),
      attention_mask: long(mask),
      token_type_ids: long(new Int32Array(mask.length)),
    };
    const { logits } = await model(inputs);
    return { logits: Float32Array.from(logits.data), labels: logits.dims[1] ?? 0 };
  };
}
