// `npm run redteam:e2e`: an adaptive attacker looks for a way to the collector within a fixed budget. What it finds is printed
// and kept in out/redteam; each find becomes a case of the suite.   --budget=40  --seed=1  --off
//   --named tries what THREAT_MODEL.md names as possible, too
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { argv } from 'node:process';
import { buildExtension, CHROME, installDependencies, ROOT, sayAndExit } from './prepare.mjs';

const option = (name, other) => Number(argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? other);

/** Of attacks that were tried before, or needn't be: then the rest of the budget is for whatever comes. */
const MOST_DRAWN = 2_000;

async function main() {
  installDependencies();
  buildExtension();
  const { GENES, attackOf, isNamed } = await import('../test/attacks/adaptive.mjs');
  const { attempt } = await import('../test/attacks/attempt.mjs');
  const { playwrightHands } = await import('../test/agents/playwright.mjs');
  const pick = picker(option('seed', 1));
  const random = () => Object.fromEntries(Object.entries(GENES).map(([gene, values]) => [gene, pick(values)]));
  const extension = argv.includes('--off') ? null : CHROME;
  const tried = new Set();
  const found = [];
  let drawn = 0;
  let best = { genes: random(), share: -1 };
  for (let left = option('budget', 40); left > 0; left--) {
    // Climbs from what got furthest; every third try starts anew, so that one dead end isn't the end.
    const genes = left % 3 === 0 || best.share < 0 ? random() : mutated(best.genes, GENES, pick);
    const attack = attackOf(genes);
    const isOld = tried.has(attack.id) || (isNamed(genes) && !argv.includes('--named'));
    if (isOld && ++drawn < MOST_DRAWN) {
      left += 1;
      continue;
    }
    tried.add(attack.id);
    const outcome = await attempt(attack, playwrightHands, { extension });
    const share = attack.share ?? 0;
    console.log(
      `${outcome.happened ? 'ARRIVED' : `${Math.round(share * 100)} %`.padEnd(7)} ${attack.id}${outcome.prepared ? '' : ' (could not begin)'}`,
    );
    if (outcome.happened) found.push(genes);
    else if (share >= best.share) best = { genes, share };
  }
  const folder = join(ROOT, 'out', 'redteam');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'found.json'), `${JSON.stringify(found, null, 2)}\n`);
  console.log(`\n${tried.size} attacks tried, ${found.length} arrived whole`);
  process.exitCode = found.length && extension ? 1 : 0;
}

function mutated(genes, all, pick) {
  const gene = pick(Object.keys(all));
  return { ...genes, [gene]: pick(all[gene]) };
}

/** Seeded, so that a run can be repeated (mulberry32). */
function picker(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return (values) => values[Math.floor(next() * values.length)];
}

main().catch(sayAndExit);
