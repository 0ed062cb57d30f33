/** Whether a session's wall stands. */
import type { AgentEvent } from '../../src/event/event.ts';
import { factBase } from './events.ts';
import { ponder } from './memory.ts';
import { type Live, world } from './world.ts';

/**
 * INVARIANT: the wall is no second copy of a rule. It stands exactly when the policy would stop a request that carries
 * private data to a site never used before.
 */
export function standsFor(live: Live): boolean {
  if (live.session.firstPrivateAt === undefined) return false;
  if (world.managed.value.mode === 'monitor') return false;
  const from = live.session.privateSites[0] ?? 'opaque:none';
  const probe: AgentEvent = {
    ...factBase(
      { ...live, session: { ...live.session } },
      { tab: live.session.tabs[0] ?? 0, frame: 0, url: `https://${from}/` },
    ),
    phase: 'proposed',
    actor: 'agent',
    kind: 'request',
    dest: {
      origin: 'https://never-seen.invalid',
      site: 'never-seen.invalid',
      url: 'https://never-seen.invalid/',
      method: 'post',
      relation: 'cross-site',
      firstSeen: true,
    },
    payload: { bytes: 100, labels: ['private'], sources: [from] },
    page: { trust: 'private', risk: { tier: 'safe' } },
  };
  const { verdict } = ponder(live, probe);
  return verdict === 'ask' || verdict === 'block' || verdict === 'kill';
}
