/** Text of pages and agents, on a screen where it mustn't pass for ours: on one line, in one direction, nothing unseen. */

/** What can't be seen, or turns the direction of what follows; not what joins letters and pictures, between such. */
const UNSEEN =
  /(?!(?<=[\p{L}\p{M}\p{Extended_Pictographic}])[\u200c\u200d](?=[\p{L}\p{M}\p{Extended_Pictographic}]))[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029\u115f\u1160\u3164\uffa0]/gu;
/** Marks heaped on one letter reach into the lines around. */
const HEAPED = /(\p{M}{3})\p{M}+/gu;

/** Signs that aren't seen are named by their number, line breaks shown as a sign; nothing is left out. */
export function legible(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?|\n/g, '↵')
    .replace(/\t/g, ' ')
    .replace(HEAPED, '$1')
    .replace(UNSEEN, (sign) => `⟨U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}
