/** What is written beside a label, in the forms in which it may be written elsewhere. Nothing where it isn't of that kind. */
import { dense } from './dense.ts';

/** Languages in whose words a month is known. */
const TONGUES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'sv', 'ru', 'ar', 'tr'];
const bare = (word: string): string =>
  word
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}]/gu, '');

/** Names of months and which each is, English ones first. Made when the first day is read. */
let names: (readonly [string, number])[] | undefined;

function monthNames(): (readonly [string, number])[] {
  names ??= TONGUES.flatMap((tongue) =>
    (['long', 'short'] as const).flatMap((month) => {
      const format = new Intl.DateTimeFormat(tongue, { month, day: 'numeric', timeZone: 'UTC' });
      return Array.from({ length: 12 }, (_, at) => {
        const parts = format.formatToParts(Date.UTC(2000, at, 1));
        return [bare(parts.find(({ type }) => type === 'month')?.value ?? ''), at + 1] as const;
      });
    }),
  ).filter(([name]) => name.length >= 3);
  return names;
}

const YEAR = /(?<!\d)(19\d\d|20[012]\d)(?!\d)/;

/** A day, as it is written in numbers in whichever order, with its month as it was written and in English. */
export function dateForms(text: string): string[] {
  const head = text.slice(0, 40);
  const year = YEAR.exec(head)?.[1];
  if (!year) return [];
  const months = monthNames();
  const monthOf = (name: string) => months.find(([known]) => known === bare(name))?.[1];
  const word = head.match(/\p{L}{3,}/gu)?.find(monthOf);
  const numbers = (head.replace(year, ' ').match(/\d{1,2}(?!\d)/g) ?? []).map(Number);
  const named = word && monthOf(word);
  const [first = 0, second = 0] = numbers;
  const pairs = named
    ? [[first, named]]
    : [
        [first, second],
        [second, first],
      ];
  return pairs
    .filter(([day = 0, month = 0]) => day >= 1 && day <= 31 && month >= 1 && month <= 12)
    .flatMap(([day = 0, month = 0]) => {
      const [d, m] = [String(day).padStart(2, '0'), String(month).padStart(2, '0')];
      const names = new Set([months[month - 1]?.[0], months[month + 11]?.[0], word?.toLowerCase()]);
      const inWords = [...names].flatMap((name) => (name ? [`${day}${name}${year}`, `${name}${day}${year}`] : []));
      return [
        `${year}${m}${d}`,
        `${d}${m}${year}`,
        `${m}${d}${year}`,
        `${day}${month}${year}`,
        `${year}${month}${day}`,
        `${d}${m}${year.slice(2)}`,
        ...inWords,
      ];
    });
}

const AMOUNT =
  /(?<![\d\p{L}.,/-])\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?![\d/]|\p{Script=Latin})|(?<![\d\p{L}.,/-])\d{2,9}(?:[.,]\d{1,2})?(?![\d/]|\p{Script=Latin}|[.,]\d)/gu;

/** Four stand by chance in what pages send. */
const LEAST_DIGITS = 5;

/** A sum that isn't round, with its cents and without. */
export function amountsIn(text: string): string[] {
  const [written] = text.slice(0, 60).match(AMOUNT) ?? [];
  if (!written) return [];
  const [, whole = '', cents = ''] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(written) ?? [];
  const plain = whole.replace(/\D/g, '');
  const isYear = cents === '' && YEAR.test(whole);
  return [plain, plain + cents, plain + cents.replace(/0$/, '')].filter(
    (sum) => !isYear && sum.length >= LEAST_DIGITS && saysMuch(sum, plain),
  );
}

function saysMuch(sum: string, whole: string): boolean {
  const significant = sum.replace(/^0+|0+$/g, '').length;
  return significant >= 4 || (whole.length >= 5 && significant >= 2);
}

/** A number with letters, in groups; nothing that is all words. */
export function idIn(text: string): string[] {
  const words = text.split(/\s+/).slice(0, 8);
  const end = words.findIndex((word) => !/\d/.test(word) && !/^[A-Z]{1,3}$/.test(word));
  const id = words
    .slice(0, end < 0 ? undefined : end)
    .join(' ')
    .replace(/[.,;:)"']+$/, '');
  const isId = id.length <= 40 && dense(id).length >= 5 && id.replace(/\D/g, '').length >= 3;
  return isId && dateForms(id).length === 0 ? [id] : [];
}

/** What opens something: of four digits on, and no year. */
export function codeIn(text: string): string[] {
  const code = /^[#*]?([A-Z]?\d(?:[ -]?\d){3,7}[A-Z]?)[#*]?(?![\d.,/-]*\d)/i.exec(text)?.[1] ?? '';
  return code && !YEAR.test(code) ? [code] : [];
}

/** One word of machines' making; the first is numbered where it stands in a list. */
export function keyIn(text: string): string[] {
  const key = /^(?:\d{1,2}[.)]\s+)?(\S{8,80})$/.exec(text.trim())?.[1] ?? '';
  return !/:\/\/|@/.test(key) && (/\d/.test(key) || /\w-\w+-\w/.test(key)) ? [key] : [];
}

/** What asks somebody to do something, or says that there is nothing. */
const NOTHING_SAID =
  /^(no|none|not|nothing|n\/a|unknown|never|prefer not|view|see|show|read|more|manage|add|edit|download|request|book|order|find|get|contact|ask|change|update|print|renew|cancel|send|search|all|my|your|learn|how|what|keine?|nicht|anzeigen|alle|aucune?|voir|ver|ning[uú]n\w*|なし|无|لا)(?![\p{L}])/iu;
const LONGEST_SAID = 80;
const LEAST_SAID = 8;

/** A few words, all of them and those between commas: two, or a long one. */
export function statedIn(text: string, isSaid: boolean): string[] {
  const whole = text.trim();
  if (whole.length > LONGEST_SAID || NOTHING_SAID.test(whole) || /[?!…>»]$/.test(whole)) return [];
  const parts = new Set([whole, ...whole.split(/[,;]\s*|\s[/·•]\s/)]);
  return [...parts].map((part) => part.trim()).filter((part) => isTelling(part, isSaid));
}

const BLOOD = /^(?:ab|[ab0o]) ?(?:rh ?)?(?:pos|n[eé]g)/i;

function isTelling(text: string, isSaid: boolean): boolean {
  const { length } = dense(text);
  const words = text.split(/\s+/).length;
  const isIdeographic = /[\u3040-\u9fff\uac00-\ud7af]/.test(text) && length >= 4;
  if (!isSaid) return BLOOD.test(text) || isIdeographic || (length >= LEAST_SAID && (words >= 3 || /\d/.test(text)));
  return isIdeographic || BLOOD.test(text) || (length >= LEAST_SAID && (words >= 2 || length >= LEAST_SAID + 2));
}

/** A house in a street; of a postcode and a town there are many. */
const HOUSE =
  /^(?:\d{1,3}[a-z]?|\d{4}(?= \S+ \S))[,]? (?:\p{L}[\p{L}.'’-]*(?: |$)){1,5}$|^\p{L}[\p{L}.'’-]*(?: \p{L}[\p{L}.'’-]*){0,4} \d{1,4} ?[a-z]?$/iu;

export function houseIn(text: string): string[] {
  const parts = text.split(/\s*[,;\n]\s*/).map((part) => part.trim());
  return parts.filter((part) => part.length <= 60 && dense(part).length >= LEAST_SAID && HOUSE.test(part));
}
