// Builds a bare extension around the offscreen classifier, opens it in Chromium, and holds a backend against the parity vectors.
// usage: node test/parity/browser.mjs wasm [N] | webgpu [N] [--rate]   (`--rate`: only how fast)
//    or: node test/parity/browser.mjs lost   (a question on a GPU that is lost whenever it is given work)
// Software WebGPU is fifty times slower than WASM: 16 texts by default. A real GPU takes all, whatever N says. CHROMIUM_FLAGS adds flags.
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { compare, vectors } from './compare.mjs';

const lost = process.argv.includes('lost');
const [choice = 'wasm', count = choice === 'webgpu' ? '16' : '200'] = process.argv
  .slice(2)
  .filter((a) => a !== '--rate')
  .map((a) => (a === 'lost' ? 'webgpu' : a));
const rateOnly = process.argv.includes('--rate');
const root = new URL('../../', import.meta.url).pathname;
const folder = await mkdtemp(join(tmpdir(), 'interlock-parity-'));

async function bundle() {
  await build({
    absWorkingDir: root,
    entryPoints: {
      background: 'test/parity/background.ts',
      'offscreen/offscreen': 'extension/offscreen/offscreen.ts',
      'offscreen/worker': lost ? 'test/parity/dying-gpu.ts' : 'extension/offscreen/worker.ts',
    },
    outdir: join(folder, 'extension'),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    define: { __BROWSER__: '"chrome"' },
    logLevel: 'warning',
  });
  const to = (path) => join(folder, 'extension', path);
  await cp(join(root, 'extension/offscreen/offscreen.html'), to('offscreen/offscreen.html'));
  await mkdir(to('models'), { recursive: true });
  const { files } = JSON.parse(await readFile(join(root, 'models/manifest.json'), 'utf8'));
  for (const name of ['manifest.json', ...Object.keys(files)])
    await cp(join(root, 'models', name), to(`models/${name}`));
  // A software GPU takes ten seconds for a known answer. What is lost is the question's device, and no other's.
  if (choice === 'webgpu') {
    const model = JSON.parse(await readFile(to('models/manifest.json'), 'utf8'));
    model.check.sort((a, b) => a.text.length - b.text.length);
    const check = lost ? [] : model.check.slice(0, Number(count));
    await writeFile(to('models/manifest.json'), JSON.stringify({ ...model, check }));
  }
  for (const name of ['ort-wasm-simd-threaded.wasm', 'ort-wasm-simd-threaded.jspi.wasm'])
    await cp(join(root, 'node_modules/onnxruntime-web/dist', name), to(`ort/${name}`));
  const policy = "script-src 'self' 'wasm-unsafe-eval'; object-src 'none'";
  const manifest = {
    manifest_version: 3,
    name: 'parity',
    version: '1',
    permissions: ['offscreen'],
    background: { service_worker: 'background.js', type: 'module' },
    content_security_policy: { extension_pages: policy },
  };
  await writeFile(to('manifest.json'), JSON.stringify(manifest));
  return join(folder, 'extension');
}

async function open(extension) {
  const more = (process.env.CHROMIUM_FLAGS ?? '').split(' ').filter(Boolean);
  const gpu = choice === 'webgpu' ? ['--enable-unsafe-webgpu', ...more] : [];
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: ['--no-sandbox', `--disable-extensions-except=${extension}`, `--load-extension=${extension}`, ...gpu],
  });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  return { context, worker };
}

const { context, worker } = await open(await bundle());

/** What `navigator.gpu` offers; a software adapter says so. A browser that has just been started may have none yet. */
const adapter = await worker.evaluate(async () => {
  let found = null;
  for (let tries = 0; tries < 20 && !found; tries++) {
    found = await navigator.gpu?.requestAdapter();
    if (!found) await new Promise((done) => setTimeout(done, 250));
  }
  if (!found) return { name: 'none' };
  const { vendor, architecture, description, isFallbackAdapter } = found.info;
  return { software: isFallbackAdapter, name: [vendor, architecture, description].filter(Boolean).join(' ') };
});
const fast = choice === 'wasm' || adapter.software === false;

/** A document that dies with a question open: the question is asked again, in a new one. */
async function rebirth() {
  const answers = await worker.evaluate(async () => {
    const open = globalThis.client.scorePassages([{ text: 'A question that was open when the document died.' }]);
    await chrome.offscreen.closeDocument();
    return open;
  });
  return answers[0]?.kind;
}

/** The GPU is lost twice with the question open; what answers in the end is WASM. */
async function losses() {
  return worker.evaluate(async () => {
    globalThis.startClassifier('webgpu');
    await globalThis.client.scorePassages([]);
    const until = Date.now() + 120_000;
    while (globalThis.client.status().state === 'loading' && Date.now() < until)
      await new Promise((done) => setTimeout(done, 50));
    const before = globalThis.client.status();
    const began = performance.now();
    const [risk] = await globalThis.client.scorePassages([{ text: 'Closed on Mondays.' }]);
    const ms = Math.round(performance.now() - began);
    // The state is told behind the answer.
    await new Promise((done) => setTimeout(done, 1_000));
    return { before: before.backend, answered: risk, cause: globalThis.client.status().cause, ms };
  });
}

async function parity() {
  const all = await vectors();
  // The software GPU gets the shortest texts.
  if (!fast) all.sort((a, b) => a.text.length - b.text.length);
  const rows = choice === 'webgpu' && fast ? all : all.slice(0, Number(count));
  const began = performance.now();
  const answers = await worker.evaluate(
    async ({ texts, choice, step }) => {
      globalThis.startClassifier(choice);
      // A chunk at a time, as pages send them: one answer must come within the client's patience.
      const risks = [];
      for (let at = 0; at < texts.length; at += step)
        risks.push(...(await globalThis.client.scorePassages(texts.slice(at, at + step).map((text) => ({ text })))));
      return { risks, status: globalThis.client.status() };
    },
    { texts: rows.map((row) => row.text), choice, step: fast ? 50 : 1 },
  );
  const ms = performance.now() - began;
  const report = await compare(rows, answers.risks);
  const msPerPassage = Number((ms / rows.length).toFixed(1));
  // Who asks again is the same for all backends; a software GPU takes half a minute to answer twice.
  const isOnce = rateOnly || !fast;
  const reborn = isOnce ? undefined : await rebirth();
  const on = choice === 'webgpu' ? { adapter } : {};
  console.log(JSON.stringify({ asked: choice, ...answers.status, ...on, ...report, msPerPassage, reborn }));
  const used = answers.risks.every((risk) => risk.kind === 'scored' && risk.backend === choice);
  process.exitCode = used && report.pass && (isOnce || reborn === 'scored') ? 0 : 1;
}

try {
  if (lost) {
    const { before, answered, cause, ms } = await losses();
    console.log(JSON.stringify({ before, answered, cause, ms }));
    // A cause would be that of a worker that gave the GPU up for good.
    const isAnew = before === 'webgpu' && cause === undefined;
    process.exitCode = isAnew && answered.kind === 'scored' && answered.backend === 'wasm' ? 0 : 1;
  } else await parity();
} finally {
  await context.close();
  await rm(folder, { recursive: true, force: true });
}
