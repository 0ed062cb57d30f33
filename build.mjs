// Builds dist/chrome, dist/firefox and dist/cli from one source. Same input, same bytes: no dates, no absolute paths.

import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = dirname(fileURLToPath(import.meta.url));
process.chdir(root);
const outAt = process.argv.indexOf('--out');
const dist = outAt > 0 ? process.argv[outAt + 1] : 'dist';
/** A build for those who won't grant `debugger`; everything works with the other signals and says so. */
const withoutDebugger = process.argv.includes('--no-debugger');
/** A build for organisations, which install it by policy: to others Chrome doesn't grant this permission, and says so. */
const isManaged = process.argv.includes('--managed');
const shared = {
  bundle: true,
  logLevel: 'warning',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  minify: !process.argv.includes('--readable'),
  loader: { '.yaml': 'text', '.css': 'text' },
  jsx: 'automatic',
  jsxImportSource: 'preact',
  absWorkingDir: root,
};

/** What Chrome and Firefox read differently, all of it. */
const manifests = {
  chrome(m) {
    const { browser_specific_settings, ...rest } = m;
    const { scripts, ...background } = rest.background;
    const asked = isManaged ? [...rest.permissions, 'webRequestBlocking'] : rest.permissions;
    // Whoever packs it signs it with a key of their own, and its id is that key's.
    if (isManaged) delete rest.key;
    const permissions = withoutDebugger ? asked.filter((p) => p !== 'debugger') : asked;
    return { ...rest, background, permissions };
  },
  firefox(m) {
    const { key, minimum_chrome_version, externally_connectable, sandbox, ...rest } = m;
    const { sandbox: _, ...content_security_policy } = rest.content_security_policy;
    return {
      ...rest,
      content_security_policy,
      background: { scripts: m.background.scripts, type: 'module' },
      permissions: rest.permissions.filter((p) => p !== 'offscreen' && p !== 'debugger'),
    };
  },
};

/** Our own pages differ in their script and in nothing else: one frame makes them all, but for those of held navigations. */
const PAGES = ['ask', 'options', 'popup'];
const FRAME = 'page.html';

async function bundleExtension(browser) {
  const out = join(dist, browser);
  const define = { __BROWSER__: JSON.stringify(browser) };
  const esm = { background: 'extension/background/main.ts' };
  for (const page of PAGES) esm[`popup/${page}`] = `popup/${page}.tsx`;
  for (const script of ['hold', 'held-words']) esm[`popup/${script}`] = `popup/${script}.ts`;
  if (existsSync('extension/offscreen/worker.ts')) {
    esm['offscreen/offscreen'] = 'extension/offscreen/offscreen.ts';
    esm['offscreen/worker'] = 'extension/offscreen/worker.ts';
  }
  await build({ ...shared, define, entryPoints: esm, outdir: out, format: 'esm' });
  // A person's own model is run by transformers.js, on the engine that is packaged anyway; loaded only where one is chosen.
  await build({
    ...shared,
    define,
    entryPoints: { 'offscreen/transformers': 'extension/offscreen/transformers.ts' },
    outdir: out,
    format: 'esm',
    alias: { 'onnxruntime-web/webgpu': 'onnxruntime-web/wasm' },
  });
  // Text in pictures: only where there are offscreen documents, and only when switched on.
  if (browser === 'chrome') await bundleReader(out, define);
  const classic = {
    content: 'extension/content/main.ts',
    guarded: 'extension/content/guarded.ts',
    page: 'extension/page/main.ts',
    'page-early': 'extension/page/early.ts',
    'popup/held': 'popup/held.tsx',
  };
  await build({ ...shared, define, entryPoints: classic, outdir: out, format: 'iife' });
  for (const [from, to] of [
    ['popup', 'popup'],
    ['extension/offscreen', 'offscreen'],
  ])
    for (const file of existsSync(from) ? await readdir(from) : [])
      if (/\.(html|css|svg|txt)$/.test(file) && file !== FRAME) await copy(join(from, file), join(out, to, file));
  const frame = await readFile(join('popup', FRAME), 'utf8');
  for (const page of PAGES) await writeFile(join(out, 'popup', `${page}.html`), frame.replaceAll('{page}', page));
  await copy('extension/icons', join(out, 'icons'));
  await copy('extension/_locales', join(out, '_locales'));
  await copyModels(out);
  const manifest = JSON.parse(await readFile('manifest.json', 'utf8'));
  await writeFile(join(out, 'manifest.json'), `${JSON.stringify(manifests[browser](manifest), null, 2)}\n`);
  await writeFile(join(out, 'managed-schema.json'), await managedSchema());
}

async function bundleReader(out, define) {
  const entryPoints = { 'offscreen/ocr': 'extension/offscreen/ocr.ts' };
  await build({ ...shared, define, entryPoints, outdir: out, format: 'esm' });
  for (const file of [
    'tesseract.js/dist/worker.min.js',
    'tesseract.js-core/tesseract-core-simd-lstm.wasm.js',
    '@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz',
  ])
    await copy(join('node_modules', file), join(out, 'ocr', file.split('/').at(-1)));
}

/** The weights and the runtime's WASM, both for the extension and for the command line. */
async function copyModels(out) {
  for (const file of existsSync('models') ? await readdir('models') : [])
    if (/\.(onnx|bin|json)$/.test(file)) await copy(join('models', file), join(out, 'models', file));
  const ort = 'node_modules/onnxruntime-web/dist';
  for (const file of ['ort-wasm-simd-threaded.wasm', 'ort-wasm-simd-threaded.jspi.wasm'])
    await copy(join(ort, file), join(out, 'ort', file));
}

/** The managed schema is generated from the zod schema that also parses the values. */
async function managedSchema() {
  const file = join(dist, '.schema.mjs');
  await build({
    ...shared,
    entryPoints: ['src/settings/managed-schema.ts'],
    outfile: file,
    format: 'esm',
    platform: 'node',
  });
  const { managedSchema } = await import(pathToFileURL(resolve(file)).href);
  await rm(file);
  return `${JSON.stringify(managedSchema(), null, 2)}\n`;
}

async function copy(from, to) {
  if (!existsSync(from)) return;
  await mkdir(dirname(to), { recursive: true });
  await cp(from, to, { recursive: true });
}

async function bundleCli() {
  if (!existsSync('cli/interlock.ts')) return;
  await build({
    ...shared,
    entryPoints: ['cli/interlock.ts'],
    outfile: join(dist, 'cli/interlock.mjs'),
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minify: false,
    banner: {
      js: "#!/usr/bin/env node\nimport { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
    },
  });
  await copyModels(dist);
}

await rm(dist, { recursive: true, force: true });
await bundleExtension('chrome');
await bundleExtension('firefox');
await bundleCli();
console.log(`built ${dist}/chrome, ${dist}/firefox and ${dist}/cli/interlock.mjs`);
