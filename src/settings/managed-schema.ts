/** The schema file the browser checks `storage.managed` by, generated from the zod schema that parses the values. */
import * as z from 'zod/mini';
import { Managed } from './settings.ts';

/** Chrome's dialect of JSON Schema knows a few keywords only; what it doesn't know makes the extension unloadable. */
const KNOWN = new Set(['type', 'properties', 'items', 'enum', 'additionalProperties', 'title', 'description']);

export function managedSchema(): unknown {
  return strip(z.toJSONSchema(Managed, { io: 'input' }));
}

function strip(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(strip);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).filter(([key, value]) => KNOWN.has(key) && value !== false);
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      key === 'properties' ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, strip(v)])) : strip(value),
    ]),
  );
}
