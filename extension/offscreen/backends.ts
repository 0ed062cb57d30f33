/** What this worker can run the model on, the better first. */
import type { ModelAssets } from '../../src/classify/manifest.ts';
import { withPatience } from '../../src/classify/patience.ts';
import { ortRuntime, type Runtime } from '../../src/classify/runtime.ts';
import type { Choice } from './messages.ts';

/** WebGPU runs in the jspi build, which waits for the GPU without a second copy of the engine's stack. */
const GPU_WASM = 'ort/ort-wasm-simd-threaded.jspi.wasm';
const CPU_WASM = 'ort/ort-wasm-simd-threaded.wasm';

/** A GPU that has said nothing for so long is lost. A software one, asked for by name, takes minutes. */
const GPU_PATIENCE_MS = { auto: 15_000, webgpu: 300_000 };

/**
 * @param base URL of the folder that holds models/ and ort/
 * @param choice `auto` takes a GPU only where it is a real one: software adapters are fifty times slower than WASM
 * @param lost is told when the GPU that runs the model is gone; a batch that it was reading may never be answered
 */
export async function backends(base: string, choice: Choice, lost: () => void): Promise<Runtime[]> {
  const cpu = lazily('wasm', async () => {
    const ort = await import('onnxruntime-web/wasm');
    ort.env.wasm.wasmPaths = { wasm: `${base}${CPU_WASM}` };
    ort.env.wasm.numThreads = 1;
    return ortRuntime(ort, 'wasm');
  });
  if (choice === 'wasm' || !(await gpuIsWorthIt(choice))) return [cpu];
  const gpu = lazily('webgpu', async () => {
    const ort = await import('onnxruntime-web/jspi');
    ort.env.wasm.wasmPaths = { wasm: `${base}${GPU_WASM}` };
    ort.env.wasm.numThreads = 1;
    return heard(ortRuntime(ort, 'webgpu'), () => ort.env.webgpu.device as Promise<Device>, lost);
  });
  return [{ ...gpu, patienceMs: GPU_PATIENCE_MS[choice] }, cpu];
}

/** An engine that is loaded when it is first needed: most never need the second. */
function lazily(backend: Runtime['backend'], load: () => Promise<Runtime>): Runtime {
  let runtime: Promise<Runtime> | undefined;
  return {
    backend,
    async open(graph, weights) {
      runtime ??= load();
      return (await runtime).open(graph, weights);
    },
  };
}

interface Device {
  readonly lost: Promise<unknown>;
}

/** The engine has one device for all graphs, and says nothing of its end. */
function heard(runtime: Runtime, device: () => Promise<Device>, lost: () => void): Runtime {
  let listens = false;
  return {
    ...runtime,
    async open(graph, weights) {
      const net = await runtime.open(graph, weights);
      if (!listens) void (await device()).lost.then(lost);
      listens = true;
      return net;
    },
  };
}

interface Gpu {
  requestAdapter(): Promise<{ info?: { isFallbackAdapter?: boolean }; isFallbackAdapter?: boolean } | null>;
}

async function gpuIsWorthIt(choice: Choice): Promise<boolean> {
  const gpu: Gpu | undefined = 'gpu' in navigator ? (navigator.gpu as Gpu) : undefined;
  const jspi = 'Suspending' in WebAssembly;
  if (gpu === undefined || !jspi) return false;
  const adapter = await withPatience(GPU_PATIENCE_MS.auto, gpu.requestAdapter()).catch(() => null);
  if (adapter === null) return false;
  const software = adapter.info?.isFallbackAdapter ?? adapter.isFallbackAdapter ?? false;
  return choice === 'webgpu' || !software;
}

/** Packaged files, by their URL under `base`. */
export function packaged(base: string): (name: string) => Promise<Uint8Array> {
  return async (name) => {
    const response = await fetch(`${base}models/${name}`);
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  };
}

export function titleOf({ manifest }: ModelAssets): string {
  return `${manifest.name} ${manifest.version}`;
}
