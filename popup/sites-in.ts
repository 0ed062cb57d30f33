/** The sites a person typed: separated by commas or spaces, with or without a scheme and a path. */
export function sitesIn(typed: string): string[] {
  const hosts = typed.split(/[\s,;،、]+/).flatMap((word) => {
    const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(word) ? word : `https://${word}`;
    return word && URL.canParse(url) ? [new URL(url).hostname.replace(/\.$/, '')] : [];
  });
  return [...new Set(hosts.filter(Boolean))];
}
