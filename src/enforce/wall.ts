/**
 * The network wall: session rules of declarativeNetRequest, a projection of what the policy would say to a request that
 * carries private data to a site not used before the first private read. It stands only in tabs where an agent is at
 * work, only once private data was read. Holes that remain are named in THREAT_MODEL.md.
 *
 * - sub-resources go only where the document's site went before (`used`), and those of public pages also where their code
 *   asked to go and nothing objects (`asked`);
 * - documents by GET across sites, or begun by nobody's page, take the way through our hold page, which asks the worker
 *   and then goes on by itself; by other methods they need the content gate's leave (`passes`);
 * - a tab opened a moment ago is held until it is known whose it is; until then nothing leaves from it that no site's
 *   document asks for.
 */

import { type Session, sitesOf } from '../session/session.ts';
import { CLOSED_FILE, CLOSED_URL, OPEN_FILE, WALLED } from './barrier.ts';
import { WEB } from './web-names.ts';

export type WallRule = {
  id: number;
  priority: number;
  action: {
    type: 'block' | 'allow' | 'redirect' | 'modifyHeaders';
    redirect?: { regexSubstitution?: string; extensionPath?: string };
    responseHeaders?: { header: string; operation: 'append'; value: string }[];
    requestHeaders?: { header: string; operation: 'set'; value: string }[];
  };
  condition: {
    tabIds?: number[];
    excludedTabIds?: number[];
    initiatorDomains?: string[];
    excludedInitiatorDomains?: string[];
    requestDomains?: string[];
    excludedRequestDomains?: string[];
    domainType?: 'thirdParty';
    regexFilter?: string;
    urlFilter?: string;
    isUrlFilterCaseSensitive?: boolean;
    requestMethods?: string[];
    excludedRequestMethods?: string[];
    resourceTypes?: string[];
    excludedResourceTypes?: string[];
  };
};

/** One navigation that was judged and may go on, once. */
export type Pass = { tab: number; url: string; until: number };

export type WallInput = {
  session: Session;
  /** Every tab that is known and not of this session. */
  otherTabs: readonly number[];
  passes: readonly Pass[];
  /** `chrome-extension://…/popup/hold.html` */
  holdPage: string;
  /** Sites on which a person has paused the guard. */
  paused: readonly string[];
  /** Ids of other extensions: what one of them opens in a tab that isn't the session's may carry the session's data. */
  extensions: readonly string[];
};

/** So that a kind of request that a browser has and we don't know of is not forgotten. */
const SUBRESOURCES = { excludedResourceTypes: ['main_frame', 'sub_frame'] };
/** Where neither is said, documents in tabs of their own are left out; some kind has to be. */
const EVERY_KIND = ['csp_report'];
/** What the author of a page loads code and looks from: trusted by that author with the whole page. */
const FRESH_KNOWN = ['stylesheet', 'script', 'font'];
/** What else a page nobody knows yet shows. Nothing that its code asks for by itself: that may wait for a judgement. */
const FRESH_NEW = [...FRESH_KNOWN, 'image', 'media'];
/** A session's rules are a thousand at most; what is forgotten of how sites work is blocked. */
const MOST_SITES = 220;
const MOST_PASSES = 50;
const MOST_PRIVATE = 20;
const ANY_URL = '^https?://.*';

export function wallRules(input: WallInput, firstId: number): WallRule[] {
  const { session } = input;
  const tabIds = session.tabs;
  if (tabIds.length === 0) return [];
  const holdAction = { type: 'redirect', redirect: { regexSubstitution: `${input.holdPage}?url=\\0` } } as const;
  const rules: Omit<WallRule, 'id'>[] = [];

  rules.push({
    priority: 10,
    action: { type: 'block' },
    condition: { tabIds, domainType: 'thirdParty', ...SUBRESOURCES },
  });
  // A page's service worker and shared workers have no tab.
  const siteDomains = domains(sitesOf(session));
  if (siteDomains.length)
    rules.push({
      priority: 10,
      action: { type: 'block' },
      condition: {
        tabIds: [-1],
        initiatorDomains: siteDomains,
        domainType: 'thirdParty',
        ...SUBRESOURCES,
        ...exclude(domains(Object.values(session.used).flat())),
      },
    });

  // A tab nobody knows yet was opened a moment ago, by the agent or by a person; the hold page finds out whose it is.
  const elsewhere = { excludedTabIds: [...tabIds, ...input.otherTabs] };
  const hold = (where: WallRule['condition']) =>
    rules.push({
      priority: 10,
      action: holdAction,
      condition: { ...where, requestMethods: ['get', 'head'], domainType: 'thirdParty', regexFilter: ANY_URL },
    });
  const refuse = (where: WallRule['condition']) =>
    rules.push({
      priority: 10,
      action: { type: 'block' },
      condition: { ...where, excludedRequestMethods: ['get', 'head'], domainType: 'thirdParty' },
    });
  hold({ tabIds, resourceTypes: ['main_frame', 'sub_frame'] });
  refuse({ tabIds, resourceTypes: ['main_frame', 'sub_frame'] });
  hold({ ...elsewhere, resourceTypes: ['main_frame'] });
  if (input.extensions.length)
    hold({ excludedTabIds: tabIds, initiatorDomains: [...input.extensions], resourceTypes: ['main_frame'] });
  if (siteDomains.length) refuse({ ...elsewhere, resourceTypes: ['main_frame'], initiatorDomains: siteDomains });
  // An agent's new tab may hold a document that no rule met, and send from it before it is known whose it is.
  const nobodys = { ...elsewhere, excludedInitiatorDomains: WEB };
  refuse({ ...nobodys, resourceTypes: ['main_frame'], urlFilter: '|http' });
  rules.push({
    priority: 10,
    action: { type: 'block' },
    condition: { ...nobodys, domainType: 'thirdParty', excludedResourceTypes: ['main_frame'], urlFilter: '|http' },
  });

  // The address of a private page may hold what is private: other sites are told no more of it than is usual.
  for (const site of domains(session.privateSites).slice(-MOST_PRIVATE))
    rules.push({
      priority: 50,
      action: {
        type: 'modifyHeaders',
        requestHeaders: [{ header: 'referer', operation: 'set', value: `https://${site}/` }],
      },
      condition: { tabIds, initiatorDomains: [site], domainType: 'thirdParty', excludedResourceTypes: EVERY_KIND },
    });
  rules.push(answering(CLOSED_FILE, tabIds));
  rules.push({
    priority: 50,
    action: {
      type: 'modifyHeaders',
      responseHeaders: [{ header: 'server-timing', operation: 'append', value: WALLED }],
    },
    condition: { tabIds, resourceTypes: ['main_frame', 'sub_frame'] },
  });
  for (const site of Object.keys({ ...session.used, ...session.framed, ...session.shown, ...session.asked }).slice(
    -MOST_SITES,
  )) {
    if (!isDomain(site)) continue;
    const used = domains([site, ...(session.used[site] ?? [])]);
    const framed = domains([site, ...(session.used[site] ?? []), ...(session.framed[site] ?? [])]);
    rules.push({
      priority: 20,
      action: { type: 'allow' },
      condition: { tabIds, initiatorDomains: [site], requestDomains: used, ...SUBRESOURCES },
    });
    rules.push({
      priority: 20,
      action: { type: 'allow' },
      condition: { tabIds, initiatorDomains: [site], requestDomains: framed, resourceTypes: ['sub_frame'] },
    });
    const asked = session.privateSites.includes(site) ? [] : domains(session.asked[site] ?? []);
    if (asked.length)
      rules.push({
        priority: 20,
        action: { type: 'allow' },
        condition: { tabIds, initiatorDomains: [site], requestDomains: asked, ...SUBRESOURCES },
      });
    const shown = domains(session.shown[site] ?? []);
    if (shown.length)
      rules.push({
        priority: 20,
        action: { type: 'allow' },
        condition: { tabIds, initiatorDomains: [site], requestDomains: shown, resourceTypes: ['image', 'media'] },
      });
  }
  for (const pass of input.passes.slice(-MOST_PASSES)) rules.push(passRule(pass));
  rules.push(...pauseRules(input));
  return rules.map((rule, index) => ({ id: firstId + index, ...rule }));
}

/** Where a task names its sites: a document of another one takes the way through our hold page, which asks the worker. */
export function scopeRules(input: WallInput, firstId: number): WallRule[] {
  const { session, passes, holdPage } = input;
  const { scope, tabs: tabIds } = session;
  if (!scope || tabIds.length === 0) return [];
  const leaves: Omit<WallRule, 'id'> = {
    priority: 10,
    action: { type: 'redirect', redirect: { regexSubstitution: `${holdPage}?url=\\0` } },
    condition: {
      tabIds,
      resourceTypes: ['main_frame'],
      requestMethods: ['get', 'head'],
      regexFilter: ANY_URL,
      ...exclude(domains([...scope.sites, ...scope.reads])),
    },
  };
  return [leaves, ...passes.slice(-MOST_PASSES).map(passRule), ...pauseRules(input)].map((rule, index) => ({
    id: firstId + index,
    ...rule,
  }));
}

/** What documents of a paused site ask for goes, also into a tab that it has just opened; the barrier is answered as ever. */
function pauseRules({ paused, otherTabs }: WallInput): Omit<WallRule, 'id'>[] {
  const sites = domains(paused);
  if (sites.length === 0) return [];
  return [SUBRESOURCES, { resourceTypes: ['main_frame', 'sub_frame'] }].map((kinds) => ({
    priority: 35,
    action: { type: 'allow' },
    condition: {
      excludedTabIds: [...otherTabs],
      initiatorDomains: sites,
      excludedRequestDomains: [new URL(CLOSED_URL).hostname],
      ...kinds,
    },
  }));
}

function passRule({ tab, url }: Pass): Omit<WallRule, 'id'> {
  return {
    priority: 40,
    action: { type: 'allow' },
    condition: { tabIds: [tab], resourceTypes: ['main_frame', 'sub_frame'], ...exactly(url) },
  };
}

/** `*`, `^` and `|` mean something in a urlFilter; a regex holds 2 KB at most. */
const exactly = (url: string): WallRule['condition'] =>
  /[*^|]/.test(url)
    ? { regexFilter: `^${escapeRegex(url)}$` }
    : { urlFilter: `|${url}|`, isUrlFilterCaseSensitive: true };

const READS = ['get', 'head'];

/** One request that was judged, by its address and its method, and what a browser asks before it. */
export function requestRules(id: number, tab: number, site: string, url: string, method: string): WallRule[] {
  const [from] = domains([site]);
  if (from === undefined) return [];
  const reads = READS.includes(method);
  const condition: WallRule['condition'] = {
    tabIds: [tab],
    initiatorDomains: [from],
    requestMethods: [...(reads ? READS : [method]), 'options'],
    ...(reads ? SUBRESOURCES : { resourceTypes: ['xmlhttprequest', 'ping', 'other'] }),
    ...exactly(url.replace(/#.*$/, '')),
  };
  return [{ id, priority: 40, action: { type: 'allow' }, condition }];
}

/** While the document in `tab` is fresh, its own third parties load: it can't hold yet what the agent read elsewhere. */
export function freshRules(ids: readonly [number, number], tab: number, siteIsKnown: boolean): WallRule[] {
  const resourceTypes = siteIsKnown ? FRESH_KNOWN : FRESH_NEW;
  return [
    { id: ids[0], priority: 30, action: { type: 'allow' }, condition: { tabIds: [tab], resourceTypes } },
    { id: ids[1], ...answering(OPEN_FILE, [tab]), priority: 30 },
  ];
}

/** While frames of these sites are fresh, they load as fresh documents of sites nobody knows do. */
export function freshFrameRules(id: number, tab: number, sites: readonly string[]): WallRule[] {
  const initiatorDomains = domains(sites);
  if (initiatorDomains.length === 0) return [];
  const condition = { tabIds: [tab], initiatorDomains, resourceTypes: FRESH_NEW };
  return [{ id, priority: 30, action: { type: 'allow' }, condition }];
}

/** The rules' own answer to whether they are closed (barrier.ts); never leaves the browser. */
function answering(extensionPath: string, tabIds: number[]): Omit<WallRule, 'id'> {
  return {
    priority: 25,
    action: { type: 'redirect', redirect: { extensionPath } },
    condition: { tabIds, urlFilter: `|${CLOSED_URL}|`, resourceTypes: ['xmlhttprequest'] },
  };
}

function exclude(known: string[]): { excludedRequestDomains?: string[] } {
  return known.length ? { excludedRequestDomains: known } : {};
}

/** What declarativeNetRequest takes as a domain: no opaque sites, IPv6 without brackets is not among them. */
function isDomain(site: string): boolean {
  return !site.startsWith('opaque:') && !site.startsWith('[') && site.length > 0;
}

function domains(sites: readonly string[]): string[] {
  return [...new Set(sites)].filter(isDomain).sort();
}

function escapeRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
