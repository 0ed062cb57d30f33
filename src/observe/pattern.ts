/**
 * Patterns of words on controls, written as for the `u` flag and compiled without it. With it each `\p{L}` becomes the six
 * hundred ranges of all letters, and every letter all that fold to it: the first press in a page waited for a megabyte of
 * machine code.
 */

/** Letters, in the scripts that words are written in here, with the marks of those that aren't written without. */
const LETTERS =
  'A-Za-z\\xaa\\xb5\\xba\\xc0-\\xd6\\xd8-\\xf6\\xf8-\\u02c1\\u02c6-\\u02d1\\u02e0-\\u02e4\\u02ec\\u02ee\\u0370-\\u0374\\u0376-\\u037d\\u037f\\u0386\\u0388-\\u03f5\\u03f7-\\u0481\\u048a-\\u0559\\u0560-\\u0588' +
  '\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7-\\u05f2\\u0620-\\u064a\\u066e-\\u066f\\u0671-\\u06d3\\u06d5\\u06e5\\u06e6\\u06ee\\u06ef' +
  '\\u06fa-\\u06fc\\u06ff-\\u0963\\u0970-\\u09e5\\u09f0-\\u0e3e\\u0e40-\\u0e4e\\u0e5c-\\u1fff\\u2c00-\\u2dff\\u3005\\u3006\\u3031-\\u3035\\u303b\\u303c\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa' +
  '\\u30fc-\\ud7ff\\uf900-\\ufdff\\ufe70-\\ufefe\\uff21-\\uff3a\\uff41-\\uff5a\\uff66-\\uffdc';
/** Marks of the others: those of Latin, and the vowels of Arabic. */
const MARKS = '\\u0300-\\u036f\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06ed\\ufe20-\\ufe2f';

/** What a RegExp is here. */
export interface Pattern {
  test(text: string): boolean;
}

/**
 * Made when it is first asked: most pages never do.
 * @param source a pattern as for `iu`; of properties it may name `\p{L}`, and `\p{M}` beside it
 */
export function pattern(source: string | RegExp): Pattern {
  let made: RegExp | undefined;
  return {
    test(text) {
      made ??= compiled(typeof source === 'string' ? source : source.source);
      return made.test(text);
    },
  };
}

const compiled = (source: string): RegExp =>
  new RegExp(source.replace(/\[(?:\\.|[^\]\\])*\]|\\[pP]\{L\}/g, withoutProperties), 'i');

function withoutProperties(part: string): string {
  if (part.startsWith('[')) return part.replaceAll('\\p{L}', LETTERS).replaceAll('\\p{M}', MARKS);
  return part === '\\p{L}' ? `[${LETTERS}]` : `[^${LETTERS}]`;
}

/**
 * @param list whole words, in scripts that have them
 * @param stretches what is found anywhere, in scripts that write without spaces
 */
export function word(list: string, stretches = '(?!)'): Pattern {
  return pattern(`(^|[^\\p{L}])(${list})($|[^\\p{L}])|${stretches}`);
}
