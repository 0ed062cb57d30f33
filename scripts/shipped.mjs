// The shipped model on WASM, for scripts: bundles the source once and opens it.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

export async function shipped(models = 'models') {
  const file = resolve('out/model.mjs');
  await build({
    entryPoints: ['cli/model-files.ts'],
    outfile: file,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  return (await import(pathToFileURL(file))).shippedClassifier(resolve(models));
}
