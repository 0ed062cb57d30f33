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
  /** One word, the longest there is, wherever it is asked for. */
  next: RegExp;
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
  const words = [...digits.keys(), ...Object.keys(TIMES)]
    .filter((word) => word.length > 1)
    .sort((a, b) => b.length - a.length)
    .join('|');
  return {
    digits,
    next: new RegExp(words, 'iy'),
    found: new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})|[${SIGNS.join('')}]|\\d+`, 'giu'),
  };
}

/** A long number in words has so many; fewer are in every text. */
const LEAST = 6;

/** @returns all numbers of `text`, words and digits, in a row, and those of each of its lines: what stands before one makes it no other */
export function spelled(text: string): string | undefined {
  const whole = inWords(text);
  if (whole === undefined || !text.includes('\n')) return whole;
  return [whole, ...text.split('\n').flatMap((line) => inWords(line) ?? [])].join('\n');
}

/** Two of the shortest words. */
const GLUED = /[a-z\u00c0-\u024f]{6,2000}/gi;
/** Two of them side by side are a word of their own now and then; so many aren't. */
const SURELY = LEAST * 3;

/** `fourzeroseven` with blanks between, where it is made of such words, or so many of them stand together in it. */
function apart(run: string, next: RegExp): string {
  const out: string[] = [];
  let [together, at] = [0, 0];
  while (at < run.length) {
    next.lastIndex = at;
    const [word] = next.exec(run) ?? [];
    if (word === undefined && run.length < SURELY) return run;
    together = word === undefined ? 0 : together + 1;
    out.push(together > 1 ? ` ${word}` : (word ?? run.charAt(at)));
    at += word?.length ?? 1;
  }
  return out.join('');
}

function inWords(text: string): string | undefined {
  known ??= spelling();
  const { next } = known;
  let [out, words, times, last] = ['', 0, 1, ''];
  for (const [found] of text.replace(GLUED, (run) => apart(run, next)).matchAll(known.found)) {
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
