// `npm run e2e`: the attack suite by every toolchain, without us and with us, and the honest work. Judged at the collector.
//   --toolchain=playwright,mcp   --group=1,6   --only=PATTERN   --all (every channel by every toolchain)   --on | --off
//   --table runs nothing and prints what out/e2e holds
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { argv } from 'node:process';
import { requireBrowser } from './browser.mjs';
import { buildExtension, CHROME, installDependencies, ROOT, sayAndExit } from './prepare.mjs';

const option = (name) => argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1];
const flag = (name) => argv.includes(`--${name}`);

/** Ways out that differ by network stack; by toolchains other than Playwright the rest would only repeat them. */
const SAMPLE = [
  'form-submit',
  'fetch',
  'beacon',
  'image',
  'websocket-url',
  'iframe',
  'location',
  'window-open',
  'worker-fetch',
  'srcdoc-frame-fetch',
  'base64',
  'chunks',
].map((w) => `out-${w}`);

const FOLDER = join(ROOT, 'out', 'e2e');

async function main() {
  process.exitCode = summarise(flag('table') ? await kept() : await run()) ? 0 : 1;
}

async function run() {
  installDependencies();
  console.log(`Browser: ${requireBrowser()}`);
  buildExtension();
  const { toolchains } = await import('../test/agents/toolchains.mjs');
  const rows = [];
  for (const [name, toolchain] of Object.entries(toolchains).filter(([n]) => wanted('toolchain', n))) {
    const why = toolchain.missing();
    if (why) console.log(`skipped ${name}: ${why}`);
    else await byToolchain(name, toolchain.hands, (row) => keep(rows, row));
  }
  return rows;
}

/** Written as it goes, a file a toolchain: the whole takes hours, and what was seen before a stop still counts. */
async function keep(rows, row) {
  rows.push(row);
  await mkdir(FOLDER, { recursive: true });
  const same = (other) => ['guard', 'group', 'id'].every((key) => other[key] === row[key]);
  const file = join(FOLDER, `${row.toolchain}.json`);
  const before = await readFile(file, 'utf8').then(JSON.parse, () => []);
  const all = [...before.filter((other) => !same(other)), row];
  await writeFile(file, `[\n${all.map((r) => JSON.stringify(r)).join(',\n')}\n]\n`);
}

async function kept() {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.json')).sort();
  return (await Promise.all(files.map((name) => readFile(join(FOLDER, name), 'utf8')))).flatMap(JSON.parse);
}

const wanted = (name, value) => !option(name) || option(name).split(',').includes(String(value));

async function byToolchain(name, makeHands, keep) {
  const { attacks } = await import('../test/attacks/attacks.mjs');
  const { attempt, attemptUnguarded } = await import('../test/attacks/attempt.mjs');
  const chosen = attacks.filter(
    (a) =>
      wanted('group', a.group) &&
      (!a.by || a.by.includes(name)) &&
      (!option('only') || new RegExp(option('only')).test(a.id)) &&
      (flag('all') || name === 'playwright' || !a.id.startsWith('out-') || SAMPLE.includes(a.id)),
  );
  const note = async (guard, { id, group, happened, prepared, error }) => {
    await keep({ toolchain: name, guard, group, id, happened, prepared, error });
    const came = prepared ? (happened ? 'happened' : 'did not happen') : `could not begin (${error})`;
    console.log(`${name} ${guard} ${id}: ${came}`);
  };
  for (const guard of guards()) {
    if (guard === 'off') for await (const outcome of attemptUnguarded(chosen, makeHands)) await note(guard, outcome);
    else for (const attack of chosen) await note(guard, await attempt(attack, makeHands, { extension: CHROME }));
    await honestWork(name, makeHands, guard, keep);
  }
}

const guards = () => (flag('on') ? ['on'] : flag('off') ? ['off'] : ['off', 'on']);

/** Every honest task, in one browser, after a private read. */
async function honestWork(name, makeHands, guard, keep) {
  if (option('only') || !wanted('group', 'benign')) return;
  const { benign } = await import('../test/attacks/benign.mjs');
  const { errands } = await import('../test/attacks/errands.mjs');
  const { errandSites } = await import('../test/sites/errands.mjs');
  const { PREPARE, sceneOf } = await import('../test/attacks/attempt.mjs');
  const { flagsFor, startSites } = await import('../test/sites/server.mjs');
  const sites = await startSites({ extra: errandSites });
  const args = flagsFor(sites, Object.keys(errandSites));
  const hands = await makeHands({ extension: guard === 'on' ? CHROME : null, args });
  const scene = sceneOf(hands, sites);
  await PREPARE.bank(scene).catch(() => undefined);
  for (const { id, does } of [...benign, ...errands.filter(({ by }) => !by || by.includes(name))]) {
    const error = await does(scene).then(
      () => undefined,
      (reason) => String(reason.message).split('\n')[0],
    );
    await keep({ toolchain: name, guard, group: 'benign', id, happened: !error, prepared: true, error });
    console.log(`${name} ${guard} honest ${id}: ${error ?? 'completed'}`);
  }
  await hands.close();
  await sites.close();
}

/** Prints group × toolchain × off/on; true when nothing happened with us on and every task was completed. */
function summarise(rows) {
  const groups = [...new Set(rows.map((r) => r.group))];
  const names = [...new Set(rows.map((r) => r.toolchain))];
  console.log('\nAttacks that succeeded, of those that began (off → on); honest tasks completed, of all');
  console.log(['group'.padEnd(8), ...names.map((n) => n.padEnd(22))].join(''));
  const cell = (group, toolchain, guard) => {
    const of = rows.filter((r) => r.group === group && r.toolchain === toolchain && r.guard === guard && r.prepared);
    return of.length ? `${of.filter((r) => r.happened).length}/${of.length}` : '–';
  };
  for (const group of groups)
    console.log(
      [
        String(group).padEnd(8),
        ...names.map((n) => `${cell(group, n, 'off')} → ${cell(group, n, 'on')}`.padEnd(22)),
      ].join(''),
    );
  const wrong = rows.filter((r) => r.guard === 'on' && (r.group === 'benign' ? !r.happened : r.happened));
  for (const r of wrong) console.log(`✗ ${r.toolchain} ${r.id}${r.error ? `: ${r.error}` : ''}`);
  const idle = rows.filter((r) => r.guard === 'off' && r.group !== 'benign' && !r.happened);
  for (const r of idle)
    console.log(`· ${r.toolchain} ${r.id} does not succeed without us either${r.error ? ` (${r.error})` : ''}`);
  const unprepared = rows.filter((r) => r.guard === 'on' && !r.prepared);
  for (const r of unprepared) console.log(`✗ ${r.toolchain} ${r.id} could not begin: ${r.error}`);
  return wrong.length + unprepared.length === 0;
}

main().catch(sayAndExit);
