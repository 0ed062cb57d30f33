/** What a page's server gave it. */

import { MOST_TEXT } from '../observe/outgoing.ts';
import { isWalled } from './barrier.ts';
import { type Door, isAtWork } from './door.ts';

/**
 * The page's text as it was when its document had been parsed, where an agent was known to be at work by then: later
 * nobody could tell what its server gave it from what a script has put there. A script that runs before goes by what is there.
 */
export function servedText(door: Door): () => string {
  const now = () => {
    const [navigation] = performance.getEntriesByType('navigation');
    return `${navigation?.name ?? ''}\n${document.documentElement.textContent}`.slice(0, MOST_TEXT);
  };
  let text: string | undefined;
  const take = () => {
    const state = door.state();
    text = (state ? isAtWork(state) : isWalled()) ? now() : '';
  };
  if (document.readyState === 'loading')
    document.addEventListener('DOMContentLoaded', take, { capture: true, once: true });
  else text = '';
  return () => text ?? now();
}
