/** Where the command line finds the model and its engine: beside itself when built, in the source tree when not. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as ort from 'onnxruntime-web/wasm';
import { type Classifier, createClassifier, silent } from '../src/classify/classifier.ts';
import { openModel } from '../src/classify/manifest.ts';
import { ortRuntime } from '../src/classify/runtime.ts';

const WASM = 'ort-wasm-simd-threaded.wasm';

/**
 * The shipped model on WASM, in Node.
 * @param models another folder of model files, with its manifest
 */
export async function shippedClassifier(models?: string): Promise<Classifier> {
  const root = join(dirname(fileURLToPath(import.meta.url)), '..');
  const folder = models ?? join(root, 'models');
  const opened = await openModel(
    async (name) => new Uint8Array(await readFile(join(folder, name))),
    (name) => !name.startsWith('gpu-'),
  );
  if (opened.kind === 'unavailable') return silent(opened.cause);
  const wasm = [join(root, 'ort', WASM), join(root, 'node_modules/onnxruntime-web/dist', WASM)].find((p) =>
    existsSync(p),
  );
  if (wasm === undefined) return silent(`missing: ${WASM}`);
  const bytes = await readFile(wasm);
  ort.env.wasm.wasmBinary = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  ort.env.wasm.numThreads = 1;
  return createClassifier(opened.assets, ortRuntime(ort, 'wasm'));
}
