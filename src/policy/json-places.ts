/** Where things stand in a JSON text, which JSON.parse doesn't say: its first error, and the value at a path. */

export type Fault = { readonly offset: number; readonly reason: string };

const SPACE = /[ \t\n\r]*/y;
const SIMPLE = /(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?![\w.+-])/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** The first thing that makes `text` no JSON; undefined when it is JSON. Any depth, one pass. */
export function jsonFault(text: string): Fault | undefined {
  const open: ('{' | '[')[] = [];
  let wants: 'value' | 'value or ]' | 'key' | 'key or }' | 'comma' = 'value';
  let at = spaceAfter(text, 0);
  while (at < text.length) {
    const char = text[at] ?? '';
    const inside = open.at(-1);
    if (wants === 'comma') {
      if (inside === undefined) return { offset: at, reason: 'more after the end' };
      if (char === ',') {
        wants = inside === '{' ? 'key' : 'value';
        at = spaceAfter(text, at + 1);
        continue;
      }
      if (char !== (inside === '{' ? '}' : ']')) return { offset: at, reason: `expected "," or "${closer(inside)}"` };
      open.pop();
      at = spaceAfter(text, at + 1);
    } else if ((wants === 'key or }' && char === '}') || (wants === 'value or ]' && char === ']')) {
      open.pop();
      wants = 'comma';
      at = spaceAfter(text, at + 1);
    } else if (wants === 'key' || wants === 'key or }') {
      const end = char === '"' ? textEnd(text, at) : { offset: at, reason: 'expected a name in double quotes' };
      if (typeof end !== 'number') return end;
      const colon = spaceAfter(text, end);
      if (text[colon] !== ':') return { offset: colon, reason: 'expected ":"' };
      wants = 'value';
      at = spaceAfter(text, colon + 1);
    } else if (char === '{' || char === '[') {
      open.push(char);
      wants = char === '{' ? 'key or }' : 'value or ]';
      at = spaceAfter(text, at + 1);
    } else {
      const end = char === '"' ? textEnd(text, at) : simpleEnd(text, at);
      if (typeof end !== 'number') return end;
      wants = 'comma';
      at = spaceAfter(text, end);
    }
  }
  const inside = open.at(-1);
  if (wants === 'comma' && inside === undefined) return undefined;
  return {
    offset: text.length,
    reason: `ends too early${inside === undefined ? '' : `: "${closer(inside)}" is missing`}`,
  };
}

/** Offset of the value at `steps` of a JSON text, or of the deepest that is there. */
export function jsonPlace(text: string, steps: readonly string[]): number {
  let at = spaceAfter(text, 0);
  for (const step of steps) {
    const found = text[at] === '{' ? member(text, at, step) : text[at] === '[' ? element(text, at, step) : undefined;
    if (found === undefined) return at;
    at = found;
  }
  return at;
}

/** Line and column, both from 1; columns in UTF-16 units. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - start + 1 };
}

/** Of a name that is there twice JSON.parse keeps the last. */
function member(text: string, open: number, name: string): number | undefined {
  let found: number | undefined;
  for (let at = spaceAfter(text, open + 1); text[at] === '"'; ) {
    const end = skip(text, at);
    const value = spaceAfter(text, spaceAfter(text, end) + 1);
    if (JSON.parse(text.slice(at, end)) === name) found = value;
    at = next(text, value);
  }
  return found;
}

function element(text: string, open: number, index: string): number | undefined {
  let at = spaceAfter(text, open + 1);
  for (let i = 0; i < Number(index) && at < text.length && text[at] !== ']'; i++) at = next(text, at);
  return text[at] === ']' ? undefined : at;
}

/** Behind the value at `at`, its comma and what space follows. */
function next(text: string, at: number): number {
  const comma = spaceAfter(text, skip(text, at));
  return text[comma] === ',' ? spaceAfter(text, comma + 1) : comma;
}

/** Behind the value at `at`, of a text known to be JSON. */
function skip(text: string, at: number): number {
  let depth = 0;
  let i = at;
  do {
    const char = text[i];
    if (char === '"') {
      const end = textEnd(text, i);
      i = typeof end === 'number' ? end : text.length;
      continue;
    }
    if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') depth--;
    else if (depth === 0) return i + (/^[^\s,\]}]*/.exec(text.slice(i, i + 400))?.[0].length ?? 0);
    i++;
  } while (depth > 0 && i < text.length);
  return i;
}

function textEnd(text: string, at: number): number | Fault {
  for (let i = at + 1; i < text.length; i++) {
    const char = text[i] ?? '';
    if (char === '"') return i + 1;
    if (char < ' ') return { offset: i, reason: 'a line break or another control character inside quotes' };
    if (char !== '\\') continue;
    ESCAPE.lastIndex = i;
    const escaped = ESCAPE.exec(text)?.[0];
    if (escaped === undefined) return { offset: i, reason: 'no such escape in JSON' };
    i += escaped.length - 1;
  }
  return { offset: at, reason: 'these quotes are never closed' };
}

function simpleEnd(text: string, at: number): number | Fault {
  SIMPLE.lastIndex = at;
  const word = SIMPLE.exec(text)?.[0];
  return word === undefined ? { offset: at, reason: 'expected a value' } : at + word.length;
}

function spaceAfter(text: string, at: number): number {
  SPACE.lastIndex = at;
  return at + (SPACE.exec(text)?.[0].length ?? 0);
}

function closer(open: '{' | '['): string {
  return open === '{' ? '}' : ']';
}
