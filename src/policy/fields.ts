/**
 * The fields of policy.md §1 by path, with their types. A policy may name these and no others.
 * Kept free of zod: it ships in every page with the residual.
 */
import type { AgentEvent } from '../event/event.ts';

/** `scalar`: a value of `fact.args`, whose type nobody declares. `group`: an object; only its presence can be tested. */
export type FieldType = 'text' | 'number' | 'flag' | 'texts' | 'scalar' | 'group';

const TABLE: Readonly<Record<FieldType, string>> = {
  text:
    'phase actor session task tab frame url origin site kind digest dest.origin dest.site dest.url dest.method ' +
    'dest.relation target.role target.name target.inputType target.autocomplete target.formAction target.purpose ' +
    'target.fingerprint payload.mime payload.hash page.trust page.risk.tier page.risk.cause risk.tier risk.category ' +
    'approval.digest approval.approver decision.verdict coverage.state coverage.cause fact.name',
  number: 'seq t payload.bytes page.risk.score risk.score',
  flag: 'dest.firstSeen target.visible target.occluded',
  texts: 'payload.labels payload.sources payload.recipients decision.rules',
  scalar: '',
  group: 'dest target payload page page.risk risk approval decision coverage fact fact.args',
};

const TYPES: ReadonlyMap<string, FieldType> = new Map(
  (Object.keys(TABLE) as FieldType[]).flatMap((type) =>
    TABLE[type]
      .split(' ')
      .filter((path) => path !== '')
      .map((path) => [path, type] as const),
  ),
);

export const ALWAYS_PRESENT: ReadonlySet<string> = new Set(
  'seq t phase actor session tab frame url origin site kind'.split(' '),
);
const HOST_FIELDS: ReadonlySet<string> = new Set(['url', 'origin', 'dest.url', 'dest.origin', 'target.formAction']);
const ARGS = 'fact.args.';

/** Undefined when `path` is not a field of §1. */
export function fieldType(path: string): FieldType | undefined {
  if (path.startsWith(ARGS)) return path.length > ARGS.length ? 'scalar' : undefined;
  return TYPES.get(path);
}

/** All paths but those of `fact.args`, for editors and messages. */
export function fieldPaths(): string[] {
  return [...TYPES.keys()];
}

/** Whether a glob on `path` is a host glob, matched on the parsed URL. */
export function isHostField(path: string): boolean {
  return HOST_FIELDS.has(path);
}

/** How to read `path` from an event; the reader returns undefined where the field is absent. */
export function reader(path: string): (event: AgentEvent) => unknown {
  const steps = path.startsWith(ARGS) ? ['fact', 'args', path.slice(ARGS.length)] : path.split('.');
  const [first = '', second, third] = steps;
  if (second === undefined) return (event) => own(event, first);
  if (third === undefined) return (event) => own(own(event, first), second);
  return (event) => own(own(own(event, first), second), third);
}

// Own properties only: `fact.args.constructor` is a name like any other.
function own(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}
