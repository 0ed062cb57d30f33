import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { isFrameState, isRuling } from '../../../src/protocol/told.ts';

const state = {
  epoch: 1,
  mode: 'guard',
  tab: 3,
  frame: '0',
  site: 'bank.test',
  attached: true,
  handedOver: false,
  privateSites: ['bank.test'],
  signingIn: false,
};

describe('what a frame is told', () => {
  test('a state with or without its optional fields is one', () => {
    expect(isFrameState(state)).toBe(true);
    expect(isFrameState({ ...state, session: 's', table: '{}', flow: '{}', pageRisk: 'unsafe' })).toBe(true);
  });

  test.each([
    ['a field is missing', { ...state, attached: undefined }],
    ['a field is of another type', { ...state, privateSites: 'bank.test' }],
    ['an item of a list is', { ...state, privateSites: ['bank.test', 7] }],
    ['a word is unknown', { ...state, mode: 'off' }],
    ['a field is unknown', { ...state, more: 1 }],
    ['a number is none', { ...state, tab: Number.NaN }],
    ['a field is only inherited', Object.create(state)],
    ['an optional field is null', { ...state, session: null }],
    ['it is a list', [state]],
    ['there is nothing', undefined],
  ])('refused where %s', (_, value) => {
    expect(isFrameState(value)).toBe(false);
  });

  test('a ruling with a verdict that nobody knows is none', () => {
    expect(isRuling({ verdict: 'allow', rules: [] })).toBe(true);
    expect(isRuling({ verdict: 'maybe', rules: [] })).toBe(false);
    expect(isRuling({ verdict: 'allow', rules: [], __proto__: null, constructor: 1 })).toBe(false);
  });
});

test('what every page loads is small and brings no schema library', async () => {
  const { metafile, outputFiles } = await build({
    entryPoints: ['extension/content/main.ts'],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    metafile: true,
    write: false,
    outfile: 'content.js',
  });
  const [output] = Object.values(metafile.outputs);
  const shipped = Object.entries(output?.inputs ?? {}).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  expect(shipped.map(([path]) => path).filter((path) => path.includes('zod'))).toEqual([]);
  expect(gzipSync(outputFiles[0]?.contents ?? '').length).toBeLessThan(18 * 1024);
  // Words of controls in all languages, and what describes by them, are for guarded frames.
  expect(shipped.map(([path]) => path).filter((path) => /words|purpose|claims/.test(path))).toEqual([]);
});
