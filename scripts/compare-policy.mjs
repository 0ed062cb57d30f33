// The engine against its definition on many random policies and traces, restarted after every event:
// `node scripts/compare-policy.mjs --log FILE [--to N] [--chunk N] [--part I/K]`. A chunk is a seed of its own; a finished one is a line of the
// log, and a later run goes on behind it. Several processes may share a log as parts. Stops at the first difference.
import { appendFileSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import fc from 'fast-check';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const log = option('log', join(tmpdir(), 'interlock-compare.log'));
const [to, chunk] = [Number(option('to', 1_000_000)), Number(option('chunk', 2_000))];
const [part, parts] = option('part', '0/1').split('/').map(Number);

const outfile = join(mkdtempSync(join(tmpdir(), 'interlock-')), 'compare.mjs');
await build({
  stdin: {
    contents: `export { difference } from './test/properties/differential.ts';
      export { policy, trace } from './test/properties/policy-arbitraries.ts';`,
    resolveDir: root,
    loader: 'ts',
  },
  bundle: true,
  outfile,
  format: 'esm',
  platform: 'node',
  external: ['fast-check'],
  alias: { 'fast-check': join(root, 'node_modules/fast-check/lib/fast-check.js') },
});
const { difference, policy, trace } = await import(pathToFileURL(outfile).href);

const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').filter(Boolean).map(JSON.parse) : [];
if (lines.some(({ differs }) => differs !== undefined)) throw new Error(`${log} holds a difference`);
const done = new Set(lines.map(({ seed }) => seed));
let total = lines.reduce((sum, { clean }) => sum + clean, 0);
for (let seed = 1 + part; (seed - 1) * chunk < to; seed += parts) {
  if (done.has(seed)) continue;
  const tally = { judged: 0, fired: 0 };
  const result = fc.check(
    fc.property(policy, trace(12), (one, events) => {
      const differs = difference(one, events, tally);
      if (differs !== undefined) throw new Error(JSON.stringify(differs));
    }),
    { numRuns: chunk, seed },
  );
  const line = result.failed
    ? { seed, clean: 0, differs: result.counterexample, error: String(result.errorInstance ?? result.error) }
    : { seed, clean: result.numRuns, ...tally };
  appendFileSync(log, `${JSON.stringify(line)}\n`);
  if (result.failed) {
    console.log(JSON.stringify(line, null, 1));
    process.exit(1);
  }
  total += line.clean;
  console.log(`seed ${seed}: ${line.clean} clean, ${total} in all`);
}
