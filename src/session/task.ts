/** What the agent is here for: the sites it may use, those it may only read, and what a person said about others. */
import type { Policy, Pred, Rule } from '../policy/policy.ts';
import { siteOf } from '../site/site.ts';

export type TaskScope = {
  /** Sites where the agent may act. */
  sites: string[];
  /** Sites that it may open and read. */
  reads: string[];
  /** Sites it asked for, and the person said no. */
  refused: string[];
};

export const OUT_OF_SCOPE = 'out-of-task-scope';
export const ONLY_READS = 'only-reads-in-task';

/** A person types hosts; scopes are of sites, as everything that rules compare. */
export function scopeOf(sites: readonly string[] = [], reads: readonly string[] = []): TaskScope {
  const all = (hosts: readonly string[]) => [...new Set(hosts.map((host) => siteOf(`https://${host}`)))];
  const own = all(sites);
  return { sites: own, reads: all(reads).filter((site) => !own.includes(site)), refused: [] };
}

/** Whether the agent may do or open anything under `to` that it may not under `from`. */
export function widens(from: TaskScope, to: TaskScope): boolean {
  const read = [...from.sites, ...from.reads];
  return (
    to.sites.some((site) => !from.sites.includes(site)) ||
    to.reads.some((site) => !read.includes(site)) ||
    from.refused.some((site) => !to.refused.includes(site))
  );
}

/**
 * A person's answer about leaving the scope holds for that site: a yes to opening it lets it be read, a yes to sending lets
 * it be used, a no to opening it is not asked again. Other questions change no scope.
 */
export function answered(scope: TaskScope, question: Answered, approve: boolean): TaskScope {
  const { asked, kind, site } = question;
  if (!asked.includes(OUT_OF_SCOPE) && !asked.includes(ONLY_READS)) return scope;
  if (!approve) return asked.includes(ONLY_READS) ? scope : { ...scope, refused: [...scope.refused, site] };
  if (!isSent(kind)) return { ...scope, reads: [...scope.reads, site] };
  return { ...scope, sites: [...scope.sites, site], reads: scope.reads.filter((other) => other !== site) };
}

type Answered = { asked: readonly string[]; kind: string; site: string };

const isSent = (kind: string): boolean => (SENDS as readonly string[]).includes(kind);

export const DRIVEN: Pred = { field: 'actor', op: 'in', value: ['agent', 'page', 'unknown'] };
const SENDS = ['submit', 'upload', 'tool', 'message'] as const;
const READS: Pred = {
  all: [
    { field: 'dest.method', op: 'exists' },
    { field: 'dest.method', op: 'eq', value: 'get' },
  ],
};

export function taskPolicy({ sites, reads, refused }: TaskScope): Policy {
  const leaves: Rule = {
    id: OUT_OF_SCOPE,
    verdict: 'ask',
    on: ['navigate', 'open', 'request', ...SENDS],
    where: { all: [DRIVEN, { not: goesTo([...sites, ...reads, ...refused]) }] },
    because: 'This is outside the sites you named for the task.',
    instead: 'Stay on the sites of the task, or ask for this one.',
  };
  const writes: Rule = {
    id: ONLY_READS,
    verdict: 'ask',
    on: [...SENDS],
    where: { all: [DRIVEN, goesTo(reads), { not: READS }] },
    because: 'On this site the agent was only to read.',
    instead: 'Read what is there; leave what would be sent.',
  };
  const no: Rule = {
    id: 'refused-for-task',
    verdict: 'block',
    on: ['navigate', 'open', 'request', ...SENDS],
    where: { all: [DRIVEN, goesTo(refused)] },
    because: 'You were asked about this site for the task, and said no.',
    instead: 'Go on without this site.',
  };
  const rules = [leaves, ...(reads.length ? [writes] : []), ...(refused.length ? [no] : [])];
  return { interlock: 1, name: 'task', rules };
}

/** What has no destination of its own stays where it is. */
export function goesTo(sites: readonly string[]): Pred {
  return {
    any: [
      { field: 'dest.site', op: 'in', value: [...sites] },
      {
        all: [
          { field: 'dest.site', op: 'exists', value: false },
          { field: 'site', op: 'in', value: [...sites] },
        ],
      },
    ],
  };
}
