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
 * - what goes all the same is in let-through.ts.
 */
import { type Session, sitesOf } from '../session/session.ts';
import { asideOf, stoppedRule } from './aside.ts';
import { AGENTS_URL, CLOSED_FILE, CLOSED_URL, closedHost, WALLED } from './barrier.ts';
import { type Pass, passRules, pauseRules } from './let-through.ts';
import { STRANGE, silenceRules } from './stranger-rules.ts';
import {
  answering,
  CHANGES,
  type Condition,
  DOCUMENTS,
  diskRule,
  domains,
  EVERY_KIND,
  isDomain,
  numbered,
  READS,
  reportsRule,
  SUBRESOURCES,
  tells,
  type UnnumberedRule,
  type WallRule,
} from './wall-rule.ts';
import { WEB } from './web-names.ts';

export type WallInput = {
  session: Session;
  /** Every tab that is known and not of this session. */
  otherTabs: readonly number[];
  passes: readonly Pass[];
  /** `chrome-extension://…/popup/hold.html` */
  holdPage: string;
  /** Where documents of tabs wait instead, where no page of ours may be on their way; frames are refused, and come after (aside.ts). */
  aside?: string | undefined;
  /** Sites whose workers, which have no tab, may send nothing. */
  silent: readonly string[];
  /** Sites of which a worker runs that may answer for a document: what it makes sends nothing either. */
  strange: readonly string[];
  /** Sites on which a person has paused the guard. */
  paused: readonly string[];
  /** Ids of other extensions: what one of them opens in a tab that isn't the session's may carry the session's data. */
  extensions: readonly string[];
};

/** A session's rules are a thousand at most; what is forgotten of how sites work is blocked. */
const MOST_SITES = 220;
const MOST_PRIVATE = 20;
const ANY_URL = '^https?://.*';

export function wallRules(input: WallInput, firstId: number): WallRule[] {
  const { session } = input;
  const rules = [
    ...closedRules(input),
    ...documentRules(input),
    ...nobodysRules(input),
    ...refererRules(session),
    ...barrierRules(session),
    diskRule(session),
    ...arrivalRules(session),
    ...latestSites(session).flatMap((site) => waysOf(session, site)),
    ...passRules(input.passes),
    ...pauseRules(input),
    ...readingRules(session),
    ...(input.aside === undefined ? [] : [stoppedRule(new URL(input.holdPage).host)]),
  ];
  // An agent that has closed its tabs may open the next one at an address that says what it has read.
  return numbered(
    rules.filter(({ condition }) => condition.tabIds?.length !== 0),
    firstId,
  );
}

/** Before anything private was read. */
export function openRules(input: WallInput, firstId: number): WallRule[] {
  if (input.session.tabs.length === 0) return [];
  return numbered([...arrivalRules(input.session), ...scopeRules(input)], firstId);
}

/** Where a task names its sites: a document of another one takes the way through our hold page, which asks the worker. */
function scopeRules(input: WallInput): UnnumberedRule[] {
  const { scope, tabs: tabIds } = input.session;
  if (!scope) return [];
  const leaves: UnnumberedRule = {
    priority: 10,
    action: toHoldPage(input),
    condition: {
      tabIds,
      resourceTypes: ['main_frame'],
      requestMethods: READS,
      regexFilter: ANY_URL,
      ...exclude(domains([...scope.sites, ...scope.reads])),
    },
  };
  const told = input.aside === undefined ? [] : [stoppedRule(new URL(input.holdPage).host)];
  return [leaves, ...readingRules(input.session), ...passRules(input.passes), ...pauseRules(input), ...told];
}

/** What may only be read is told nothing by another site's page, unless it was judged; its own may need that to be read. */
function readingRules({ scope, tabs: tabIds }: Session): UnnumberedRule[] {
  const sites = domains(scope?.reads ?? []);
  if (sites.length === 0) return [];
  const condition = { tabIds, requestDomains: sites, excludedInitiatorDomains: sites, ...CHANGES };
  return [{ priority: 32, action: { type: 'block' }, condition }];
}

/** What no document is goes to no other site. */
function closedRules({ session, silent, strange }: WallInput): UnnumberedRule[] {
  const initiatorDomains = domains(sitesOf(session));
  const closed = [block({ tabIds: session.tabs, ...SUBRESOURCES }), reportsRule(session)];
  if (initiatorDomains.length === 0) return closed;
  // A page's service worker and shared workers have no tab.
  const tabIds = [-1];
  const known = exclude(domains(Object.values(session.used).flat()));
  return [
    ...closed,
    block({ tabIds, initiatorDomains, ...SUBRESOURCES, ...known }),
    ...silenceRules(10, tabIds, silent),
    ...silenceRules(STRANGE, [...session.tabs, ...tabIds], strange),
  ];
}

function documentRules(input: WallInput): UnnumberedRule[] {
  const { session, extensions } = input;
  const tabIds = session.tabs;
  const siteDomains = domains(sitesOf(session));
  // A tab nobody knows yet was opened a moment ago, by the agent or by a person; the hold page finds out whose it is.
  const elsewhere = { ...unknownTabs(input), resourceTypes: ['main_frame'] };
  // Most tabs that are known are a person's: what waits there does so by our page, which nobody sees who needn't.
  const through = { ...input, aside: undefined };
  const theirs: Condition = input.aside === undefined ? { excludedTabIds: tabIds } : { tabIds: [...input.otherTabs] };
  // A debugger may come to any tab, a person's too, and go on from there at once.
  const byNobody = { ...theirs, excludedInitiatorDomains: WEB, resourceTypes: ['main_frame'] };
  const byExtensions = { ...theirs, initiatorDomains: [...extensions], resourceTypes: ['main_frame'] };
  return [
    ...(input.aside === undefined
      ? [hold(input, { tabIds, ...DOCUMENTS })]
      : [hold(input, { tabIds, resourceTypes: ['main_frame'] }), block({ tabIds, resourceTypes: ['sub_frame'] })]),
    refuse({ tabIds, ...DOCUMENTS }),
    hold(input, elsewhere),
    ...(session.how === 'handover' ? [] : [hold(through, byNobody)]),
    ...(extensions.length ? [hold(through, byExtensions)] : []),
    ...(siteDomains.length ? [refuse({ ...elsewhere, initiatorDomains: siteDomains })] : []),
  ];
}

/** An agent's new tab may hold a document that no rule met, and send from it before it is known whose it is. */
function nobodysRules(input: WallInput): UnnumberedRule[] {
  const nobodys = { ...unknownTabs(input), excludedInitiatorDomains: WEB, urlFilter: '|http' };
  return [
    refuse({ ...nobodys, resourceTypes: ['main_frame'] }),
    block({ ...nobodys, excludedResourceTypes: ['main_frame'] }),
  ];
}

function unknownTabs({ session, otherTabs }: WallInput): Condition {
  return { excludedTabIds: [...session.tabs, ...otherTabs] };
}

/** The address of a private page may hold what is private: other sites are told no more of it than is usual. */
function refererRules({ tabs: tabIds, privateSites }: Session): UnnumberedRule[] {
  return domains(privateSites)
    .slice(-MOST_PRIVATE)
    .map((site) => ({
      priority: 50,
      action: {
        type: 'modifyHeaders',
        requestHeaders: [{ header: 'referer', operation: 'set', value: `https://${site}/` }],
      },
      condition: { tabIds, initiatorDomains: [site], domainType: 'thirdParty', excludedResourceTypes: EVERY_KIND },
    }));
}

/** Documents learn that they are walled, and may ask whether the rules are closed. */
function barrierRules({ tabs: tabIds }: Session): UnnumberedRule[] {
  return [answering(CLOSED_URL, CLOSED_FILE, tabIds), tells(WALLED, { tabIds, ...DOCUMENTS })];
}

/**
 * Documents may ask whether their tab is an agent's, and, by their site's host, whether what they show was taken in. A header
 * would say the former unasked, and cost each of its documents 2 ms: the browser then shows their headers around.
 */
function arrivalRules({ tabs: tabIds, privateSites }: Session): UnnumberedRule[] {
  const requestDomains = domains(privateSites).map(closedHost);
  const isAgents = answering(AGENTS_URL, CLOSED_FILE, tabIds);
  const { condition, ...answers } = isAgents;
  const { urlFilter: _, ...where } = condition;
  return [isAgents, ...(requestDomains.length ? [{ ...answers, condition: { ...where, requestDomains } }] : [])];
}

function latestSites({ used, framed, shown, asked }: Session): string[] {
  return Object.keys({ ...used, ...framed, ...shown, ...asked })
    .slice(-MOST_SITES)
    .filter(isDomain);
}

/** Where pages of a site go as ever. */
function waysOf(session: Session, site: string): UnnumberedRule[] {
  const { [site]: used = [] } = session.used;
  const { [site]: framed = [] } = session.framed;
  const { [site]: shown = [] } = session.shown;
  const asked = session.privateSites.includes(site) ? [] : (session.asked[site] ?? []);
  const ways: [to: string[], kinds: Condition][] = [
    [domains([site, ...used]), SUBRESOURCES],
    [domains([site, ...used, ...framed]), { resourceTypes: ['sub_frame'] }],
    [domains(asked), SUBRESOURCES],
    [domains(shown), { resourceTypes: ['image', 'media'] }],
  ];
  return ways
    .filter(([to]) => to.length > 0)
    .map(([requestDomains, kinds]) => ({
      priority: 20,
      action: { type: 'allow' },
      condition: { tabIds: session.tabs, initiatorDomains: [site], requestDomains, ...kinds },
    }));
}

function block(where: Condition): UnnumberedRule {
  return { priority: 10, action: { type: 'block' }, condition: { ...where, domainType: 'thirdParty' } };
}

/** What changes something can't be asked again: it is stopped where a document by GET is held. */
function refuse(where: Condition): UnnumberedRule {
  return block({ ...where, excludedRequestMethods: READS });
}

function hold(input: WallInput, where: Condition): UnnumberedRule {
  const condition: Condition = { ...where, requestMethods: READS, domainType: 'thirdParty', regexFilter: ANY_URL };
  return { priority: 10, action: toHoldPage(input), condition };
}

function toHoldPage({ holdPage, aside }: WallInput): WallRule['action'] {
  const page = aside === undefined ? `${holdPage}?url=\\0` : asideOf(aside, '\\0');
  return { type: 'redirect', redirect: { regexSubstitution: page } };
}

function exclude(known: string[]): Condition {
  return known.length ? { excludedRequestDomains: known } : {};
}
