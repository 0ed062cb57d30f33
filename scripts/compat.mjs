// `npm run compat`: pages made of the packages that the web is built of, driven by an agent and by a person, without us and
// with us. The same must come of it; and without an agent nothing of ours may be there. Exit 1 on a difference.
//   --page=quill,mui   --driver=agent,after-read,person
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { argv } from 'node:process';
import { requireBrowser } from './browser.mjs';
import { buildExtension, CHROME, installDependencies, ROOT, sayAndExit } from './prepare.mjs';

const option = (name) => argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1];
const wanted = (name, value) => !option(name) || option(name).split(',').includes(value);

async function main() {
  installDependencies();
  console.log(`Browser: ${requireBrowser()}`);
  buildExtension();
  const { DRIVERS } = await import('../test/compat/drivers.mjs');
  const { STEPS } = await import('../test/compat/steps.mjs');
  const { bundlePages } = await import('../test/compat/sites.mjs');
  const scripts = await bundlePages();
  const pages = Object.entries(STEPS).filter(([page]) => wanted('page', page));
  const rows = [];
  for (const [driver, { missing, run }] of Object.entries(DRIVERS).filter(([name]) => wanted('driver', name))) {
    const why = missing();
    if (why) {
      console.log(`skipped ${driver}: ${why}`);
      continue;
    }
    const off = await run({ extension: null, pages, scripts });
    const on = await run({ extension: CHROME, pages, scripts });
    for (const [i, [page]] of pages.entries()) rows.push(compared(driver, page, off[i], on[i]));
    for (const row of rows.slice(-pages.length)) console.log(lineOf(row));
  }
  const { report } = await import('../test/compat/report.mjs');
  const folder = join(ROOT, 'out', 'compat');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'rows.json'), `${JSON.stringify(rows, null, 1)}\n`);
  process.exitCode = report(rows) ? 0 : 1;
}

/** Each is the outcome of one page: `{state, states, done, interrupted, untouched?}`. */
function compared(driver, page, off, on) {
  const differs = Object.keys(off.compared).filter((key) => off.compared[key] !== on.compared[key]);
  // Two that got stuck alike have shown nothing.
  if ([off, on].some(({ compared }) => compared.state.startsWith('stuck')) && !differs.includes('state'))
    differs.push('state');
  // The first step after which the page was another: a hint where to look, no verdict of its own.
  const at = off.states.findIndex((state, i) => state !== on.states[i]);
  return {
    driver,
    page,
    differs,
    at: at < 0 ? undefined : on.done[at],
    off: off.compared,
    on: on.compared,
    done: on.done,
    interrupted: on.interrupted,
  };
}

function lineOf({ driver, page, differs, at, off, on }) {
  if (differs.length === 0) return `${driver} ${page}: same`;
  const shown = differs
    .map((key) => `\n   ${key} off ${off[key].slice(0, 400)}\n   ${key} on  ${on[key].slice(0, 400)}`)
    .join('');
  return `${driver} ${page}: DIFFERENT${at ? `, first after ${JSON.stringify(at)}` : ''}${shown}`;
}

main().catch(sayAndExit);
