/**
 * Does everything on the benign sites as an agent, after it has signed in to a bank and a mailbox and read there, and counts
 * what arrived: at the site's server, or in the field. Two in three by trusted input, the third by script.
 */
import { playwrightHands } from '../agents/playwright.mjs';
import { PREPARE, sceneOf } from '../attacks/attempt.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { BENIGN_SITES, benignHosts } from './sites.mjs';

/** How long a held action may take. */
const PATIENCE_MS = 4_000;

/**
 * @param extension folder of the built extension, or null
 * @returns `{actions, interrupted: [{host, kind, name}]}`
 */
export async function doBenign(extension, sites = BENIGN_SITES) {
  const arrived = new Set();
  const server = await startSites({ extra: benignHosts((host, n) => arrived.add(`${host} ${n}`)) });
  const hosts = sites.map(({ host }) => host);
  const hands = await playwrightHands({ extension, args: flagsFor(server, hosts) });
  const interrupted = [];
  let actions = 0;
  const scene = sceneOf(hands, server);
  await PREPARE.bank(scene);
  await PREPARE.mail(scene);
  for (const { host, controls } of sites) {
    await begin(hands, host);
    for (const control of controls)
      for (const { step, done, leaves } of stepsOf(control, hands.page, () => arrived.has(`${host} ${control.n}`))) {
        actions += 1;
        const came = await act(step).then(() => holds(done, PATIENCE_MS));
        if (!came) interrupted.push({ host, kind: control.kind, name: control.name });
        if (!came || leaves) await begin(hands, host);
      }
  }
  await hands.close();
  await server.close();
  return { actions, interrupted };
}

/** What refuses to be acted on hasn't come about; it is looked at by its effect. */
const act = (step) => step().catch(() => undefined);

/** What the last action still had under way may come in between. */
async function begin(hands, host, tries = 5) {
  await hands.page.waitForLoadState();
  await hands.goto(`http://${host}/`).catch(async (error) => {
    if (tries === 0) throw error;
    await hands.wait(200);
    await begin(hands, host, tries - 1);
  });
}

/** @returns the actions that one control takes, each with how its effect shows */
function* stepsOf({ kind, n, value, options, button }, page, arrived) {
  const at = page.locator(`[data-n="${n}"]`);
  const byScript = n % 3 === 2;
  const press = (locator) => () =>
    byScript ? locator.evaluate((element) => element.click()) : locator.click({ timeout: PATIENCE_MS });
  const typed = async () => (await at.inputValue({ timeout: PATIENCE_MS })) === value;
  if (kind === 'press' || kind === 'check') yield { step: press(at), done: arrived };
  if (kind === 'open') yield { step: press(at), done: arrived, leaves: true };
  if (kind === 'choose') yield { step: () => at.selectOption(options[0], { timeout: PATIENCE_MS }), done: arrived };
  if (kind === 'type' || kind === 'search' || kind === 'save')
    yield {
      step: async () => {
        if (n % 2) return at.fill(value, { timeout: PATIENCE_MS });
        await at.click({ timeout: PATIENCE_MS });
        await page.keyboard.type(value);
      },
      done: typed,
    };
  if (kind === 'search' || kind === 'save') {
    const submit = page.locator(`form:has([data-n="${n}"])`).getByRole('button', { name: button });
    yield { step: press(submit), done: arrived, leaves: true };
  }
}

async function holds(test, patienceMs) {
  for (const until = Date.now() + patienceMs; ; ) {
    if (await test()) return true;
    if (Date.now() > until) return false;
    await new Promise((later) => setTimeout(later, 15));
  }
}
