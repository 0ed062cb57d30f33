/** Text to windows of token ids. */
import { Tokenizer } from '@huggingface/tokenizers';
import type { Manifest } from './manifest.ts';

/** Longer runs are cut before the tokenizer sees them, at a space where there is one: its work grows with a word's length. */
const LONGEST_RUN = 1_500;

export type Windows = (text: string) => Int32Array[];

/**
 * @param tokenizerJson the `tokenizers` file of the model
 * @returns at least one window for any text, each with its start and end marks, overlapping as the manifest says
 */
export function windowsOf(tokenizerJson: Uint8Array, manifest: Pick<Manifest, 'window' | 'tokens'>): Windows {
  const tokenizer = new Tokenizer(JSON.parse(new TextDecoder().decode(tokenizerJson)), {});
  const { size, stride } = manifest.window;
  const { start, end } = manifest.tokens;
  return (text) => {
    const ids = runsOf(text).flatMap((run) => tokenizer.encode(run, { add_special_tokens: false }).ids);
    const windows: Int32Array[] = [];
    for (let at = 0; at === 0 || at < ids.length - (size - stride); at += stride)
      windows.push(Int32Array.from([start, ...ids.slice(at, at + size), end]));
    return windows;
  };
}

function runsOf(text: string): string[] {
  const runs: string[] = [];
  let at = 0;
  while (text.length - at > LONGEST_RUN) {
    const space = text.lastIndexOf(' ', at + LONGEST_RUN);
    const to = space > at ? space : at + LONGEST_RUN;
    runs.push(text.slice(at, to));
    at = space > at ? to + 1 : to;
  }
  runs.push(text.slice(at));
  return runs;
}
