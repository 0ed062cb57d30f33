/**
 * What a page says where people see no text and its own code does: in data for scripts, in addresses, in values and names.
 * Agents' tools hand these on – the tree for screen readers with each link's address, a control's value, the markup. Only
 * what may be meant for an agent, since it says much that the page shows as well.
 */
import { speaksToAgents, urgency } from '../risk/signs.ts';
import { bare } from './values.ts';

const DATA = /[/+]json$/i;
const PLAIN = /^text\/(plain|markdown)$/i;
const MOST_READ = 500_000;
const MOST_STRINGS = 20;
/** So many strings are looked at in one go. */
const STRIDE = 200;

/** Texts in a script that is none, the most suspicious first; now and then none, where the caller may pause. */
export function* toldInScript({ type, text }: HTMLScriptElement): Generator<string | undefined> {
  const read = text.slice(0, MOST_READ);
  if (PLAIN.test(type) && speaksToAgents(read)) yield read;
  if (!DATA.test(type)) return;
  const told: string[] = [];
  let looked = 0;
  for (const string of stringsIn(read)) {
    looked += 1;
    if (looked % STRIDE === 0) yield undefined;
    const said = string.includes('\\u') ? unescaped(string) : string;
    if (speaksToAgents(said)) told.push(said);
  }
  yield* told.sort((one, other) => urgency({ text: other }) - urgency({ text: one })).slice(0, MOST_STRINGS);
}

const LONGEST_STRING = 8_000;

/** Each once, in parts where it is long: data in a string is full of escaped quotation marks, and a pattern tried at each would go over all of it again. */
function* stringsIn(text: string): Generator<string> {
  for (let at = text.indexOf('"'); at >= 0; ) {
    let end = at + 1;
    while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
    for (let from = at + 1; from + SHORTEST <= end; from += LONGEST_STRING)
      yield text.slice(from, Math.min(end, from + LONGEST_STRING));
    at = text.indexOf('"', end + 1);
  }
}

const unescaped = (text: string): string =>
  text.replace(/\\u([\da-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** Of signs for code, numbers, and what is read as a document of its own. */
const NO_WORDS = /^(class|style|d|points|transform|viewbox|srcset|sizes|srcdoc|on.+)$/;
const SHORTEST = 24;
const LONGEST = 4_000;

/** What an attribute with a use of its own says besides; nothing where it says what its element shows, or the page's title. */
export function toldInAttribute(element: Element, { name, value }: Attr): string | undefined {
  if (value.length < SHORTEST || NO_WORDS.test(name) || /^(data|blob):/i.test(value)) return undefined;
  // Some pages keep there what was typed.
  if (name === 'value' && (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement))
    return undefined;
  const told = decoded(value.slice(0, LONGEST));
  if (!speaksToAgents(spaced(told))) return undefined;
  const shown = bare(`${document.title} ${element.textContent?.slice(0, LONGEST) ?? ''}`);
  const parts = told.split(/[/?&=#]+/).filter((part) => speaksToAgents(spaced(part)));
  return parts.length > 0 && parts.every((part) => shown.includes(bare(part))) ? undefined : told;
}

const spaced = (address: string): string => address.replace(/[-_+./]+/g, ' ');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    // A percent sign that encodes nothing is itself.
    return text;
  }
}
