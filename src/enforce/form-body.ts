import type { Claim } from './claims.ts';

/** The fields of a form as a request says them. */
export function bodyOf({ fields = [], outgoing = '' }: Pick<Claim, 'fields' | 'outgoing'>): string {
  const body = new URLSearchParams();
  let at = 0;
  for (const { name, length } of fields) {
    body.append(name, outgoing.slice(at, at + length));
    at += length + 1;
  }
  return body.toString();
}
