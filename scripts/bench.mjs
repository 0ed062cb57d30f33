// `npm run bench`: what we cost, against the same run without us, in one run. Writes out/bench/bench.json, prints a table.
// Runs alternate between off and on, so that a busy machine slows both alike.
import { execFileSync, spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { argv, execPath } from 'node:process';
import { gzipSync } from 'node:zlib';
import { extensionFlags, opener, QUIET, requireBrowser, sandboxFlags, temporaryProfile } from './browser.mjs';
import { buildExtension, CHROME, installDependencies, ROOT, sayAndExit } from './prepare.mjs';

const quick = argv.includes('--quick');
const ROUNDS = quick ? 2 : 4;
const CLICKS = quick ? 20 : 50;
const LOADS = quick ? 10 : 15;
/** Each in a browser of its own: two of them told nothing. */
const TASKS = quick ? 5 : 9;
/** Loads that time themselves are short, and differ by more than what is looked for. */
const SELF_TIMED_LOADS = 30;
/** Whoever drives a browser looks at a page before leaving it; what reading one page costs the next is measured apart. */
const REST_MS = 700;
/** Two cores read the real-size page in less. */
const READ_MS = 20_000;
const ORDER_PAGES = quick ? 4 : 10;
const ORDERS_A_PAGE = 4;
/** What is loaded where nobody has an agent. */
const NOBODYS = ['/small', '/big', '/app'];

async function main() {
  installDependencies();
  const browser = requireBrowser();
  buildExtension();
  const result = {
    machine: {
      cpu: cpus()[0]?.model,
      cores: cpus().length,
      node: process.version,
      browser: execFileSync(browser, ['--version', '--no-sandbox'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim(),
    },
    rounds: ROUNDS,
    ...(await measureAgent()),
    ...(await measureNobody(browser)),
    benign: await measureBenign(),
    passages: { wasm: await passages('wasm', quick ? 40 : 120), webgpu: await passages('webgpu', 1) },
    contentScript: { gzipBytes: gzipSync(await readFile(join(CHROME, 'content.js'))).length },
  };
  const folder = join(ROOT, 'out', 'bench');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'bench.json'), `${JSON.stringify(result, null, 2)}\n`);
  print(result);
}

/** What nobody should be asked about, done by an agent after a private read. Without us all of it comes about. */
async function measureBenign() {
  console.error('benign actions');
  const { doBenign } = await import('../test/benign/run.mjs');
  return doBenign(CHROME);
}

/** With an agent at work: clicks, loads, an honest task, decisions, memory. */
async function measureAgent() {
  const samples = { off: newSamples(), on: newSamples() };
  const worker = { askedMs: [], coldMs: [], coveredMs: [] };
  for (let round = 0; round < ROUNDS; round++)
    for (const guard of round % 2 ? ['on', 'off'] : ['off', 'on']) {
      console.error(`an agent at work, round ${round + 1} of ${ROUNDS}, ${guard}`);
      await agentRound(guard, samples[guard], worker);
    }
  for (let round = 0; round < TASKS; round++)
    for (const guard of round % 2 ? ['on', 'off'] : ['off', 'on']) {
      console.error(`an honest task, round ${round + 1} of ${TASKS}, ${guard}`);
      samples[guard].task.push(await taskRound(guard));
    }
  const ratio = (name) => compare(samples.off[name], samples.on[name]);
  return {
    agent: {
      clickMs: ratio('click'),
      smallLoadMs: ratio('small'),
      bigLoadMs: ratio('big'),
      appLoadMs: ratio('app'),
      unreadLoadMs: ratio('unread'),
      taskMs: ratio('task'),
      handlerLagMs: { off: spread(samples.off.lag), on: spread(samples.on.lag) },
      tabHeapMiB: ratio('heap'),
      browserMiB: ratio('memory'),
    },
    decision: { workerAskedMs: spread(worker.askedMs), coldWorkerMs: spread(worker.coldMs) },
    covered: { afterShownMs: spread(worker.coveredMs), of: ROUNDS * ORDER_PAGES * ORDERS_A_PAGE },
  };
}

/** A form of MUI's with React, 566 KB: what a page of a single-page application runs at its start. */
let bundled;
async function appScript() {
  const { bundlePages } = await import('../test/compat/sites.mjs');
  bundled ??= bundlePages();
  return (await bundled).mui;
}

const newSamples = () => ({
  click: [],
  small: [],
  big: [],
  app: [],
  unread: [],
  task: [],
  lag: [],
  heap: [],
  memory: [],
});

const timed = async (act) => {
  const start = performance.now();
  await act();
  return performance.now() - start;
};

/** A browser that an agent drives, and that shows it the fixture sites and the bench's pages. */
async function driven(guard) {
  const { startSites, flagsFor } = await import('../test/sites/server.mjs');
  const { BENCH, benchPages } = await import('../test/sites/bench-pages.mjs');
  const { playwrightHands } = await import('../test/agents/playwright.mjs');
  const sites = await startSites({ extra: { [BENCH]: benchPages(() => undefined, await appScript()) } });
  const hands = await playwrightHands({ extension: guard === 'on' ? CHROME : null, args: flagsFor(sites, [BENCH]) });
  const load = (path) => timed(() => hands.page.goto(`http://${BENCH}${path}`, { waitUntil: 'load' }));
  await load('/small');
  await hands.page.click('#b');
  await hands.wait(2_000);
  return { hands, sites, load };
}

async function taskRound(guard) {
  const task = await import('../test/agents/tasks.mjs');
  const { hands, sites } = await driven(guard);
  const ms = await timed(async () => {
    await task.signInToBank(hands, sites.world);
    await task.readBalance(hands, {});
    await task.searchShop(hands);
    await task.addToCart(hands);
    await task.replyInForum(hands, sites.world);
  });
  await hands.close();
  await sites.close();
  return ms;
}

async function agentRound(guard, into, worker) {
  const { hands, sites, load } = await driven(guard);
  const { page } = hands;
  for (let i = 0; i < CLICKS; i++) {
    into.click.push(
      await timed(async () => {
        await page.click('#b');
        await page.waitForFunction((n) => Number(document.querySelector('#o').textContent) >= n, i + 2, { polling: 4 });
      }),
    );
  }
  into.lag.push(...(await page.evaluate('lag')));
  await load('/app');
  await hands.wait(READ_MS);
  for (let i = 0; i < LOADS; i++) {
    await hands.wait(REST_MS);
    into.small.push(await load(`/small?${i}`));
    await hands.wait(REST_MS);
    into.big.push(await load(`/big?${i}`));
    await hands.wait(REST_MS);
    into.app.push(await load(`/app?${i}`));
  }
  for (let i = 1; i <= LOADS; i++) {
    await hands.wait(REST_MS);
    into.unread.push(await load(`/big?edition=${i}`));
  }
  into.heap.push(await heapOf(page));
  into.memory.push(memoryOf(hands.folder));
  if (guard === 'on') {
    // What is asked after something private was read takes the longest.
    const task = await import('../test/agents/tasks.mjs');
    await task.signInToBank(hands, sites.world);
    await task.readBalance(hands, {});
    await measureWorker(hands, worker);
    await measureCover(page, worker.coveredMs);
  }
  await hands.close();
  await sites.close();
}

async function heapOf(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  return usedSize / 2 ** 20;
}

/** Proportional memory of all processes of a browser, where Linux tells it. */
function memoryOf(folder) {
  if (process.platform !== 'linux') return Number.NaN;
  const script = `for p in $(pgrep -f -- "--user-data-dir=${folder}"); do cat /proc/$p/smaps_rollup 2>/dev/null; done; ps -o pid=,ppid= -e`;
  const lines = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\n');
  return lines.filter((l) => l.startsWith('Pss:')).reduce((sum, l) => sum + Number(l.split(/\s+/)[1]), 0) / 1024;
}

/** Times the question to the worker from our content script's own world, warm and after the worker was stopped. */
async function measureWorker({ page, context }, { askedMs, coldMs }) {
  const cdp = await context.newCDPSession(page);
  const world = new Promise((done) => {
    cdp.on('Runtime.executionContextCreated', ({ context: c }) => {
      if (c.auxData?.type === 'isolated' && c.name === 'Interlock') done(c.id);
    });
  });
  await cdp.send('Runtime.enable');
  const contextId = await Promise.race([world, new Promise((done) => setTimeout(done, 2_000))]);
  if (!contextId) return;
  const ask = async () => {
    const expression = `(async () => { const t = performance.now(); await chrome.runtime.sendMessage({ interlock: 1, name: 'event.judge', request: ${JSON.stringify(CLAIM)} }); return performance.now() - t; })()`;
    const { result } = await cdp.send('Runtime.evaluate', {
      expression,
      contextId,
      awaitPromise: true,
      returnByValue: true,
    });
    return result.value;
  };
  for (let i = 0; i < 100; i++) askedMs.push(await ask());
  await cdp.send('ServiceWorker.enable');
  await cdp.send('ServiceWorker.stopAllWorkers');
  await new Promise((later) => setTimeout(later, 500));
  coldMs.push(await ask());
}

/** The most suspicious tenth of a page is orders to agents, never seen before: from when it is shown until each is covered. */
async function measureCover(page, into) {
  const { BENCH } = await import('../test/sites/bench-pages.mjs');
  const visit = async (seed, patienceMs) => {
    await page.goto(`http://${BENCH}/orders?seed=${seed}`);
    // What isn't covered by then is missing from the figures, and `of` says so.
    await page
      .waitForFunction((n) => globalThis.covered?.length === n, ORDERS_A_PAGE, { polling: 20, timeout: patienceMs })
      .catch(() => undefined);
    return page.evaluate(() => globalThis.covered);
  };
  // The first may have to wait for the model to be loaded.
  await visit(0, 60_000);
  for (let seed = 1; seed <= ORDER_PAGES; seed++) into.push(...(await visit(seed, 10_000)));
}

const CLAIM = {
  kind: 'click',
  actor: 'agent',
  url: 'http://openforum.example/thread/mug',
  target: { role: 'button', name: 'More', purpose: 'other', visible: true, fingerprint: 'f' },
  payload: { bytes: 0, labels: [], sources: [] },
  evidence: ['bench'],
};

/**
 * With nobody's agent: pages that time themselves, in a browser that nothing is attached to. `bare` is what any extension
 * with a script in every frame and a say over requests costs: one with our permissions, whose script is empty.
 */
async function measureNobody(browser) {
  const bare = await bareExtension();
  const extensions = { off: [], bare: [bare.folder], on: [CHROME] };
  const samples = Object.fromEntries(
    Object.keys(extensions).map((name) => [name, Object.fromEntries(NOBODYS.map((path) => [path, []]))]),
  );
  for (let round = 0; round < ROUNDS; round++)
    for (const guard of round % 2 ? ['on', 'bare', 'off'] : ['off', 'bare', 'on']) {
      console.error(`nobody's agent, round ${round + 1} of ${ROUNDS}, ${guard}`);
      for (const path of NOBODYS) samples[guard][path].push(...(await selfTimed(browser, extensions[guard], path)));
    }
  bare.remove();
  const ratio = (guard, path, base = 'off') => compare(samples[base][path], samples[guard][path]);
  return {
    nobody: {
      smallLoadMs: ratio('on', '/small'),
      bigLoadMs: ratio('on', '/big'),
      appLoadMs: ratio('on', '/app'),
      bareSmallLoadMs: ratio('bare', '/small'),
      bareBigLoadMs: ratio('bare', '/big'),
      bareAppLoadMs: ratio('bare', '/app'),
      overBareSmallLoadMs: ratio('on', '/small', 'bare'),
      overBareBigLoadMs: ratio('on', '/big', 'bare'),
      overBareAppLoadMs: ratio('on', '/app', 'bare'),
    },
  };
}

async function bareExtension() {
  const profile = temporaryProfile();
  const ours = JSON.parse(await readFile(join(CHROME, 'manifest.json'), 'utf8'));
  const { permissions, host_permissions, content_scripts } = ours;
  const manifest = { manifest_version: 3, name: 'bare', version: '1', permissions, host_permissions, content_scripts };
  await writeFile(join(profile.folder, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(profile.folder, 'content.js'), '');
  return profile;
}

async function selfTimed(browser, extensions, path) {
  const { startSites, flagsFor } = await import('../test/sites/server.mjs');
  const { BENCH, benchPages } = await import('../test/sites/bench-pages.mjs');
  const times = [];
  let finished;
  const done = new Promise((resolve) => {
    finished = resolve;
  });
  const sites = await startSites({
    extra: { [BENCH]: benchPages((told) => (told.done ? finished() : times.push(told.ms)), await appScript()) },
  });
  const profile = temporaryProfile();
  const start = opener(`http://${BENCH}${path}?left=${SELF_TIMED_LOADS}`);
  const flags = [
    ...sandboxFlags(),
    ...QUIET,
    ...extensionFlags([...extensions, start.folder]),
    '--headless=new',
    '--window-size=1280,900',
    `--user-data-dir=${profile.folder}`,
    ...flagsFor(sites, [BENCH]),
  ];
  const child = spawn(browser, flags, { stdio: 'ignore' });
  const late = setTimeout(finished, 60_000);
  await done;
  clearTimeout(late);
  const gone = new Promise((resolve) => child.on('exit', resolve));
  child.kill();
  await gone;
  await sites.close();
  profile.remove();
  start.remove();
  // The first load starts the renderer and everything else.
  return times.slice(1);
}

/** The shipped model on one backend: passages per second, as the parity check counts them. */
async function passages(backend, count) {
  console.error(`the model on ${backend}, ${count} text${count > 1 ? 's' : ''}`);
  const out = await new Promise((done) => {
    let text = '';
    const child = spawn(execPath, ['test/parity/browser.mjs', backend, String(count), '--rate'], {
      cwd: ROOT,
      env: { ...process.env, CHROMIUM: requireBrowser() },
    });
    child.stdout.on('data', (bytes) => (text += bytes));
    // A software adapter can take minutes: then there is no figure, and the rest is still printed.
    const late = setTimeout(() => child.kill(), 150_000);
    child.on('close', () => {
      clearTimeout(late);
      done(text);
    });
  });
  const line = out.split('\n').find((l) => l.startsWith('{'));
  if (!line) return { unavailable: true };
  const { msPerPassage, backend: used, adapter } = JSON.parse(line);
  return { perSecond: round(1_000 / msPerPassage), msPerPassage, used, ...(adapter ? { adapter } : {}) };
}

const round = (x) => Math.round(x * 1_000) / 1_000;
const quantile = (values, q) => {
  const sorted = [...values].sort((a, b) => a - b);
  return round(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN);
};
const spread = (values) => ({ n: values.length, p50: quantile(values, 0.5), p99: quantile(values, 0.99) });

/** Medians of both, and their ratio. */
function compare(off, on) {
  const [a, b] = [quantile(off, 0.5), quantile(on, 0.5)];
  return { off: a, on: b, ratio: round(b / a), n: on.length };
}

function print({ agent, nobody, benign, decision, covered, passages: speed, contentScript, machine }) {
  const row = (name, value, goal = '') => console.log(`${name.padEnd(60)}${value.padEnd(34)}${goal}`);
  const ratio = ({ off, on, ratio: r }) => `${off} → ${on}  (× ${r})`;
  console.log(
    `\n${machine.browser}, ${machine.cores} × ${machine.cpu}, medians of ${ROUNDS} alternating rounds, ${TASKS} of the task\n`,
  );
  row('agent: a click, ms', ratio(agent.clickMs));
  row('agent: load of a small page, ms', ratio(agent.smallLoadMs), '≤ 1.10');
  row('agent: load of a real-size page, ms', ratio(agent.bigLoadMs), '≤ 1.03');
  row('  the same, while one nobody has read is being read', ratio(agent.unreadLoadMs));
  row('  the same, with the script of a real one', ratio(agent.appLoadMs), '≤ 1.03');
  row('agent: an honest task over three sites, ms', ratio(agent.taskMs), '≤ 1.05');
  row('nobody: load of a small page, ms', ratio(nobody.smallLoadMs), '≤ 1.10');
  row('nobody: load of a real-size page, ms', ratio(nobody.bigLoadMs), '≤ 1.03');
  row('  the same, with the script of a real one', ratio(nobody.appLoadMs), '≤ 1.03');
  row('  with an empty content script in place of ours, small page', ratio(nobody.bareSmallLoadMs));
  row('  the same, real-size page', ratio(nobody.bareBigLoadMs));
  row('  the same, with the script of a real one', ratio(nobody.bareAppLoadMs));
  row('  ours over that, small page', ratio(nobody.overBareSmallLoadMs));
  row('  ours over that, real-size page', ratio(nobody.overBareBigLoadMs));
  row('  ours over that, with the script of a real one', ratio(nobody.overBareAppLoadMs));
  row('event to handler, ms p50/p99, off', `${agent.handlerLagMs.off.p50} / ${agent.handlerLagMs.off.p99}`);
  row(
    'event to handler, ms p50/p99, on',
    `${agent.handlerLagMs.on.p50} / ${agent.handlerLagMs.on.p99}`,
    'p99 ≤ 1 more',
  );
  row(
    'decision with the worker asked, ms p50/p99',
    `${decision.workerAskedMs.p50} / ${decision.workerAskedMs.p99}`,
    'p99 ≤ 10',
  );
  row(
    'the most suspicious tenth covered, ms p50/p99',
    `${covered.afterShownMs.p50} / ${covered.afterShownMs.p99} (${covered.afterShownMs.n} of ${covered.of})`,
    '≤ 200',
  );
  row('decision by a stopped worker, ms', `${decision.coldWorkerMs.p50}`, '≤ 150');
  row('passages a second, WASM', `${speed.wasm.perSecond}`);
  const went = benign.actions - benign.interrupted.length;
  row(
    'benign actions uninterrupted',
    `${went} of ${benign.actions} (${round((100 * went) / benign.actions)} %)`,
    '≥ 99.6 %',
  );
  for (const { host, kind, name } of benign.interrupted) row('  interrupted', `${kind} "${name}" on ${host}`);
  const { adapter } = speed.webgpu;
  const on = adapter ? `${adapter.software === false ? 'GPU' : 'software'}: ${adapter.name}` : 'no answer';
  row(`passages a second, WebGPU (${on})`, `${speed.webgpu.perSecond ?? 'unavailable'}`);
  row('script heap of a tab with the real-size page, MiB', ratio(agent.tabHeapMiB));
  row('whole browser, MiB', ratio(agent.browserMiB));
  row('content script, KB gzip', `${round(contentScript.gzipBytes / 1024)}`, '≤ 30');
  console.log('\nWritten to out/bench/bench.json');
}

main().catch(sayAndExit);
