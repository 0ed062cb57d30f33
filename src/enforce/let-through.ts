/** What goes through the wall all the same: what was judged, what a fresh document is made of, what a person has paused. */
import { CLOSED_URL, NAMELESS, OPEN_FILE } from './barrier.ts';
import type { WallInput } from './wall.ts';
import {
  answering,
  type Condition,
  DOCUMENTS,
  domains,
  READS,
  SUBRESOURCES,
  tells,
  type UnnumberedRule,
  type WallRule,
} from './wall-rule.ts';

/** One navigation that was judged and may go on, once; `nameless`: into a window without a name. */
export type Pass = { tab: number; url: string; nameless?: boolean; until: number };

const MOST_PASSES = 50;
/** What the author of a page loads code and looks from: trusted by that author with the whole page. */
const FRESH_KNOWN = ['stylesheet', 'script', 'font'];
/** What else a page nobody knows yet shows. Nothing that its code asks for by itself: that may wait for a judgement. */
const FRESH_NEW = [...FRESH_KNOWN, 'image', 'media'];

/** What documents of a paused site ask for goes, also into a tab that it has just opened; the barrier is answered as ever. */
export function pauseRules({ paused, otherTabs }: Pick<WallInput, 'paused' | 'otherTabs'>): UnnumberedRule[] {
  const sites = domains(paused);
  if (sites.length === 0) return [];
  return [SUBRESOURCES, DOCUMENTS].map((kinds) => ({
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

export function passRules(passes: readonly Pass[]): UnnumberedRule[] {
  return passes.slice(-MOST_PASSES).flatMap(({ tab, url, nameless }) => {
    const condition = { tabIds: [tab], ...DOCUMENTS, ...exactly(url) };
    const goes: UnnumberedRule = { priority: 40, action: { type: 'allow' }, condition };
    return nameless ? [goes, tells(NAMELESS, condition)] : [goes];
  });
}

/** `*`, `^` and `|` mean something in a urlFilter; a regex holds 2 KB at most. */
const exactly = (url: string): Condition =>
  /[*^|]/.test(url)
    ? { regexFilter: `^${escapeRegex(url)}$` }
    : { urlFilter: `|${url}|`, isUrlFilterCaseSensitive: true };

/**
 * One request that was judged, by its address and its method, and what a browser asks before it.
 * @param method `media`: what a film's or a sound's element asks for
 */
export function requestRules(id: number, tab: number, site: string, url: string, method: string): WallRule[] {
  const [from] = domains([site]);
  if (from === undefined) return [];
  const reads = READS.includes(method) || method === 'media';
  const kinds = method === 'media' ? { resourceTypes: ['media'] } : SUBRESOURCES;
  // A condition of methods leaves out what isn't asked for by HTTP.
  const how = url.startsWith('ws')
    ? { resourceTypes: ['websocket'] }
    : {
        requestMethods: [...(reads ? READS : [method]), 'options'],
        ...(reads ? kinds : { resourceTypes: ['xmlhttprequest', 'ping', 'other'] }),
      };
  const condition: Condition = {
    tabIds: [tab],
    initiatorDomains: [from],
    ...how,
    ...exactly(url.replace(/#.*$/, '')),
  };
  return [{ id, priority: 40, action: { type: 'allow' }, condition }];
}

/** While the document in `tab` is fresh, its own third parties load: it can't hold yet what the agent read elsewhere. */
export function freshRules(ids: readonly [number, number], tab: number, siteIsKnown: boolean): WallRule[] {
  const resourceTypes = siteIsKnown ? FRESH_KNOWN : FRESH_NEW;
  return [
    { id: ids[0], priority: 30, action: { type: 'allow' }, condition: { tabIds: [tab], resourceTypes } },
    { id: ids[1], ...answering(CLOSED_URL, OPEN_FILE, [tab]), priority: 30 },
  ];
}

/** While frames of these sites are fresh, they load as fresh documents of sites nobody knows do. */
export function freshFrameRules(id: number, tab: number, sites: readonly string[]): WallRule[] {
  const initiatorDomains = domains(sites);
  if (initiatorDomains.length === 0) return [];
  const condition = { tabIds: [tab], initiatorDomains, resourceTypes: FRESH_NEW };
  return [{ id, priority: 30, action: { type: 'allow' }, condition }];
}

function escapeRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
