/** The values that a request's text is made of, each with the place it stands in, so that pieces of one value can be put together. */
export interface Field {
  /** Where the value stands: parameter name, JSON path, position in path or host. */
  readonly slot: string;
  readonly value: string;
}

/** More fields than any form has. */
const MOST = 512;

/** Understands JSON, URLs, query strings, and a URL or request line followed by one of them; other text is one field. */
export function fields(text: string): Field[] {
  const whole = text.trim();
  const json = jsonFields(whole);
  if (json) return json;
  const lineEnd = whole.search(/[\r\n]/);
  if (lineEnd > 0) {
    const head = urlFields(whole.slice(0, lineEnd));
    if (head) return [...head, ...fields(whole.slice(lineEnd + 1))].slice(0, MOST);
  }
  return urlFields(whole) ?? queryFields(whole, 'q') ?? [{ slot: 'text', value: whole }];
}

function jsonFields(text: string): Field[] | undefined {
  if (!/^[[{]/.test(text)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined; // Text that begins with a bracket; read as text.
  }
  const out: Field[] = [];
  const visit = (node: unknown, slot: string, depth: number): void => {
    if (out.length >= MOST || depth > 32) return;
    if (Array.isArray(node)) for (const item of node) visit(item, `${slot}[]`, depth + 1);
    else if (typeof node === 'object' && node !== null) {
      for (const [name, item] of Object.entries(node)) visit(item, `${slot}.${name}`, depth + 1);
    } else if (typeof node === 'string' || typeof node === 'number') out.push({ slot, value: String(node) });
  };
  visit(value, '$', 0);
  return out;
}

const URL_SHAPE =
  /^(?:[a-z][a-z0-9+.-]*:)?\/\/([^/?#\s]*)([^?#\s]*)(?:\?([^#\s]*))?(?:#(\S*))?$|^(\/[^?#\s]*)\?([^#\s]*)(?:#(\S*))?$/i;

function urlFields(text: string): Field[] | undefined {
  const match = URL_SHAPE.exec(text);
  if (!match) return undefined;
  const [, authority = '', path = match[5] ?? '', query = match[6] ?? '', hash = match[7] ?? ''] = match;
  const host = authority.replace(/^.*@/, '').replace(/:\d+$/, '');
  // Counted from the right, so that the place of a name below the site doesn't move when there are more of them.
  const names = host
    .split('.')
    .reverse()
    .slice(2)
    .map((value, i) => ({ slot: `host${i}`, value }));
  const segments = path
    .split('/')
    .filter(Boolean)
    .map((value, i) => ({ slot: `path${i}`, value: unescape(value) }));
  return [
    ...names.reverse(),
    ...segments,
    ...(queryFields(query, 'q') ?? plain('q', query)),
    ...(queryFields(hash, 'h') ?? plain('h', hash)),
  ].slice(0, MOST);
}

function plain(slot: string, value: string): Field[] {
  return value === '' ? [] : [{ slot, value: unescape(value) }];
}

function queryFields(text: string, kind: string): Field[] | undefined {
  if (!/^[^=&\s]{1,200}=[^&\s]*(?:&[^&\s]*)*$/.test(text)) return undefined;
  return text.split('&', MOST).map((pair) => {
    const cut = pair.indexOf('=');
    return {
      slot: `${kind}:${pair.slice(0, Math.max(cut, 0))}`,
      value: unescape(pair.slice(cut + 1).replaceAll('+', ' ')),
    };
  });
}

function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A stray percent sign; the decoders look at it byte by byte.
  }
}
