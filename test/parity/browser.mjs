// Builds a bare extension around the offscreen classifier, opens it in Chromium, and holds a backend against the parity vectors.
// usage: node test/parity/browser.mjs wasm [N] | webgpu [N] [--rate]   (`--rate`: only how fast; software WebGPU is fifty times slower than WASM: 16 texts by default)
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { compare, vectors } from './compare.mjs';

const [choice = 'wasm', count = choice === 'webgpu' ? '16' : '200'] = process.argv
  .slice(2)
  .filter((a) => a !== '--rate');
const rateOnly = process.argv.includes('--rate');
const root = new URL('../../', import.meta.url).pathname;
const folder = await mkdtemp(join(tmpdir(), 'interlock-parity-'));

async function bundle() {
  await build({
    absWorkingDir: root,
    entryPoints: {
      background: 'test/parity/background.ts',
      'offscreen/offscreen': 'extension/offscreen/offscreen.ts',
      'offscreen/worker': 'extension/offscreen/worker.ts',
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
  const gpu = choice === 'webgpu' ? ['--enable-unsafe-webgpu'] : [];
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: ['--no-sandbox', `--disable-extensions-except=${extension}`, `--load-extension=${extension}`, ...gpu],
  });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  return { context, worker };
}

const { context, worker } = await open(await bundle());

/** A document that dies with a question open: the question is asked again, in a new one. */
async function rebirth() {
  const answers = await worker.evaluate(async () => {
    const open = globalThis.client.scorePassages([{ text: 'A question that was open when the document died.' }]);
    await chrome.offscreen.closeDocument();
    return open;
  });
  return answers[0]?.kind;
}

try {
  const all = await vectors();
  // The software GPU gets the shortest texts.
  if (choice === 'webgpu') all.sort((a, b) => a.text.length - b.text.length);
  const rows = all.slice(0, Number(count));
  const began = performance.now();
  const answers = await worker.evaluate(
    async ({ texts, choice }) => {
      globalThis.startClassifier(choice);
      // A chunk at a time, as pages send them: one answer must come within the client's patience.
      const risks = [];
      const step = choice === 'webgpu' ? 1 : 50;
      for (let at = 0; at < texts.length; at += step)
        risks.push(...(await globalThis.client.scorePassages(texts.slice(at, at + step).map((text) => ({ text })))));
      return { risks, status: globalThis.client.status() };
    },
    { texts: rows.map((row) => row.text), choice },
  );
  const ms = performance.now() - began;
  const report = await compare(rows, answers.risks);
  const msPerPassage = Math.round(ms / rows.length);
  const reborn = rateOnly ? undefined : await rebirth();
  console.log(JSON.stringify({ asked: choice, ...answers.status, ...report, msPerPassage, reborn }));
  const used = answers.risks.every((risk) => risk.kind === 'scored' && risk.backend === choice);
  process.exitCode = used && report.pass && (rateOnly || reborn === 'scored') ? 0 : 1;
} finally {
  await context.close();
  await rm(folder, { recursive: true, force: true });
}
