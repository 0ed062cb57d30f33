// The numbers of the policy engine: `npm run bench:policy [--quick]`. Single core, Node; prints a table and JSON lines.
import { mkdtempSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const quick = process.argv.includes('--quick');
const file = join(mkdtempSync(join(tmpdir(), 'interlock-')), 'engine.mjs');
await build({
  stdin: {
    contents: `export { compile } from './src/policy/compile.ts'; export { start, step } from './src/policy/step.ts';
      export { decide } from './src/policy/definition.ts'; export { packs } from './src/policy/packs/index.ts'; export { cuts } from './src/policy/cuts.ts';
      export { readCanonical } from './src/policy/canonical.ts';`,
    resolveDir: root,
    loader: 'ts',
  },
  bundle: true,
  outfile: file,
  format: 'esm',
  platform: 'node',
});
const { compile, start, step, decide, cuts, packs, readCanonical } = await import(pathToFileURL(file).href);

const results = [];
function say(name, value, unit, mark) {
  const ok = mark === undefined ? '' : mark(value) ? 'ok' : 'MISSED';
  results.push(ok);
  const shown = value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
  console.log(`${name.padEnd(66)} ${shown.padStart(12)} ${unit.padEnd(9)} ${ok}`);
}

let seed = 7;
const random = (n) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed % n;
};
const base = {
  actor: 'agent',
  session: 's',
  tab: '1',
  frame: '0',
  url: 'https://a.test/',
  origin: 'https://a.test',
  site: 'a.test',
};
const event = (i, more) => ({ seq: i + 1, t: 1e12 + i, phase: 'dispatched', ...base, ...more });
const one = (rule) =>
  compile([
    {
      layer: 'personal',
      policy: { interlock: 1, name: 'b', rules: [{ id: 'r', verdict: 'block', on: ['*'], because: 'b', ...rule }] },
    },
  ]);

/** Of processor time, so that a busy machine doesn't count against the engine; single decisions are timed by the wall. */
function seconds(run) {
  const began = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1e6;
}

/** Every event is remembered, and every tenth is also proposed first and judged. */
function feed(compiled, events) {
  let memory = start(compiled);
  let count = 0;
  for (const one of events) {
    if (one.seq % 10 === 0) {
      count += step(compiled, memory, { ...one, phase: 'proposed' }).verdict.rules.length;
    }
    memory = step(compiled, memory, one).memory;
  }
  return { memory, count };
}

function rate(compiled, events) {
  feed(compiled, events.slice(0, 20_000));
  return Math.max(...[0, 1, 2].map(() => events.length / seconds(() => feed(compiled, events))));
}

const N = quick ? 50_000 : 300_000;
const kinds = ['click', 'submit', 'navigate', 'type', 'page.load', 'request', 'auth.login'];
const mixed = Array.from({ length: N }, (_, i) => {
  const kind = kinds[random(kinds.length)];
  const fact = kind === 'page.load' || kind === 'auth.login';
  return event(i, {
    kind,
    phase: fact ? 'observed' : 'dispatched',
    tab: String(random(4)),
    site: `s${random(20)}.test`,
    dest: { site: `s${random(20)}.test`, relation: 'cross-site', firstSeen: random(2) === 0 },
    payload: { bytes: random(100), labels: random(10) === 0 ? ['private'] : [], sources: [] },
    page: { trust: random(5) === 0 ? 'private' : 'public', risk: { tier: 'safe' } },
    target: { purpose: 'navigation' },
  });
});

console.log(`node ${process.version}, ${cpus()[0]?.model ?? 'unknown cpu'}, one core\n`);
const million = (v) => v >= 1e6;
const A = (on, more = {}) => ({ on: [on], ...more });
say(
  'once(auth.login) within 8h',
  rate(one({ if: { once: A('auth.login'), within: '8h' } }), mixed),
  'events/s',
  million,
);
say(
  'count(submit) >= 20 within 1m',
  rate(one({ if: { count: A('submit'), gte: 20, within: '1m' } }), mixed),
  'events/s',
  million,
);
say(
  'seq(auth.login, page.load, submit) within 1m',
  rate(one({ if: { seq: [A('auth.login'), A('page.load'), A('submit')], within: '1m' } }), mixed),
  'events/s',
  million,
);
say(
  'hold(not once(request) within 1s since auth.login)',
  rate(one({ if: { hold: { not: { once: A('request'), within: '1s' } }, since: A('auth.login') } }), mixed),
  'events/s',
  million,
);
say(
  'distinct(dest.site of navigate) >= 10 within 10m',
  rate(one({ if: { distinct: A('navigate'), field: 'dest.site', gte: 10, within: '10m' } }), mixed),
  'events/s',
  million,
);
say(
  'once(page.load where site == $e.site) per tab',
  rate(
    one({ per: 'tab', if: { once: A('page.load', { where: { field: 'site', op: 'eq', value: { e: 'site' } } }) } }),
    mixed,
  ),
  'events/s',
  million,
);
for (const name of ['balanced', 'strict']) {
  const compiled = compile([{ layer: 'personal', policy: packs[name] }]);
  say(`the whole pack ${name} (${packs[name].rules.length} rules)`, rate(compiled, mixed), 'events/s', (v) => v >= 1e5);
}

/** Of a typed secret, as after a long session, in microseconds of processor time each. */
function searchOfCuts(compiled, memory) {
  const all = mixed.slice(0, 5_000).map((one) => {
    const payload = { ...one.payload, labels: ['private'], sources: ['s1.test'] };
    return { ...one, t: memory.t, kind: 'type', phase: 'proposed', payload };
  });
  return (seconds(() => all.map((proposed) => cuts(compiled, memory, proposed))) / all.length) * 1e6;
}

{
  const compiled = compile([{ layer: 'personal', policy: packs.balanced }]);
  let memory = start(compiled);
  const times = [];
  let searching;
  for (const one of mixed.slice(0, 100_000)) {
    const proposed = { ...one, phase: 'proposed' };
    const began = process.hrtime.bigint();
    step(compiled, memory, proposed);
    times.push(Number(process.hrtime.bigint() - began) / 1e3);
    if (one.seq === 2_000) searching = searchOfCuts(compiled, memory);
    memory = step(compiled, memory, one).memory;
  }
  times.sort((a, b) => a - b);
  say('looking for a cut of a typed secret, 2,000 events on, mean', searching, 'µs', (v) => v < 1_000);
  say('one decision by balanced, median', times[times.length >> 1], 'µs');
  say('one decision by balanced, p99', times[Math.floor(times.length * 0.99)], 'µs', (v) => v < 50);
}

{
  const total = quick ? 300_000 : 10_000_000;
  const compiled = compile([{ layer: 'personal', policy: packs.balanced }]);
  let memory = start(compiled);
  const sizes = [];
  const took = seconds(() => {
    for (let i = 0; i < total; i++) {
      const one = mixed[i % mixed.length];
      memory = step(compiled, memory, { ...one, seq: i + 1, t: 1e12 + i * 50 }).memory;
      if (i === total / 10 - 1 || i === total - 1) sizes.push(JSON.stringify(memory).length);
    }
  });
  say(`memory after ${(total / 10).toLocaleString('en')} events`, sizes[0] / 1024, 'KiB');
  say(`memory after ${total.toLocaleString('en')} events`, sizes[1] / 1024, 'KiB', (v) => v < (sizes[0] / 1024) * 1.2);
  say('their rate', total / took, 'events/s');
}

{
  const best = (run) => Math.min(...Array.from({ length: 9 }, () => seconds(run) * 1e3));
  const first = seconds(() => compile([{ layer: 'personal', policy: packs.balanced }])) * 1e3;
  say(
    'compile balanced',
    Math.max(
      first,
      best(() => compile([{ layer: 'personal', policy: packs.balanced }])),
    ),
    'ms',
    (v) => v < 20,
  );
  const rules = Array.from({ length: 500 }, (_, i) => ({
    id: `rule-${i}`,
    verdict: 'ask',
    on: ['submit', 'navigate'],
    because: 'b',
    per: i % 2 ? 'tab' : 'session',
    where: {
      all: [
        { field: 'dest.url', op: 'glob', value: `https://**.site${i}.test/pay/*` },
        { field: 'payload.bytes', op: 'gt', value: i },
      ],
    },
    if: {
      all: [
        { once: A('auth.login', { where: { field: 'site', op: 'eq', value: `site${i}.test` } }), within: '8h' },
        { count: A('submit'), gte: 3 + i, within: '1m' },
      ],
    },
    unless: {
      hold: { not: { once: A('request') } },
      since: A('user.approve', { where: { field: 'tab', op: 'eq', value: { e: 'tab' } } }),
    },
  }));
  const big = { interlock: 1, name: 'big', rules };
  say(
    'read and compile 500 rules',
    best(() => {
      readCanonical(big);
      compile([{ layer: 'personal', policy: big }]);
    }),
    'ms',
    (v) => v < 200,
  );
}

console.log('\nside by side, µs an event (each event proposed, then remembered)');
console.log(`${'property'.padEnd(44)} ${'engine'.padStart(10)} ${'definition'.padStart(12)} ${'re-run'.padStart(10)}`);
const short = Array.from({ length: quick ? 300 : 1_000 }, (_, i) => event(i, mixed[i]));
/** `re-run`: the same monitor, but started over from the first event for each decision. */
function beside(name, rule, events) {
  const compiled = one(rule);
  const policy = { interlock: 1, name: 'b', rules: [compiled.rules[0].rule] };
  const judgeAll = (decideOne) => {
    const history = [];
    return seconds(() => {
      for (const one of events) {
        decideOne(history, { ...one, phase: 'proposed' });
        history.push(one);
      }
    });
  };
  let memory = start(compiled);
  const engine = judgeAll((history, proposed) => {
    const last = history.at(-1);
    if (last) memory = step(compiled, memory, last).memory;
    return step(compiled, memory, proposed);
  });
  const naive = judgeAll((history, proposed) => decide([policy], history, proposed));
  const rerun = judgeAll((history, proposed) => {
    const again = history.reduce((now, one) => step(compiled, now, one).memory, start(compiled));
    return step(compiled, again, proposed);
  });
  const us = (s) => ((s * 1e6) / events.length).toFixed(2);
  console.log(`${name.padEnd(44)} ${us(engine).padStart(10)} ${us(naive).padStart(12)} ${us(rerun).padStart(10)}`);
}
for (const ms of [10, 100, 1000]) {
  const win = { within: `${ms}ms` };
  beside(`absence: no submit within ${ms}ms of login`, { if: { seq: [A('auth.login'), A('submit')], ...win } }, short);
  beside(
    `always: hold(once(click) ${ms}ms since login)`,
    { if: { hold: { once: A('click'), ...win }, since: A('auth.login') } },
    short,
  );
  beside(`recurrence: count(click) >= 3 ${ms}ms`, { if: { not: { count: A('click'), gte: 3, ...win } } }, short);
  beside(
    `response: request answered ${ms}ms`,
    { if: { hold: { not: { once: A('navigate') } }, since: A('request'), atLeast: `${ms}ms` } },
    short,
  );
}
const data = Array.from({ length: short.length }, (_, i) =>
  event(i, {
    kind: ['tool', 'fact'][random(2)],
    phase: 'observed',
    fact: {
      name: ['login', 'logout', 'open', 'close', 'access'][random(5)],
      args: { user: `u${random(50)}`, file: `f${random(50)}` },
    },
  }),
);
const named = (name, ...keys) => ({
  on: ['*'],
  phase: 'observed',
  where: {
    all: [
      { field: 'fact.name', op: 'eq', value: name },
      ...keys.map((k) => ({ field: `fact.args.${k}`, op: 'eq', value: { e: `fact.args.${k}` } })),
    ],
  },
});
beside(
  'ACCESS: logged in and the file open',
  {
    unless: {
      all: [
        { hold: { not: { once: named('logout', 'user') } }, since: named('login', 'user') },
        { once: named('open', 'file') },
      ],
    },
  },
  data,
);
beside(
  'FILE: not closed since it was opened',
  { unless: { hold: { not: { prev: named('close', 'file') } }, since: named('open', 'file') } },
  data,
);
beside('FIFO: opened before, in order', { unless: { seq: [named('open', 'file'), named('access', 'file')] } }, data);
beside('ACCESS by keys alone', { unless: { once: named('login', 'user', 'file') } }, data);

process.exitCode = results.includes('MISSED') ? 1 : 0;
