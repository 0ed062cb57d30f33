/**
 * Service workers answer for documents of their site where no network rule is asked, and are told the address of each. What
 * they, and what they may have made, would send is stopped by who asks for it.
 */
import { domains, numbered, type UnnumberedRule, type WallRule } from './wall-rule.ts';

/** Above all that goes through the wall. */
export const STRANGE = 45;

/** Neither requests nor documents that these sites ask for, in these tabs; −1 is what has none. */
export function silenceRules(priority: number, tabIds: readonly number[], sites: readonly string[]): UnnumberedRule[] {
  const initiatorDomains = domains(sites);
  if (initiatorDomains.length === 0) return [];
  // Where no kind is said, documents in tabs are left out.
  return [{ excludedResourceTypes: ['main_frame'] }, { resourceTypes: ['main_frame'] }].map((kinds) => ({
    priority,
    action: { type: 'block' },
    condition: { tabIds: [...tabIds], initiatorDomains, ...kinds },
  }));
}

/** While it isn't known whether the network was asked for the document of `site` in `tab`. */
export const strangerRules = (firstId: number, tab: number, site: string): WallRule[] =>
  numbered(silenceRules(STRANGE, [tab, -1], [site]), firstId);
