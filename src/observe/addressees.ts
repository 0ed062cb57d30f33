/** The e-mail addresses that a page names: a message to one of them is no surprise to whoever looked at the page. */
import { isField } from './outgoing.ts';
import { MOST_FIELDS } from './pairs.ts';

/** In small letters. Of a long text without a gap no more is tried at each place than an address may have. */
export const addressesIn = (text: string): string[] =>
  text.toLowerCase().match(/[^\s<>,;:()"'=]{1,64}@[^\s<>,;:()"'?&]{1,255}/g) ?? [];

/** `shown`: in text, in attributes, in data for scripts; `run`: in scripts and styles, which is no place where anybody is named. */
export type Named = { shown: string; run: string };

/** What stands in a page's markup about its addresses: cards that show a name only have them in attributes. */
function named(): Named {
  const run = [...document.querySelectorAll('script:not([type*=json]),style')].map((one) => one.textContent ?? '');
  return { shown: aboutEach(document.documentElement.outerHTML), run: aboutEach(run.join('\n')) };
}

const MOST_NAMED = 4_000;

function aboutEach(text: string): string {
  const found: string[] = [];
  for (const { index } of text.matchAll(/@|%40/g)) {
    if (found.length > MOST_NAMED) break;
    found.push(text.slice(Math.max(0, index - 64), index + 128));
  }
  return found.join('\n').replaceAll('%40', '@').toLowerCase();
}

/** The same, and what its fields hold. */
export function namedAnywhere(): Named {
  const fields = [...document.querySelectorAll('input,textarea')].filter(isField).slice(0, MOST_FIELDS);
  const { shown, run } = named();
  return { shown: `${shown}\n${fields.map(({ value }) => value.toLowerCase()).join('\n')}`, run };
}

export const names = ({ shown, run }: Named, address: string): boolean => times(shown, address) > times(run, address);

const times = (text: string, part: string): number => text.split(part).length - 1;

/** Those in what a form sends that the page names nowhere but in its fields, each once. */
export function onlyEntered(values: string): string[] {
  const all = [...new Set(addressesIn(values))].sort();
  if (all.length === 0) return all;
  const known = named();
  return all.filter((one) => !names(known, one));
}
