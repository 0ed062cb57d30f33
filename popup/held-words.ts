/** What is said of a held navigation, in the person's language, to a page that can't look words up itself. */
import type { Shown } from './held-url.ts';
import { direction, language, say } from './words.ts';

/** `stopped`: the worker's reason, where it gave one. */
export type Said = 'judging' | 'silent' | 'nowhere' | { stopped: string | undefined; asked: boolean };

/** @param isFrame it stands in a page, which has its tab */
export function wordsFor(said: Said, url: string | undefined, isFrame: boolean): Shown {
  const page = { language: language(), direction: direction(), title: say('holdTitle') };
  if (said === 'judging') return { ...page, title: say('holdChecking'), reason: say('holdJudging'), isOpen: true };
  const reason = said === 'nowhere' ? say('holdNowhere') : said === 'silent' ? say('holdSilent') : said.stopped;
  return {
    ...page,
    reason: reason ?? say('holdNoReason'),
    isOpen: false,
    goOn: say(typeof said === 'object' && said.asked ? 'holdAsked' : 'holdGoOn'),
    back: say('holdBack'),
    ...(url ? { where: say(isFrame ? 'holdWhereFrame' : 'holdWhere', new URL(url).host), again: say('tryAgain') } : {}),
  };
}
