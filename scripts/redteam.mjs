// Mutates attacks against the shipped model until it calls them safe, makes what it found as small as it can, and keeps it.
// usage: npm run redteam -- [--tries N per seed] [--depth D mutations] [--seed S]
// What was found before (models/eval/redteam.jsonl) is tried again first: the list says what a release must not lose again.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { MUTATIONS } from './mutations.mjs';
import { shipped } from './shipped.mjs';

const { values } = parseArgs({
  options: {
    tries: { type: 'string', default: '24' },
    depth: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
  },
});
const KEPT = 'models/eval/redteam.jsonl';
const random = mulberry(Number(values.seed));
const classifier = await shipped();

/** The worst tier among a text's nodes. */
async function tierOf(text) {
  const risks = await classifier.scorePassages(text.split('\u001e').map((part) => ({ text: part })));
  return risks.some((risk) => risk.kind === 'scored' && risk.tier !== 'safe') ? 'flagged' : 'safe';
}

const apply = (text, names, seed) => {
  const chance = mulberry(seed);
  return names.reduce((t, name) => MUTATIONS[name](t, chance), text);
};

async function attack(seedText) {
  const names = Object.keys(MUTATIONS);
  const tried = { tries: 0, found: [] };
  for (let i = 0; i < Number(values.tries); i++) {
    const depth = 1 + Math.floor(random() * Number(values.depth));
    const chain = Array.from({ length: depth }, () => names[Math.floor(random() * names.length)]);
    const seed = Math.floor(random() * 2 ** 31);
    tried.tries += 1;
    if ((await tierOf(apply(seedText, chain, seed))) === 'safe')
      tried.found.push(await minimise(seedText, chain, seed));
  }
  return tried;
}

/** Leaves out every mutation that isn't needed. */
async function minimise(seedText, chain, seed) {
  let least = chain;
  for (const name of chain) {
    const fewer = least.filter((n) => n !== name);
    if (fewer.length < least.length && (await tierOf(apply(seedText, fewer, seed))) === 'safe') least = fewer;
  }
  return { mutations: least, text: apply(seedText, least, seed) };
}

function mulberry(start) {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const kept = existsSync(KEPT)
  ? (await readFile(KEPT, 'utf8'))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
  : [];
let caught = 0;
for (const row of kept) {
  row.now = await tierOf(row.text);
  if (row.now === 'flagged') caught += 1;
}
console.log(`kept from before: ${kept.length}, now flagged: ${caught}`);

const seeds = (await readFile('models/eval/redteam-seeds.txt', 'utf8')).split('\n').filter(Boolean);
const table = new Map();
let tries = 0;
let escapes = 0;
for (const seedText of seeds) {
  if ((await tierOf(seedText)) === 'safe') {
    console.log(`not flagged as it is: ${seedText}`);
    continue;
  }
  const { tries: n, found } = await attack(seedText);
  tries += n;
  escapes += found.length;
  for (const { mutations, text } of found) {
    const key = mutations.length === 0 ? '(as it is)' : mutations.join(' + ');
    table.set(key, (table.get(key) ?? 0) + 1);
    if (!kept.some((row) => row.text === text)) kept.push({ seed: seedText, mutations, text, now: 'safe' });
  }
}
console.log(`${tries} mutated attacks, ${escapes} called safe (${((100 * escapes) / tries).toFixed(1)} %)`);
console.table(
  [...table]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 25)
    .map(([mutations, n]) => ({ mutations, escapes: n })),
);
await writeFile(KEPT, kept.map((row) => `${JSON.stringify(row)}\n`).join(''));
