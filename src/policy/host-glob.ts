/**
 * Host globs (policy.md §2): `[scheme://]host[:port][/path]`, matched on the parsed URL and never on raw text, so that
 * user info, spellings of an address, case, a trailing dot or an alphabet can't dress one host up as another.
 */
const PARTS = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\[[^\]]*\]|[^:/[\]]*)(?::([0-9]+))?(\/.*)?$/is;
const DEFAULT_PORTS: ReadonlyMap<string, string> = new Map([
  ['http', '80'],
  ['https', '443'],
  ['ws', '80'],
  ['wss', '443'],
  ['ftp', '21'],
]);

type Glob = {
  readonly scheme: string | undefined;
  readonly host: (host: string) => boolean;
  readonly port: string | undefined;
  readonly path: readonly string[] | undefined;
};

/** A matcher of URLs and origins. Throws an Error with a reason for people when `glob` can't compile. */
export function hostGlob(glob: string): (url: string) => boolean {
  const { scheme, host, port, path } = parse(glob);
  return (text) => {
    const url = parsed(text);
    if (url === undefined || !host(url.host)) return false;
    if (scheme !== undefined && scheme !== url.scheme) return false;
    if (port !== undefined && port !== url.port) return false;
    return path === undefined || pathMatches(path, url.path);
  };
}

function parse(glob: string): Glob {
  const parts = PARTS.exec(glob);
  if (parts === null) throw new Error(`"${glob}" is not [scheme://]host[:port][/path]`);
  const [, scheme, host = '', port, path] = parts;
  if (port !== undefined && Number(port) > 65_535) throw new Error(`"${port}" is not a port`);
  return {
    scheme: scheme?.toLowerCase(),
    host: hostMatcher(host),
    port: port === undefined ? undefined : String(Number(port)),
    path: path === undefined ? undefined : path.split('*').map(asPathname),
  };
}

function hostMatcher(pattern: string): (host: string) => boolean {
  if (pattern === '*') return () => true;
  const [, stars = '', rest = ''] = /^(\*{1,2}\.)?(.*)$/s.exec(pattern) ?? [];
  const base = canonicalHost(rest);
  if (base === undefined) throw new Error(`"${pattern}" is not a host, *.host, **.host or *`);
  if (stars === '') return (host) => host === base;
  const below = (host: string) => host.length > base.length + 1 && host.endsWith(`.${base}`);
  return stars === '*.' ? below : (host) => host === base || below(host);
}

/** Lower case, punycode, canonical addresses, no trailing dot; undefined when it is no host. */
function canonicalHost(text: string): string | undefined {
  // `%` is refused although URLs decode it: a glob that needs it is a mistake or a trick.
  if (text === '' || /[*?#@/\\:%\s]/.test(text.startsWith('[') ? '' : text)) return undefined;
  try {
    const host = withoutDot(new URL(`http://${text}/`).hostname);
    return host === '' || host.startsWith('.') ? undefined : host;
  } catch {
    // The URL parser is the judge of what is a host; it says no by throwing.
    return undefined;
  }
}

function withoutDot(host: string): string {
  return host.endsWith('.') ? host.slice(0, -1) : host;
}

type Parsed = { readonly scheme: string; readonly host: string; readonly port: string; readonly path: string };
// The same few URLs are asked about by every rule of a decision; parsing is the dearest part of it.
const recent = new Map<string, Parsed | undefined>();

function parsed(text: string): Parsed | undefined {
  if (recent.has(text)) return recent.get(text);
  if (recent.size >= 256) recent.clear();
  const result = parseUrl(text);
  recent.set(text, result);
  return result;
}

/** Undefined for whatever has no host: opaque origins, `data:`, `about:blank`, text that is no URL. */
function parseUrl(text: string): Parsed | undefined {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    // No URL, so no host: the glob doesn't match.
    return undefined;
  }
  if (url.hostname === '' || url.protocol === 'file:') return undefined;
  const scheme = url.protocol.slice(0, -1);
  // Only http and its kin are canonicalised by the URL parser itself.
  const host = DEFAULT_PORTS.has(scheme)
    ? withoutDot(url.hostname)
    : (canonicalHost(url.hostname) ?? url.hostname.toLowerCase());
  return { scheme, host, port: url.port === '' ? (DEFAULT_PORTS.get(scheme) ?? '') : url.port, path: url.pathname };
}

/** Encodes literal characters as the URL parser of this machine encodes those of a path. */
function asPathname(literal: string): string {
  return literal.replace(/[^\w/.~!$&'()*+,;=:@%?#\\-]/gu, (char) =>
    new URL(`http://host/_${char}_`).pathname.slice(2, -1),
  );
}

/** `pieces` are the literals between stars; the first and the last are anchored, the rest found leftmost. */
function pathMatches(pieces: readonly string[], path: string): boolean {
  const [first = '', ...others] = pieces;
  const last = others.pop();
  if (last === undefined) return path === first;
  if (!path.startsWith(first)) return false;
  let from = first.length;
  for (const piece of others) {
    const found = path.indexOf(piece, from);
    if (found < 0) return false;
    from = found + piece.length;
  }
  return path.length - last.length >= from && path.endsWith(last);
}
