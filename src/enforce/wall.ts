/**
 * The network wall: session rules of declarativeNetRequest, a projection of what the policy would say to a request that
 * carries private data to a site not used before the first private read. It stands only in tabs where an agent is at
 * work, only once private data was read. Holes that remain are named in THREAT_MODEL.md.
 *
 * - sub-resources go only where the document's site went before (`used`, `framed`);
 * - documents by GET to anywhere new, or across sites with a query, take the way through our hold page, which asks the
 *   worker and then goes on by itself; by POST to anywhere new they need the content gate's leave (`passes`);
 * - a tab that the session opens by itself is covered from its first request by excluding the tabs known not to be ours.
 */
import type { Session } from '../session/session.ts';

export type WallRule = {
  id: number;
  priority: number;
  action: { type: 'block' | 'allow' | 'redirect'; redirect?: { regexSubstitution: string } };
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
    requestMethods?: string[];
    excludedRequestMethods?: string[];
    resourceTypes?: string[];
  };
};

/** One navigation that was judged and may go on, once. */
export type Pass = { tab: number; url: string; until: number };

export type WallInput = {
  session: Session;
  /** Tabs whose document is fresh: nobody has acted in it, so it can't hold what the agent read elsewhere. */
  openTabs: readonly number[];
  /** Every tab that is known and not of this session. */
  otherTabs: readonly number[];
  passes: readonly Pass[];
  /** `chrome-extension://…/popup/hold.html` */
  holdPage: string;
};

const SUBRESOURCES = [
  'stylesheet',
  'script',
  'image',
  'font',
  'object',
  'xmlhttprequest',
  'ping',
  'csp_report',
  'media',
  'websocket',
  'webtransport',
  'webbundle',
  'other',
];
/** What a page's own markup and code loads while it is fresh. No `ping`: nothing a fresh document needs. */
const FRESH = [
  'stylesheet',
  'script',
  'image',
  'font',
  'object',
  'xmlhttprequest',
  'media',
  'websocket',
  'sub_frame',
  'other',
];
const ANY_URL = '^https?://.*';

export function wallRules(input: WallInput, firstId: number): WallRule[] {
  const { session } = input;
  const tabIds = session.tabs;
  if (tabIds.length === 0) return [];
  const holdAction = { type: 'redirect', redirect: { regexSubstitution: `${input.holdPage}?url=\\0` } } as const;
  const rules: Omit<WallRule, 'id'>[] = [];
  const known = domains([...session.visited]);

  for (const site of Object.keys({ ...session.used, ...session.framed })) {
    if (!isDomain(site)) continue;
    const used = domains([site, ...(session.used[site] ?? [])]);
    const framed = domains([site, ...(session.used[site] ?? []), ...(session.framed[site] ?? [])]);
    rules.push({
      priority: 20,
      action: { type: 'allow' },
      condition: { tabIds, initiatorDomains: [site], requestDomains: used, resourceTypes: SUBRESOURCES },
    });
    rules.push({
      priority: 20,
      action: { type: 'allow' },
      condition: { tabIds, initiatorDomains: [site], requestDomains: framed, resourceTypes: ['sub_frame'] },
    });
  }
  rules.push({
    priority: 10,
    action: { type: 'block' },
    condition: { tabIds, domainType: 'thirdParty', resourceTypes: [...SUBRESOURCES, 'sub_frame'] },
  });
  if (input.openTabs.length)
    rules.push({
      priority: 30,
      action: { type: 'allow' },
      condition: { tabIds: [...input.openTabs], resourceTypes: FRESH },
    });

  // A page's service worker and shared workers have no tab.
  const siteDomains = domains(Object.keys(session.used).concat(session.visited, session.privateSites));
  if (siteDomains.length)
    rules.push({
      priority: 10,
      action: { type: 'block' },
      condition: {
        tabIds: [-1],
        initiatorDomains: siteDomains,
        domainType: 'thirdParty',
        resourceTypes: SUBRESOURCES,
        excludedRequestDomains: domains(Object.values(session.used).flat().concat(session.visited)),
      },
    });

  rules.push({
    priority: 10,
    action: holdAction,
    condition: {
      tabIds,
      resourceTypes: ['main_frame'],
      requestMethods: ['get', 'head'],
      regexFilter: ANY_URL,
      ...exclude(known),
    },
  });
  rules.push({
    priority: 10,
    action: holdAction,
    condition: {
      tabIds,
      resourceTypes: ['main_frame'],
      requestMethods: ['get', 'head'],
      domainType: 'thirdParty',
      regexFilter: '^https?://[^?]*\\?.*',
    },
  });
  rules.push({
    priority: 10,
    action: { type: 'block' },
    condition: {
      tabIds,
      resourceTypes: ['main_frame'],
      excludedRequestMethods: ['get', 'head'],
      domainType: 'thirdParty',
      ...exclude(known),
    },
  });
  if (siteDomains.length)
    rules.push({
      priority: 10,
      action: holdAction,
      condition: {
        excludedTabIds: [...tabIds, ...input.otherTabs],
        initiatorDomains: siteDomains,
        resourceTypes: ['main_frame'],
        requestMethods: ['get', 'head'],
        domainType: 'thirdParty',
        regexFilter: ANY_URL,
        ...exclude(known),
      },
    });

  for (const pass of input.passes)
    rules.push({
      priority: 40,
      action: { type: 'allow' },
      condition: { tabIds: [pass.tab], resourceTypes: ['main_frame'], regexFilter: `^${escapeRegex(pass.url)}$` },
    });

  return rules.map((rule, index) => ({ id: firstId + index, ...rule }));
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
