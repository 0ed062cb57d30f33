// Mutation testing of the policy engine: `node scripts/mutate-policy.mjs [--sample N] [--cases N]`. Each mutant is one small
// change; it is killed when the driver (test/mutation/driver.ts) notices. Prints survivors and the score.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const FILES = 'machine classes bucket cell formula signature persistent compile step residual settle adopt'.split(' ');
const CHANGES = [
  [/ === /g, ' !== '],
  [/ !== /g, ' === '],
  [/ <= /g, ' < '],
  [/ >= /g, ' > '],
  [/ < (?=[a-z0-9])/g, ' <= '],
  [/ > (?=[a-z0-9(])/g, ' >= '],
  [/ && /g, ' || '],
  [/ \|\| /g, ' && '],
  [/ \+ 1\b/g, ' - 1'],
  [/ - 1\b/g, ' + 1'],
  [/\btrue\b/g, 'false'],
  [/\bfalse\b/g, 'true'],
  [/\.every\(/g, '.some('],
  [/\.some\(/g, '.every('],
  [/ \?\? null/g, ' && null'],
  [/return state;/g, 'return null;'],
  [/: null/g, ': 0'],
  [/Math\.max/g, 'Math.min'],
  [/Math\.min/g, 'Math.max'],
  [/'atLeast'/g, "'within'"],
  [/\.at\(-1\)/g, '.at(0)'],
];

const scratch = mkdtempSync(join(tmpdir(), 'interlock-mutants-'));
async function bundle(name, file, text) {
  const outfile = join(scratch, `${name}.mjs`);
  const replace = {
    name: 'mutant',
    setup: (it) =>
      it.onLoad({ filter: new RegExp(`/src/policy/${basename(file ?? 'none')}$`) }, () => ({
        contents: text,
        loader: 'ts',
      })),
  };
  const plugins = file === undefined ? [] : [replace];
  await build({
    entryPoints: [join(root, 'test/mutation/driver.ts')],
    bundle: true,
    outfile,
    format: 'esm',
    platform: 'node',
    plugins,
  });
  return outfile;
}

/** Types say what a mutant may be: comments, types and imports are left alone. */
function mutants() {
  const all = [];
  for (const file of FILES) {
    const source = readFileSync(join(root, `src/policy/${file}.ts`), 'utf8');
    for (const [pattern, to] of CHANGES) {
      for (const match of source.matchAll(pattern)) {
        const start = source.lastIndexOf('\n', match.index) + 1;
        const line = source.slice(start, source.indexOf('\n', match.index));
        if (/^\s*(\*|\/\/|\/\*|import|export type|type|readonly|\|)/.test(line)) continue;
        const text = source.slice(0, match.index) + to + source.slice(match.index + match[0].length);
        all.push({
          file: `${file}.ts`,
          line: source.slice(0, match.index).split('\n').length,
          was: line.trim(),
          change: `${match[0]} → ${to}`,
          text,
        });
      }
    }
  }
  return all;
}

const original = await bundle('original');
const { cases, survives } = await import(original);
const data = cases(option('cases', 1500), 20261126);
if (survives(data) !== undefined) throw new Error(`the original does not survive: ${survives(data)}`);
const caseFile = join(scratch, 'cases.json');
writeFileSync(caseFile, JSON.stringify(data));

/** A mutant may loop for ever: it runs in a worker and is killed by time, too. */
function verdict(file) {
  return new Promise((done) => {
    const code = `const { readFileSync } = require('node:fs'); const { parentPort } = require('node:worker_threads');
      import(${JSON.stringify(file)}).then(({ survives }) => parentPort.postMessage(survives(JSON.parse(readFileSync(${JSON.stringify(caseFile)}, 'utf8'))) ?? ''))
        .catch((error) => parentPort.postMessage('threw: ' + error.message));`;
    const worker = new Worker(code, { eval: true });
    const late = setTimeout(() => finish('too slow'), 120_000);
    const finish = (result) => {
      clearTimeout(late);
      worker.terminate();
      done(result);
    };
    worker.once('message', finish);
    worker.once('error', (error) => finish(`threw: ${error.message}`));
  });
}

let list = mutants();
const sample = option('sample', list.length);
if (sample < list.length)
  list = list.filter((_, i) => Math.floor((i * sample) / list.length) !== Math.floor(((i - 1) * sample) / list.length));
let killed = 0;
for (const [i, mutant] of list.entries()) {
  let result;
  try {
    result = await verdict(await bundle(`mutant-${i}`, mutant.file, mutant.text));
  } catch {
    result = 'does not build';
  }
  if (result) killed += 1;
  else console.log(`survived ${mutant.file}:${mutant.line}  ${mutant.change}   ${mutant.was}`);
}
console.log(`${killed} of ${list.length} killed, ${((100 * killed) / list.length).toFixed(1)} %`);
