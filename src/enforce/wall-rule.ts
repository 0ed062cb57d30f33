/** What the network wall is made of: a rule of declarativeNetRequest, and what its conditions share. */

import type { Session } from '../session/session.ts';

export type WallRule = {
  id: number;
  priority: number;
  action: {
    type: 'block' | 'allow' | 'redirect' | 'modifyHeaders';
    redirect?: { regexSubstitution?: string; extensionPath?: string };
    responseHeaders?: { header: string; operation: 'append'; value: string }[];
    requestHeaders?: { header: string; operation: 'set'; value: string }[];
  };
  condition: Condition;
};

export type Condition = {
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

/** Ids come last, in the order in which the rules were written down. */
export type UnnumberedRule = Omit<WallRule, 'id'>;

export const numbered = (rules: readonly UnnumberedRule[], firstId: number): WallRule[] =>
  rules.map((rule, index) => ({ id: firstId + index, ...rule }));

/** So that a kind of request that a browser has and we don't know of is not forgotten. */
export const SUBRESOURCES = { excludedResourceTypes: ['main_frame', 'sub_frame'] };
/** Methods that only read. */
export const READS = ['get', 'head'];
/** Where neither is said, documents in tabs of their own are left out; some kind has to be. */
export const EVERY_KIND = ['csp_report'];
/** Whatever may change something. */
export const CHANGES = { excludedRequestMethods: [...READS, 'options'], excludedResourceTypes: EVERY_KIND };
/** What shows itself as a page. */
export const DOCUMENTS = { resourceTypes: ['main_frame', 'sub_frame'] };

/** The rules' own answer to a document that asks them at that address (barrier.ts); never leaves the browser. */
export function answering(url: string, extensionPath: string, tabIds: number[]): UnnumberedRule {
  return {
    priority: 25,
    action: { type: 'redirect', redirect: { extensionPath } },
    condition: { tabIds, urlFilter: `|${url}|`, resourceTypes: ['xmlhttprequest'] },
  };
}

/** What lies on this machine's disk leaves nothing. Where a host stands in a file's address it is asked for over the network. */
export function diskRule({ tabs: tabIds }: Session): UnnumberedRule {
  const condition = { tabIds, urlFilter: '|file:///', excludedResourceTypes: EVERY_KIND };
  return { priority: 20, action: { type: 'allow' }, condition };
}

/** What a page's policy kept from running its server is told of, with the first forty letters of it. */
export function reportsRule({ tabs: tabIds }: Session): UnnumberedRule {
  return { priority: 22, action: { type: 'block' }, condition: { tabIds, resourceTypes: ['csp_report'] } };
}

/** Tells a document something before any message could (barrier.ts). */
export function tells(name: string, condition: Condition): UnnumberedRule {
  return {
    priority: 50,
    action: {
      type: 'modifyHeaders',
      responseHeaders: [{ header: 'server-timing', operation: 'append', value: name }],
    },
    condition,
  };
}

/**
 * All agents are stopped, or a rule has ended the session: whatever its tabs hold by now, what changes something doesn't go,
 * by what was let through before or is paused either. Where the person's own hand can be told from its agent's, it goes on:
 * in tabs that an extension opened, or only says that it drives.
 */
export function stopRules({ how, tabs, handedOver, strays }: Stopped): UnnumberedRule[] {
  const tabIds = how === 'declared' ? [...handedOver] : tabs.filter((tab) => !strays.includes(tab));
  if (tabIds.length === 0) return [];
  return [{ priority: 60, action: { type: 'block' }, condition: { tabIds, ...CHANGES } }];
}

type Stopped = Pick<Session, 'how'> & Readonly<Record<'tabs' | 'handedOver' | 'strays', readonly number[]>>;

/** What declarativeNetRequest takes as a domain: no opaque sites, IPv6 without brackets is not among them. */
export function isDomain(site: string): boolean {
  return !site.startsWith('opaque:') && !site.startsWith('[') && site.length > 0;
}

export function domains(sites: readonly string[]): string[] {
  return [...new Set(sites)].filter(isDomain).sort();
}
