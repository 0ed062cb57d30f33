// Mutation testing of the policy engine and compiler: `node scripts/mutate-policy.mjs [--group NAME] [--file NAME] [--cases N] [--again]`.
// Each mutant is one small change; it is killed when its driver (test/mutation) notices. Those that change nothing anybody
// could notice are listed with their reasons in test/mutation/equivalent.json; one that is killed all the same is an error.
// `--again` tries only what survived the last full run (kept in the system's temporary folder).
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build, transformSync } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const GROUPS = {
  engine: 'machine machine-state join classes bucket projector cell formula signature persistent compile step'.split(
    ' ',
  ),
  answers: 'residual settle letters cuts adopt'.split(' '),
  reader: 'canonical strict-reader fields predicate policy text-glob host-glob'.split(' '),
};
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
  [/"atLeast"/g, '"within"'],
  [/\.at\(-1\)/g, '.at(0)'],
];
const LATE_MS = 60_000;

const scratch = mkdtempSync(join(tmpdir(), 'interlock-mutants-'));
async function bundle(name, group, file, text) {
  const outfile = join(scratch, `${name}.mjs`);
  const replace = {
    name: 'mutant',
    setup: (it) =>
      it.onLoad({ filter: new RegExp(`/src/policy/${basename(file ?? 'none')}$`) }, () => ({
        contents: text,
        loader: 'js',
      })),
  };
  await build({
    entryPoints: [join(root, `test/mutation/${group}.ts`)],
    bundle: true,
    outfile,
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
    plugins: file === undefined ? [] : [replace],
  });
  return outfile;
}

/** Of the file without its types and comments, texts left alone. `nth` tells apart the same change of equal lines. */
function mutants(file) {
  const typed = readFileSync(join(root, `src/policy/${file}.ts`), 'utf8');
  const source = transformSync(typed, { loader: 'ts', target: 'es2023' }).code;
  const all = [];
  const seen = new Map();
  for (const [pattern, to] of CHANGES) {
    for (const match of source.matchAll(pattern)) {
      const start = source.lastIndexOf('\n', match.index) + 1;
      const was = source.slice(start, source.indexOf('\n', match.index)).trim();
      const quotes = source.slice(start, match.index).match(/(?<!\\)["'`]/g) ?? [];
      if (/^(\*|\/\/|\/\*|import)/.test(was) || quotes.length % 2 === 1) continue;
      const change = `${match[0].trim()} → ${to.trim()}`;
      const nth = (seen.get(`${was} ${change}`) ?? 0) + 1;
      seen.set(`${was} ${change}`, nth);
      const text = source.slice(0, match.index) + to + source.slice(match.index + match[0].length);
      all.push({ file: `${file}.ts`, was, change, nth, text, key: `${file}.ts | ${was} | ${change} | ${nth}` });
    }
  }
  return all;
}

/** One worker tries many mutants; one that loops for ever takes it down. */
class Trier {
  constructor(caseFile) {
    this.caseFile = caseFile;
  }

  try(file) {
    this.worker ??= new Worker(
      `const { readFileSync } = require('node:fs'); const { parentPort } = require('node:worker_threads');
      const data = readFileSync(${JSON.stringify(this.caseFile)}, 'utf8');
      parentPort.on('message', (file) => import(file).then(({ survives }) => parentPort.postMessage(survives(JSON.parse(data)) ?? ''))
        .catch((error) => parentPort.postMessage('threw: ' + error.message)));`,
      { eval: true, resourceLimits: { maxOldGenerationSizeMb: 1_500 } },
    );
    const { worker } = this;
    return new Promise((done) => {
      const finish = (result, broken) => {
        clearTimeout(late);
        worker.removeListener('message', answered).removeListener('error', failed);
        if (broken) {
          void worker.terminate();
          this.worker = undefined;
        }
        done(result);
      };
      const late = setTimeout(() => finish('too slow', true), LATE_MS);
      const answered = (result) => finish(result, false);
      const failed = (error) => finish(`threw: ${error.message}`, true);
      worker.on('message', answered).on('error', failed);
      worker.postMessage(file);
    });
  }

  end() {
    return this.worker?.terminate();
  }
}

const equivalent = new Map(
  JSON.parse(readFileSync(join(root, 'test/mutation/equivalent.json'), 'utf8')).map((one) => [one.mutant, one.reason]),
);
const kept = join(tmpdir(), 'interlock-survivors.json');
const again =
  process.argv.includes('--again') && existsSync(kept) ? new Set(JSON.parse(readFileSync(kept, 'utf8'))) : undefined;
const total = { killed: 0, survived: 0, equivalent: 0, invalid: 0, stale: 0 };
const survivors = [];
for (const [group, files] of Object.entries(GROUPS)) {
  if (option('group', group) !== group) continue;
  const list = files
    .filter((file) => option('file', file) === file)
    .flatMap((file) => mutants(file))
    .filter(({ key }) => again?.has(key) ?? true);
  if (list.length === 0) continue;
  const { prepare, survives } = await import(await bundle(`original-${group}`, group));
  const data = prepare(Number(option('cases', 400)), 20261126);
  const wrong = survives(data);
  if (wrong !== undefined) throw new Error(`the original does not survive: ${wrong}`);
  const caseFile = join(scratch, `${group}.json`);
  writeFileSync(caseFile, JSON.stringify(data));
  const trier = new Trier(caseFile);
  const byFile = new Map();
  for (const [i, mutant] of list.entries()) {
    let result;
    try {
      const file = await bundle(`${group}-${i}`, group, mutant.file, mutant.text);
      result = (await trier.try(file)) === '' ? 'survived' : 'killed';
    } catch {
      result = 'invalid';
    }
    const reason = equivalent.get(mutant.key);
    if (reason !== undefined) {
      if (result === 'killed') {
        console.log(`STALE: killed, though said to be equivalent: ${mutant.key}`);
        total.stale += 1;
      } else result = 'equivalent';
    }
    if (result === 'survived') {
      survivors.push(mutant.key);
      console.log(`survived ${mutant.key}`);
    }
    total[result] += 1;
    const count = byFile.get(mutant.file) ?? { killed: 0, survived: 0, equivalent: 0, invalid: 0 };
    count[result] += 1;
    byFile.set(mutant.file, count);
  }
  await trier.end();
  for (const [file, count] of byFile) console.log(file.padEnd(16), said(count));
}
console.log('in all'.padEnd(16), said(total));
if (again === undefined && option('group') === undefined && option('file') === undefined)
  writeFileSync(kept, JSON.stringify(survivors));
process.exitCode = total.stale > 0 ? 1 : 0;

function said({ killed, survived, equivalent, invalid }) {
  const score = ((100 * killed) / Math.max(1, killed + survived)).toFixed(1);
  return `${killed} killed, ${survived} survived, ${equivalent} equivalent, ${invalid} not built: ${score} %`;
}
