/**
 * The address that was held, out of the hold page's own. Network rules put it there as it was, unescaped, so all that
 * follows `?url=` is taken; an escaped one is read too. Anybody can open this page: only web addresses count.
 */
export function heldUrl(page: string): string | undefined {
  const raw = /[?&]url=(.*)$/s.exec(page)?.[1];
  if (raw === undefined) return undefined;
  const url = /^https?:\/\//i.test(raw) ? raw : decoded(raw);
  return /^https?:\/\//i.test(url) && URL.canParse(url) ? url : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
