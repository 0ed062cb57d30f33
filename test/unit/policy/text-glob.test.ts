import { describe, expect, it, vi } from 'vitest';
import { fold, textGlob } from '../../../src/policy/text-glob.ts';
import { TEXT_GLOBS } from './globs.ts';

vi.setConfig({ testTimeout: 300_000 });

describe('a text glob', () => {
  it.each(TEXT_GLOBS)('%j on %j is %s', (glob, text, expected) => {
    expect(textGlob(glob)(text)).toBe(expected);
  });

  it('takes bounded time on hostile patterns', () => {
    const match = textGlob(`${'*a?'.repeat(300)}b`);
    const began = performance.now();
    expect(match('a'.repeat(20_000))).toBe(false);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it('folds every code point as the /iu flag of regular expressions does', () => {
    const classes = new Map<string, string[]>();
    for (let code = 0; code < 0x20000; code++) {
      if (code >= 0xd800 && code < 0xe000) continue;
      const char = String.fromCodePoint(code);
      classes.set(fold(char), [...(classes.get(fold(char)) ?? []), char]);
    }
    const cased = [...classes].filter(([folded, chars]) => chars.length > 1 || chars[0] !== folded);
    for (const [folded, chars] of cased) {
      for (const char of chars)
        expect(new RegExp(`^\\u{${char.codePointAt(0)?.toString(16)}}$`, 'iu').test(folded)).toBe(true);
    }
    expect(cased.length).toBeGreaterThan(1_300);
  });
});
