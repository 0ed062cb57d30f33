/**
 * Globs on plain text (policy.md §2): the whole text, ignoring case by simple folding, `*` any run, `?` one code
 * point. Time is bounded by pattern length × text length whatever the pattern: only the last star is ever revisited.
 */

/** Longer ones are refused at load, so that the bound above stays small. */
export const LONGEST_GLOB = 1024;

export function textGlob(glob: string): (text: string) => boolean {
  const pattern = [...glob].map(fold);
  if (!pattern.includes('*') && !pattern.includes('?')) {
    const whole = pattern.join('');
    return (text) => foldAll(text) === whole;
  }
  return (text) => matches(pattern, [...foldAll(text)]);
}

function matches(pattern: readonly string[], text: readonly string[]): boolean {
  let p = 0;
  let star = -1;
  let resume = 0;
  for (let i = 0; i < text.length; ) {
    if (pattern[p] === '*') {
      star = p++;
      resume = i;
    } else if (pattern[p] === '?' || pattern[p] === text[i]) {
      p++;
      i++;
    } else if (star >= 0) {
      p = star + 1;
      i = ++resume;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

const ASCII = /^[\0-\x7f]*$/;

function foldAll(text: string): string {
  return ASCII.test(text) ? text.toLowerCase() : Array.from(text, fold).join('');
}

// Where simple folding (CaseFolding.txt, status C and S) is not what upper- and lower-casing give.
const EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ['\u0131', '\u0131'],
  ['\u1fd3', '\u0390'],
  ['\u1fe3', '\u03b0'],
  ['\ufb05', '\ufb06'],
]);

/** Simple case folding of one code point; both sides of a comparison pass through it. */
export function fold(char: string): string {
  if (ASCII.test(char)) return char.toLowerCase();
  const exception = EXCEPTIONS.get(char);
  if (exception !== undefined) return exception;
  const upper = onePoint(char.toUpperCase());
  return onePoint((upper ?? char).toLowerCase()) ?? onePoint(char.toLowerCase()) ?? char;
}

function onePoint(text: string): string | undefined {
  return text.length === ((text.codePointAt(0) ?? 0) > 0xffff ? 2 : 1) ? text : undefined;
}
