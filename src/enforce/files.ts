/** What files tell besides being files. */
import { MOST_TEXT } from '../observe/outgoing.ts';
import type { Claim } from './claims.ts';

/** What the files are called counts as going out, and what is in them as far as it is text. */
export async function withText(claim: Claim, files: readonly File[]): Promise<Claim> {
  const read = files.slice(0, 20);
  const texts = await Promise.all(read.map((file) => file.slice(0, Math.floor(MOST_TEXT / read.length)).text()));
  return { ...claim, outgoing: [claim.outgoing, ...namesOf(files), ...texts].join('\n').slice(0, MOST_TEXT) };
}

export const namesOf = (files: readonly File[]): string[] =>
  files.map(({ name, webkitRelativePath }) => webkitRelativePath || name);
