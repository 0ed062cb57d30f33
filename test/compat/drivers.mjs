// The drivers of the compatibility run. Each goes through all pages in one browser and answers one outcome a page.
import { handMissing } from '../agents/person.mjs';
import { PREPARE, sceneOf } from '../attacks/attempt.mjs';
import { flagsFor, startSites } from '../sites/server.mjs';
import { agentHands } from './agent.mjs';
import { drive } from './drive.mjs';
import { personHands } from './person.mjs';
import { COMPAT_HOSTS, compatSites, SITE } from './sites.mjs';

const always = () => undefined;

export const DRIVERS = {
  agent: { missing: always, run: (options) => byAgent(options, 'none') },
  'after-read': { missing: always, run: (options) => byAgent(options, 'bank') },
  person: { missing: handMissing, run: byPerson },
};

async function byAgent({ extension, pages, scripts }, read) {
  const { hosts, saved } = compatSites(scripts, false);
  const sites = await startSites({ extra: hosts });
  const hands = await agentHands({ extension, args: flagsFor(sites, COMPAT_HOSTS) });
  const outcomes = [];
  try {
    await PREPARE[read](sceneOf(hands.agent, sites));
    for (const [page, steps] of pages) {
      saved.length = 0;
      const before = (await stopsIn(hands)).length;
      const { state, states, done } = await drive(hands, page, steps);
      const compared = { state, saved: JSON.stringify(saved) };
      outcomes.push({ compared, states, done, interrupted: (await stopsIn(hands)).slice(before) });
    }
  } finally {
    await hands.close();
    await sites.close();
  }
  return outcomes;
}

/** What our log says was stopped or asked, as `{kind, verdict, rules}`. */
async function stopsIn({ context, id }) {
  const worker = id && context.serviceWorkers().find((w) => w.url().includes(id));
  if (!worker) return [];
  const lines = await worker.evaluate(async () => {
    const all = await chrome.storage.local.get(null);
    const { chunks = 0 } = all['audit:meta'] ?? {};
    return Array.from({ length: chunks }, (_, i) => all[`audit:${i}`] ?? []).flat();
  });
  return lines
    .map((line) => JSON.parse(line))
    .filter(({ verdict }) => ['ask', 'block', 'kill', 'redact'].includes(verdict));
}

const SEEN = [
  'pointerdown',
  'click',
  'keydown',
  'beforeinput',
  'input',
  'paste',
  'submit',
  'dragstart',
  'drop',
  'wheel',
];
/** Runs in the page: what its own listeners see, and whether somebody stopped or made an event. */
const WATCH = `(() => { window.seen = {}; for (const type of ${JSON.stringify(SEEN)}) for (const capture of [true, false])
  addEventListener(type, (e) => { const key = [type, capture, e.isTrusted, e.defaultPrevented].join(' '); seen[key] = (seen[key] ?? 0) + 1; }, { capture, passive: true }); })()`;

/** The page as it is, without what it says is drawn by the clock: a caret that blinks, a word that waiting shows. */
const DOM = `(() => { const copy = document.documentElement.cloneNode(true);
  for (const drawn of copy.querySelectorAll('[data-drawn]')) drawn.replaceChildren();
  return copy.outerHTML; })()`;

/** A hand is slow, and what comes after this is more of the same. */
const LONGEST = 90;

async function byPerson({ extension, pages, scripts }) {
  const { hosts, channels, saved } = compatSites(scripts, true);
  const sites = await startSites({ extra: hosts });
  const hands = await personHands({ extension, args: flagsFor(sites, COMPAT_HOSTS), channels });
  const outcomes = [];
  try {
    for (const [page, steps] of pages) {
      saved.length = 0;
      const opened = async () => {
        await hands.ask(WATCH, SITE);
      };
      const { state, states, done } = await drive(hands, page, steps.slice(0, LONGEST), opened);
      const dom = await hands.ask(DOM, SITE).catch(() => 'no answer');
      const seen = await hands.ask('window.seen', SITE).catch(() => 'no answer');
      const rules = hands.inWorker ? await hands.inWorker(RULES) : '[]';
      const compared = { state, saved: JSON.stringify(saved), dom, seen: JSON.stringify(seen), rules };
      outcomes.push({ compared, states, done, interrupted: [] });
    }
  } finally {
    await hands.close();
    await sites.close();
  }
  return outcomes;
}

const RULES = `Promise.all([chrome.declarativeNetRequest.getSessionRules(), chrome.declarativeNetRequest.getDynamicRules()]).then(([a, b]) => JSON.stringify([...a, ...b]))`;
