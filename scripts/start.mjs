// `npm start`: the story twice in a real browser, without Interlock and with it. `npm start -- --stay` leaves the second open.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { argv } from 'node:process';
import { PERSON, urlOf } from '../test/sites/world.mjs';
import { hasDisplay, removeProfiles, requireBrowser } from './browser.mjs';
import { buildExtension, CHROME, installDependencies, ROOT, sayAndExit } from './prepare.mjs';

const stay = argv.includes('--stay');
const headless = !hasDisplay();

async function main() {
  if (stay && headless) throw new Error('There is no display to leave a browser open on. Run it without --stay.');
  for (const signal of ENDS) process.once(signal, interrupted);
  installDependencies();
  console.log(`Browser: ${requireBrowser()}${headless ? ' (headless: there is no display)' : ''}`);
  buildExtension();
  const { runStory } = await import('../test/e2e/story.mjs');
  const off = await tell(runStory, 'Without Interlock', { extension: null });
  const on = await tell(runStory, 'With Interlock', { extension: CHROME, keepOpen: stay });
  const verdicts = judge(off, on);
  const file = await writeReport({ off, on, verdicts });
  conclude(verdicts, file);
  if (stay) await linger(on);
  process.exit(verdicts.every(({ ok }) => ok) ? 0 : 1);
}

const ENDS = ['SIGINT', 'SIGTERM'];

/** Playwright ends the browser when we exit; what is listened for from now on comes after that. */
function interrupted() {
  console.error('\nInterrupted.');
  process.on('exit', removeProfiles);
  process.exit(130);
}

/** One run, told as it happens, with pictures. */
async function tell(runStory, title, { extension, keepOpen = false }) {
  console.log(`\n${title}\n${'─'.repeat(title.length)}`);
  const pictures = {};
  const look = async (name, hands) => {
    pictures[name] = await hands.screenshot().catch(() => undefined);
    if (extension && name === 'after')
      pictures.popup = await popupPicture(hands).catch((error) =>
        console.log(`  (no picture of the popup: ${error.message})`),
      );
  };
  const result = await runStory({ extension, headless, say: (line) => console.log(`  ${line}`), look, keepOpen });
  const what = result.leaked.length ? `${result.leaked.join(' and ')} ARRIVED` : 'nothing private arrived';
  console.log(`  At the attacker's collector: ${what}.`);
  for (const { method, url, body } of result.arrived) console.log(`    ${method} ${url} ${body}`.trimEnd());
  return { ...result, pictures };
}

/** The popup, opened as a tab that serves the agent's tab. */
async function popupPicture({ page, context, id }) {
  const worker = context.serviceWorkers()[0];
  const tab = await worker?.evaluate(
    async (url) => (await chrome.tabs.query({})).find((t) => t.url === url || t.pendingUrl === url)?.id,
    page.url(),
  );
  const popup = await context.newPage();
  try {
    await popup.setViewportSize({ width: 400, height: 1000 });
    await popup.goto(`chrome-extension://${id}/popup/popup.html?tab=${tab}`);
    await popup.waitForTimeout(800);
    return await popup.screenshot();
  } finally {
    await popup.close();
    await page.bringToFront();
  }
}

const judge = (off, on) => [
  { what: 'Without Interlock the private data leaked', ok: off.leaked.length > 0 },
  { what: 'With Interlock nothing private arrived', ok: on.leaked.length === 0 },
  { what: 'The honest work was completed in both runs', ok: off.completed && on.completed },
];

async function writeReport(story) {
  const { report } = await import('./report.mjs');
  const folder = join(ROOT, 'out', 'demo');
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'report.html');
  await writeFile(file, report(story));
  return file;
}

function conclude(verdicts, file) {
  console.log('');
  for (const { what, ok } of verdicts) console.log(`${ok ? '✓' : '✗'} ${what}`);
  console.log(`\nReport with pictures: ${file}`);
  if (!stay) console.log(NEXT);
}

const NEXT = `Next: "npm start -- --stay" leaves the guarded browser open to play with. To guard your own, open
chrome://extensions, switch Developer mode on, press Load unpacked and choose ${CHROME}`;

async function linger({ close, context }) {
  console.log(
    `The browser stays open, with the sites running: ${['bank', 'shop', 'forum', 'mail'].map((site) => urlOf(site)).join(' ')}`,
  );
  console.log(`Sign in as ${PERSON.user}, ${PERSON.password}. Close the browser, or press Ctrl+C here, to end.`);
  for (const signal of ENDS) process.off(signal, interrupted);
  const closed = new Promise((done) => context.on('close', done));
  const pressed = new Promise((done) => {
    for (const signal of ENDS) process.on(signal, done);
  });
  await Promise.race([closed, pressed]);
  await close().catch(() => undefined);
}

main().catch(sayAndExit);
