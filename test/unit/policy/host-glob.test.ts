import { describe, expect, it, vi } from 'vitest';
import { hostGlob } from '../../../src/policy/host-glob.ts';
import { HOST_GLOBS, NO_HOST_GLOBS } from './globs.ts';

vi.setConfig({ testTimeout: 300_000 });

describe('a host glob', () => {
  for (const [glob, matches, others] of HOST_GLOBS) {
    const match = hostGlob(glob);
    it.each(matches)(`${glob} matches %s`, (url) => expect(match(url)).toBe(true));
    it.each(others)(`${glob} doesn't match %s`, (url) => expect(match(url)).toBe(false));
  }

  it.each(NO_HOST_GLOBS)('%j does not compile', (glob) => {
    expect(() => hostGlob(glob)).toThrow(/./);
  });

  it('takes linear time on a hostile path', () => {
    const match = hostGlob(`x.test/${'*a'.repeat(200)}b`);
    const began = performance.now();
    expect(match(`https://x.test/${'a'.repeat(100_000)}`)).toBe(false);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
