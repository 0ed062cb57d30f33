/** Numbers in words, digit by digit or two by two, as people read them out. */

const ONES: readonly string[] = [
  'zero oh nought null nul zéro cero noll nolla zer',
  'one eins ein un une uno una um uma een één ett',
  'two zwei zwo deux dos due dois duas twee två',
  'three drei trois tres tre três drie',
  'four vier quatre cuatro quattro quatro fyra',
  'five fünf cinq cinco cinque vijf fem',
  'six sechs seis sei zes sex',
  'seven sieben sept siete sette sete zeven sju',
  'eight acht huit ocho otto oito åtta',
  'nine neun neuf nueve nove negen nio',
];
const TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const SIGNS = ['零〇', '一壱', '二两', '三', '四', '五', '六', '七', '八', '九'];
const TIMES: Readonly<Record<string, number>> = { double: 2, triple: 3 };

interface Spelling {
  digits: ReadonlyMap<string, string>;
  found: RegExp;
}

/** Made when it is first needed: most pages never do. */
let known: Spelling | undefined;

function spelling(): Spelling {
  const digits = new Map([
    ...ONES.flatMap((words, digit) => words.split(' ').map((word) => [word, String(digit)] as const)),
    ...SIGNS.flatMap((signs, digit) => [...signs].map((sign) => [sign, String(digit)] as const)),
    ...TEENS.map((word, n) => [word, String(n + 10)] as const),
    ...TENS.map((word, n) => [word, String((n + 2) * 10)] as const),
  ]);
  const words = [...digits.keys(), ...Object.keys(TIMES)].filter((word) => word.length > 1).join('|');
  return { digits, found: new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})|[${SIGNS.join('')}]|\\d+`, 'giu') };
}

/** A long number in words has so many; fewer are in every text. */
const LEAST = 6;

/** @returns all numbers of `text`, words and digits, in a row, and those of each of its lines: what stands before one makes it no other */
export function spelled(text: string): string | undefined {
  const whole = inWords(text);
  if (whole === undefined || !text.includes('\n')) return whole;
  return [whole, ...text.split('\n').flatMap((line) => inWords(line) ?? [])].join('\n');
}

function inWords(text: string): string | undefined {
  known ??= spelling();
  let [out, words, times, last] = ['', 0, 1, ''];
  for (const [found] of text.matchAll(known.found)) {
    const word = found.toLowerCase();
    const digits = known.digits.get(word) ?? (TIMES[word] ? '' : word);
    const isWord = !/\d/.test(found);
    if (isWord) words += 1;
    // Seventy, seven.
    if (isWord && TENS.includes(last) && digits.length === 1 && digits !== '0') out = out.slice(0, -1) + digits;
    else out += digits.repeat(times);
    times = TIMES[word] ?? 1;
    last = word;
  }
  return words >= LEAST ? out : undefined;
}
