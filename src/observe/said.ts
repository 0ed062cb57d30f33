/** What a request says it does: where it goes, what is called, and with what, in words however they are written. */
import { WRAPPED } from './act-words.ts';
import { ASKING, LONGEST } from './order-words.ts';
import { type Pair, pairsOf, queryOf, unescaped, words } from './pairs.ts';
import type { Pattern } from './pattern.ts';
import { plain } from './values.ts';

/**
 * `place`: the steps of the path in words, joined by `/`, a colon for an id, without what every path begins with. `calls`:
 * what is called by name, as a procedure or a mutation is. `switched`: names of what is switched off, and on.
 */
export type Said = {
  method: string;
  place: string;
  calls: readonly string[];
  pairs: readonly Pair[];
  off: readonly string[];
  on: readonly string[];
};

const LONGEST_PLACE = 300;
const MOST_CALLS = 20;
const LONGEST_CALL = 60;

/** What an app tells of what happened in it, or asks first. */
const TELLS =
  /(^|[/_.-])(collect|beacon|errors?|crash\w*|stats|usage|audit|logs?|logging|telemetry|activity|history|autosave|strength|score|forgot\w*|meter|breach\w*|pwned|generate-password|feedback|support|help|wiki|faq|blog|articles?|guides?|challenge|unsubscribe|opt-?out|newsletters?|cookies?)([/_.?-]|$)|\/(view|list|fetch|get|count|read|load)$/i;
/** Steps that only ask something; within the name of another one they say nothing, but for the last. */
const ASKS = new RegExp(
  `/(?!verified|tracker|filter/|convert[-_]?to)${ASKING}(/|$)|^/((api|v\\d+)/)*filter/|[/_.-](?<!(step|factor)[-_])(?!convert[-_]?to)${ASKING}([_.?-][^/]*)?$`,
  'i',
);
const BEGINS = /^(api|rest|rpc|trpc|graphql|gql|index|php|ajax|internal|next|data|auth|client|ocs|cloud|i|s)$/;
const VERSION = /^v\d{1,3}(alpha|beta)?\d?$/i;
const ENDING = /\.(json|php\d?|aspx?|jsp|html?|cgi|xml|do)$/i;
/** What each form holds besides. */
const BESIDES =
  /^(csrf|xsrf)|authenticity token|^token$|^id token$|^commit$|^utf ?8$|^nonce$|^wpnonce$|method( override)?$/i;
const ID = /^(?![a-z_-]*(2fa|2sv|2[-_]?(step|factor)|oauth2|two)).*\d|.@|^[\da-f-]{32,}$/i;
const NAMES_CALL = /\b(action|act|do|op|operation( name)?|method|command|cmd|intent|mutation|task)$/i;
const CALL = /^[^\s"'<>(){},;=]{2,60}$/;
/** Of a page's own dialogs and buttons. */
const SHOWN =
  /^(open|show|view|get|list|fetch|load|click|track|log|render|toggle|hover|can|is|has)\b|\b(opened|clicked|shown|viewed|seen|dialog|modal|page|form|button|event)$/;
const OVERRIDES = /^ ?method( override)?$/i;
const FALSE = 'false|0|off|no|none|disabled|inactive';
const TRUE = 'true|1|on|yes|enabled|active';
const IS_OFF = new RegExp(`^(${FALSE})$`, 'i');
const SWITCH = new RegExp(
  `(?<![\\w.[\\]-])([\\w.[\\]-]{1,60})"?\\s{0,4}[:=]\\s{0,4}"?(?:(${FALSE})|(${TRUE}))(?![\\w.@-])`,
  'gi',
);

/** @returns nothing of what only asks or tells, of a question in GraphQL, and of what is too long for an act */
export function saidBy(method: string, url: string, body: string): Said | undefined {
  if (body.length > LONGEST || !URL.canParse(url)) return undefined;
  const { pathname } = new URL(url);
  if (method !== 'delete' && asksOnly(pathname)) return undefined;
  if (pathname.length > LONGEST_PLACE || TELLS.test(pathname)) return undefined;
  const text = plain(body);
  const pairs = [...(body.length < 3 ? [] : pairsOf(text)), ...queryOf(url)];
  const place = placeOf(pathname);
  const calling = callsOf(text, pairs);
  // A question in GraphQL, by whatever name it goes.
  if (calling === 'asks' && !/\w/.test(place.replace(/(^|\/)(graphql|gql|query)$/, ''))) return undefined;
  const set = keyed(pairs, text);
  const override = pairs.find(({ name }) => OVERRIDES.test(name))?.value.toLowerCase() ?? '';
  const switched = [...text.matchAll(SWITCH), ...new URL(url).search.matchAll(SWITCH)];
  return {
    method: /^(put|patch|delete)$/.test(override) ? override : method,
    place,
    calls: [...(calling === 'asks' ? [] : calling.slice(0, MOST_CALLS).map(said)), lastOf(pathname)],
    pairs: [...pairs.filter(({ name }) => !BESIDES.test(name)), ...(set ? [set] : [])],
    off: switched
      .flatMap(([, name = '', off]) => (off ? [said(name)] : []))
      .concat(set && IS_OFF.test(set.value) ? set.name : []),
    on: switched.flatMap(([, name = '', , on]) => (on ? [said(name)] : [])),
  };
}

export const asksOnly = (pathname: string): boolean => ASKS.test(pathname.slice(-LONGEST_PLACE));

/** Whether a value wasn't there before: of many settings that are saved at once, most are what they were. */
export type IsNew = (value: string) => boolean;

/** At most so many steps: longer paths are looked at from their end. */
const MOST_STEPS = 7;

function placeOf(pathname: string): string {
  const steps = pathname
    .split('/')
    .filter((step) => step !== '' && !VERSION.test(step))
    .flatMap((step) => (ID.test(step) ? ':' : unescaped(step.replace(ENDING, '')).split(/[.:]/)))
    .map((step) => (step === ':' ? step : said(step)));
  while (BEGINS.test(steps[0] ?? '')) steps.shift();
  return steps.slice(-MOST_STEPS).join('/');
}

/** A procedure is called by the end of its path. */
const lastOf = (pathname: string): string =>
  said(unescaped(pathname.slice(pathname.lastIndexOf('/') + 1).replace(ENDING, '')));

/** `{ "key": "password", "value": … }` */
function keyed(pairs: readonly Pair[], text: string): Pair | undefined {
  const key = pairs.find(
    ({ name, value }) => /\b(key|field|setting|property|attribute|type)$/i.test(name) && /^[\w.-]{2,40}$/.test(value),
  );
  if (!key) return undefined;
  const value =
    pairs.find(({ name }) => /\bvalue$/i.test(name))?.value ?? /"value"\s{0,4}:\s{0,4}(true|false)/.exec(text)?.[1];
  return value === undefined ? undefined : { name: said(key.value), value };
}

function callsOf(text: string, pairs: readonly Pair[]): readonly string[] | 'asks' {
  const queries = [
    text,
    ...pairs.flatMap(({ name, value }) => (/\b(query|mutation|document)$/i.test(name) ? value : [])),
  ]
    .map((one) => one.trimStart())
    .filter((one) => /^(mutation|query)\b|^\{\s*\w/.test(one));
  const mutations = queries.filter((one) => one.startsWith('mutation'));
  if (queries.length > 0) return mutations.length > 0 ? mutations.flatMap(called) : 'asks';
  return pairs.flatMap(({ name, value }) =>
    NAMES_CALL.test(name) && CALL.test(value) && !SHOWN.test(said(value)) ? value : [],
  );
}

/** What a mutation calls, by whatever name it goes itself. */
function called(mutation: string): string[] {
  const text = mutation.slice(0, 2_000).replace(/"(?:[^"\\]|\\.)*"/g, '""');
  return [...text.matchAll(/\b(\w{2,60})\s{0,9}[({}]/g)].map(([, name = '']) => name);
}

/** `SetSSHKey` and `set_ssh-key` → `set ssh key`. */
export const said = (name: string): string =>
  words(name.slice(0, LONGEST_CALL).replace(/([A-Z])(?=[A-Z][a-z])/g, '$1 ')).toLowerCase();

/** Settings that are saved all at once hold what was there before, too. */
const MOST_PAIRS = 12;
/** So few are about one thing. */
export const FEW = 3;

export const says = (one: Said, what: Pattern) => what.test(one.place) || one.calls.some((call) => what.test(call));
export const last = ({ place }: Said) => place.split('/').findLast((step) => step !== ':') ?? '';
/** A name is what it is in whatever it stands. */
export const bareName = (name: string) => name.replace(WRAPPED, '');
export const named = ({ name }: Pair) => bareName(name.toLowerCase());
export const fewer = ({ pairs }: Said, most = MOST_PAIRS) => pairs.length <= most;
