// `npm test`: everything that must hold, on a fresh clone too. Ends with one line: `N passed, N failed`.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, env, execPath, exit } from 'node:process';
import { requireBrowser } from './browser.mjs';
import { check } from './check.mjs';
import { buildExtension, installDependencies, ROOT, sayAndExit } from './prepare.mjs';

const BROWSER_TESTS = 'test/e2e';
/** A browser waits more than it works: two files side by side use two cores, and no test's time is up before it is done. */
const SIDE_BY_SIDE = 2;
const paths = (...names) => names.map((name) => `${BROWSER_TESTS}/${name}.mjs`);
/** Those that measure time, or take all that a machine has, run by themselves. */
const BY_THEMSELVES = paths('asked', 'floods');
/** A hand that can't see how far a window is has only its like beside it. */
const BY_HAND = paths('hand-over', 'person');

const scratch = mkdtempSync(join(tmpdir(), 'interlock-test-'));
const only = argv.slice(2);

async function main() {
  const started = Date.now();
  installDependencies();
  requireBrowser();
  buildExtension();
  const totals = { passed: 0, failed: 0, skipped: 0 };
  const broken = [];
  const part = async (name, run) => {
    if (only.length > 0 && !only.includes(name)) return;
    console.log(`\n── ${name} ──`);
    const began = Date.now();
    const { passed, failed, skipped = 0, names = [] } = await run();
    if (failed) broken.push(...(names.length > 0 ? names : ['see above']).map((one) => `${name}: ${one}`));
    console.log(
      `${name}: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''} (${Math.round((Date.now() - began) / 1_000)} s)`,
    );
    totals.passed += passed;
    totals.failed += failed;
    totals.skipped += skipped;
  };
  await part('check', runChecks);
  // A model that is loaded, and the tests' slowest file, each leave a core idle.
  await Promise.all([part('unit', runUnit), part('parity', runParity)]);
  await part('e2e', runBrowserTests);
  console.log(
    `\n${Math.round((Date.now() - started) / 1_000)} s${totals.skipped ? `; ${totals.skipped} skipped, each with its reason above` : ''}`,
  );
  // Last, where it is found: what is printed above is long.
  for (const one of broken) console.log(`FAILED ${one}`);
  console.log(`${totals.passed} passed, ${totals.failed} failed`);
  rmSync(scratch, { recursive: true, force: true });
  exit(totals.failed ? 1 : 0);
}

function runChecks() {
  const names = check();
  return { passed: 3 - names.length, failed: names.length, names };
}

/** A run that ends without its results is one failure, whatever it printed. */
async function runUnit() {
  const file = join(scratch, 'unit.json');
  await run('npx', ['--no-install', 'vitest', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]);
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, success, testResults } = JSON.parse(
    readFileSync(file, 'utf8'),
  );
  const failed = numFailedTests || (success ? 0 : Math.max(1, numFailedTestSuites));
  const names = testResults.flatMap(({ name, status, assertionResults }) => {
    const tests = assertionResults.filter((one) => one.status === 'failed').map(({ fullName }) => fullName);
    return tests.length === 0 && status === 'failed' ? [name] : tests;
  });
  return { passed: numPassedTests, failed, skipped: numPendingTests, names };
}

/** The shipped model in the browser against the vectors made where it was trained: all it takes on WASM, a few on WebGPU; and a GPU that dies. */
async function runParity() {
  const totals = { passed: 0, failed: 0, names: [] };
  for (const [backend, count] of [
    ['wasm', '60'],
    ['webgpu', '1'],
    ['lost', '1'],
  ]) {
    const code = await run(execPath, ['test/parity/browser.mjs', backend, count], { CHROMIUM: requireBrowser() });
    totals[code === 0 ? 'passed' : 'failed']++;
    if (code !== 0) totals.names.push(backend);
  }
  return totals;
}

async function runBrowserTests() {
  const files = readdirSync(join(ROOT, BROWSER_TESTS))
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => `${BROWSER_TESTS}/${name}`)
    .filter((path) => readFileSync(join(ROOT, path), 'utf8').includes("from 'node:test'"));
  const others = files.filter((path) => ![...BY_THEMSELVES, ...BY_HAND].includes(path));
  const parts = [];
  for (const part of [others, BY_HAND]) parts.push(await runNode(part, { sideBySide: SIDE_BY_SIDE }));
  parts.push(await runNode(BY_THEMSELVES));
  const first = parts.reduce(sum);
  const again = first.broken.filter(({ byTheWay }) => byTheWay);
  if (again.length === 0 || again.length > MOST_AGAIN) return first;
  const names = first.broken.filter((one) => !again.includes(one)).map(({ name }) => name);
  for (const { name, file } of again) {
    console.log(`\nTried once more, since not what it asserts failed but the way there: ${name}`);
    const only = `/^${name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}$/`;
    const { failed, passed } = await runNode([file], { more: [`--test-name-pattern=${only}`] });
    if (failed > 0 || passed === 0) names.push(name);
  }
  return { ...first, passed: first.passed + first.failed - names.length, failed: names.length, names };
}

function sum(one, other) {
  const add = (field) => one[field] + other[field];
  const both = (field) => [...one[field], ...other[field]];
  return {
    passed: add('passed'),
    failed: add('failed'),
    skipped: add('skipped'),
    broken: both('broken'),
    names: both('names'),
  };
}

/** With more than these, something is broken. */
const MOST_AGAIN = 3;

/**
 * Runs files of Node's tests, so many side by side.
 * `byTheWay`: a browser that didn't start, a page that didn't come, a time limit; never an assertion, and so never an
 * attack that arrived.
 */
async function runNode(files, { sideBySide = 1, more = [] } = {}) {
  const report = join(scratch, 'e2e.tap');
  rmSync(report, { force: true });
  const code = await run(execPath, [
    '--test',
    `--test-concurrency=${sideBySide}`,
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=tap',
    `--test-reporter-destination=${report}`,
    ...more,
    ...files,
  ]);
  const tap = existsSync(report) ? readFileSync(report, 'utf8') : '';
  const count = (what) => Number(new RegExp(`^# ${what} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0);
  // Before a suite's own result stand those of its tests, each of which says why it failed.
  const results = tap.matchAll(/((?:^(?: {4}|# ).*\n)*)^not ok \d+ - (.*)\n {2}---\n((?: {2}.*\n)*)/gm);
  const broken = [...results].map(([, inner, name, why]) => ({
    name,
    file: /location: '(.*):\d+:\d+'/.exec(why)?.[1],
    byTheWay: /location: /.test(why) && !(inner + why).includes('ERR_ASSERTION'),
  }));
  const failed = Math.max(count('fail') + count('cancelled'), code === 0 && tap ? 0 : 1);
  return { passed: count('pass'), failed, skipped: count('skipped'), broken, names: broken.map(({ name }) => name) };
}

/** Runs a command, its output shown as it comes; answers its exit code. */
function run(command, args, more = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...env, FORCE_COLOR: '0', ...more } });
    child.on('error', () => done(1));
    child.on('close', (code) => done(code ?? 1));
  });
}

main().catch(sayAndExit);
