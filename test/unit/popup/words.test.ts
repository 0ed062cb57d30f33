import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { packs } from '../../../src/policy/packs/index.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const LOCALES = join(ROOT, 'extension/_locales');
const Messages = z.record(z.string(), z.strictObject({ message: z.string() }));

const messagesOf = (locale: string) =>
  Messages.parse(JSON.parse(readFileSync(join(LOCALES, locale, 'messages.json'), 'utf8')));
const english = messagesOf('en');
const keys = Object.keys(english);
const slots = (text: string | undefined) => [...(text?.match(/\$\d/g) ?? [])].sort();

const sources = readdirSync(join(ROOT, 'popup'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => readFileSync(join(ROOT, 'popup', file), 'utf8'))
  .join('\n');
const manifest = readFileSync(join(ROOT, 'manifest.json'), 'utf8');

describe.each(readdirSync(LOCALES))('the words of %s', (locale) => {
  const messages = messagesOf(locale);
  it('are all there, and no others', () => expect(Object.keys(messages).sort()).toEqual([...keys].sort()));
  it('have the same gaps to fill as in English', () => {
    for (const key of keys) expect([key, slots(messages[key]?.message)]).toEqual([key, slots(english[key]?.message)]);
  });
  it('name their own language, and are nowhere empty', () => {
    expect(messages.language?.message).toBe(locale);
    for (const key of keys) expect(messages[key]?.message.trim(), key).not.toBe('');
  });
  it('describe the product within the 132 characters that a store allows', () =>
    expect(messages.description?.message.length).toBeLessThanOrEqual(132));
});

describe('the English words', () => {
  it('are each used', () => {
    const unused = keys.filter((key) => !sources.includes(`'${key}'`) && !manifest.includes(`__MSG_${key}__`));
    expect(unused).toEqual([]);
  });
  it('of questions are those of the shipped rules, so that a person reads them in their own language', () => {
    const said = new Set(keys.filter((key) => /^(ask|rule)[A-Z]/.test(key)).map((key) => english[key]?.message));
    const shipped = Object.values(packs).flatMap(({ rules }) => rules.map(({ because }) => because));
    expect(shipped.length).toBeGreaterThan(50);
    for (const because of shipped) expect(said).toContain(because);
  });
  it('say what each permission is for', () => {
    const { permissions } = JSON.parse(manifest);
    expect(permissions.length).toBeGreaterThan(5);
    for (const name of permissions) if (name !== 'webRequestBlocking') expect(sources).toContain(`  ${name}: 'why`);
  });
  it('say why the guard is less than full, whatever the background names', () => {
    const named = readdirSync(join(ROOT, 'extension/background'))
      .map((file) => readFileSync(join(ROOT, 'extension/background', file), 'utf8'))
      .flatMap((text) => [
        ...text.matchAll(/(?:degraded\.add\(|causes\.push\(\s*|const (?:FAILED|UNSAVED|LATE) = )'([^']+)'/g),
      ])
      .map(([, cause]) => cause ?? '');
    expect(named.length).toBeGreaterThanOrEqual(15);
    for (const cause of named) expect(sources).toContain(`'${cause}'`);
  });
  it('keep the name that others rely on for the hand-over control', () =>
    expect(english.handOver?.message).toBe('An agent is driving this tab'));
});
