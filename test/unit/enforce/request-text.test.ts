import { describe, expect, test } from 'vitest';
import { textOfRequest } from '../../../src/enforce/request-text.ts';

const bytes = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer as ArrayBuffer;
const URL_SENT = 'https://shop.test/r';

describe('the text of a request', () => {
  test('is its address where there is no body, or none that the browser shows', () => {
    expect(textOfRequest(URL_SENT, undefined, 100)).toBe(URL_SENT);
    expect(textOfRequest(URL_SENT, {}, 100)).toBe(URL_SENT);
  });

  test('holds each value of each field, decoded where it is bytes', () => {
    const body = { formData: { note: ['blue', 'green'], file: [bytes('a mug')] } };
    expect(textOfRequest(URL_SENT, body, 100)).toBe(`${URL_SENT}\nnote=blue\nnote=green\nfile=a mug`);
  });

  test('puts parts of a raw body together, so that a number cut by them stands in one piece', () => {
    const body = { raw: [{ bytes: bytes('DE12 34') }, { bytes: bytes('56 78') }] };
    expect(textOfRequest(URL_SENT, body, 100)).toBe(`${URL_SENT}\nDE12 3456 78`);
  });

  test('tells of a file its name, and not where it lies', () => {
    expect(textOfRequest(URL_SENT, { raw: [{ file: '/home/alex/list.txt' }] }, 100)).toBe(`${URL_SENT}\nlist.txt`);
  });

  test('keeps both ends of what is too long', () => {
    const long = `first${'-'.repeat(1_000)}last`;
    for (const body of [{ raw: [{ bytes: bytes(long) }] }, { formData: { d: [long] } }]) {
      const text = textOfRequest('https://a.test/first', body, 100);
      expect(text.length).toBeLessThanOrEqual(100);
      expect(text).toContain('https://a.test/first');
      expect(text.endsWith('last')).toBe(true);
    }
  });
});
