// The dependency rules of ARCHITECTURE.md, checked on the sources, and checked to be able to fail.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** What each folder of `src/` may import of the others. A folder nobody named here is a finding. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  event: [],
  site: ['event'],
  risk: ['event'],
  classify: ['event', 'risk'],
  dataflow: ['event'],
  policy: ['event', 'site'],
  settings: ['event', 'policy', 'protocol'],
  protocol: ['event'],
  session: ['event', 'site', 'risk', 'policy', 'protocol'],
  audit: ['event', 'policy'],
  observe: ['event', 'risk', 'dataflow', 'protocol'],
  enforce: ['event', 'risk', 'dataflow', 'protocol', 'policy', 'session', 'observe'],
};

/** Stages that must run in Node, a worker and a page alike, and read no clock. */
const PURE = ['event', 'site', 'risk', 'dataflow', 'policy', 'settings', 'session', 'audit', 'protocol'];
const IMPURE =
  /\b(Date\.now|Math\.random|performance\.now|localStorage|document\.(body|querySelector\w*|createElement|addEventListener)|window\.(top|location|addEventListener))\b/;
const BROWSER_API = /\b(chrome|browser)\.[a-z]/;

/** Sources as `{'policy/step.ts': text}`; answers one sentence per violation. */
function violations(sources: ReadonlyMap<string, string>): string[] {
  return [...sources].flatMap(([path, text]) => {
    const stage = path.split('/')[0] ?? '';
    const allowed = MAY_IMPORT[stage];
    if (!allowed) return [`${path}: src/${stage} has no row in MAY_IMPORT`];
    const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    const found = importsOf(path, code)
      .filter((other) => other !== stage && !allowed.includes(other))
      .map((other) => `${path}: src/${stage} may not import src/${other}`);
    if (BROWSER_API.test(code)) found.push(`${path}: src/ never says chrome or browser`);
    if (PURE.includes(stage) && IMPURE.test(code)) found.push(`${path}: ${IMPURE.exec(code)?.[0]} in a pure stage`);
    return found;
  });
}

/** Stages that a file imports from, seen from where it lies: `../` of `policy/packs` is `policy`. */
const importsOf = (path: string, code: string): string[] =>
  [...code.matchAll(/from '(\.\.?\/[^']+)'/g)].map(
    (match) => new URL(match[1] ?? '', `file:///src/${path}`).pathname.split('/')[2] ?? '',
  );

function sourcesUnder(root: string): Map<string, string> {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  return new Map(files.map((file) => [file.replaceAll('\\', '/'), readFileSync(join(root, file), 'utf8')]));
}

describe('layers', () => {
  test('src keeps its direction, stays free of browser names, and pure stages read no clock', () => {
    expect(violations(sourcesUnder('src'))).toEqual([]);
  });

  test.each([
    ['policy/x.ts', "import { gate } from '../enforce/gate.ts';", 'may not import src/enforce'],
    ['policy/x.ts', 'const now = Date.now();', 'Date.now in a pure stage'],
    ['enforce/x.ts', 'chrome.tabs.query({})', 'never says chrome'],
    ['helpers/x.ts', '', 'has no row'],
  ])('finds what is planted in %s', (path, text, sentence) => {
    expect(violations(new Map([[path, text]])).join()).toContain(sentence);
  });
});
