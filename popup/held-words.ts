/** What is said of a held navigation, in the person's language, to a page that can't look words up itself. */
import type { Shown } from './held-url.ts';
import { inWords } from './parts/known-words.ts';
import { direction, language, say } from './words.ts';

type Stop = { stopped: string | undefined; what?: string | undefined; rule?: string | undefined; asked: boolean };
/** `stopped`: all that the worker tells the agent, where it gave a reason; `what`: the words of the rule alone. */
export type Said = 'judging' | 'silent' | 'nowhere' | Stop;

/** A site where the person is seen to be signed in is asked about instead (`private-text-in-address`). */
const UNLESS_OWN = 'exfiltration-by-address';

/** @param isFrame it stands in a page, which has its tab */
export function wordsFor(said: Said, url: string | undefined, isFrame: boolean): Shown {
  const page = { language: language(), direction: direction(), title: say('holdTitle') };
  if (said === 'judging') return { ...page, title: say('holdChecking'), reason: say('holdJudging'), isOpen: true };
  const stop = typeof said === 'object' ? said : undefined;
  const host = url ? new URL(url).host : '';
  const isOwn = stop?.rule === UNLESS_OWN && url !== undefined && !isFrame;
  return {
    ...page,
    ...reasonOf(said),
    isOpen: false,
    goOn: isOwn ? say('holdOwnSite', host) : say(stop?.asked ? 'holdAsked' : 'holdGoOn'),
    back: say('holdBack'),
    ...(isOwn ? { start: say('holdStart') } : {}),
    ...(url ? { where: say(isFrame ? 'holdWhereFrame' : 'holdWhere', host), again: say('tryAgain') } : {}),
  };
}

/** First what a person reads, then what the agent is told. */
function reasonOf(said: Said): Pick<Shown, 'reason' | 'told'> {
  if (typeof said !== 'object') return { reason: say(said === 'nowhere' ? 'holdNowhere' : 'holdSilent') };
  const { what, stopped } = said;
  if (!what) return { reason: stopped ?? say('holdNoReason') };
  return { reason: inWords(what).text, ...(stopped ? { told: stopped } : {}) };
}
