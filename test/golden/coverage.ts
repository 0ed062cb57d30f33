/** The table of docs/policy-language.md: each shipped rule, what it is against, and what it is tried by. */
import { readFileSync } from 'node:fs';
import { parsePolicy } from '../../src/policy/load.ts';
import type { Rule } from '../../src/policy/policy.ts';
import { STORIES, tellings } from './traces/stories.ts';
import { READ_ONLY_STORIES, STRICT_STORIES } from './traces/stories-other-packs.ts';

const TOLD = { balanced: STORIES, strict: STRICT_STORIES, 'read-only': READ_ONLY_STORIES } as const;
const PACKS = ['balanced', 'strict', 'read-only'] as const;
export const BEGIN = '<!-- coverage: written by scripts/packs.mjs -->';
export const END = '<!-- coverage ends -->';

type Shipped = { readonly rule: Rule; readonly pack: (typeof PACKS)[number]; readonly examples: number };

function shipped(root: string): Shipped[] {
  return PACKS.flatMap((pack) => {
    const read = parsePolicy(readFileSync(`${root}/src/policy/packs/${pack}.yaml`, 'utf8'));
    if (!read.ok) throw new Error(`${pack} does not load`);
    return read.policy.rules.map((rule) => ({
      rule,
      pack,
      examples: read.examples.filter(({ expect }) => [...(expect.fires ?? []), ...(expect.quiet ?? [])].includes(rule.id))
        .length,
    }));
  });
}

/** @param root the repository's folder */
export function coverage(root: string): string {
  const all = shipped(root);
  const ids = [...new Set(all.map(({ rule }) => rule.id))];
  const rows = ids.map((id) => row(id, all.filter(({ rule }) => rule.id === id)));
  return [
    BEGIN,
    '| rule | packs | OWASP LLM 2025 | OWASP agentic | MITRE ATLAS | stories | examples |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `*Stories* are violating and benign ones, each told on five sets of sites in four surroundings: ${summary()}`,
    END,
  ].join('\n');
}

function row(id: string, all: readonly Shipped[]): string {
  const refs = [...new Set(all.flatMap(({ rule }) => rule.refs ?? []))];
  const of = (pattern: RegExp) => refs.flatMap((ref) => pattern.exec(ref)?.[1] ?? []).join(', ') || '–';
  const stories = all.flatMap(({ pack }) => TOLD[pack][id] ?? []);
  const told = (kind: 'fires' | 'quiet') => stories.reduce((sum, story) => sum + story[kind].length, 0);
  return `| ${[
    `\`${id}\``,
    all.map(({ pack, rule }) => `${pack} (${rule.verdict})`).join(', '),
    of(/^OWASP (LLM.*)$/),
    of(/^OWASP (ASI.*)$/),
    of(/^MITRE ATLAS (.*)$/),
    `${told('fires')} + ${told('quiet')}`,
    all.reduce((sum, { examples }) => sum + examples, 0),
  ].join(' | ')} |`;
}

/** What `test/unit/policy/packs.test.ts` finds: every violating telling fires, no benign one is noticed. */
function summary(): string {
  const told = (kind: 'fires' | 'quiet') => Object.values(TOLD).flatMap((all) => Object.values(all)).flatMap((story) => story[kind].flatMap(tellings)).length;
  const [violating, benign] = [told('fires'), told('quiet')];
  const upper = (100 * 3.8416) / (benign + 3.8416);
  return `${violating.toLocaleString('en')} violating tellings, on each of which its rule fires, and ${benign.toLocaleString('en')} benign ones, of which none is noticed (95 % interval 0–${upper.toFixed(2)} %, Wilson).`;
}
