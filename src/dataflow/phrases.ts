/** Phrases that a wallet is restored from: small words, shown one a line, in a few columns, or all in one line. */

/** As the word lists have them (BIP39). */
const WORD = /^[a-z]{3,8}$/;
const NUMBERING = /(?<!\S)\d{1,2}[.):]?(?=\s|$)/g;
/** A list of fewer is no phrase, and as few words a line are no prose. */
const LEAST = 8;
const MOST_IN_ROW = 4;
/** What a whole phrase has at least. */
const WHOLE = 12;

/** @returns each phrase as it is, from its end, and by four letters a word, which say as much */
export function phrases(lines: readonly string[]): string[] {
  const found: string[][] = [];
  let open: string[] = [];
  const close = () => {
    if (open.length >= LEAST) found.push(open);
    open = [];
  };
  for (const line of lines) {
    const words = line.replace(NUMBERING, ' ').split(/\s+/).filter(Boolean);
    const isRow = words.every((word) => WORD.test(word));
    if (isRow && words.length <= MOST_IN_ROW) {
      open.push(...words);
      continue;
    }
    close();
    if (isRow && words.length >= WHOLE && words.length <= 2 * WHOLE) found.push(words);
  }
  close();
  return found.flatMap((words) =>
    [words, words.toReversed(), words.map((word) => word.slice(0, 4))].map((form) => form.join(' ')),
  );
}
