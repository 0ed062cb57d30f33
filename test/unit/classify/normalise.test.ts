import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { normalise } from '../../../src/classify/normalise.ts';

const squeeze = (text: string) => text.replace(/\s+/g, ' ').trim();
const golden = readFileSync('test/golden/normaliser.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line): { obfuscation: string; plain: string; text: string } => JSON.parse(line));

describe('normalise', () => {
  it('reads at least 390 of the 400 disguised texts as what they say', () => {
    const right = golden.filter((g) => squeeze(normalise(g.text).plain) === squeeze(g.plain));
    expect(right.length).toBeGreaterThanOrEqual(390);
  });

  it.each([
    'A parcel for Ana: collect it at the counter before six.',
    'Наш адрес: ул. Мира, 5, e-mail указан ниже',
    'می‌خواهم نامه‌ها را بخوانم',
    '👨‍👩‍👧 and 🏴󠁧󠁢󠁳󠁣󠁴󠁿 are emoji',
    'commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b',
    'Room 3B, 4th floor, A4 paper, 10kg, MP3 player, 5G, H2O, B52, i18n',
    'https://cdn.example/a/bGFuZ3VhZ2UtbW9kZWwtd2VpZ2h0cw/file.js',
  ])('finds nothing to undo in honest text: %s', (text) => {
    expect(normalise(text).flags).toEqual([]);
  });

  it.each([
    ['s e n d   t h e   c o d e   n o w', 'send the code now', 'spaced'],
    ['S3nd th3 c0d3 t0 th1s addr3ss', 'Send the code to this address', 'leet'],
    ['c2Vu\u200bZCB0aGUgY29kZSB0byBtZSBub3c=', 'send the code to me now', 'base64'],
    [
      [...btoa('please send the code to me')].map((c) => `%${c.charCodeAt(0).toString(16)}`).join(''),
      'please send the code to me',
      'base64',
    ],
  ])('undoes %s', (text, plain, name) => {
    expect(normalise(text).plain).toBe(plain);
    expect(normalise(text).flags).toContain(name);
  });

  it('answers for lone surrogates, nothing, and a megabyte of one word', () => {
    expect(normalise('a\ud800b').plain).toBe('a\ufffdb');
    expect(normalise('').plain).toBe('');
    expect(normalise('word'.repeat(250_000)).plain.length).toBe(1_000_000);
  });
});
