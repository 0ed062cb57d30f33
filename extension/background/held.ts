/** Judges what the network rules hold: documents, and places that are new to a public page. */
import { broughtTo, siteOfSource } from '../../src/dataflow/origins.ts';
import { NOTHING, recognise } from '../../src/dataflow/recognise.ts';
import { targetOf } from '../../src/enforce/deed-target.ts';
import { short } from '../../src/enforce/digest.ts';
import type { Label } from '../../src/event/event.ts';
import { deedInAddress } from '../../src/observe/addresses.ts';
import { use } from '../../src/session/session.ts';
import { isOpaque, siteOf } from '../../src/site/site.ts';
import { nameIn, onlyTo, wayTo } from './coming.ts';
import { isFresh } from './fresh.ts';
import { foresee, judge } from './judge.ts';
import { sendToFrames } from './send.ts';
import { letRequest } from './singles.ts';
import { letThrough, openerOf, PASS_MS, rebuildWall, settleTab } from './walls.ts';
import { type Live, world } from './world.ts';

/** Frames that a document's own markup opened, while it was fresh: `tab:frame` → address. */
const bornFresh = new Map<string, string>();

/** A frame begins to load something. */
export function frameBegins(tab: number, frame: number, url: string): void {
  const key = `${tab}:${frame}`;
  if (isFresh(tab)) bornFresh.set(key, url);
  else bornFresh.delete(key);
  if (bornFresh.size > 500) bornFresh.clear();
}

/** A tab of nobody's, opened by an extension say, is a session's all the same when its address, or its window's name, carries that session's data. */
function carrierOf(url: string, outgoing: string): Live | undefined {
  return [...world.live.values()].find(({ flow }) => {
    const { sources } = recognise(flow, outgoing);
    return sources.some((source) => siteOfSource(source) !== siteOf(url));
  });
}

/** Links that the gate let open a tab of their own: there, the hold page meets them once more. */
const opened: { url: string; until: number }[] = [];

export function noteOpening(url: string): void {
  opened.push({ url, until: performance.now() + PASS_MS });
  if (opened.length > 100) opened.shift();
}

function wasOpened(url: string): boolean {
  const at = opened.findIndex((one) => one.url === url && one.until > performance.now());
  if (at >= 0) opened.splice(at, 1);
  return at >= 0;
}

export type Held = { tab: number; frame: number; top: string };

/**
 * A document that the wall holds, asked about before our hold page is there in its place: an agent's own way then costs no
 * page more.
 * @param own whose session a tab is of
 * @returns whether it goes on at once; where it isn't certain which tab it is for, or its window has a name, it doesn't
 */
export async function goesOn(url: string, own: (tab: number) => Promise<Live | undefined>): Promise<boolean> {
  const one = onlyTo(url);
  if (!one) return false;
  // What the page that is left shows is known before its way out is judged.
  const [name] = await Promise.all([nameIn(one.tab), sendToFrames(one.tab, 'frame.leaving', {})]);
  if (name) return false;
  const { tab, at: began } = one;
  return (await judgeHeld({ tab, frame: 0, top: url }, () => own(tab), { url, name: '', began })).go;
}

type Question = { url: string; name: string; began: number; again?: number | undefined };
type Answer = { go: boolean; say?: string; asked?: boolean; what?: string; rule?: string };

/** Questions that are open or were answered a moment ago, by all that they are about: who asks one again hears the same. */
const asked = new Map<string, { at: number; answer: Promise<Answer> }>();
const MOST_ASKED = 100;

/**
 * A document that the wall sent to our hold page: may it go on, into a window of that name?
 * @param own whose session the tab is of
 * @param question `began`: when it was begun, `again`: when it was first asked, in milliseconds since the epoch. What is
 *   asked again counts as one sending, and opens nothing anew.
 */
export function judgeHeld(held: Held, own: () => Promise<Live | undefined>, question: Question): Promise<Answer> {
  const way = held.frame === 0 ? wayTo(held.tab, question.url) : undefined;
  const at = question.again ?? (question.name === '' ? way?.at : undefined) ?? question.began;
  const key = JSON.stringify([held.tab, held.frame, at, question.url, question.name]);
  const known = asked.get(key);
  if (known) return known.answer;
  const answer = own().then((live) => judgeNow(held, live, question));
  asked.set(key, { at, answer });
  const [oldest] = asked.keys();
  if (asked.size > MOST_ASKED && oldest !== undefined) asked.delete(oldest);
  return answer;
}

/** Resolves when what was first asked then is answered; nothing where nobody asked. */
export function answered(at: number): Promise<unknown> | undefined {
  return [...asked.values()].find((question) => question.at === at)?.answer.catch(() => undefined);
}

async function judgeNow({ tab, frame, top }: Held, own: Live | undefined, question: Question): Promise<Answer> {
  const { url, name, began } = question;
  const outgoing = name ? `${url}\n${name}` : url;
  const live = own ?? openerOf(tab) ?? carrierOf(url, outgoing);
  if (!live) {
    settleTab(tab);
    await letThrough(tab, url, frame === 0 && name === '');
    return { go: true };
  }
  const { search, hash } = URL.canParse(url) ? new URL(url) : { search: '', hash: '' };
  const from = frame === 0 ? 'about:blank' : top;
  // What the document's own markup shows belongs to the page; what is opened in it later is somebody's doing.
  if (bornFresh.get(`${tab}:${frame}`) === url) use(live.session, 'framed', siteOf(top), siteOf(url));
  const deed = live.session.privateSites.includes(siteOf(url)) ? deedInAddress(url) : undefined;
  const ruling = await judge(
    live,
    { tab, frame, url: from },
    {
      kind: deed ? 'submit' : frame === 0 ? 'navigate' : 'request',
      actor: 'agent',
      url: from,
      dest: { url, method: 'get' },
      payload: { bytes: search.length + hash.length },
      digest: `${frame === 0 ? 'navigate' : 'frame'} ${short(url)}`,
      ...(deed ? { target: targetOf('address', deed.purpose, deed.key) } : {}),
      ...(deed?.order ? { order: deed.order } : {}),
      evidence: ['held by the network rules'],
      outgoing,
    },
    { counts: !wasOpened(url), began },
  );
  const go = ruling.verdict === 'allow' || ruling.verdict === 'log' || ruling.verdict === 'warn';
  if (go && frame !== 0 && live.session.privateSites.includes(siteOf(top)))
    use(live.session, 'guests', siteOf(top), siteOf(url));
  if (go) await letThrough(tab, url, frame === 0 && name === '');
  const { say, what, rule } = ruling;
  return {
    go,
    ...(say ? { say } : {}),
    ...(what ? { what } : {}),
    ...(rule ? { rule } : {}),
    ...(ruling.verdict === 'ask' ? { asked: true } : {}),
  };
}

/**
 * Code of a page wants to reach another site. A public page's: where the rules have nothing against it, that site is open to
 * it from then on, since what its code could tell such a place it could as well tell its own; so for a frame of another site
 * in a signed-in page. A page on which something private was read reaches nothing new, but by single requests that are judged.
 */
export async function mayReach(
  live: Live,
  source: Held & { url: string },
  { url, text, method }: { url: string; text: string; method: string },
): Promise<boolean> {
  const top = placeOf(source);
  const [from, to] = [siteOf(top), siteOf(url)];
  const { session } = live;
  const claim = {
    kind: 'request' as const,
    actor: 'page' as const,
    url: source.url,
    dest: { url, method },
    target: { role: 'script', purpose: 'other' as const, fingerprint: short('request') },
    payload: { bytes: text.length, labels: [], sources: [] },
    digest: `reach ${short(url)}`,
    evidence: ['by script'],
  };
  const isPrivate = session.privateSites.includes(from);
  const { verdict } = isPrivate
    ? await judge(live, source, { ...claim, outgoing: text })
    : await foresee(live, source, { ...claim, payload: { bytes: text.length, ...foreignIn(live, from, text) } });
  if (verdict !== 'allow' && verdict !== 'log' && verdict !== 'warn') return false;
  if (isPrivate) await passSingle(live, source, url, method);
  else {
    if (use(session, 'asked', from, to)) await rebuildWall();
    // It may be known as signed in before this request has begun.
    await letRequest(source.tab, top, url, method);
  }
  return true;
}

/** What a frame without a site of its own does is the page's around it. */
const placeOf = ({ url, top }: { url: string; top: string }): string => (isOpaque(siteOf(url)) ? top : url);

/** What `text` carries that isn't of this very site: what was typed on a public page it gives to whom it likes. */
function foreignIn({ flow }: Live, site: string, text: string): { labels: Label[]; sources: string[] } {
  const [brought, planted] = [broughtTo(flow, recognise(flow, text), site), recognise(world.planted.table, text)];
  const isForeign = brought.sources.some((source) => source !== site);
  const foreign = isForeign ? brought : NOTHING;
  return { labels: [...foreign.labels, ...planted.labels], sources: [...foreign.sources, ...planted.sources] };
}

/** How soon a page is told to ask again, by a press of the same button say. */
const AGAIN_MS = 30_000;
const askedAgain = new Map<string, number>();

/**
 * A piece of its own code that a page has elsewhere, asked for by `import()`, which no hook sees, was stopped by the wall.
 * Judged by its address, it goes when its page asks for it again.
 */
export async function judgeRefused(live: Live, source: Held & { url: string }, url: string): Promise<void> {
  const [site, to] = [siteOf(source.top), siteOf(url)];
  const { privateSites, used } = live.session;
  if (to === site || used[site]?.includes(to)) return;
  const key = `${source.tab} ${site} ${url}`;
  if ((askedAgain.get(key) ?? 0) > performance.now()) return;
  if (askedAgain.size > MOST_ASKED) askedAgain.clear();
  askedAgain.set(key, performance.now() + AGAIN_MS);
  if (!privateSites.includes(site)) return void (await mayReach(live, source, { url, text: url, method: 'get' }));
  const { search, hash } = new URL(url);
  const { verdict } = await judge(live, source, {
    kind: 'request',
    actor: 'page',
    url: source.url,
    dest: { url, method: 'get' },
    target: { role: 'script', purpose: 'other', fingerprint: short('request') },
    payload: { bytes: search.length + hash.length, labels: [], sources: [] },
    digest: `code ${short(url)}`,
    evidence: ['by script'],
    outgoing: url,
  });
  if (verdict === 'allow' || verdict === 'log' || verdict === 'warn')
    await letRequest(source.tab, source.top, url, 'get', AGAIN_MS);
}

/** A page's own request to a place that is new to its site was judged: it goes, and the place stays new. */
export async function passSingle(
  { session }: Live,
  source: Held & { url: string },
  url: string,
  method: string,
): Promise<void> {
  const from = placeOf(source);
  const [site, to] = [siteOf(from), siteOf(url)];
  const isMessage = url.startsWith('ws') && method !== 'get';
  if (isMessage || to === site || session.used[site]?.includes(to)) return;
  await letRequest(source.tab, from, url, method);
}
