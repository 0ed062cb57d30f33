/** The log in others' words. Neither form says more than the log does. */
import type { Line } from './verify.ts';

const PRODUCT = { name: 'Interlock', vendor_name: 'Interlock' };
const STOPS = ['redact', 'ask', 'block', 'kill'];

/** OCSF 1.3: one Web Resources Activity (6001) a record, with the security-control profile. */
export function toOcsf(lines: readonly Line[]): object[] {
  return lines.map((line) => {
    const { event, verdict } = line;
    const activity = ocsfActivity(event.kind);
    const stopped = verdict === 'block' || verdict === 'kill' || verdict === 'ask';
    return {
      metadata: {
        version: '1.3.0',
        product: PRODUCT,
        profiles: ['security_control'],
        uid: line.hash,
        sequence: line.n,
      },
      time: event.t,
      category_uid: 6,
      class_uid: 6001,
      activity_id: activity,
      type_uid: 600_100 + activity,
      severity_id: { kill: 5, block: 4, ask: 3, redact: 3, warn: 2, log: 1, allow: 1 }[verdict],
      status_id: event.phase === 'failed' || stopped ? 2 : event.phase === 'succeeded' ? 1 : 0,
      action_id: stopped ? 2 : 1,
      disposition_id: stopped ? 2 : 1,
      actor: { session: { uid: event.session }, app_name: event.actor },
      web_resources: [{ url_string: event.dest?.url ?? event.url, type: event.kind }],
      firewall_rule: line.rules.length > 0 ? { uid: line.rules[0], name: line.rules.join(' ') } : undefined,
      unmapped: { line },
    };
  });
}

/** Create, read, update, delete, import, export; 99 for what has no counterpart. */
function ocsfActivity(kind: Line['event']['kind']): number {
  if (kind === 'read' || kind === 'navigate' || kind === 'page.load') return 2;
  if (kind === 'upload' || kind === 'clipboard.read') return 6;
  if (kind === 'download' || kind === 'clipboard.write') return 7;
  if (kind === 'submit' || kind === 'message' || kind === 'request') return 1;
  return ['click', 'type', 'paste', 'select', 'drag'].includes(kind) ? 3 : 99;
}

/** OTLP logs in their JSON encoding, one request for all records. */
export function toOtlp(lines: readonly Line[]): object {
  const logRecords = lines.map((line) => ({
    timeUnixNano: `${Math.trunc(line.event.t)}000000`,
    severityNumber: { kill: 21, block: 17, ask: 13, redact: 13, warn: 13, log: 9, allow: 9 }[line.verdict],
    severityText: STOPS.includes(line.verdict) ? line.verdict.toUpperCase() : 'INFO',
    body: { stringValue: `${line.verdict} ${line.event.kind}` },
    attributes: attributesOf('interlock', { ...line }),
  }));
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'interlock' } }] };
  return { resourceLogs: [{ resource, scopeLogs: [{ scope: { name: 'interlock.audit' }, logRecords }] }] };
}

/** Nested fields by dotted names. */
function attributesOf(prefix: string, node: object): object[] {
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) => {
    const name = `${prefix}.${key}`;
    if (Array.isArray(value)) return [{ key: name, value: { arrayValue: { values: value.map(scalarOf) } } }];
    return typeof value === 'object' && value !== null
      ? attributesOf(name, value)
      : [{ key: name, value: scalarOf(value) }];
  });
}

function scalarOf(value: unknown): object {
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  return { stringValue: String(value) };
}
