// Writes src/policy/packs/packs.json from the YAML beside it, and the table of rules in docs/policy-language.md.
// `--check` writes nothing and fails if one of them is stale.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'src/policy/packs');
const loader = join(mkdtempSync(join(tmpdir(), 'interlock-')), 'load.mjs');
const require = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
await build({
  stdin: {
    contents: `export { parsePolicy } from './src/policy/load.ts'; export * from './test/golden/coverage.ts';`,
    resolveDir: root,
    loader: 'ts',
  },
  bundle: true,
  outfile: loader,
  format: 'esm',
  platform: 'node',
  banner: { js: require },
});
const { parsePolicy, coverage, BEGIN, END } = await import(pathToFileURL(loader).href);

const packs = {};
for (const name of ['balanced', 'strict', 'read-only']) {
  const read = parsePolicy(readFileSync(join(folder, `${name}.yaml`), 'utf8'));
  if (!read.ok) {
    for (const p of read.problems)
      console.error(`${name}.yaml:${p.line}:${p.column}: ${p.rule ?? ''} ${p.place}: ${p.reason}`);
    process.exit(1);
  }
  packs[name] = read.policy;
}
const target = join(folder, 'packs.json');
if (!process.argv.includes('--check')) {
  writeFileSync(target, `${JSON.stringify(packs)}\n`);
  execFileSync(process.execPath, [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'format', '--write', target]);
} else if (!isDeepStrictEqual(JSON.parse(readFileSync(target, 'utf8')), packs)) {
  console.error('src/policy/packs/packs.json is stale: run node scripts/packs.mjs');
  process.exit(1);
}

const page = join(root, 'docs/policy-language.md');
const text = readFileSync(page, 'utf8');
const table = coverage(root);
const renewed = text.slice(0, text.indexOf(BEGIN)) + table + text.slice(text.indexOf(END) + END.length);
if (!process.argv.includes('--check')) writeFileSync(page, renewed);
else if (text !== renewed) {
  console.error('the table of docs/policy-language.md is stale: run node scripts/packs.mjs');
  process.exit(1);
}
