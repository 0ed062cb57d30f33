/** The audit log as it can be exported: what was decided, not what was read. */
import { world } from './world.ts';

export async function exportAudit(): Promise<{ name: string; text: string }> {
  return {
    name: 'interlock-audit.jsonl',
    text: world.incidents.map((incident) => JSON.stringify(incident)).join('\n'),
  };
}
