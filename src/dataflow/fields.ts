/** The values that a request's text is made of, each with the place it stands in, so that pieces of one value can be put together. */
export interface Field {
  /** Where the value stands: parameter name, JSON path, position in path or host. */
  readonly slot: string;
  readonly value: string;
}

/** More fields than any form has. */
const MOST = 512;

/** Understands JSON, URLs, query strings, and lines before one of them; any other text is one field. */
export function fields(text: string): Field[] {
  return structured(text.trim(), 0)?.slice(0, MOST) ?? [{ slot: 'text', value: text.trim() }];
}

/** Lines that may stand before a body: a method, an address. */
const MOST_HEADS = 4;

function structured(text: string, heads: number): Field[] | undefined {
  const whole = jsonFields(text) ?? urlFields(text) ?? queryFields(text, 'q');
  const lineEnd = whole || heads === MOST_HEADS ? -1 : text.search(/[\r\n]/);
  if (lineEnd <= 0) return whole;
  const line = text.slice(0, lineEnd);
  const head = urlFields(line);
  const body = text.slice(lineEnd).trim();
  const rest = structured(body, heads + 1);
  if (!head && !rest) return undefined;
  return [...(head ?? [{ slot: 'line', value: line }]), ...(rest ?? [{ slot: 'text', value: body }])];
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
  /^(?:[A-Z]{3,7} )?(?:[a-z][a-z0-9+.-]*:)?\/\/([^/?#\s]*)([^?#\s]*)(?:\?([^#\s]*))?(?:#(\S*))?$|^(\/[^?#\s]*)\?([^#\s]*)(?:#(\S*))?$/i;

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
  const segments = path.split('/').filter(Boolean).flatMap(segmentFields);
  return [
    ...names.reverse(),
    ...segments,
    ...(queryFields(query, 'q') ?? plain('q', query)),
    ...(queryFields(hash, 'h') ?? plain('h', hash)),
  ];
}

/** A file's name and its ending apart, since the ending stays the same from piece to piece. */
function segmentFields(segment: string, i: number): Field[] {
  const [, stem = segment, ending] = /^(.+)\.([a-z0-9]{1,5})$/i.exec(segment) ?? [];
  const field = { slot: `path${i}`, value: decoded(stem) };
  return ending ? [field, { slot: `ending${i}`, value: ending }] : [field];
}

function plain(slot: string, value: string): Field[] {
  return value === '' ? [] : [{ slot, value: decoded(value) }];
}

function queryFields(text: string, kind: string): Field[] | undefined {
  if (!/^[^=&\s]{1,200}=[^&\s]*(?:&[^&\s]*)*$/.test(text)) return undefined;
  return text.split('&', MOST).map((pair) => {
    const cut = pair.indexOf('=');
    return {
      slot: `${kind}:${pair.slice(0, Math.max(cut, 0))}`,
      value: decoded(pair.slice(cut + 1).replaceAll('+', ' ')),
    };
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A stray percent sign; the decoders look at it byte by byte.
  }
}
